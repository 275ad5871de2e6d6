import type { BucketRole } from '../../spec/bucket-roles.ts';

/**
 * The storage accounts that the roles share.
 *
 * - `audit` is alone, since a lock that a deployment can set belongs to a whole account.
 * - `logs` is alone, since Azure Monitor writes no account's access log into that account itself.
 *   https://learn.microsoft.com/azure/storage/blobs/monitor-blob-storage
 */
export const STORAGE_ACCOUNTS = ['data', 'logs', 'audit'] as const;
export type StorageAccountKind = (typeof STORAGE_ACCOUNTS)[number];

/** The account that the container of each role lies in. */
export const ACCOUNT_OF_ROLE = {
  raw: 'data',
  curated: 'data',
  quarantine: 'data',
  feedback: 'data',
  artifacts: 'data',
  logs: 'logs',
  audit: 'audit',
} as const satisfies Record<BucketRole, StorageAccountKind>;

/** The accounts that some roles need, in one order. */
export function accountsOf(roles: readonly BucketRole[]): StorageAccountKind[] {
  return STORAGE_ACCOUNTS.filter((kind) => roles.some((role) => ACCOUNT_OF_ROLE[role] === kind));
}
