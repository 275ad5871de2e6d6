import { BUCKET_ROLE_RULES, BUCKET_ROLES, type BucketRole, DEFAULT_NONCURRENT_DAYS } from '../bucket-roles.ts';
import {
  DEFAULT_AUDIT_LOCK,
  DEFAULT_DELETION_WINDOW_DAYS,
  DEFAULT_REMOVAL,
  DEFAULT_ROTATION_DAYS,
  DEFAULT_SECRET_MAX_AGE_DAYS,
} from '../defaults.ts';
import type { AuditLockInput, CloudsInput, DataInput, KeysInput, SecretInput } from '../platform-file.ts';
import type { DataSpec, KeysSpec, SecretSpec } from '../platform-spec.ts';
import { CLOUDS, type Cloud, type Profile } from '../vocabulary.ts';

/** The roles that get a bucket: those named, or all of them; where every cloud has a given place for access logs, no `logs`. */
export function resolveBuckets(data: DataInput, clouds: CloudsInput | undefined): readonly BucketRole[] {
  const needsLogs = clouds === undefined || cloudsWithoutLogPlace(clouds).length > 0;
  return data.buckets ?? BUCKET_ROLES.filter((role) => role !== 'logs' || needsLogs);
}

/** The clouds whose access logs have no given place. */
export function cloudsWithoutLogPlace({ aws, azure }: CloudsInput): Cloud[] {
  return CLOUDS.filter((cloud) => (cloud === 'aws' ? aws && !aws.logBucket : azure && !azure.logStorage));
}

export function resolveAuditLock(data: DataInput, profile: Profile): AuditLockInput {
  return data.auditLock ?? DEFAULT_AUDIT_LOCK[profile];
}

export function resolveData(data: DataInput, clouds: CloudsInput, profile: Profile): DataSpec {
  const buckets = resolveBuckets(data, clouds);
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
