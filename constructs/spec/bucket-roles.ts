/** What a bucket is for. The role decides encryption, lock, lifecycle and who may write; every cloud reads this one table. */
export const BUCKET_ROLES = ['raw', 'curated', 'quarantine', 'feedback', 'artifacts', 'logs', 'audit'] as const;
export type BucketRole = (typeof BUCKET_ROLES)[number];

/** What holds for the bucket of a role on every cloud. */
export interface BucketRoleRules {
  /** What the bucket is for, in one sentence for readers of docs and plans. */
  readonly purpose: string;
  /** Whether an overwritten or deleted object can be brought back for a while. */
  readonly versioned: boolean;
  /** Who owns the key: the customer, where one is given, or always the storage service. */
  readonly encryption: 'customer-key' | 'service-key';
  /** Whether objects are locked against change and deletion. */
  readonly immutable: boolean;
  /** Whether new and deleted objects are announced to the cloud's event bus. */
  readonly events: boolean;
  /** How long objects live where nobody says otherwise. Absent: until somebody deletes them. */
  readonly retentionDays?: number;
}

// What failed a check may hold personal data that nobody wants: a month to look at it, then it goes (storage limitation).
const QUARANTINE_RETENTION_DAYS = 30;

// A year back is what an investigation of a slow leak needs; older access logs only cost.
const LOGS_RETENTION_DAYS = 365;

/**
 * The rules of every role.
 *
 * - `logs` takes the service's own key and no lock: delivery of access logs works with nothing else. Nothing reacts to its objects,
 *   which arrive around the clock, so they are not announced.
 * - `audit` has no retention of its own: its lock says how long a record must stay, its owner how long it may.
 */
export const BUCKET_ROLE_RULES: Readonly<Record<BucketRole, BucketRoleRules>> = {
  raw: {
    purpose: 'Documents and data as they came in, before anything was checked.',
    versioned: true,
    encryption: 'customer-key',
    immutable: false,
    events: true,
  },
  curated: {
    purpose: 'Checked and redacted data: what may be indexed, evaluated on or trained on.',
    versioned: true,
    encryption: 'customer-key',
    immutable: false,
    events: true,
  },
  quarantine: {
    purpose: 'What failed a check, until a person has looked at it.',
    versioned: true,
    encryption: 'customer-key',
    immutable: false,
    events: true,
    retentionDays: QUARANTINE_RETENTION_DAYS,
  },
  feedback: {
    purpose: 'What users say about answers, and the labels made from it.',
    versioned: true,
    encryption: 'customer-key',
    immutable: false,
    events: true,
  },
  artifacts: {
    purpose: 'What the platform makes: model weights, adapters, evaluation reports, indexes to restore.',
    versioned: true,
    encryption: 'customer-key',
    immutable: false,
    events: true,
  },
  logs: {
    purpose: 'Access logs that the cloud writes about the other buckets.',
    versioned: true,
    encryption: 'service-key',
    immutable: false,
    events: false,
    retentionDays: LOGS_RETENTION_DAYS,
  },
  audit: {
    purpose: 'The record of who decided and did what, for auditors; erasure receipts carry hashed subject ids alone.',
    versioned: true,
    encryption: 'customer-key',
    immutable: true,
    events: true,
  },
};

/** How long an overwritten or deleted object can be brought back. A month lets a mistake of one monthly job be noticed. */
export const DEFAULT_NONCURRENT_DAYS = 30;

/** How long the lock on an audit record holds. A year covers one audit period, and the six months of the EU AI Act (Art. 19, 26(6)). */
export const DEFAULT_AUDIT_LOCK_DAYS = 365;
