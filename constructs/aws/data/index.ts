export type { AuditLock } from './audit-lock.ts';
export type { BucketGrants } from './bucket-grants.ts';
export { DataBuckets, type DataBucketsProps } from './data-buckets.ts';
