export {
  EXTERNAL_SECRET_FIELD,
  EXTERNAL_SECRET_TEMPLATE,
  ExternalSecret,
  type ExternalSecretAttributes,
  type ExternalSecretProps,
  type IExternalSecret,
  MAX_AGE_TAG,
} from './external-secret.ts';
export type { SecretGrants } from './secret-grants.ts';
