import type { SecretReader } from '../upstreams/provider-secrets.ts';
import type { ManagedIdentity } from './managed-identity.ts';

const PATIENCE_MILLIS = 5000;

/** https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret; without a version the newest one. */
export function keyVault(identity: ManagedIdentity): SecretReader {
  return async (place) => {
    if (place.kind !== 'key-vault-secret') throw new Error('a secret of another cloud');
    const { token } = await identity.getToken('https://vault.azure.net/.default');
    const response = await fetch(`${place.url}?api-version=7.4`, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MILLIS),
    });
    if (!response.ok) throw new Error(`the vault answered ${response.status}`);
    const { value } = (await response.json()) as { value?: string };
    if (value === undefined) throw new Error('a secret has no value');
    return value;
  };
}
