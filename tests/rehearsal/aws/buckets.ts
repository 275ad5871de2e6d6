import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import type { AwsAccount } from './aws-account.ts';

/** What S3 answers about a bucket, as short as an expectation wants it. */
export interface BucketPosture {
  /** The ARN of its key, or S3's own. */
  readonly encryption: string;
  readonly versioning: string;
  /** Days until objects go. @default - never */
  readonly expiresAfterDays?: number;
  /** Days until older versions go. */
  readonly noncurrentDays?: number;
  /** Mode and days. @default - no lock */
  readonly lock?: string;
  /** Whether all four switches are on. */
  readonly isPublicAccessBlocked: boolean;
  readonly ownership: string;
  /** Where its accesses are logged. @default - nowhere */
  readonly logsTo?: string;
  readonly announcesObjects: boolean;
  /** Whether its policy refuses plain HTTP. */
  readonly refusesPlainHttp: boolean;
}

/** Asks S3 about a bucket. */
export async function bucketPosture({ s3 }: AwsAccount, Bucket: string): Promise<BucketPosture> {
  const { ServerSideEncryptionConfiguration: encryption } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  const byDefault = encryption?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
  const { Rules: lifecycle = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  const enabled = lifecycle.filter(({ Status }) => Status === 'Enabled');
  const { PublicAccessBlockConfiguration: block } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
  const { EventBridgeConfiguration } = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
  const expiresAfterDays = enabled.find(({ Expiration }) => Expiration?.Days !== undefined)?.Expiration?.Days;
  const noncurrentDays = enabled.find((rule) => rule.NoncurrentVersionExpiration)?.NoncurrentVersionExpiration?.NoncurrentDays;
  const logsTo = (await s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled?.TargetBucket;
  const lock = await objectLock(s3, Bucket);
  return {
    encryption: byDefault?.KMSMasterKeyID ?? byDefault?.SSEAlgorithm ?? 'none',
    versioning: (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status ?? 'off',
    ...(expiresAfterDays === undefined ? {} : { expiresAfterDays }),
    ...(noncurrentDays === undefined ? {} : { noncurrentDays }),
    ...(lock === undefined ? {} : { lock }),
    isPublicAccessBlocked: [block?.BlockPublicAcls, block?.BlockPublicPolicy, block?.IgnorePublicAcls, block?.RestrictPublicBuckets].every(
      (value) => value === true,
    ),
    ownership: OwnershipControls?.Rules?.[0]?.ObjectOwnership ?? 'none',
    ...(logsTo === undefined ? {} : { logsTo }),
    announcesObjects: EventBridgeConfiguration !== undefined,
    refusesPlainHttp: await refusesPlainHttp(s3, Bucket),
  };
}

async function objectLock(s3: AwsAccount['s3'], Bucket: string): Promise<string | undefined> {
  try {
    const { ObjectLockConfiguration } = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
    const retention = ObjectLockConfiguration?.Rule?.DefaultRetention;
    return retention === undefined ? ObjectLockConfiguration?.ObjectLockEnabled : `${retention.Mode} ${retention.Days}`;
  } catch (error) {
    if (error instanceof Error && error.name === 'ObjectLockConfigurationNotFoundError') return undefined;
    throw error;
  }
}

interface Statement {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string;
  readonly Condition?: { readonly Bool?: Readonly<Record<string, unknown>> };
}

async function refusesPlainHttp(s3: AwsAccount['s3'], Bucket: string): Promise<boolean> {
  const { Policy = '{"Statement":[]}' } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  const { Statement } = JSON.parse(Policy) as { readonly Statement: readonly Statement[] };
  return Statement.some(
    ({ Effect, Action, Condition }) =>
      Effect === 'Deny' && Action === 's3:*' && String(Condition?.Bool?.['aws:SecureTransport']) === 'false',
  );
}
