import type { BucketRole } from '../../spec/bucket-roles.ts';
import type { PlatformSpec } from '../../spec/platform-spec.ts';
import { ACCOUNT_OF_ROLE, type AuditLock, DataBuckets, STORAGE_ACCOUNTS } from '../data/index.ts';
import type { ResourceGroups } from '../resource-groups/index.ts';
import { keeping, type PlatformParts, publicAccess } from './platform-parts.ts';

/** The buckets of a platform: those of the file, and one for the flow logs of a new network. */
export function platformBuckets(parts: PlatformParts, groups: ResourceGroups): DataBuckets | undefined {
  const { name, spec, azure, names, parent } = parts;
  const roles = bucketRoles(parts);
  if (roles.length === 0) return undefined;
  const { data } = spec;
  const { removal, protect } = keeping(spec);
  const needed = STORAGE_ACCOUNTS.filter((kind) => roles.some((role) => ACCOUNT_OF_ROLE[role] === kind));
  return new DataBuckets(
    `${name}-buckets`,
    {
      resourceGroupName: groups.dataName,
      location: azure.location,
      roles,
      accountNames: Object.fromEntries(needed.map((kind) => [kind, names.storageAccounts[kind]])),
      publicAccess: publicAccess(azure),
      removal: data?.removal ?? removal,
      protect,
      ...(data ? { retentionDays: data.retentionDays, noncurrentDays: data.softDeleteDays } : {}),
      ...(data?.buckets.includes('audit') ? { auditLock: auditLock(data.auditLock) } : {}),
      tags: spec.tags.common,
    },
    { parent },
  );
}

function bucketRoles({ spec, azure }: PlatformParts): readonly BucketRole[] {
  const asked = spec.data?.buckets ?? [];
  const keepsFlowLogs = azure.network.kind === 'new' && azure.flowLogStorage === undefined;
  return keepsFlowLogs && !asked.includes('logs') ? [...asked, 'logs'] : asked;
}

function auditLock(lock: NonNullable<PlatformSpec['data']>['auditLock']): AuditLock {
  switch (lock.kind) {
    case 'none':
      return { kind: 'none' };
    case 'removable':
      return { kind: 'unlocked', days: lock.days };
    case 'permanent':
      return { kind: 'locked', days: lock.days };
  }
}
