import type { AuditLockInput } from './platform-file.ts';
import type { CountersFail, Profile, StickyBy } from './vocabulary.ts';

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

/** A user meets one model; a consumer that names no users is spread by chance. */
export const DEFAULT_STICKY_BY: StickyBy = 'user';

/** RFC 7519: the claim that says whom a token is about; RFC 9068 puts the client's own id there where no person is involved. */
export const DEFAULT_CONSUMER_CLAIM = 'sub';

/** Hashes and the authorizer's answers are each kept this long, so that a revoked key is dead within a minute. */
export const API_KEY_CACHE_SECONDS = 30;

/**
 * `closed`: a limit is a promise about cost. A function of AWS takes 6 MB a call, so a body with its envelope stays below that.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const DEFAULT_GATEWAY_LIMITS = {
  maxBodyBytes: 4_000_000,
  maxMessages: 2_000,
  maxInputsPerEmbedding: 2_048,
  countersFail: 'closed' as CountersFail,
} as const;

/** The most that an instance takes of a limit at once, in percent: the stated error of the limits. */
export const LEASE_PERCENT = 5;

/** The first byte of an answer that is not streamed comes with its last: a long one takes minutes. */
export const DEFAULT_GATEWAY_TIMEOUTS = { totalSeconds: 300, firstByteSeconds: 120, idleSeconds: 60 } as const;

/** One call, and another one where the model throttles or fails. */
export const DEFAULT_ATTEMPTS = 2;

/** The edges of the clouds cut a silent connection after 30 seconds at the earliest. */
export const KEEP_ALIVE_SECONDS = 15;

/** A container is killed 30 seconds after it was told to stop; ending the streams that still run, leases and metrics need some of them. */
export const DRAIN_SECONDS = 20;

/** The least age of the audit trail in prod, in days; logs of an AI system are kept for months at least, commonly a year. */
export const LEAST_AUDIT_DAYS_IN_PROD = 365;

/** The seed of the examples: a deployment with it is refused. */
export const MARKER_SEED = 'example-seed';
