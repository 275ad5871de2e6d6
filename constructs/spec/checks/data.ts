import { BUCKET_ROLES, DEFAULT_NONCURRENT_DAYS } from '../bucket-roles.ts';
import { LEAST_AUDIT_DAYS_IN_PROD } from '../defaults.ts';
import { describeValue } from '../fault.ts';
import { resolveAuditLock, resolveBuckets } from '../resolve/data.ts';
import type { Draft } from './draft.ts';

/** The data buckets: lifetimes that the lock and the promise of erasure allow, nothing destroyed that must stay. */
export function checkData(draft: Draft): void {
  const { data } = draft.file;
  if (!data || !draft.profile) return;
  const buckets = resolveBuckets(data, draft.file.clouds);

  for (const [index, role] of (data.buckets ?? []).entries()) {
    const first = data.buckets?.indexOf(role) ?? index;
    if (first < index)
      draft.report({
        path: ['data', 'buckets', index],
        code: 'CFG-006',
        message: `'${role}' stands twice, also at data.buckets[${first}]`,
        got: describeValue(role),
        allowed: 'each role once',
        remedy: 'Take one out.',
      });
  }
  for (const role of BUCKET_ROLES) {
    if (data.retentionDays?.[role] !== undefined && !buckets.includes(role)) {
      draft.report({
        path: ['data', 'retentionDays', role],
        code: 'CFG-103',
        message: `a retention for the bucket '${role}', which is not made`,
        got: String(data.retentionDays[role]),
        allowed: buckets.join(', '),
        remedy: `Add '${role}' to data.buckets, or take this out.`,
      });
    }
  }
  const { clouds } = draft.file;
  if (buckets.some((role) => role !== 'logs') && !buckets.includes('logs') && !clouds?.aws?.logBucket && !clouds?.azure?.logStorage) {
    draft.report({
      path: ['data', 'buckets'],
      code: 'CFG-107',
      message: 'access logs have nowhere to go',
      got: describeValue(data.buckets),
      allowed: "the role 'logs', or a given log bucket",
      remedy: "Add 'logs', or name clouds.aws.logBucket.",
    });
  }
  checkAudit(draft, buckets.includes('audit'));

  const softDelete = data.softDeleteDays ?? DEFAULT_NONCURRENT_DAYS;
  if (data.erasureWithinDays !== undefined && softDelete > data.erasureWithinDays) {
    draft.report({
      path: ['data', 'erasureWithinDays'],
      code: 'CFG-066',
      message: `a deleted object can be brought back for ${softDelete} days (data.softDeleteDays), longer than the promise of erasure`,
      got: String(data.erasureWithinDays),
      allowed: `${softDelete} or more`,
      remedy: `Lower data.softDeleteDays to ${data.erasureWithinDays}, or promise ${softDelete} days.`,
    });
  }
  if (data.removal === 'destroy' && draft.profile !== 'ephemeral') {
    draft.report({
      path: ['data', 'removal'],
      code: 'CFG-068',
      message: `data is never destroyed with an environment of profile '${draft.profile}'`,
      got: "'destroy'",
      allowed: 'retain; destroy in ephemeral alone',
      remedy: "Write 'removal: retain', or use the profile ephemeral.",
    });
  }
}

function checkAudit(draft: Draft, hasAudit: boolean): void {
  const { data } = draft.file;
  if (!data || !draft.profile) return;
  if (data.auditLock && !hasAudit) {
    draft.report({
      path: ['data', 'auditLock'],
      code: 'CFG-103',
      message: "a lock for the bucket 'audit', which is not made",
      allowed: 'a lock with an audit bucket',
      remedy: "Add 'audit' to data.buckets, or take this out.",
    });
  }
  if (!hasAudit) return;
  const lock = resolveAuditLock(data, draft.profile);
  const retention = data.retentionDays?.audit;
  if (draft.profile === 'prod' && lock.kind === 'none') {
    draft.report({
      path: ['data', 'auditLock', 'kind'],
      code: 'CFG-068',
      message: 'prod keeps its audit bucket locked',
      got: "'none'",
      allowed: 'removable, permanent',
      remedy: "Write 'auditLock: { kind: removable, days: 365 }'.",
    });
  }
  if (draft.profile === 'prod' && retention !== undefined && retention < LEAST_AUDIT_DAYS_IN_PROD) {
    draft.report({
      path: ['data', 'retentionDays', 'audit'],
      code: 'CFG-064',
      message: 'an audit trail that prod would lose within a year',
      got: String(retention),
      allowed: `${LEAST_AUDIT_DAYS_IN_PROD} or more in prod`,
      remedy: `Write ${LEAST_AUDIT_DAYS_IN_PROD}.`,
    });
  }
  if (lock.kind !== 'none' && retention !== undefined && retention <= lock.days) {
    draft.report({
      path: ['data', 'retentionDays', 'audit'],
      code: 'CFG-066',
      message: `audit objects would be deleted after ${retention} days while the lock (data.auditLock) holds them for ${lock.days}`,
      got: String(retention),
      allowed: `more than ${lock.days}`,
      remedy: `Write ${lock.days + 1} or more, or shorten the lock.`,
    });
  }
  if (draft.profile === 'ephemeral' && lock.kind !== 'none') {
    draft.report({
      path: ['data', 'auditLock', 'kind'],
      code: 'CFG-068',
      message: 'a locked bucket cannot be destroyed with an ephemeral environment',
      got: describeValue(lock.kind),
      allowed: 'none',
      remedy: "Write 'auditLock: { kind: none }', or use the profile dev.",
    });
  }
}
