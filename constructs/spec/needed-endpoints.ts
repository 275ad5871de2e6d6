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
