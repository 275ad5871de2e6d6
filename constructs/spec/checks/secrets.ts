import { isSameId, parseArmId } from '../arm-ids.ts';
import { describeValue } from '../fault.ts';
import type { AzureInput, SecretInput } from '../platform-file.ts';
import { CLOUDS } from '../vocabulary.ts';
import { checkArn } from './clouds.ts';
import { type Draft, namesCloud } from './draft.ts';

// Secrets Manager: a complete ARN ends with a dash and six characters
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
const SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]{1,20}:\d{12}:secret:[a-zA-Z0-9!/_+=.@-]{1,512}-[a-zA-Z0-9]{6}$/;
// https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates
const SECRET_URI = /^https:\/\/[a-zA-Z][a-zA-Z0-9-]{2,23}\.vault\.azure\.net\/secrets\/[a-zA-Z0-9-]{1,127}$/;

/** The credentials: what exists is named in the form of its cloud, in the platform's own account. */
export function checkSecrets(draft: Draft): void {
  const { secrets, clouds } = draft.file;
  for (const [name, secret] of Object.entries(secrets ?? {})) {
    checkOwn(draft, name, secret);
    for (const cloud of CLOUDS) {
      const given = secret.existing?.[cloud];
      if (given === undefined) continue;
      const path = ['secrets', name, 'existing', cloud];
      if (!namesCloud(draft, cloud)) {
        draft.report({
          path,
          code: 'CFG-104',
          message: `a secret on ${cloud}, which clouds does not name`,
          allowed: Object.keys(clouds ?? {}).join(', '),
          remedy: `Name clouds.${cloud}, or take this out.`,
        });
      } else if (cloud === 'aws' && !SECRET_ARN.test(given)) {
        draft.report({
          path,
          code: 'CFG-063',
          message: 'not the complete ARN of a secret',
          got: describeValue(given),
          allowed: 'arn:aws:secretsmanager:<region>:<account>:secret:<name>-<6 characters>',
          remedy: "Take the ARN from 'aws secretsmanager describe-secret'.",
        });
      } else if (cloud === 'azure' && !SECRET_URI.test(given)) {
        draft.report({
          path,
          code: 'CFG-063',
          message: 'not the URI of a Key Vault secret without version',
          got: describeValue(given),
          allowed: 'https://<vault>.vault.azure.net/secrets/<name>',
          remedy: "Take the id from 'az keyvault secret show' and leave the version out.",
        });
      } else if (cloud === 'aws' && clouds?.aws) {
        checkArn(draft, given, clouds.aws, path, 'secret');
      } else if (cloud === 'azure' && clouds?.azure) {
        checkVault(draft, given, clouds.azure, path);
      }
    }
  }
}

/** The right to read a secret is assigned at the secret itself: the ARM id of its vault must be known. */
function checkVault(draft: Draft, uri: string, { keyVault }: AzureInput, path: readonly PropertyKey[]): void {
  if (!keyVault) {
    if (draft.isFaulty('clouds', 'azure', 'keyVault')) return;
    draft.report({
      path,
      code: 'CFG-063',
      message: 'the ARM id of its vault is not known, and the role to read the secret is assigned there',
      got: describeValue(uri),
      allowed: 'a secret in the vault that clouds.azure.keyVault names',
      remedy: 'Add clouds.azure.keyVault with the id of the vault.',
    });
    return;
  }
  const { name } = parseArmId(keyVault.id);
  if (isSameId(new URL(uri).hostname, `${name}.vault.azure.net`)) return;
  draft.report({
    path,
    code: 'CFG-063',
    message: `the secret lies in another vault than '${name}', which clouds.azure.keyVault names`,
    got: describeValue(uri),
    allowed: `https://${name}.vault.azure.net/secrets/<name>`,
    remedy: 'Name a secret of that vault, or the vault of this secret.',
  });
}

/** What is there already has its own description, and its own age. */
function checkOwn(draft: Draft, name: string, secret: SecretInput): void {
  const named = CLOUDS.filter((cloud) => namesCloud(draft, cloud));
  if (named.length === 0 || named.some((cloud) => secret.existing?.[cloud] === undefined)) return;
  for (const field of ['maxAgeDays', 'description'] as const) {
    if (secret[field] === undefined) continue;
    draft.report({
      path: ['secrets', name, field],
      code: 'CFG-103',
      message: `'${field}' belongs to a secret that the platform makes, this one exists`,
      got: describeValue(secret[field]),
      allowed: 'existing',
      remedy: 'Take it out, or take out existing.',
    });
  }
}
