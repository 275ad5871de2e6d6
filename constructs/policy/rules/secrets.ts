import { encryptedSecrets, keys, noLiteralSecret as noLiteralSecretOnAws, rotation } from '../aws/secrets.ts';
import { vaultAudit } from '../azure/diagnostics.ts';
import { expiringSecrets, hardenedVaults, keptSecrets } from '../azure/key-vaults.ts';
import { noLiteralSecret as noLiteralSecretOnAzure } from '../azure/literal-secrets.ts';
import type { Rule } from '../rule.ts';

/** Rules of secrets and keys. */
export const SECRETS_RULES: readonly Rule[] = [
  {
    id: 'SEC-01',
    title: 'Secrets are encrypted with a customer key or lie in a vault with roles, and are kept when their stack goes',
    when: 'private',
    severity: 'high',
    reason: 'Secrets are read by whoever reads the store, or go with a stack and cannot be made again.',
    fix: 'Encrypt secrets with a key of yours or put them into a vault with roles, and keep them.',
    source: ['CKV_AWS_149', 'SecretsManagerUsingKMSKey', 'Azure.KeyVault.RBAC'],
    checks: { aws: encryptedSecrets, azure: keptSecrets },
  },
  {
    id: 'SEC-02',
    title: 'Secrets rotate or say in a tag when their value is too old',
    when: 'always',
    severity: 'medium',
    reason: 'A credential that never changes is good for whoever has found it.',
    fix: 'Rotate it, or say until when it is good.',
    source: ['AwsSolutions-SMG4', 'CKV2_AWS_57', 'CKV_AZURE_41'],
    checks: { aws: rotation, azure: expiringSecrets },
  },
  {
    id: 'SEC-03',
    title: 'No template and no program holds the value of a secret',
    when: 'always',
    severity: 'critical',
    reason: 'Whoever reads the template, the state or the log of a deployment has the secret.',
    fix: 'Refer to a secret; never write its value.',
    source: ['CKV_AWS_45', 'CKV_AWS_46', 'CKV_AWS_384', 'OWASP LLM07'],
    checks: { aws: noLiteralSecretOnAws, azure: noLiteralSecretOnAzure },
  },
  {
    id: 'SEC-04',
    title:
      'Vaults cannot be purged, grant by roles and deny by default; where the platform is private they are reached by private endpoint alone',
    when: 'always',
    severity: 'high',
    reason: 'A vault that can be purged loses every secret at once; an open one can be tried from anywhere.',
    fix: 'Protect the vault from purging, grant by roles, deny by default.',
    source: [
      'CKV_AZURE_109',
      'CKV_AZURE_110',
      'CKV_AZURE_111',
      'CKV_AZURE_189',
      'CKV_AZURE_42',
      'Azure.KeyVault.PurgeProtect',
      'Azure.KeyVault.RBAC',
      'Azure.KeyVault.Firewall',
    ],
    checks: { azure: hardenedVaults },
  },
  {
    id: 'SEC-05',
    title: 'Every access to a vault is logged',
    when: 'always',
    severity: 'medium',
    reason: 'Nobody can say afterwards who has read a secret.',
    fix: 'Log every access to the vault.',
    source: ['Azure.KeyVault.Logs'],
    checks: { azure: vaultAudit },
  },
  {
    id: 'SEC-06',
    title: 'Keys rotate, wait 7 to 30 days before they are deleted, and are open to nobody unknown',
    when: 'always',
    severity: 'high',
    reason: 'A key that never changes, or that strangers may use, protects nothing for long.',
    fix: 'Rotate keys and name who may use them.',
    source: ['AwsSolutions-KMS5', 'CKV_AWS_7', 'CKV_AWS_33'],
    checks: { aws: keys },
  },
];
