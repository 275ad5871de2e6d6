import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { DataBuckets, type DataBucketsProps } from '../../../constructs/aws/data/index.ts';
import { BUCKET_ROLE_RULES, BUCKET_ROLES, type BucketRole } from '../../../constructs/spec/bucket-roles.ts';
import { resourcesOf, resourcesOfType, snapshotOf, testStack } from '../../support/stacks.ts';

const KEY_ARN = 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const keyIn = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Given', KEY_ARN);

/** The template's bucket of each role. */
function bucketsOf(props: Partial<DataBucketsProps> = {}, stack = testStack()) {
  const data = new DataBuckets(stack, 'Data', { roles: BUCKET_ROLES, ...props });
  const resources = resourcesOf(stack);
  const bucketOf = (role: BucketRole) => resources[stack.getLogicalId(data.bucket(role).node.defaultChild as s3.CfnBucket)];
  return { data, resources, bucketOf };
}

interface LifecycleRule {
  readonly Id: string;
  readonly ExpirationInDays?: number;
}

const retentionOf = (rules: readonly LifecycleRule[] = []) => rules.find(({ Id }) => Id === 'Retention')?.ExpirationInDays;

test('snapshot: minimal', () => {
  const stack = testStack();
  new DataBuckets(stack, 'Data', { roles: ['logs'] });
  expect(snapshotOf(stack)).toMatchSnapshot();
});

