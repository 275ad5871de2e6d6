import { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js';
import { describe, expect, test } from 'vitest';
import { type RecordedResource, recordedOfType } from '../../../constructs/azure/recorder/index.ts';
import { ModelAccount, type ModelAccountArgs } from '../../../constructs/azure/serving/index.ts';
import { ACCOUNT, ACCOUNT_TYPE, errorOf, known, recordAccount, recordProgram, SUBSCRIPTION, snapshotOf } from '../support/ai-accounts.ts';

const KEY = { keyVaultUri: 'https://vault.vault.azure.net/', keyName: 'ai', keyVersion: '0123456789abcdef' };
const ALLOW_LIST = { kind: 'allow-list', addresses: ['203.0.113.7', '198.51.100.0/24'] } as const;

async function accountWith(args: Partial<ModelAccountArgs> = {}): Promise<RecordedResource> {
  const [account] = recordedOfType(await recordAccount(() => {}, args), ACCOUNT_TYPE);
  if (!account) throw new Error('no account was registered');
  return account;
}

const propertiesOf = async (args?: Partial<ModelAccountArgs>) => (await accountWith(args)).inputs.properties;

test('snapshot: minimal', async () => {
  expect(snapshotOf(await recordAccount(() => {}))).toMatchSnapshot();
});

test('snapshot: with everything', async () => {
  const recording = await recordAccount(() => {}, {
    access: ALLOW_LIST,
    allowedFqdns: ['images.example.com'],
    encryptionKey: KEY,
    processing: 'geography',
    quotas: [{ sku: 'GlobalProvisionedManaged', capacity: 100 }],
    removal: 'retain',
    protect: true,
    tags: { owner: 'support' },
  });
  expect(snapshotOf(recording)).toMatchSnapshot();
});

test('keeps its type token', async () => {
  const [component] = recordedOfType(await recordAccount(() => {}), 'llm-infra-kit:azure:ModelAccount');
  expect(component).toMatchObject({ name: 'ai', custom: false, outputs: { endpoint: 'https://support-dev-1a2b3c4d.openai.azure.com/' } });
});

test('INF-01: encrypts with the given key, by the identity of the account', async () => {
  expect(await propertiesOf({ encryptionKey: KEY })).toMatchObject({
    encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { ...KEY, identityClientId: ACCOUNT.identity.clientId } },
  });
});

test('INF-01: names the key of Microsoft where none is given, since the SDK would send Key Vault', async () => {
  expect(await propertiesOf()).toMatchObject({ encryption: { keySource: 'Microsoft.CognitiveServices' } });
});

test('INF-03, INF-04: is closed to the internet', async () => {
  expect(await propertiesOf()).toMatchObject({
    publicNetworkAccess: 'Disabled',
    networkAcls: { defaultAction: 'Deny', bypass: 'None', ipRules: [] },
  });
});

test('INF-03: lets the listed addresses in and denies all others', async () => {
  expect(await propertiesOf({ access: ALLOW_LIST })).toMatchObject({
    publicNetworkAccess: 'Enabled',
    networkAcls: { defaultAction: 'Deny', bypass: 'None', ipRules: [{ value: '203.0.113.7' }, { value: '198.51.100.0/24' }] },
  });
});

test.each<[string, Partial<ModelAccountArgs>]>([
  ['closed', {}],
  ['open to a list', { access: ALLOW_LIST }],
])('INF-05: takes no keys when it is %s', async (_, args) => {
  expect(await propertiesOf(args)).toMatchObject({ disableLocalAuth: true, customSubDomainName: ACCOUNT.accountName });
});

test('INF-06: acts as the given identity and as no other', async () => {
  expect((await accountWith()).inputs.identity).toEqual({
    type: 'UserAssigned',
    userAssignedIdentities: [`${SUBSCRIPTION}/resourceGroups/support-run/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ai`],
  });
});

test('INF-21: calls nothing outside unless it is listed', async () => {
  expect(await propertiesOf()).toMatchObject({ restrictOutboundNetworkAccess: true, allowedFqdnList: [] });
  expect(await propertiesOf({ allowedFqdns: ['a.example.com'] })).toMatchObject({
    restrictOutboundNetworkAccess: true,
    allowedFqdnList: ['a.example.com'],
  });
});

test('goes with its program unless it is to be kept', async () => {
  expect(await accountWith()).toMatchObject({ retainOnDelete: false, protect: false });
  expect(await accountWith({ removal: 'retain', protect: true })).toMatchObject({ retainOnDelete: true, protect: true });
});

test('is made after what the component waits for', async () => {
  const recording = await recordProgram(() => {
    const role = new RoleAssignment('role-on-key', { principalId: 'p', roleDefinitionId: 'r', scope: '/subscriptions/x' });
    new ModelAccount('ai', ACCOUNT, { dependsOn: [role] });
    new ModelAccount('other', { ...ACCOUNT, accountName: 'other' });
  });
  const waits = Object.fromEntries(recordedOfType(recording, ACCOUNT_TYPE).map(({ name, dependencies }) => [name, dependencies.length]));
  expect(waits).toEqual({ ai: 1, other: 0 });
});

