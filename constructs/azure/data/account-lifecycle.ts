import { BUCKET_ROLE_RULES, type BucketRole } from '../../spec/bucket-roles.ts';
import { ACCOUNT_OF_ROLE } from './storage-accounts.ts';

// Azure counts the age of a version from when it was written, not from when it was replaced. So a version that is no longer the
// current one goes at the next run, into soft delete, which counts from then.
// https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-policy-structure#action-run-conditions
const REPLACED_VERSION_DAYS = 1;

// A rule needs an action, also one that is off.
const NEVER_DAYS = 146000;

/**
 * The lifecycle of the containers of one account, a rule for each role: blobs are deleted at the end of their retention, which leaves a
 * version; versions and snapshots go into soft delete, from which `noncurrentDays` of the account take them.
 *
 * What is immutable keeps its versions as long as its blobs. Where that is for ever, its rule is off: without any rule there could be
 * no policy, and an account that stays would keep the last one.
 */
export function lifecycleRules(roles: readonly BucketRole[], retentionDays: Readonly<Partial<Record<BucketRole, number>>>) {
  return roles.map((role) => {
    const retention = retentionDays[role] ?? BUCKET_ROLE_RULES[role].retentionDays;
    const versions = BUCKET_ROLE_RULES[role].immutable ? retention : REPLACED_VERSION_DAYS;
    const olderOnes = { delete: { daysAfterCreationGreaterThan: versions ?? NEVER_DAYS } };
    return {
      name: role,
      type: 'Lifecycle',
      enabled: versions !== undefined,
      definition: {
        // Append blobs too: diagnostic logs are such.
        filters: { blobTypes: ['blockBlob', 'appendBlob'], ...prefixOf(role) },
        actions: {
          ...(retention === undefined ? {} : { baseBlob: { delete: { daysAfterModificationGreaterThan: retention } } }),
          snapshot: olderOnes,
          version: olderOnes,
        },
      },
    };
  });
}

// The account of the logs holds containers that Azure Monitor makes, so its rule is for all of them.
function prefixOf(role: BucketRole) {
  return ACCOUNT_OF_ROLE[role] === 'logs' ? {} : { prefixMatch: [`${role}/`] };
}
