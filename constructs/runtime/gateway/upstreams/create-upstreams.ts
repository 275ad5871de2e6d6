import type { AwsCredentials } from '../aws/signer.ts';
import type { GatewayConfig, SecretPlace, UpstreamConfig } from '../config/gateway-config.ts';
import type { Clock } from '../core/clock.ts';
import { bedrock } from './bedrock/bedrock.ts';
import { openAiCompatible } from './openai-compatible.ts';
import type { ProviderSecrets } from './provider-secrets.ts';
import type { Upstream } from './upstream.ts';

/** What the cloud that the program runs on gives it. */
export interface UpstreamParts {
  readonly secrets: ProviderSecrets;
  readonly clock: Clock;
  /** Of the role; absent where the program does not run on AWS. */
  readonly awsCredentials?: AwsCredentials;
  /** Bearer token of the managed identity for Azure's AI services; absent where the program does not run on Azure. */
  readonly azureToken?: () => Promise<string>;
}

/** An upstream for each model of the configuration. Throws where a model needs an identity that the program has not. */
export function createUpstreams({ models }: GatewayConfig, parts: UpstreamParts): Readonly<Record<string, Upstream>> {
  return Object.fromEntries(Object.entries(models).map(([alias, { upstream }]) => [alias, createUpstream(alias, upstream, parts)]));
}

const OPENAI = 'https://api.openai.com/v1';
/** https://ai.google.dev/gemini-api/docs/openai */
const GEMINI = 'https://generativelanguage.googleapis.com/v1beta/openai';

function createUpstream(alias: string, upstream: UpstreamConfig, { secrets, clock, awsCredentials, azureToken }: UpstreamParts): Upstream {
  const byKey = (baseUrl: string, { model, dimensions, key }: KeyedUpstream): Upstream =>
    openAiCompatible({ baseUrl, model, dimensions, authorize: () => bearer(key, secrets), clock });
  switch (upstream.kind) {
    case 'bedrock':
      if (awsCredentials === undefined) throw new Error(`model ${alias} is Bedrock's, and the program has no role of AWS`);
      return bedrock({ upstream, credentials: awsCredentials, clock });
    case 'azure-openai':
      if (azureToken === undefined) throw new Error(`model ${alias} is Azure's, and the program has no managed identity`);
      // https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle: the v1 API takes the deployment as the model
      return openAiCompatible({
        baseUrl: `${upstream.endpoint.replace(/\/$/, '')}/openai/v1`,
        model: upstream.deployment,
        dimensions: upstream.dimensions,
        authorize: async () => ({ authorization: `Bearer ${await azureToken()}` }),
        clock,
      });
    case 'openai':
      return byKey(upstream.baseUrl ?? OPENAI, upstream);
    case 'gemini':
      return byKey(upstream.baseUrl ?? GEMINI, upstream);
    case 'openai-compatible':
      return byKey(upstream.baseUrl, upstream);
  }
}

type KeyedUpstream = Extract<UpstreamConfig, { readonly kind: 'openai' | 'gemini' | 'openai-compatible' }>;

/** Undefined while the secret is empty; nothing to prove where there is none. */
async function bearer(key: SecretPlace | undefined, secrets: ProviderSecrets): Promise<Record<string, string> | undefined> {
  if (key === undefined) return {};
  const value = await secrets.value(key);
  return value === undefined ? undefined : { authorization: `Bearer ${value}` };
}
