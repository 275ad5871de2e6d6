import { describe, expect, test } from 'vitest';
import { DataBuckets, type DataBucketsArgs, STORAGE_ACCOUNTS } from '../../../constructs/azure/data/index.ts';
import { type Recording, recordedOfType } from '../../../constructs/azure/recorder/index.ts';
import { BUCKET_ROLE_RULES, BUCKET_ROLES, type BucketRole } from '../../../constructs/spec/bucket-roles.ts';
import { AT, inputsOf, recorded, resourceOf, snapshotOf } from '../support/recorded.ts';

const ACCOUNT = 'azure-native:storage:StorageAccount';
const BLOB_SERVICE = 'azure-native:storage:BlobServiceProperties';
const CONTAINER = 'azure-native:storage:BlobContainer';
const LIFECYCLE = 'azure-native:storage:ManagementPolicy';

const NAMES = { data: 'stdata', logs: 'stlogs', audit: 'staudit' };
const all = (args: Partial<DataBucketsArgs> = {}) => ({ ...AT, roles: BUCKET_ROLES, accountNames: NAMES, ...args });
const made = (args: Partial<DataBucketsArgs> = {}) => recorded(() => void new DataBuckets('data', all(args)));

let cached: Promise<Recording> | undefined;
/** Every role with every default, recorded once. */
const whole = () => {
  cached ??= made();
  return cached;
};

interface Rule {
  readonly name: string;
  readonly enabled: boolean;
  readonly definition: {
    readonly filters: { readonly blobTypes: readonly string[]; readonly prefixMatch?: readonly string[] };
    readonly actions: Readonly<
      Record<'baseBlob' | 'version' | 'snapshot', { readonly delete: Readonly<Record<string, number>> } | undefined>
    >;
  };
}

const rulesOf = async (args?: Partial<DataBucketsArgs>): Promise<readonly Rule[]> =>
  recordedOfType(await (args ? made(args) : whole()), LIFECYCLE).flatMap(
    ({ inputs }) => (inputs.policy as unknown as { readonly rules: readonly Rule[] }).rules,
  );
const actionsIn = (rules: readonly Rule[], role: string) => rules.find(({ name }) => name === role)?.definition.actions;

test('snapshot: minimal', async () => {
  const recording = await recorded(() => void new DataBuckets('data', { ...AT, roles: ['raw'], accountNames: { data: 'stdata' } }));
  expect(snapshotOf(recording)).toMatchSnapshot();
});

test('snapshot: everything', async () => {
  const recording = await made({
    roles: ['raw', 'logs', 'audit'],
    sku: 'Standard_GZRS',
    retentionDays: { raw: 365, audit: 2555 },
    noncurrentDays: 7,
    auditLock: { kind: 'locked', days: 2190 },
    publicAccess: { kind: 'allow-list', cidrs: ['198.51.100.0/24', '203.0.113.7'] },
    infrastructureEncryption: 'double',
    removal: 'destroy',
    protect: true,
    tags: { owner: 'llm' },
  });
  expect(snapshotOf(recording)).toMatchSnapshot();
});

test('puts audit and logs into accounts of their own, and every other role into a third', async () => {
  const recording = await whole();
  const accountOf = (role: BucketRole) => inputsOf(recording, CONTAINER, `data-${role}`).accountName;
  expect(BUCKET_ROLES.map(accountOf)).toEqual(
    BUCKET_ROLES.map((role) => (role === 'audit' ? 'staudit' : role === 'logs' ? 'stlogs' : 'stdata')),
  );
});

test('makes no account that no role needs', async () => {
  const recording = await made({ roles: ['audit'], accountNames: { audit: 'staudit' } });
  for (const type of [ACCOUNT, BLOB_SERVICE, CONTAINER]) expect(recordedOfType(recording, type)).toHaveLength(1);
});

test('DAT-01: has no anonymous reader, neither by account nor by container', async () => {
  const recording = await whole();
  expect(recordedOfType(recording, ACCOUNT).map(({ inputs }) => inputs.allowBlobPublicAccess)).toEqual([false, false, false]);
  expect(recordedOfType(recording, CONTAINER).map(({ inputs }) => inputs.publicAccess)).toEqual(BUCKET_ROLES.map(() => 'None'));
});

test('DAT-02: takes HTTPS of TLS 1.2 alone', async () => {
  for (const { inputs } of recordedOfType(await whole(), ACCOUNT)) {
    expect(inputs).toMatchObject({ enableHttpsTrafficOnly: true, minimumTlsVersion: 'TLS1_2' });
  }
});

test('DAT-03: encrypts with keys of Microsoft, twice where it is asked for', async () => {
  const encryptionOf = async (args: Partial<DataBucketsArgs>) => inputsOf(await made(args), ACCOUNT, 'data-data').encryption;
  expect(await encryptionOf({})).toEqual({ keySource: 'Microsoft.Storage', requireInfrastructureEncryption: false });
  expect((await encryptionOf({ infrastructureEncryption: 'double' })).requireInfrastructureEncryption).toBe(true);
});

