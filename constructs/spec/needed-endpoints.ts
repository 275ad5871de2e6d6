import type { PrivateEndpointGroup } from './private-dns-zones.ts';

/** What decides which services a platform calls. */
export interface PlatformParts {
  readonly models?: object | undefined;
  readonly secrets?: object | undefined;
  readonly data?: object | undefined;
}

/**
 * The AWS services that a private platform is called through or calls itself, by the last part of their endpoint's name
 * (`com.amazonaws.<region>.<service>`).
 */
export function neededEndpoints({ models, secrets, data }: PlatformParts) {
  const has = (part: object | undefined) => Object.keys(part ?? {}).length > 0;
  const bedrock = has(models) ? (['bedrock-runtime'] as const) : [];
  const secretsManager = has(secrets) ? (['secretsmanager'] as const) : [];
  const s3 = data ? (['s3'] as const) : [];
  return { interfaces: [...bedrock, 'kms' as const, 'logs' as const, ...secretsManager, 'sts' as const], gateways: [...s3] };
}

/** What decides which resources with a data plane a platform on Azure makes. */
export interface AzureParts {
  readonly models?: object | undefined;
  /** A guardrail lies in the AI account, also one that no model has. */
  readonly guardrails?: object | undefined;
  readonly secrets?: Readonly<Record<string, { readonly existing?: unknown }>> | undefined;
  readonly keyVault?: object | undefined;
  readonly registry?: { readonly kind: string } | undefined;
  /** Whether it makes a storage account: for its buckets, or for the flow logs of a new network. */
  readonly storage: boolean;
}

/**
 * The sub-resources of Azure that a private platform makes and is called through. What is given has the endpoints that its owner gave it.
 */
export function neededEndpointGroups({
  models,
  guardrails,
  secrets = {},
  keyVault,
  registry,
  storage,
}: AzureParts): readonly PrivateEndpointGroup[] {
  const makesVault = !keyVault && Object.values(secrets).some(({ existing }) => existing === undefined);
  return [
    ...(Object.keys({ ...models, ...guardrails }).length > 0 ? (['account'] as const) : []),
    ...(storage ? (['blob'] as const) : []),
    ...(registry?.kind === 'new' ? (['registry'] as const) : []),
    ...(makesVault ? (['vault'] as const) : []),
  ];
}
