import * as iam from 'aws-cdk-lib/aws-iam';
import { ArnFormat, type Stack } from 'aws-cdk-lib/core';

/** AWS services that use a key in their own name, so that the key's policy must let them; all others act for their caller. */
export const KEY_SERVICES = ['cloudwatch-logs', 'cloudwatch-alarms'] as const;
export type KeyService = (typeof KEY_SERVICES)[number];

/**
 * What a service may do with the keys of this account and region.
 *
 * EventBridge is left out on purpose: KMS sees neither source account nor source ARN when EventBridge publishes to an encrypted topic,
 * so its statement could not be bound to this account.
 */
export function keyServiceStatement(service: KeyService, stack: Stack): iam.PolicyStatement {
  switch (service) {
    case 'cloudwatch-logs':
      return logGroups(stack);
    case 'cloudwatch-alarms':
      return alarms(stack);
  }
}

// Encrypted log groups: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
function logGroups(stack: Stack): iam.PolicyStatement {
  const anyLogGroup = stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return new iam.PolicyStatement({
    sid: 'LogGroupsOfThisAccount',
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': anyLogGroup } },
  });
}

// Alarms that publish to an encrypted topic: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
function alarms(stack: Stack): iam.PolicyStatement {
  const anyAlarm = stack.formatArn({
    service: 'cloudwatch',
    resource: 'alarm',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return new iam.PolicyStatement({
    sid: 'AlarmsOfThisAccount',
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': anyAlarm } },
  });
}
