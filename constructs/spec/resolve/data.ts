import { BUCKET_ROLE_RULES, BUCKET_ROLES, type BucketRole, DEFAULT_NONCURRENT_DAYS } from '../bucket-roles.ts';
import type { Draft } from '../checks/draft.ts';
import {
  DEFAULT_AUDIT_LOCK,
  DEFAULT_DELETION_WINDOW_DAYS,
  DEFAULT_REMOVAL,
  DEFAULT_ROTATION_DAYS,
  DEFAULT_SECRET_MAX_AGE_DAYS,
} from '../defaults.ts';
import type { AuditLockInput, DataInput, KeysInput, SecretInput } from '../platform-file.ts';
import type { DataSpec, KeysSpec, SecretSpec } from '../platform-spec.ts';
import type { Cloud, Profile } from '../vocabulary.ts';
import { cloudsWithLogs } from './log-places.ts';

/** The roles that get a bucket: those named, or all of them; where nothing would be written to it, no `logs`. */
export function resolveBuckets(data: DataInput, draft: Pick<Draft, 'file' | 'profile'>): readonly BucketRole[] {
  const needsLogs = draft.profile === undefined || draft.file.clouds === undefined || cloudsWithLogs(draft).length > 0;
  return data.buckets ?? BUCKET_ROLES.filter((role) => role !== 'logs' || needsLogs);
}

export function resolveAuditLock(data: DataInput, profile: Profile): AuditLockInput {
  return data.auditLock ?? DEFAULT_AUDIT_LOCK[profile];
}

export function resolveData(data: DataInput, draft: Required<Pick<Draft, 'profile'>> & Pick<Draft, 'file'>): DataSpec {
  const buckets = resolveBuckets(data, draft);
  const { profile } = draft;
  const retention = buckets.flatMap((role) => {
    const days = data.retentionDays?.[role] ?? BUCKET_ROLE_RULES[role].retentionDays;
    return days === undefined ? [] : [[role, days] as const];
  });
  return {
    buckets,
    retentionDays: Object.fromEntries(retention),
    softDeleteDays: data.softDeleteDays ?? DEFAULT_NONCURRENT_DAYS,
    auditLock: resolveAuditLock(data, profile),
    removal: data.removal ?? DEFAULT_REMOVAL[profile],
    pii: data.pii ?? 'redact',
  };
}

export function resolveKeys(keys: KeysInput = {}): KeysSpec {
  return {
    rotationDays: keys.rotationDays ?? DEFAULT_ROTATION_DAYS,
    deletionWindowDays: keys.deletionWindowDays ?? DEFAULT_DELETION_WINDOW_DAYS,
  };
}

export function resolveSecrets(secrets: Readonly<Record<string, SecretInput>> = {}, cloud: Cloud): Record<string, SecretSpec> {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, secret]) => [
      name,
      {
        maxAgeDays: secret.maxAgeDays ?? DEFAULT_SECRET_MAX_AGE_DAYS,
        description: secret.description ?? name,
        ...(secret.existing?.[cloud] ? { existing: secret.existing[cloud] } : {}),
      },
    ]),
  );
}
