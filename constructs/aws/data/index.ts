export { ACCESS_LOGS_PREFIX } from './access-logs.ts';
export { type AuditLock, DEFAULT_AUDIT_LOCK } from './audit-lock.ts';
export { BucketGrants } from './bucket-grants.ts';
export { DataBuckets, type DataBucketsProps } from './data-buckets.ts';
export { APPEND_ACTIONS, ERASE_ACTIONS, LIST_ACTIONS, LIST_VERSIONS_ACTIONS, READ_ACTIONS } from './perms.ts';
