import type { ExternalSecretArgs } from './external-secret.ts';

// As for the other cloud's secrets, so that one file serves both.
const MOST_AGE_DAYS = 1000;

// The pattern of the ARM schema of Microsoft.KeyVault.
const SECRET_NAME = /^[a-zA-Z0-9-]{1,127}$/;

// https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources
const MOST_TAG_VALUE = 256;

// 15 on a secret, of which this block writes two: https://learn.microsoft.com/azure/key-vault/secrets/about-secrets#secret-tags
const MOST_OTHER_TAGS = 13;

// Without a version: the newest value is read. Form: https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates
const SECRET_URI = /^https:\/\/([a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9])\.vault\.azure\.net\/secrets\/([a-zA-Z0-9-]{1,127})\/?$/;

/** Everything that is wrong with the args, one sentence each. */
export function externalSecretFaults({ secretName, maxAgeDays, description, tags = {} }: ExternalSecretArgs): string[] {
  const faults: string[] = [];
  if (!SECRET_NAME.test(secretName)) {
    faults.push(
      `secretName must be 1 to 127 letters, digits or hyphens, got '${secretName.slice(0, 140)}' (${secretName.length}); replace the others by -`,
    );
  }
  if (!(Number.isInteger(maxAgeDays) && maxAgeDays >= 1 && maxAgeDays <= MOST_AGE_DAYS)) {
    faults.push(`maxAgeDays must be 1 to ${MOST_AGE_DAYS} whole days, got ${maxAgeDays}; 90 is usual`);
  }
  if (description !== undefined && description.length > MOST_TAG_VALUE) {
    faults.push(`description must have at most ${MOST_TAG_VALUE} characters, got ${description.length}; shorten it`);
  }
  const count = Object.keys(tags).length;
  if (count > MOST_OTHER_TAGS) faults.push(`tags must be at most ${MOST_OTHER_TAGS}, got ${count}; take some out`);
  return faults;
}

/** The parts of the URI of a secret. Throws when it is none, or has a version. */
export function parseSecretUri(uri: string): { readonly vaultName: string; readonly secretName: string } {
  const [, vaultName, secretName] = SECRET_URI.exec(uri) ?? [];
  if (vaultName && secretName) return { vaultName, secretName };
  throw new Error(
    `secretUri must be https://<vault>.vault.azure.net/secrets/<name> without a version, got '${uri}'; take the id from 'az keyvault secret show' and leave the version out`,
  );
}
