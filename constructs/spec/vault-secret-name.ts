import { secretName } from './names.ts';
import type { PlatformSpec } from './platform-spec.ts';

/** The name of a credential in Key Vault: the same words as on AWS, with the one separator that Key Vault takes. */
export function vaultSecretName(platform: Pick<PlatformSpec, 'name' | 'environment' | 'naming'>, secret: string): string {
  return secretName(platform, secret).replaceAll('/', '-');
}
