export { ExternalSecret, type ExternalSecretAttributes, type ExternalSecretProps, type IExternalSecret } from './external-secret.ts';
export type { SecretGrants } from './secret-grants.ts';
