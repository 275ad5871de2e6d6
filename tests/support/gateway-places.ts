import type { GatewayPlaces } from '../../constructs/gateway-config/index.ts';
import type { ModelOutput } from '../../constructs/spec/outputs.ts';
import type { PlatformSpec } from '../../constructs/spec/platform-spec.ts';
import type { Cloud } from '../../constructs/spec/vocabulary.ts';

const PROFILE = 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile';

/** Places as a deployment on a cloud would know them, of the models that the spec has there and of its secrets. */
export function placesOn(cloud: Cloud, { clouds }: PlatformSpec): GatewayPlaces {
  const { models = {}, secrets = {} } = clouds[cloud] ?? {};
  const modelPlace = (alias: string): ModelOutput => {
    switch (cloud) {
      case 'aws':
        return {
          provider: 'bedrock',
          id: `${PROFILE}/${alias}`,
          ...(models[alias]?.guardrail ? { guardrail: { id: 'gr0123456789', version: '1' } } : {}),
        };
      case 'azure':
        return { provider: 'azure-openai', id: alias, endpoint: 'https://ai-support.openai.azure.com/' };
    }
  };
  const secretPlace = (name: string) =>
    cloud === 'aws'
      ? ({
          kind: 'secrets-manager',
          arn: `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${name}-AbCdEf`,
          field: 'value',
        } as const)
      : ({ kind: 'key-vault-secret', uri: `https://kv-support.vault.azure.net/secrets/${name}` } as const);
  return {
    cloud,
    models: Object.fromEntries(Object.keys(models).map((alias) => [alias, modelPlace(alias)])),
    secrets: Object.fromEntries(Object.keys(secrets).map((name) => [name, secretPlace(name)])),
  };
}
