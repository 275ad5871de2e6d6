import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ACCESS_LOG_ENCRYPTION } from '../../policy/acknowledged-findings.ts';
import { BUCKET_ROLE_RULES, type BucketRole, DEFAULT_NONCURRENT_DAYS } from '../../spec/bucket-roles.ts';
import { acknowledge } from '../acknowledge.ts';
import { accessLogDelivery, writeAccessLogs } from './access-logs.ts';
import { type AuditLock, DEFAULT_AUDIT_LOCK, objectLockRetention } from './audit-lock.ts';
import { BucketGrants } from './bucket-grants.ts';
import { bucketLifecycle } from './bucket-lifecycle.ts';
import { dataBucketsFaults } from './data-buckets-faults.ts';

export interface DataBucketsProps {
  /** The roles to make a bucket for, each once. Taking a role away leaves its bucket in the account, with what it holds. */
  readonly roles: readonly BucketRole[];
  /** Encrypts what is written from now on to every bucket but `logs`. What lies there keeps its key. @default - S3's own keys (SSE-S3) */
  readonly encryptionKey?: kms.IKey;
  /** How long objects are kept, by role, in whole days; that of `audit` is longer than its lock. @default - `retentionDays` of BUCKET_ROLE_RULES, else until somebody deletes them */
  readonly retention?: Readonly<Partial<Record<BucketRole, Duration>>>;
  /** How many days an overwritten or deleted object can be brought back, 1 to 36500. @default 30 */
  readonly noncurrentDays?: number;
  /** The lock on the records of the `audit` bucket. Once there is one, S3 refuses `none`. @default { kind: 'governance', days: 365 } */
  readonly auditLock?: AuditLock;
  /** A bucket of this account and region whose policy lets S3 deliver access logs. @default - the `logs` bucket of this block */
  readonly accessLogs?: s3.IBucket;
  /** What happens to the buckets when their stack is deleted. With DESTROY a bucket that holds objects stops the deletion. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * One private S3 bucket for each role that data plays on an LLM platform.
 *
 * Buckets have no physical name, block public access, refuse plain HTTP, keep older versions, log each access and stay when their
 * stack goes. Costs storage and requests; each access log line and each kept version is storage too. No property replaces a bucket;
 * a bucket that got a lock keeps it for ever.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class DataBuckets extends Construct {
  /** The buckets by role, to reach further than this block does. */
  readonly buckets: ReadonlyMap<BucketRole, s3.Bucket>;

  constructor(scope: Construct, id: string, props: DataBucketsProps) {
    super(scope, id);
    this.refuse(dataBucketsFaults(props));
    const key = props.encryptionKey && this.referTo(props.encryptionKey);
    this.buckets = new Map(props.roles.map((role) => [role, this.createBucket(role, key, props)]));
    this.announceObjects();
    this.logAccess(props.accessLogs);
    this.keepPolicies(props.removalPolicy ?? RemovalPolicy.RETAIN);
    this.acknowledgeLogs();
  }

  /** The bucket of a role. Throws when the role was not asked for. */
  bucket(role: BucketRole): s3.Bucket {
    const bucket = this.buckets.get(role);
    if (!bucket) {
      const roles = [...this.buckets.keys()].join(', ');
      throw new Error(`DataBuckets '${this.node.path}' has no '${role}' bucket, it has ${roles}; add '${role}' to roles`);
    }
    return bucket;
  }

  /** What principals may do with the bucket of a role, by verb. */
  grants(role: BucketRole): BucketGrants {
    return new BucketGrants(role, this.bucket(role));
  }

  private refuse(faults: readonly string[]): void {
    if (faults.length > 0) throw new Error(`DataBuckets '${this.node.path}' cannot be made:\n- ${faults.join('\n- ')}`);
  }

  // A reference: some grants and notifications of level-2 buckets add statements to the policy of a key that they can reach.
  private referTo(key: kms.IKey): kms.IKey {
    return kms.Key.fromKeyArn(this, 'Key', key.keyArn);
  }

  private createBucket(role: BucketRole, encryptionKey: kms.IKey | undefined, props: DataBucketsProps): s3.Bucket {
    const rules = BUCKET_ROLE_RULES[role];
    const key = rules.encryption === 'customer-key' ? encryptionKey : undefined;
    const lock = rules.immutable ? (props.auditLock ?? DEFAULT_AUDIT_LOCK) : undefined;
    const retention = props.retention?.[role] ?? (rules.retentionDays === undefined ? undefined : Duration.days(rules.retentionDays));
    return new s3.Bucket(this, idOf(role), {
      ...(key
        ? { encryption: s3.BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }
        : { encryption: s3.BucketEncryption.S3_MANAGED }),
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: rules.versioned,
      objectLockDefaultRetention: lock && objectLockRetention(lock),
      lifecycleRules: bucketLifecycle(retention, props.noncurrentDays ?? DEFAULT_NONCURRENT_DAYS),
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
    });
  }

  // By the bucket's own property: the level-2 one adds a function of CDK's that writes the whole notification configuration.
  private announceObjects(): void {
    for (const [role, bucket] of this.buckets) {
      if (!BUCKET_ROLE_RULES[role].events) continue;
      const resource = bucket.node.defaultChild as s3.CfnBucket;
      resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    }
  }

  // Only this block's own log bucket gets its policy here; that of a given one is written by its owner.
  private logAccess(given: s3.IBucket | undefined): void {
    const target = given ?? this.bucket('logs');
    const sources = [...this.buckets.values()].filter((bucket) => bucket !== target);
    for (const source of sources) writeAccessLogs(source, target);
    if (!given && sources.length > 0) target.addToResourcePolicy(accessLogDelivery(target, sources));
  }

  // A bucket that stays would lose its policy, and with it the refusal of plain HTTP, when the stack goes.
  private keepPolicies(removalPolicy: RemovalPolicy): void {
    for (const bucket of this.buckets.values()) bucket.policy?.applyRemovalPolicy(removalPolicy);
  }

  private acknowledgeLogs(): void {
    const logs = this.buckets.get('logs');
    if (logs) acknowledge(logs, ACCESS_LOG_ENCRYPTION);
  }
}

function idOf(role: BucketRole): string {
  return `${role.charAt(0).toUpperCase()}${role.slice(1)}`;
}