test('survives a preview, in which no id is known', async () => {
  const recording = await recordProgram(() => {
    const account = new ModelAccount('ai', ACCOUNT);
    account.grants.invoke({ principalName: 'gateway', principalId: 'a0000000-0000-4000-8000-000000000001' });
  }, true);
  expect(recordedOfType(recording, 'azure-native:authorization:RoleAssignment')[0]?.inputs.scope).toEqual({ $unknown: true });
});

describe('rejects', () => {
  test.each<[string, Partial<ModelAccountArgs>, string]>([
    ['a name in capitals', { accountName: 'Support' }, "accountName: got 'Support' (7 characters)"],
    ['a name of 64 characters', { accountName: 'a'.repeat(64) }, 'allowed: 2 to 63 characters'],
    ['a name of 1 character', { accountName: 'a' }, 'accountName: got'],
    ['a name that ends with a dash', { accountName: 'support-' }, "accountName: got 'support-'"],
    ['an empty allow-list', { access: { kind: 'allow-list', addresses: [] } }, 'access.addresses: got an empty list'],
    ['the whole internet', { access: { kind: 'allow-list', addresses: ['0.0.0.0/0'] } }, "access.addresses: got '0.0.0.0/0'"],
    ['an IPv6 address', { access: { kind: 'allow-list', addresses: ['2001:db8::1'] } }, "access.addresses: got '2001:db8::1'"],
    ['a prefix of 33 bits', { access: { kind: 'allow-list', addresses: ['203.0.113.0/33'] } }, "got '203.0.113.0/33'"],
    ['an address with a scheme in allowedFqdns', { allowedFqdns: ['https://a.example.com'] }, 'allowedFqdns[0]: got'],
    [
      '1001 names',
      { allowedFqdns: Array.from({ length: 1001 }, (_, index) => `a${index}.example.com`) },
      'allowed: at most 1000; take 1 away',
    ],
    [
      'one quota twice',
      {
        quotas: [
          { sku: 'ProvisionedManaged', capacity: 1 },
          { sku: 'ProvisionedManaged', capacity: 2 },
        ],
      },
      'quotas: got ProvisionedManaged, ProvisionedManaged',
    ],
  ])('%s', async (_, args, message) => {
    expect(await errorOf(() => new ModelAccount('ai', { ...ACCOUNT, ...args }))).toContain(message);
  });

  test('everything at once', async () => {
    const error = await errorOf(
      () => new ModelAccount('ai', { ...ACCOUNT, accountName: '', access: { kind: 'allow-list', addresses: [] }, allowedFqdns: [''] }),
    );
    expect(error).toMatch(/ModelAccount ai can't be made:\n- accountName.*\n- access\.addresses.*\n- allowedFqdns\[0\]/);
  });
});

describe('accepts at the boundary', () => {
  test.each<[string, Partial<ModelAccountArgs>]>([
    ['a name of 63 characters', { accountName: 'a'.repeat(63) }],
    ['a name of 2 characters', { accountName: 'ab' }],
    ['a single address with its prefix', { access: { kind: 'allow-list', addresses: ['203.0.113.7/32'] } }],
    ['1000 names', { allowedFqdns: Array.from({ length: 1000 }, (_, index) => `a${index}.example.com`) }],
  ])('%s', async (_, args) => {
    expect(await errorOf(() => new ModelAccount('ai', { ...ACCOUNT, ...args }))).toBe('no error');
  });
});

describe('ModelAccount.fromAttributes', () => {
  const attributes = {
    accountId: `${SUBSCRIPTION}/resourceGroups/theirs/providers/Microsoft.CognitiveServices/accounts/theirs`,
    accountName: 'theirs',
    resourceGroupName: 'theirs',
  };

  test('makes no resource and knows its endpoint', async () => {
    const endpoints: Promise<string>[] = [];
    const recording = await recordProgram(() => {
      endpoints.push(known(ModelAccount.fromAttributes('theirs', attributes).endpoint));
    });
    expect(recording.resources.filter(({ custom }) => custom)).toEqual([]);
    expect(await endpoints[0]).toBe('https://theirs.openai.azure.com/');
  });

  test('takes models as an own account does', async () => {
    const recording = await recordProgram(() => {
      const account = ModelAccount.fromAttributes('theirs', { ...attributes, processing: 'in-region' });
      account.addModel('embedder', {
        model: { format: 'OpenAI', name: 'text-embedding-3-large', version: '1' },
        routing: { kind: 'in-region' },
        use: 'embedding',
        throughput: { kind: 'pay-as-you-go', capacity: 10 },
      });
    });
    expect(recordedOfType(recording, 'azure-native:cognitiveservices:Deployment')[0]).toMatchObject({
      name: 'theirs-embedder',
      inputs: { accountName: 'theirs', resourceGroupName: 'theirs' },
    });
  });
});
