import { describe, expect, test } from 'vitest';
import { findingsIn, judges } from './judge.ts';
import { AZURE_DEV, AZURE_EPHEMERAL, AZURE_PROD, account, diagnostics, endpoint, reg, storage, UNKNOWN, vault } from './registrations.ts';

type Fields = Readonly<Record<string, unknown>>;
const secret = (inputs: Fields = {}, rest: Fields = {}) => reg('keyvault:Secret', 'openai', { vaultName: 'vault', ...inputs }, rest);

describe('SEC-01', () => {
  judges('SEC-01', 'azure', {
    allows: [
      ['a vault with roles and a secret that stays', [vault(), secret()]],
      ['a secret that a destroy does not get past', [secret({}, { protect: true, retainOnDelete: false })]],
      ['a secret of which a policy pack does not know', [secret({}, { protect: false, retainOnDelete: undefined })]],
      ['a secret that goes in ephemeral', [secret({}, { protect: false, retainOnDelete: false })], { ...AZURE_EPHEMERAL, private: true }],
    ],
    finds: [
      ['a vault with access policies', [vault('properties.enableRbacAuthorization', false)]],
      ['a vault that does not say, which the SDK fills in', [vault('properties.enableRbacAuthorization', undefined)]],
      ['a secret that goes with its program', [secret({}, { protect: false, retainOnDelete: false })]],
    ],
  });
});

describe('SEC-02', () => {
  judges('SEC-02', 'azure', {
    allows: [
      ['an expiry', [secret({ properties: { attributes: { expires: 1830297600 } } })]],
      ['a greatest age in a tag', [secret({ tags: { 'llm-infra:max-age-days': '90' } })]],
      ['an expiry that a preview does not know yet', [secret({ properties: { attributes: { expires: UNKNOWN } } })]],
    ],
    finds: [
      ['neither', [secret({ tags: { owner: 'support' } })]],
      ['an empty tag', [secret({ tags: { expires: '' } })]],
      ['an expiry of nothing', [secret({ properties: { attributes: { expires: 0 } } })], AZURE_DEV],
    ],
  });
});

describe('SEC-03', () => {
  const TOKEN = `hf_${'a1B2'.repeat(8)}`;
  const app = (variable: Fields) => [reg('app:ContainerApp', 'app', { template: { containers: [{ env: [variable] }] } })];
  judges('SEC-03', 'azure', {
    allows: [
      ['a value that is marked', [secret({ properties: { value: { $secret: 'string' } } })]],
      ['the empty template', [secret({ properties: { value: '{"value":""}' } })]],
      ['a variable by reference', app({ name: 'OPENAI_API_KEY', secretRef: 'openai' })],
      ['a variable with the place of a secret', app({ name: 'API_KEY_SECRET_URI', value: 'https://v.vault.azure.net/secrets/x' })],
      ['a password that is marked', [reg('dbforpostgresql:Server', 'db', { administratorLoginPassword: { $secret: 'string' } })]],
    ],
    finds: [
      ['a plain value', [secret({ properties: { value: 'correct horse' } })]],
      ['a token in a tag', [storage('tags', { note: TOKEN })]],
      ['a token in an input of a component', [reg('x', 'component', { token: TOKEN }, { type: 'app:index:Component' })]],
      ['a literal in a variable for a credential', app({ name: 'OPENAI_API_KEY', value: 'correct horse' })],
      ['a literal password', [reg('dbforpostgresql:Server', 'db', { administratorLoginPassword: 'correct horse' })], AZURE_DEV],
      ['a literal in a list', [storage('networkRuleSet.ipRules', [{ value: `https://x/?sig=${'a1B2'.repeat(8)}` }])]],
    ],
  });

  test('SEC-03 says the kind of a secret and never its value', () => {
    const findings = findingsIn('SEC-03', [storage('tags', { note: TOKEN }), secret({ properties: { value: 'correct horse' } })]);
    expect(findings.map(({ path, got }) => [path, got])).toEqual([
      ['tags.note', 'a Hugging Face token'],
      ['properties.value', 'a literal secret'],
    ]);
    expect(JSON.stringify(findings)).not.toMatch(/hf_a1B2|correct horse/);
  });
});

describe('SEC-04', () => {
  judges('SEC-04', 'azure', {
    allows: [
      ['a hardened vault with a private endpoint', [vault(), endpoint('vault', 'vault')]],
      ['soft delete as is the default', [vault('properties.enableSoftDelete', undefined), endpoint('vault', 'vault')]],
      ['a vault with an allow list in dev', [vault('properties.publicNetworkAccess', 'enabled')], AZURE_DEV],
    ],
    finds: [
      ['a vault that can be purged', [vault('properties.enablePurgeProtection', undefined)], AZURE_DEV],
      ['a vault without soft delete', [vault('properties.enableSoftDelete', false)], AZURE_DEV],
      ['a vault with access policies', [vault('properties.enableRbacAuthorization', false)], AZURE_DEV],
      ['an open firewall', [vault('properties.networkAcls', undefined)], AZURE_DEV],
      ['a vault without an endpoint', [vault()]],
      ['a vault that the internet reaches', [vault('properties.publicNetworkAccess', 'Enabled'), endpoint('vault', 'vault')]],
    ],
  });
});

describe('SEC-05', () => {
  const categories = (category: string) => ({ inputs: { logs: [{ category, enabled: true }] } });
  judges('SEC-05', 'azure', {
    allows: [
      ['all logs', [vault(), diagnostics('vault')]],
      ['the log of accesses', [vault(), diagnostics('vault', categories('AuditEvent'))]],
    ],
    finds: [
      ['no logs', [vault()], AZURE_DEV],
      ['other logs', [vault(), diagnostics('vault', categories('AzurePolicyEvaluationDetails'))]],
      ['the logs of another vault', [vault(), diagnostics('other')]],
    ],
  });
});

describe('MON-05', () => {
  judges('MON-05', 'azure', {
    allows: [
      ['the logs of an account and a vault', [account(), vault(), diagnostics('ai'), diagnostics('vault')]],
      ['the audit group', [vault(), diagnostics('vault', { inputs: { logs: [{ categoryGroup: 'audit', enabled: true }] } })]],
      ['logs to a storage account', [vault(), diagnostics('vault', { inputs: { workspaceId: undefined, storageAccountId: '/x/y' } })]],
      ['what handles no data', [reg('network:RouteTable', 'routes')]],
    ],
    finds: [
      ['an account without logs', [account(), vault(), diagnostics('vault')]],
      ['a registry without logs', [reg('containerregistry:Registry', 'images')], AZURE_DEV],
      ['a firewall without logs', [reg('network:AzureFirewall', 'firewall')], AZURE_PROD],
    ],
  });
});