test('DAT-04: keeps older versions and deleted containers in each account, before anything can be written', async () => {
  const recording = await made({ noncurrentDays: 7 });
  expect(recordedOfType(recording, BLOB_SERVICE)).toHaveLength(3);
  for (const { inputs } of recordedOfType(recording, BLOB_SERVICE)) {
    expect(inputs).toMatchObject({
      isVersioningEnabled: true,
      deleteRetentionPolicy: { enabled: true, days: 7 },
      containerDeleteRetentionPolicy: { enabled: true, days: 7 },
    });
  }
  for (const container of recordedOfType(recording, CONTAINER)) {
    const service = recordedOfType(recording, BLOB_SERVICE).find(({ inputs }) => inputs.accountName === container.inputs.accountName);
    expect(container.dependencies).toContain(service?.urn);
  }
  expect(inputsOf(await whole(), BLOB_SERVICE, 'data-data').deleteRetentionPolicy.days).toBe(30);
});

test('DAT-05: hands out what access logs are made of, and an account of its own to put them into', async () => {
  const { outputs } = await recorded(() => {
    const data = new DataBuckets('data', all());
    return { watched: [...data.blobServices.values()].map(({ id }) => id), target: data.account('logs').id };
  });
  const account = (name: string) => expect.stringMatching(new RegExp(`/storageAccounts/${name}$`));
  const service = (name: string) => expect.stringMatching(new RegExp(`/storageAccounts/${name}/blobServices/default$`));
  expect(outputs).toEqual({ watched: [service('stdata'), service('stlogs'), service('staudit')], target: account('stlogs') });
});

describe('DAT-07: the accounts', () => {
  test('take identities alone', async () => {
    for (const { inputs } of recordedOfType(await whole(), ACCOUNT)) {
      expect(inputs).toMatchObject({ allowSharedKeyAccess: false, defaultToOAuthAuthentication: true, isLocalUserEnabled: false });
    }
  });

  test('answer nobody outside a private endpoint, unless somebody is let in', async () => {
    for (const { inputs } of recordedOfType(await whole(), ACCOUNT)) {
      expect(inputs).toMatchObject({
        publicNetworkAccess: 'Disabled',
        networkRuleSet: { defaultAction: 'Deny', bypass: 'AzureServices', ipRules: [] },
      });
    }
  });

  test('deny by default also where a list of callers is let in', async () => {
    const recording = await made({ publicAccess: { kind: 'allow-list', cidrs: ['198.51.100.0/24', '203.0.113.7'] } });
    for (const { inputs } of recordedOfType(recording, ACCOUNT)) {
      expect(inputs).toMatchObject({
        publicNetworkAccess: 'Enabled',
        networkRuleSet: {
          defaultAction: 'Deny',
          ipRules: [
            { action: 'Allow', iPAddressOrRange: '198.51.100.0/24' },
            { action: 'Allow', iPAddressOrRange: '203.0.113.7' },
          ],
        },
      });
    }
  });
});

describe('DAT-06: the lifecycle', () => {
  test('deletes blobs after the declared retention, by role', async () => {
    const args = { retentionDays: { raw: 365, audit: 2555, quarantine: 7 } };
    const rules = await rulesOf(args);
    for (const [role, days] of Object.entries(args.retentionDays)) {
      expect(actionsIn(rules, role)?.baseBlob?.delete).toEqual({ daysAfterModificationGreaterThan: days });
    }
  });

  test('falls back to the retention of the role, and keeps what has none', async () => {
    const rules = await rulesOf();
    for (const role of BUCKET_ROLES) {
      expect(actionsIn(rules, role)?.baseBlob?.delete.daysAfterModificationGreaterThan).toBe(BUCKET_ROLE_RULES[role].retentionDays);
    }
  });

  test('hands older versions and snapshots to soft delete at once, which counts from then', async () => {
    const rules = await rulesOf();
    for (const role of BUCKET_ROLES.filter((each) => each !== 'audit')) {
      const { version, snapshot } = actionsIn(rules, role) ?? {};
      expect([version, snapshot]).toEqual([
        { delete: { daysAfterCreationGreaterThan: 1 } },
        { delete: { daysAfterCreationGreaterThan: 1 } },
      ]);
    }
  });

  test('keeps versions of audit as long as its blobs, and switches its rule off where that is for ever', async () => {
    const rules = await rulesOf({ retentionDays: { audit: 2555 } });
    expect(actionsIn(rules, 'audit')?.version).toEqual({ delete: { daysAfterCreationGreaterThan: 2555 } });
    expect(rules.map(({ enabled }) => enabled)).toEqual(rules.map(() => true));
    expect((await rulesOf()).filter(({ enabled }) => !enabled).map(({ name }) => name)).toEqual(['audit']);
  });

  test('has a policy in each account, so that a retention that is taken out ends there too', async () => {
    expect(recordedOfType(await whole(), LIFECYCLE).map(({ inputs }) => inputs.accountName)).toEqual(['staudit', 'stdata', 'stlogs']);
  });

  test('keeps to the container of its role, but in the account where Azure Monitor makes containers of its own', async () => {
    const rules = await rulesOf({ retentionDays: { audit: 2555 } });
    expect(rules).toHaveLength(BUCKET_ROLES.length);
    for (const { name, definition } of rules) {
      expect(definition.filters).toEqual({
        blobTypes: ['blockBlob', 'appendBlob'],
        ...(name === 'logs' ? {} : { prefixMatch: [`${name}/`] }),
      });
    }
  });
});

