import { BUCKET_ROLES, DEFAULT_NONCURRENT_DAYS } from '../bucket-roles.ts';
import { LEAST_AUDIT_DAYS_IN_PROD } from '../defaults.ts';
import { describeValue } from '../fault.ts';
import type { AuditLockInput, DataInput } from '../platform-file.ts';
import { resolveAuditLock, resolveBuckets } from '../resolve/data.ts';
import { cloudsWithLogs } from '../resolve/log-places.ts';
import type { Profile } from '../vocabulary.ts';
import { type Draft, itemsOf } from './draft.ts';

/** The data buckets: lifetimes that the lock and the promise of erasure allow, nothing destroyed that must stay. */
export function checkData(draft: Draft): void {
  const { data } = draft.file;
  if (!data) return;
  checkRoles(draft, data);
  checkAccessLogs(draft, data);
  checkErasure(draft, data);
  if (!draft.profile) return;
  checkAudit(draft, data, draft.profile);
  checkRemoval(draft, data, draft.profile);
}

function checkRoles(draft: Draft, data: DataInput): void {
  for (const [place, role] of itemsOf(data.buckets)) {
    const first = data.buckets?.indexOf(role) ?? place;
    if (first < place)
      draft.report({
        path: ['data', 'buckets', place],
        code: 'CFG-006',
        message: `'${role}' stands twice, also at data.buckets[${first}]`,
        got: describeValue(role),
        allowed: 'each role once',
        remedy: 'Take one out.',
      });
  }
  if (draft.isFaulty('data', 'buckets')) return;
  const buckets = resolveBuckets(data, draft);
  for (const role of BUCKET_ROLES) {
    if (data.retentionDays?.[role] === undefined || buckets.includes(role)) continue;
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

function checkAccessLogs(draft: Draft, { buckets }: DataInput): void {
  const { clouds } = draft.file;
  // Which clouds write logs follows from the kind of network, and that from the posture.
  const isUncertain = [['clouds'], ['data', 'buckets'], ['network'], ['dataClassification']].some((path) => draft.isFaulty(...path));
  if (!clouds || !buckets || !draft.profile || isUncertain) return;
  const writing = cloudsWithLogs(draft);
  // On Azure the platform makes the account of its flow logs itself.
  if (writing.includes('aws') && !buckets.includes('logs'))
    draft.report({
      path: ['data', 'buckets'],
      code: 'CFG-107',
      message: 'access logs on aws have nowhere to go',
      got: describeValue(buckets),
      allowed: "the role 'logs', or a given bucket for logs",
      remedy: "Add 'logs', or name clouds.aws.logBucket.",
    });
  if (writing.length === 0 && buckets.includes('logs'))
    draft.report({
      path: ['data', 'buckets', buckets.indexOf('logs')],
      code: 'CFG-103',
      message: "a bucket 'logs' would stay empty, since all logs go elsewhere",
      got: "'logs'",
      allowed: BUCKET_ROLES.filter((role) => role !== 'logs').join(', '),
      remedy: "Take 'logs' out, or take out the given place.",
    });
}

function checkErasure(draft: Draft, { erasureWithinDays, softDeleteDays = DEFAULT_NONCURRENT_DAYS }: DataInput): void {
  if (erasureWithinDays === undefined || softDeleteDays <= erasureWithinDays || draft.isFaulty('data', 'softDeleteDays')) return;
  draft.report({
    path: ['data', 'erasureWithinDays'],
    code: 'CFG-066',
    message: `a deleted object can be brought back for ${softDeleteDays} days (data.softDeleteDays), longer than the promise of erasure`,
    got: String(erasureWithinDays),
    allowed: `${softDeleteDays} or more`,
    remedy: `Lower data.softDeleteDays to ${erasureWithinDays}, or promise ${softDeleteDays} days.`,
  });
}

function checkRemoval(draft: Draft, { removal }: DataInput, profile: Profile): void {
  if (removal !== 'destroy' || profile === 'ephemeral') return;
  draft.report({
    path: ['data', 'removal'],
    code: 'CFG-068',
    message: `data is never destroyed with an environment of profile '${profile}'`,
    got: "'destroy'",
    allowed: 'retain; destroy in ephemeral alone',
    remedy: "Write 'removal: retain', or use the profile ephemeral.",
  });
}

function checkAudit(draft: Draft, data: DataInput, profile: Profile): void {
  if (draft.isFaulty('data', 'buckets')) return;
  const hasAudit = resolveBuckets(data, draft).includes('audit');
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
  const retention = data.retentionDays?.audit;
  if (profile === 'prod' && retention !== undefined && retention < LEAST_AUDIT_DAYS_IN_PROD) {
    draft.report({
      path: ['data', 'retentionDays', 'audit'],
      code: 'CFG-064',
      message: 'an audit trail that prod would lose within a year',
      got: String(retention),
      allowed: `${LEAST_AUDIT_DAYS_IN_PROD} or more in prod`,
      remedy: `Write ${LEAST_AUDIT_DAYS_IN_PROD}.`,
    });
  }
  if (!draft.isFaulty('data', 'auditLock')) checkAuditLock(draft, resolveAuditLock(data, profile), retention, profile);
}

function checkAuditLock(draft: Draft, lock: AuditLockInput, retention: number | undefined, profile: Profile): void {
  if (profile === 'prod' && lock.kind === 'none') {
    draft.report({
      path: ['data', 'auditLock', 'kind'],
      code: 'CFG-068',
      message: 'prod keeps its audit bucket locked',
      got: "'none'",
      allowed: 'removable, permanent',
      remedy: "Write 'auditLock: { kind: removable, days: 365 }'.",
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
  if (profile === 'ephemeral' && lock.kind !== 'none') {
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
