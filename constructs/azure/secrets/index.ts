export { EXTERNAL_SECRET_FIELD, EXTERNAL_SECRET_TEMPLATE, MAX_AGE_TAG } from '../../spec/external-secret.ts';
export {
  DESCRIPTION_TAG,
  ExternalSecret,
  type ExternalSecretArgs,
  type ExternalSecretAttributes,
  type IExternalSecret,
} from './external-secret.ts';
export { type IKeyVault, KeyVault, type KeyVaultArgs } from './key-vault.ts';
export { SecretGrants } from './secret-grants.ts';
