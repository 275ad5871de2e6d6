import type { AwsOffer } from '../../catalog/index.ts';
import type { Draft } from '../checks/draft.ts';
import type { Fault } from '../fault.ts';
import type { AwsInput, AzureInput, PlatformFile } from '../platform-file.ts';
import type { AwsSpec, AzureSpec, PlatformSpec } from '../platform-spec.ts';
import type { Profile } from '../vocabulary.ts';
import { resolveData, resolveKeys, resolveSecrets } from './data.ts';
import { resolveExternalModels } from './external-models.ts';
import { resolveGateway } from './gateway.ts';
import { resolveGuardrails } from './guardrails.ts';
import { resolveAzureModels, resolveModels } from './models.ts';
import { resolveAwsNetwork, resolveAzureNetwork } from './network.ts';
import { resolveTags } from './tags.ts';

export interface CheckedDraft extends Pick<Draft, 'environment' | 'asOf'> {
  readonly file: PlatformFile;
  readonly profile: Profile;
  readonly warnings: readonly Fault[];
}

/** Fills every default of a file that has been checked. */
export function resolvePlatform(draft: CheckedDraft): PlatformSpec {
  const { file, environment, profile, warnings } = draft;
  const clouds = {
    ...(file.clouds.aws ? { aws: resolveAws(draft, file.clouds.aws) } : {}),
    ...(file.clouds.azure ? { azure: resolveAzure(draft, file.clouds.azure) } : {}),
  };
  const models = Object.values(clouds).flatMap((cloud) =>
    Object.values<AwsSpec['models'][string] | AzureSpec['models'][string]>(cloud.models),
  );
  return {
    version: 1,
    name: file.name,
    environment,
    profile,
    owner: file.owner,
    dataClassification: file.dataClassification,
    residency: file.residency,
    naming: { seed: file.naming.seed, generation: file.naming.generation ?? 1 },
    tags: resolveTags(file, environment),
    keys: resolveKeys(file.keys),
    ...(file.data ? { data: resolveData(file.data, draft) } : {}),
    guardrails: resolveGuardrails(file, models),
    externalModels: resolveExternalModels(file),
    ...(file.gateway ? { gateway: resolveGateway(file, file.gateway) } : {}),
    exemptions: (file.exemptions ?? []).filter((exemption) => !exemption.environment || exemption.environment === environment),
    clouds,
    warnings,
  };
}

function resolveAws(draft: CheckedDraft, aws: AwsInput): AwsSpec {
  return {
    region: aws.region,
    ...(aws.account ? { account: aws.account } : {}),
    ...(aws.permissionsBoundary ? { permissionsBoundary: aws.permissionsBoundary } : {}),
    encryptionKeys: aws.encryptionKeys ?? {},
    ...(aws.logBucket ? { logBucket: { name: aws.logBucket.name } } : {}),
    network: resolveAwsNetwork(draft),
    models: resolveModels<AwsOffer>(draft, 'aws'),
    secrets: resolveSecrets(draft.file.secrets, 'aws'),
  };
}

function resolveAzure(draft: CheckedDraft, azure: AzureInput): AzureSpec {
  return {
    location: azure.location,
    ...(azure.subscription ? { subscription: azure.subscription } : {}),
    resourceGroups: azure.resourceGroups ?? {},
    ...(azure.logWorkspace ? { logWorkspace: azure.logWorkspace } : {}),
    ...(azure.flowLogStorage ? { flowLogStorage: azure.flowLogStorage } : {}),
    ...(azure.keyVault ? { keyVault: azure.keyVault } : {}),
    registry: azure.registry ?? { kind: 'none' },
    network: resolveAzureNetwork(draft),
    allowedCidrs: azure.allowedCidrs ?? [],
    models: resolveAzureModels(draft),
    secrets: resolveSecrets(draft.file.secrets, 'azure'),
  };
}