describe('GOV-02: the audit lock', () => {
  const lockOf = async (auditLock?: DataBucketsArgs['auditLock']) =>
    inputsOf(await made({ auditLock }), ACCOUNT, 'data-audit').immutableStorageWithVersioning;

  test('is for audit alone, for a year that who manages the account can end', async () => {
    const recording = await whole();
    const locked = recordedOfType(recording, ACCOUNT).filter(({ inputs }) => inputs.immutableStorageWithVersioning);
    expect(locked.map(({ name }) => name)).toEqual(['data-audit']);
    expect(await lockOf()).toEqual({
      enabled: true,
      immutabilityPolicy: { state: 'Unlocked', immutabilityPeriodSinceCreationInDays: 365 },
    });
  });

  test('can be one that nobody ends, by that word alone', async () => {
    expect((await lockOf({ kind: 'locked', days: 400 })).immutabilityPolicy).toEqual({
      state: 'Locked',
      immutabilityPeriodSinceCreationInDays: 400,
    });
    expect((await lockOf({ kind: 'unlocked', days: 400 })).immutabilityPolicy.state).toBe('Unlocked');
  });

  test('can be left out, which leaves versions on', async () => {
    const recording = await made({ auditLock: { kind: 'none' } });
    expect(inputsOf(recording, ACCOUNT, 'data-audit')).not.toHaveProperty('immutableStorageWithVersioning');
    expect(inputsOf(recording, BLOB_SERVICE, 'data-audit').isVersioningEnabled).toBe(true);
  });
});

describe('REL-01: what is made', () => {
  test('stays when the stack goes, with soft delete and lifecycle', async () => {
    const custom = (await whole()).resources.filter((resource) => resource.custom);
    expect(custom).toHaveLength(3 + 3 + 3 + BUCKET_ROLES.length);
    for (const { retainOnDelete } of custom) expect(retainOnDelete).toBe(true);
  });

  test('goes with the stack where that is asked for', async () => {
    for (const resource of (await made({ removal: 'destroy' })).resources) expect(resource.retainOnDelete).toBe(false);
  });

  test('is protected where that is asked for, the lifecycles too: one that stayed in Azure alone could not be made again', async () => {
    const isProtected = (await made({ protect: true })).resources.filter(({ protect }) => protect).map(({ type }) => type);
    expect(new Set(isProtected)).toEqual(new Set([ACCOUNT, CONTAINER, LIFECYCLE]));
    expect(isProtected).toHaveLength(3 + BUCKET_ROLES.length + 3);
    for (const { protect } of (await whole()).resources) expect(protect).toBe(false);
  });
});

test('says where it is made on each account', async () => {
  for (const { inputs } of recordedOfType(await whole(), ACCOUNT)) expect(inputs.location).toBe('swedencentral');
});

test('keeps its type token, and holds all that it makes', async () => {
  const recording = await whole();
  const { urn } = resourceOf(recording, 'llm-infra-kit:azure:DataBuckets');
  expect(recording.resources.filter(({ custom, parent }) => custom && parent !== urn)).toEqual([]);
});

test('F-21: names depend on the role alone, not on what else is asked for', async () => {
  const urnsOf = async (roles: readonly BucketRole[], accountNames: DataBucketsArgs['accountNames']) =>
    (await made({ roles, accountNames })).resources.map(({ urn }) => urn);
  expect(await urnsOf(BUCKET_ROLES, NAMES)).toEqual(expect.arrayContaining(await urnsOf(['raw', 'audit'], { data: 'a11', audit: 'b11' })));
  expect(STORAGE_ACCOUNTS).toEqual(['data', 'logs', 'audit']);
});

test('survives a preview, where ids are not known yet', async () => {
  const recording = await recorded(() => ({ url: new DataBuckets('data', all()).url('raw') }), { preview: true });
  expect(recordedOfType(recording, CONTAINER)).toHaveLength(BUCKET_ROLES.length);
});

test('says where the blobs of a role are', async () => {
  const { outputs } = await recorded(() => ({ url: new DataBuckets('data', all()).url('raw') }));
  expect(outputs.url).toBe('https://stdata.blob.core.windows.net/raw');
});

test('names the roles and accounts it has when asked for another', async () => {
  await recorded(() => {
    const data = new DataBuckets('data', { ...AT, roles: ['raw', 'curated'], accountNames: { data: 'stdata' } });
    const message = "DataBuckets 'data' has no 'audit' container, it has raw, curated; add 'audit' to roles";
    expect(() => data.bucket('audit')).toThrow(message);
    expect(() => data.grants('audit')).toThrow(message);
    expect(() => data.account('logs')).toThrow("DataBuckets 'data' has no 'logs' account, it has data; add a role of it to roles");
  });
});
