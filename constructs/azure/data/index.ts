export type { AuditLock } from './audit-lock.ts';
export { BucketGrants } from './bucket-grants.ts';
export { DataBuckets, type DataBucketsArgs } from './data-buckets.ts';
export { DEFAULT_PUBLIC_ACCESS, firewallOf, type PublicAccess, publicAccessFaults } from './public-access.ts';
export { ACCOUNT_OF_ROLE, STORAGE_ACCOUNTS, type StorageAccountKind } from './storage-accounts.ts';
