import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';
import { DEFAULT_AUDIT_LOCK_DAYS } from '../../spec/bucket-roles.ts';

/**
 * How long nobody can change or delete a record of the `audit` bucket, from the day it was written.
 *
 * - `none`: the bucket has no lock. A lock can be added later; S3 never takes one away again.
 * - `governance`: who holds `s3:BypassGovernanceRetention` can still delete a record.
 * - `compliance`: nobody can, the account's root user included. The bucket and its cost stay until the last lock has ended.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export type AuditLock =
  | { readonly kind: 'none' }
  | { readonly kind: 'governance'; readonly days: number }
  | { readonly kind: 'compliance'; readonly days: number };

/** The lock of an audit bucket where nobody says otherwise: a year that a privileged role can end. */
export const DEFAULT_AUDIT_LOCK: AuditLock = { kind: 'governance', days: DEFAULT_AUDIT_LOCK_DAYS };

/** S3's form of a lock: the retention that every new object of a bucket starts with. */
export function objectLockRetention(lock: AuditLock): s3.ObjectLockRetention | undefined {
  switch (lock.kind) {
    case 'none':
      return undefined;
    case 'governance':
      return s3.ObjectLockRetention.governance(Duration.days(lock.days));
    case 'compliance':
      return s3.ObjectLockRetention.compliance(Duration.days(lock.days));
  }
}
