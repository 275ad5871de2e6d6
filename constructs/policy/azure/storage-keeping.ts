import { field, isTrue, numberOf } from '../json.ts';
import type { AzureCheck, Observation } from '../rule.ts';
import { companions, refersTo } from './links.ts';
import { demand, demandTrue, isWord, observe, onProgram } from './observe.ts';
import { inputAt, isUnknown, listAt, ofClass, type Registration, type Registrations } from './registrations.ts';
import { servicesOf } from './storage-services.ts';

/** The accounts that keep blobs. */
function blobAccounts(registrations: Registrations): Registrations {
  return ofClass(registrations, 'storage:StorageAccount').filter(
    (account) =>
      !isWord(inputAt(account, 'kind'), 'FileStorage') &&
      (takesLogs(registrations, account) || servicesOf(registrations, account).includes('blob')),
  );
}

export const versioned: readonly AzureCheck[] = [
  onProgram((registrations) =>
    blobAccounts(registrations).flatMap((account) => {
      const settings = companions(registrations, 'storage:BlobServiceProperties', 'accountName', account);
      return settings.length === 0
        ? [observe(account, 'accountName', 'no blob service properties', { allowed: 'versions and soft delete', remedy: KEEP_VERSIONS })]
        : settings.flatMap((properties) => keepingFaults(properties));
    }),
  ),
];

const KEEP_VERSIONS = 'Give the account BlobServiceProperties with isVersioningEnabled and both retention policies.';

function keepingFaults(properties: Registration): readonly Observation[] {
  const softDeletes = ['deleteRetentionPolicy', 'containerDeleteRetentionPolicy'];
  return [
    ...demandTrue(properties, 'isVersioningEnabled', 'Set isVersioningEnabled; the lifecycle bounds the cost.'),
    ...softDeletes.flatMap((policy) => demandTrue(properties, `${policy}.enabled`, `Enable ${policy}.`)),
    ...softDeletes.flatMap((policy) =>
      demand(properties, `${policy}.days`, (days) => (numberOf(days) ?? 0) >= 1, { allowed: 'at least 1', remedy: `Set ${policy}.days.` }),
    ),
  ];
}

/** Whether an account takes logs: those of a network's flows, or of resources. */
function takesLogs(registrations: Registrations, account: Registration): boolean {
  return (
    ofClass(registrations, 'network:FlowLog').some((log) => refersTo(log, 'storageId', account)) ||
    ofClass(registrations, 'monitor:DiagnosticSetting').some((setting) => refersTo(setting, 'storageAccountId', account))
  );
}

/** An audit trail, and whatever else is locked, may be kept for ever. */
export const lifecycle: readonly AzureCheck[] = [
  onProgram((registrations) =>
    blobAccounts(registrations)
      .filter((account) => !isAudit(registrations, account) && !isTrue(inputAt(account, 'immutableStorageWithVersioning.enabled')))
      .flatMap((account) => {
        const policies = companions(registrations, 'storage:ManagementPolicy', 'accountName', account);
        const rules = policies.flatMap((policy) => listAt(policy, 'policy.rules')).filter((rule) => field(rule, 'enabled') !== false);
        const missing = (what: string, remedy: string) =>
          observe(account, 'accountName', `no lifecycle that ends ${what}`, { allowed: `a ManagementPolicy that deletes ${what}`, remedy });
        if (policies.some((policy) => isUnknown(inputAt(policy, 'policy')))) return [];
        return [
          ...(rules.some((rule) => deletes(rule, 'version')) ? [] : [missing('old versions', 'Delete versions some days after creation.')]),
          ...(!takesLogs(registrations, account) || rules.some((rule) => deletes(rule, 'baseBlob'))
            ? []
            : [missing('logs', 'Delete blobs some days after modification.')]),
        ];
      }),
  ),
];

function deletes(rule: unknown, what: 'baseBlob' | 'version'): boolean {
  const action = field(field(field(field(rule, 'definition'), 'actions'), what), 'delete');
  return ['daysAfterModificationGreaterThan', 'daysAfterCreationGreaterThan', 'daysAfterLastAccessTimeGreaterThan'].some(
    (key) => (numberOf(field(action, key)) ?? -1) >= 0,
  );
}

/** The account or container with the audit trail, by its name. */
const AUDIT = /(?:^|[^a-z])audit$/i;

export const immutableAudit: readonly AzureCheck[] = [
  onProgram((registrations, { profile }) => {
    if (profile === 'ephemeral') return [];
    const accounts = blobAccounts(registrations);
    const audits = accounts.filter((account) => isAudit(registrations, account));
    return audits
      .filter((account) => !isLocked(registrations, account))
      .map((account) =>
        observe(account, 'immutableStorageWithVersioning', 'no immutability', {
          allowed: 'a time-based immutability of at least 1 day, of the account or its audit container',
          remedy: 'Give the audit account immutableStorageWithVersioning, or its container an immutability policy.',
        }),
      );
  }),
];

function isAudit(registrations: Registrations, account: Registration): boolean {
  const containers = companions(registrations, 'storage:BlobContainer', 'accountName', account);
  return AUDIT.test(account.name) || containers.some((one) => isWord(inputAt(one, 'containerName'), 'audit') || AUDIT.test(one.name));
}

function isLocked(registrations: Registrations, account: Registration): boolean {
  const immutable = 'immutableStorageWithVersioning';
  const days = (owner: Registration, path: string) => numberOf(inputAt(owner, path)) ?? 0;
  const own =
    isTrue(inputAt(account, `${immutable}.enabled`)) &&
    days(account, `${immutable}.immutabilityPolicy.immutabilityPeriodSinceCreationInDays`) >= 1;
  return (
    own ||
    companions(registrations, 'storage:BlobContainerImmutabilityPolicy', 'accountName', account).some(
      (policy) => days(policy, 'immutabilityPeriodSinceCreationInDays') >= 1,
    )
  );
}
