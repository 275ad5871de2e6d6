import { describe } from 'vitest';
import { judges } from './judge.ts';
import { AZURE_DEV, AZURE_EPHEMERAL, diagnostics, endpoint, idOf, reg, set, storage, UNKNOWN, urnOf } from './registrations.ts';

const of = (account: string) => ({ accountName: account });
/** What makes an account one for tables. */
const table = reg('storage:Table', 'rows', of('store'));
const blobs = reg('storage:BlobContainer', 'raw', of('store'));

describe('DAT-01', () => {
  const container = (publicAccess?: string) => reg('storage:BlobContainer', 'raw', { ...of('store'), publicAccess });
  judges('DAT-01', 'azure', {
    allows: [
      ['a closed account', [storage(), container('None')]],
      ['a container that does not say', [storage(), container()]],
    ],
    finds: [
      ['an account that lets containers be public', [storage('allowBlobPublicAccess', true)]],
      ['an account that does not say', [storage('allowBlobPublicAccess', undefined)], AZURE_DEV],
      ['a public container', [storage(), container('Container')]],
      ['public blobs', [storage(), container('Blob')]],
    ],
  });
});

describe('DAT-02', () => {
  judges('DAT-02', 'azure', {
    allows: [
      ['HTTPS alone', [storage()]],
      ['HTTPS alone, as is the default', [storage('enableHttpsTrafficOnly', undefined)]],
    ],
    finds: [
      ['plain HTTP', [storage('enableHttpsTrafficOnly', false)]],
      ['TLS 1.0', [storage('minimumTlsVersion', 'TLS1_0')]],
      ['no lowest version, which is TLS 1.0', [storage('minimumTlsVersion', undefined)], AZURE_DEV],
    ],
  });
});

describe('DAT-07', () => {
  judges('DAT-07', 'azure', {
    allows: [
      ['an account with a private endpoint', [storage(), endpoint('store', 'blob')]],
      ['an account with an allow list in dev', [storage('publicNetworkAccess', 'Enabled')], AZURE_DEV],
      ['an account of tables with an endpoint for them', [storage(), table, endpoint('store', 'table')]],
    ],
    finds: [
      ['shared keys', [storage('allowSharedKeyAccess', true), endpoint('store', 'blob')]],
      ['shared keys that are not ruled out', [storage('allowSharedKeyAccess', undefined)], AZURE_DEV],
      ['an open firewall', [storage('networkRuleSet.defaultAction', 'Allow')], AZURE_DEV],
      ['no firewall', [storage('networkRuleSet', undefined)], AZURE_DEV],
      ['an account without an endpoint', [storage()]],
      ['an account with an endpoint for tables', [storage(), endpoint('store', 'table')]],
      ['an account of tables with an endpoint for blobs', [storage(), table, endpoint('store', 'blob')]],
      ['an account of both with one endpoint', [storage(), table, blobs, endpoint('store', 'table')]],
      ['an account that the internet reaches', [storage('publicNetworkAccess', 'Enabled'), endpoint('store', 'blob')]],
    ],
  });
});

describe('DAT-04', () => {
  const KEEPS = {
    ...of('store'),
    isVersioningEnabled: true,
    deleteRetentionPolicy: { enabled: true, days: 7 },
    containerDeleteRetentionPolicy: { enabled: true, days: 7 },
  };
  const keeping = (path?: string, value?: unknown) =>
    reg('storage:BlobServiceProperties', 'blobs', path === undefined ? KEEPS : set(KEEPS, path, value));
  judges('DAT-04', 'azure', {
    allows: [
      ['versions and soft delete', [storage(), keeping()]],
      ['an account of files', [storage('kind', 'FileStorage')]],
      ['an account of tables, which have no versions', [storage(), table]],
      [
        'an account whose name a preview does not know yet',
        [
          storage(undefined, undefined, { physicalName: undefined }),
          reg('storage:BlobServiceProperties', 'blobs', set(KEEPS, 'accountName', UNKNOWN), {
            propertyDependencies: { accountName: [urnOf('storage:StorageAccount-store')] },
          }),
        ],
      ],
    ],
    finds: [
      ['an account that says nothing', [storage()]],
      ['an account of tables and blobs that says nothing', [storage(), table, blobs]],
      ['an account of tables that takes logs', [storage(), table, reg('network:FlowLog', 'flows', { storageId: idOf('store') })]],
      ['the settings of another account', [storage(), keeping('accountName', 'other')]],
      ['no versions', [storage(), keeping('isVersioningEnabled', false)]],
      ['no soft delete of blobs', [storage(), keeping('deleteRetentionPolicy', undefined)]],
      ['soft delete of containers for no day', [storage(), keeping('containerDeleteRetentionPolicy.days', 0)], AZURE_DEV],
    ],
  });
});

