import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, CrossStackReferences, ReferenceStrength, Stack } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { DataBuckets } from '../../../constructs/aws/data/index.ts';
import { FLAG_SETS, resourcesOf, resourcesOfType, testStack } from '../../support/stacks.ts';

interface Statement {
  readonly Sid?: string;
  readonly Action: string;
  readonly Principal: unknown;
  readonly Resource: unknown;
  readonly Condition: { readonly ArnLike: Record<string, unknown>; readonly StringEquals: Record<string, unknown> };
}

const deliveriesOf = (stack: Stack): Statement[] =>
  resourcesOfType(stack, 'AWS::S3::BucketPolicy')
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[])
    .filter(({ Sid }) => Sid === 'AccessLogDelivery');

describe.each(['none', 'all'] as const)('DAT-05, with %s of the feature flags', (flags) => {
  test('writes the access logs of each bucket but logs to logs, in folders by bucket and day', () => {
    const stack = testStack({ flags });
    new DataBuckets(stack, 'Data', { roles: ['raw', 'audit', 'logs'] });
    const [raw, audit, logs] = resourcesOfType(stack, 'AWS::S3::Bucket');
    for (const bucket of [raw, audit]) {
      expect(bucket?.Properties.LoggingConfiguration).toEqual({
        DestinationBucketName: { Ref: 'DataLogs88291148' },
        LogFilePrefix: 's3-access/',
        TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: 'EventTime' } },
      });
    }
    expect(logs?.Properties.LoggingConfiguration).toBeUndefined();
  });

  test('lets S3 deliver for these buckets of this account alone, by policy and never by ACL', () => {
    const stack = testStack({ flags });
    new DataBuckets(stack, 'Data', { roles: ['raw', 'logs'] });
    expect(deliveriesOf(stack)).toEqual([
      {
        Sid: 'AccessLogDelivery',
        Effect: 'Allow',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['DataLogs88291148', 'Arn'] }, '/s3-access/*']] },
        Condition: {
          ArnLike: { 'aws:SourceArn': [{ 'Fn::GetAtt': ['DataRawAF6CB863', 'Arn'] }] },
          StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
        },
      },
    ]);
    expect(JSON.stringify(resourcesOf(stack))).not.toContain('LogDeliveryWrite');
  });

  test('writes them to a given bucket instead, those of logs as well, and leaves its policy to its owner', () => {
    const stack = testStack({ flags });
    const given = new s3.Bucket(stack, 'Central');
    new DataBuckets(stack, 'Data', { roles: ['raw', 'logs'], accessLogs: given });
    const [central, ...buckets] = resourcesOfType(stack, 'AWS::S3::Bucket');
    for (const { Properties } of buckets) expect(Properties.LoggingConfiguration.DestinationBucketName).toEqual({ Ref: 'Central7FB44904' });
    expect(buckets).toHaveLength(2);
    expect(central?.Properties?.LoggingConfiguration).toBeUndefined();
    expect(deliveriesOf(stack)).toEqual([]);
    expect(given.policy).toBeUndefined();
  });
});

test('is the same with all of the feature flags as with none', () => {
  const [none, all] = (['none', 'all'] as const).map((flags) => {
    const stack = testStack({ flags });
    new DataBuckets(stack, 'Data', { roles: ['raw', 'audit', 'logs'] });
    return resourcesOf(stack);
  });
  expect(none).toEqual(all);
});

test('needs no policy where logs is the only bucket', () => {
  const stack = testStack();
  new DataBuckets(stack, 'Data', { roles: ['logs'] });
  expect(deliveriesOf(stack)).toEqual([]);
});

test('takes an imported bucket, whose key it cannot know', () => {
  const stack = testStack();
  new DataBuckets(stack, 'Data', { roles: ['raw'], accessLogs: s3.Bucket.fromBucketName(stack, 'Central', 'central-logs') });
  expect(resourcesOfType(stack, 'AWS::S3::Bucket')[0]?.Properties.LoggingConfiguration.DestinationBucketName).toBe('central-logs');
});

test('refuses a given bucket that has a customer key', () => {
  const stack = testStack();
  const accessLogs = new s3.Bucket(stack, 'Central', { encryptionKey: new kms.Key(stack, 'Key') });
  expect(() => new DataBuckets(stack, 'Data', { roles: ['raw'], accessLogs })).toThrow(
    "accessLogs 'Test/Central' has a customer key, which log delivery cannot use; pass a bucket with S3's own keys (SSE-S3)",
  );
});

/** A stack that refers to others weakly, as every later stack of a platform does. */
function laterStack(app: App): Stack {
  const stack = new Stack(app, 'Later');
  CrossStackReferences.of(stack).consume(ReferenceStrength.WEAK);
  return stack;
}

test.each(['none', 'all'] as const)('leaves the stack of a given log bucket as it is, with %s of the flags', (flags) => {
  const synth = (use: boolean) => {
    const app = new App({ context: { ...FLAG_SETS[flags] } });
    const owner = new Stack(app, 'Central');
    const accessLogs = new s3.Bucket(owner, 'Logs');
    if (use) new DataBuckets(laterStack(app), 'Data', { roles: ['raw'], accessLogs });
    return app.synth().getStackByName('Central').template.Resources;
  };
  expect(synth(true)).toEqual(synth(false));
});
