import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';

/** Where access logs lie in their bucket, so that other logs can lie beside them. */
export const ACCESS_LOGS_PREFIX = 's3-access/';

/**
 * Has S3 write the access logs of a bucket to another one, in folders by account, region, bucket and day of the event.
 *
 * Set on the level-1 bucket: the level-2 property writes either an ACL or a policy to the target, as a feature flag says, and changes
 * the policy of the target's key.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
export function writeAccessLogs(source: s3.Bucket, target: s3.IBucket): void {
  const resource = source.node.defaultChild as s3.CfnBucket;
  resource.loggingConfiguration = {
    destinationBucketName: target.bucketName,
    logFilePrefix: ACCESS_LOGS_PREFIX,
    targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: 'EventTime' } },
  };
}

/**
 * What the policy of a log bucket must hold for the access logs of some buckets of its account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general
 */
export function accessLogDelivery(target: s3.IBucket, sources: readonly s3.Bucket[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'AccessLogDelivery',
    principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [target.arnForObjects(`${ACCESS_LOGS_PREFIX}*`)],
    conditions: {
      ArnLike: { 'aws:SourceArn': sources.map((source) => source.bucketArn) },
      StringEquals: { 'aws:SourceAccount': Stack.of(target).account },
    },
  });
}