test('snapshot: everything', () => {
  const stack = testStack({ env: { account: '111122223333', region: 'eu-central-1' } });
  new DataBuckets(stack, 'Data', {
    roles: ['raw', 'logs', 'audit'],
    encryptionKey: keyIn(stack),
    retention: { raw: Duration.days(365), audit: Duration.days(2555) },
    noncurrentDays: 7,
    auditLock: { kind: 'compliance', days: 400 },
    accessLogs: s3.Bucket.fromBucketName(stack, 'Central', 'central-logs'),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  expect(snapshotOf(stack)).toMatchSnapshot();
});

describe.each(['none', 'all'] as const)('With %s of the feature flags', (flags) => {
  const all = () => resourcesOfType(bucketsStack(), 'AWS::S3::Bucket');
  const bucketsStack = () => {
    const stack = testStack({ flags });
    new DataBuckets(stack, 'Data', { roles: BUCKET_ROLES, encryptionKey: keyIn(stack) });
    return stack;
  };

  test('DAT-01: blocks public access in all four ways', () => {
    expect(all()).toHaveLength(BUCKET_ROLES.length);
    for (const { Properties } of all()) {
      expect(Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(Properties.OwnershipControls.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
      expect(Properties.AccessControl).toBeUndefined();
    }
  });

  test('DAT-02: refuses plain HTTP on each bucket and its objects', () => {
    const policies = resourcesOfType(bucketsStack(), 'AWS::S3::BucketPolicy');
    expect(policies).toHaveLength(BUCKET_ROLES.length);
    for (const { Properties } of policies) {
      const [deny] = Properties.PolicyDocument.Statement;
      expect(deny).toMatchObject({
        Effect: 'Deny',
        Action: 's3:*',
        Principal: { AWS: '*' },
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
      expect(deny.Resource).toHaveLength(2);
    }
  });

  test('DAT-03: encrypts every role with the given key and a bucket key, but logs', () => {
    const { bucketOf } = bucketsOf({ encryptionKey: undefined }, testStack({ flags }));
    expect(JSON.stringify(bucketOf('raw')?.Properties.BucketEncryption)).toContain('AES256');
    const encryptions = all().map(({ Properties }) => Properties.BucketEncryption.ServerSideEncryptionConfiguration[0]);
    const customer = { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY_ARN } };
    const service = { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } };
    expect(encryptions).toEqual(BUCKET_ROLES.map((role) => (role === 'logs' ? service : customer)));
  });

  test('DAT-04: keeps older versions on each bucket', () => {
    expect(all().map(({ Properties }) => Properties.VersioningConfiguration)).toEqual(BUCKET_ROLES.map(() => ({ Status: 'Enabled' })));
  });

  test('GOV-02: locks audit alone, for a year that a privileged role can end', () => {
    const { bucketOf } = bucketsOf({}, testStack({ flags }));
    expect(bucketOf('audit')?.Properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 365 } } },
    });
    for (const role of BUCKET_ROLES.filter((each) => each !== 'audit')) {
      expect(bucketOf(role)?.Properties).not.toHaveProperty('ObjectLockEnabled');
      expect(bucketOf(role)?.Properties).not.toHaveProperty('ObjectLockConfiguration');
    }
  });

  test('REL-01: keeps every bucket and its policy when the stack is deleted', () => {
    const kept = Object.values(resourcesOf(bucketsStack()));
    expect(kept).toHaveLength(2 * BUCKET_ROLES.length);
    for (const resource of kept) expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('gives no bucket a name', () => {
    for (const { Properties } of all()) expect(Properties.BucketName).toBeUndefined();
  });

  test('announces objects by the bucket’s own property, without a function', () => {
    const { bucketOf, resources } = bucketsOf({}, testStack({ flags }));
    const announced = BUCKET_ROLES.filter(
      (role) => bucketOf(role)?.Properties.NotificationConfiguration?.EventBridgeConfiguration.EventBridgeEnabled,
    );
    expect(announced).toEqual(BUCKET_ROLES.filter((role) => BUCKET_ROLE_RULES[role].events));
    expect(new Set(Object.values(resources).map(({ Type }) => Type))).toEqual(new Set(['AWS::S3::Bucket', 'AWS::S3::BucketPolicy']));
  });
});

describe('DAT-06: the lifecycle', () => {
  test('deletes objects after the declared retention, by role', () => {
    const { bucketOf } = bucketsOf({ retention: { raw: Duration.days(365), audit: Duration.days(2555) } });
    expect(retentionOf(bucketOf('raw')?.Properties.LifecycleConfiguration.Rules)).toBe(365);
    expect(retentionOf(bucketOf('audit')?.Properties.LifecycleConfiguration.Rules)).toBe(2555);
  });

  test('falls back to the retention of the role, and keeps what has none', () => {
    const { bucketOf } = bucketsOf();
    for (const role of BUCKET_ROLES) {
      expect(retentionOf(bucketOf(role)?.Properties.LifecycleConfiguration.Rules)).toBe(BUCKET_ROLE_RULES[role].retentionDays);
    }
  });

  test('prefers the declared retention to that of the role', () => {
    const { bucketOf } = bucketsOf({ retention: { quarantine: Duration.days(7) } });
    expect(retentionOf(bucketOf('quarantine')?.Properties.LifecycleConfiguration.Rules)).toBe(7);
  });

  test('cleans up older versions, their markers and unfinished uploads on each bucket', () => {
    for (const noncurrentDays of [undefined, 7]) {
      const { bucketOf } = bucketsOf({ noncurrentDays });
      for (const role of BUCKET_ROLES) {
        expect(bucketOf(role)?.Properties.LifecycleConfiguration.Rules).toContainEqual({
          Id: 'Housekeeping',
          Status: 'Enabled',
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          ExpiredObjectDeleteMarker: true,
          NoncurrentVersionExpiration: { NoncurrentDays: noncurrentDays ?? 30 },
        });
      }
    }
  });
});

describe('The audit lock', () => {
  test('can be one that nobody ends', () => {
    const { bucketOf } = bucketsOf({ auditLock: { kind: 'compliance', days: 400 } });
    expect(bucketOf('audit')?.Properties.ObjectLockConfiguration.Rule.DefaultRetention).toEqual({ Mode: 'COMPLIANCE', Days: 400 });
  });

  test('can be left out, which leaves Object Lock off', () => {
    const { bucketOf } = bucketsOf({ auditLock: { kind: 'none' } });
    expect(bucketOf('audit')?.Properties).not.toHaveProperty('ObjectLockEnabled');
    expect(bucketOf('audit')?.Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
  });
});

test('F-23: empties no bucket, also where the buckets go with their stack', () => {
  const { resources } = bucketsOf({ removalPolicy: RemovalPolicy.DESTROY });
  expect(JSON.stringify(resources)).not.toMatch(/AutoDelete|aws-cdk:auto-delete/);
  for (const resource of Object.values(resources)) expect(resource).toMatchObject({ DeletionPolicy: 'Delete' });
});

test('never widens the policy of a given key, whatever a bucket grants to whom', () => {
  const stack = testStack();
  const data = new DataBuckets(stack, 'Data', { roles: ['raw', 'logs'], encryptionKey: new kms.Key(stack, 'Given') });
  data.bucket('raw').grantRead(new iam.ServicePrincipal('bedrock.amazonaws.com'));
  expect(resourcesOfType(stack, 'AWS::KMS::Key')[0]?.Properties.KeyPolicy.Statement).toHaveLength(1);
});

test('names the roles it has when asked for another', () => {
  const { data } = bucketsOf({ roles: ['raw', 'logs'] });
  expect(() => data.bucket('audit')).toThrow("DataBuckets 'Test/Data' has no 'audit' bucket, it has raw, logs; add 'audit' to roles");
  expect(() => data.grants('audit')).toThrow("has no 'audit' bucket");
});

test('F-21: logical ids depend on the role alone, not on what else is asked for', () => {
  const idsOf = (roles: readonly BucketRole[]) => Object.keys(bucketsOf({ roles }).resources);
  expect(idsOf(['audit', 'raw', 'logs'])).toEqual(expect.arrayContaining(idsOf(['logs', 'raw'])));
  expect(idsOf(['raw', 'logs'])).toEqual(['DataRawAF6CB863', 'DataRawPolicy6FE1AEC7', 'DataLogs88291148', 'DataLogsPolicy8A508A1D']);
});