describe('DAT-05', () => {
  const part = '/blobServices/default';
  const logs = (...names: readonly string[]) => ({ part, inputs: { logs: names.map((category) => ({ category, enabled: true })) } });
  judges('DAT-05', 'azure', {
    allows: [
      ['all logs of blobs', [storage(), diagnostics('store', { part })]],
      [
        'the logs of its blob service, of which a preview knows no id',
        [
          storage(undefined, undefined, { id: undefined }),
          reg('storage:BlobServiceProperties', 'blobs', of('store'), { id: undefined }),
          reg(
            'monitor:DiagnosticSetting',
            'logs',
            { resourceUri: UNKNOWN, workspaceId: UNKNOWN, logs: [{ categoryGroup: 'allLogs', enabled: true }] },
            { propertyDependencies: { resourceUri: [urnOf('storage:BlobServiceProperties-blobs')] } },
          ),
        ],
      ],
      ['reads, writes and deletes', [storage(), diagnostics('store', logs('StorageRead', 'StorageWrite', 'StorageDelete'))]],
      ['all logs of tables', [storage(), table, diagnostics('store', { part: '/tableServices/default' })]],
    ],
    finds: [
      ['no logs', [storage()]],
      ['the account’s own setting, which has metrics alone', [storage(), diagnostics('store')]],
      ['reads alone', [storage(), diagnostics('store', logs('StorageRead'))]],
      ['the logs of blobs of an account of tables', [storage(), table, diagnostics('store', { part })]],
      ['the logs of tables of an account of both', [storage(), table, blobs, diagnostics('store', { part: '/tableServices/default' })]],
      ['the logs of another account', [storage(), diagnostics('other', { part })], AZURE_DEV],
    ],
  });
});

describe('DAT-06', () => {
  const policy = (actions: object, rule: object = {}) =>
    reg('storage:ManagementPolicy', 'lifecycle', {
      ...of('store'),
      policy: { rules: [{ enabled: true, type: 'Lifecycle', definition: { actions }, ...rule }] },
    });
  const versions = { version: { delete: { daysAfterCreationGreaterThan: 1 } } };
  const blobs = { baseBlob: { delete: { daysAfterModificationGreaterThan: 365 } } };
  const flows = reg('network:FlowLog', 'flows', { storageId: idOf('store') });
  judges('DAT-06', 'azure', {
    allows: [
      ['old versions that end', [storage(), policy(versions)]],
      ['logs that end', [storage(), flows, policy({ ...versions, ...blobs })]],
      ['an audit account, which may keep all', [storage(undefined, undefined, { name: 'platform-audit' })]],
      ['a locked account, which may keep all', [storage('immutableStorageWithVersioning', { enabled: true })]],
      [
        'a policy that a preview does not know yet',
        [storage(), reg('storage:ManagementPolicy', 'lifecycle', { ...of('store'), policy: UNKNOWN })],
      ],
    ],
    finds: [
      ['no lifecycle', [storage()]],
      ['a lifecycle that is off', [storage(), policy(versions, { enabled: false })]],
      ['versions without end', [storage(), policy(blobs)]],
      ['logs without end', [storage(), flows, policy(versions)]],
      [
        'logs of resources without end',
        [storage(), policy(versions), diagnostics('ai', { inputs: { workspaceId: undefined, storageAccountId: idOf('store') } })],
      ],
    ],
  });
});

describe('GOV-02', () => {
  const locked = { enabled: true, immutabilityPolicy: { immutabilityPeriodSinceCreationInDays: 365, state: 'Unlocked' } };
  const container = reg('storage:BlobContainer', 'audit', { ...of('store'), containerName: 'audit' });
  const policy = (days: number) =>
    reg('storage:BlobContainerImmutabilityPolicy', 'lock', { ...of('store'), immutabilityPeriodSinceCreationInDays: days });
  judges('GOV-02', 'azure', {
    allows: [
      ['an account that is locked', [storage('immutableStorageWithVersioning', locked), container]],
      ['a container that is locked', [storage(), container, policy(30)]],
      ['an account without audit', [storage()]],
      ['no lock in ephemeral', [storage(), container], AZURE_EPHEMERAL],
    ],
    finds: [
      ['an audit container without a lock', [storage(), container]],
      ['an audit account without a lock', [storage(undefined, undefined, { name: 'platform-audit' })], AZURE_DEV],
      ['a lock without a period', [storage('immutableStorageWithVersioning', { enabled: true }), container]],
      ['a lock of no day', [storage(), container, policy(0)]],
      ['a lock that is off', [storage('immutableStorageWithVersioning', { ...locked, enabled: false }), container]],
    ],
  });
});
