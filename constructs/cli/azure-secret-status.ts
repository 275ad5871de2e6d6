import { askCloud } from './ask-cloud.ts';
import { judgeAge, type SecretStatus, type StatusOptions } from './secret-status.ts';

/** A secret in a Key Vault. */
export interface VaultSecret {
  readonly vault: string;
  readonly name: string;
}

/** What is asked for of each version: when it was written and whether it is in use. */
interface VersionAttributes {
  readonly created?: string;
  readonly enabled?: boolean;
}

const AZURE_CLI = { program: 'az', name: 'Azure CLI' };

/**
 * Asks the Azure CLI, with the user's credentials, for the attributes of a secret's versions. A secret that the platform made holds the
 * empty template in its first version, so a single version means empty.
 * https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret-versions
 */
export function azureSecretStatus({ vault, name }: VaultSecret, options: StatusOptions): SecretStatus {
  const args = [
    'keyvault',
    'secret',
    'list-versions',
    '--vault-name',
    vault,
    '--name',
    name,
    '--query',
    '[].attributes',
    '--output',
    'json',
  ];
  const answer = askCloud(AZURE_CLI, args);
  if (answer.kind === 'json') return judgeAttributes(answer.value as readonly VersionAttributes[], options);
  return answer.stderr.includes('SecretNotFound') ? { kind: 'not-deployed' } : { kind: 'unknown', reason: answer.reason };
}

/** What the versions of a secret, without their values, say of it. They come in no order: the newest that is not switched off counts. */
export function judgeAttributes(versions: readonly VersionAttributes[], options: StatusOptions): SecretStatus {
  if (versions.length === 0) return { kind: 'not-deployed' };
  if (versions.length === 1) return { kind: 'empty' };
  const written = versions.filter(({ enabled }) => enabled !== false).map(({ created }) => Date.parse(created ?? ''));
  return written.length === 0 ? { kind: 'empty' } : judgeAge(Math.max(...written), options);
}
