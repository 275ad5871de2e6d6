import { type Duration, RemovalPolicy, Token } from 'aws-cdk-lib/core';
import { BUCKET_ROLES } from '../../spec/bucket-roles.ts';
import { DEFAULT_AUDIT_LOCK } from './audit-lock.ts';
import type { DataBucketsProps } from './data-buckets.ts';

// Object Lock takes 1 day to 100 years, as aws-cdk-lib's ObjectLockRetention checks (in days of 365); one bound serves all periods here.
const MOST_DAYS = 36500;

/** Everything that is wrong with the props, one sentence each. */
export function dataBucketsFaults(props: DataBucketsProps): string[] {
  return [...roleFaults(props), ...retentionFaults(props), ...lockFaults(props), ...accessLogFaults(props), ...removalFaults(props)];
}

function roleFaults({ roles }: DataBucketsProps): string[] {
  const faults: string[] = [];
  if (roles.length === 0) faults.push(`roles is empty; name at least one of ${BUCKET_ROLES.join(', ')}`);
  const unknown = roles.filter((role) => !BUCKET_ROLES.includes(role));
  if (unknown.length > 0)
    faults.push(`roles has '${unknown.join("', '")}', allowed are ${BUCKET_ROLES.join(', ')}; make other buckets with s3.Bucket`);
  const twice = new Set(roles.filter((role, index) => roles.indexOf(role) !== index));
  if (twice.size > 0) faults.push(`roles names '${[...twice].join("', '")}' more than once; name each once`);
  return faults;
}

function retentionFaults({ roles, retention = {}, noncurrentDays }: DataBucketsProps): string[] {
  const faults: string[] = [];
  for (const role of BUCKET_ROLES) {
    const days = daysOf(retention[role]);
    if (retention[role] && !roles.includes(role)) faults.push(`retention.${role} has no bucket; add '${role}' to roles or take it out`);
    if (days !== undefined && !isPeriod(days)) faults.push(periodFault(`retention.${role}`, days));
  }
  if (noncurrentDays !== undefined && !Token.isUnresolved(noncurrentDays) && !isPeriod(noncurrentDays)) {
    faults.push(periodFault('noncurrentDays', noncurrentDays));
  }
  return faults;
}

function lockFaults({ roles, retention, auditLock }: DataBucketsProps): string[] {
  if (!roles.includes('audit')) return auditLock ? ["auditLock has no bucket; add 'audit' to roles or take it out"] : [];
  const lock = auditLock ?? DEFAULT_AUDIT_LOCK;
  if (lock.kind === 'none' || Token.isUnresolved(lock.days)) return [];
  if (!isPeriod(lock.days)) return [periodFault('auditLock.days', lock.days)];
  const days = daysOf(retention?.audit);
  if (days === undefined || days > lock.days) return [];
  return [
    `retention.audit must be longer than the lock of ${lock.days} days, got ${days}; keep records longer or pass a shorter auditLock`,
  ];
}

// What a target cannot have: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
function accessLogFaults({ roles, accessLogs }: DataBucketsProps): string[] {
  if (!accessLogs) return roles.includes('logs') ? [] : ["access logs have no place; add 'logs' to roles or pass accessLogs"];
  if (!accessLogs.encryptionKey) return [];
  return [
    `accessLogs '${accessLogs.node.path}' has a customer key, which log delivery cannot use; pass a bucket with S3's own keys (SSE-S3)`,
  ];
}

function removalFaults({ removalPolicy }: DataBucketsProps): string[] {
  return removalPolicy === RemovalPolicy.SNAPSHOT ? ["removalPolicy is 'snapshot', which a bucket cannot have; use RETAIN or DESTROY"] : [];
}

function daysOf(period: Duration | undefined): number | undefined {
  return period && !period.isUnresolved() ? period.toDays({ integral: false }) : undefined;
}

function isPeriod(days: number): boolean {
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS;
}

function periodFault(path: string, days: number): string {
  const nearest = Number.isNaN(days) ? 1 : Math.min(MOST_DAYS, Math.max(1, Math.round(days)));
  return `${path} must be 1 to ${MOST_DAYS} whole days, got ${days}; the nearest is ${nearest}`;
}
