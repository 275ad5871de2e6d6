import type { AuditLockInput } from './platform-file.ts';
import type { Profile } from './vocabulary.ts';

/** Every default of the vocabulary, read by the resolver, the schema and the blocks. */

/** Private range of RFC 1918 that few organisations use for their first networks. */
export const DEFAULT_CIDR = '10.42.0.0/16';

/** Two zones survive the loss of one; three keep two after it. The number is fixed in the file, since a change moves subnets. */
export const DEFAULT_ZONES = { ephemeral: 2, dev: 2, prod: 3 } as const satisfies Record<Profile, number>;

/** A year covers the time in which intrusions are commonly found; CloudWatch takes certain numbers of days alone. */
export const DEFAULT_FLOW_LOG_DAYS = { ephemeral: 7, dev: 90, prod: 365 } as const satisfies Record<Profile, number>;

/** KMS rotates a key yearly unless told otherwise. */
export const DEFAULT_ROTATION_DAYS = 365;

/** The longest time that KMS keeps a deleted key; losing a key loses the data. */
export const DEFAULT_DELETION_WINDOW_DAYS = 30;

/** A quarter: long enough for a team to renew by hand, short enough that a leaked key dies. */
export const DEFAULT_SECRET_MAX_AGE_DAYS = 90;

/** Twelve turns of 4000 tokens a minute. Azure counts what is set against the subscription's quota, used or not, so it is no more. */
export const DEFAULT_TOKENS_PER_MINUTE = 50_000;

/** `permanent` is never a default: nobody can take it away, and the storage is paid for until the end. */
export const DEFAULT_AUDIT_LOCK = {
  ephemeral: { kind: 'none' },
  dev: { kind: 'removable', days: 30 },
  prod: { kind: 'removable', days: 365 },
} as const satisfies Record<Profile, AuditLockInput>;

/** Only what may be lost is destroyed with its environment. */
export const DEFAULT_REMOVAL = { ephemeral: 'destroy', dev: 'retain', prod: 'retain' } as const satisfies Record<
  Profile,
  'retain' | 'destroy'
>;

/** The guardrail of a chat model that names none. */
export const DEFAULT_GUARDRAIL = 'standard';

/** The least age of the audit trail in prod, in days; logs of an AI system are kept for months at least, commonly a year. */
export const LEAST_AUDIT_DAYS_IN_PROD = 365;

/** The seed of the examples: a deployment with it is refused. */
export const MARKER_SEED = 'example-seed';
