import * as s3 from 'aws-cdk-lib/aws-s3';
import { describe, expect, test } from 'vitest';
import { NewNetwork } from '../../../constructs/aws/network/index.ts';
import { resourcesOf, resourcesOfType, testStack } from '../../support/stacks.ts';
import { CIDR, networkStack, theOne } from './templates.ts';

describe('Flow logs', () => {
  test('go to a log group by default, written by a role that can do nothing else', () => {
    const { stack } = networkStack();
    const role = Object.entries(resourcesOf(stack)).find(([id]) => id.startsWith('NetworkFlowLogsRole'))?.[1];
    const [logGroup] = Object.keys(resourcesOf(stack)).filter((id) => id.startsWith('NetworkFlowLogsLogGroup'));
    expect(theOne(stack, 'AWS::EC2::FlowLog').Properties).toMatchObject({
      LogDestinationType: 'cloud-watch-logs',
      LogGroupName: { Ref: logGroup },
    });
    expect(role?.Properties.ManagedPolicyArns).toBeUndefined();
    expect(
      role?.Properties.Policies.map(({ PolicyDocument }: { PolicyDocument: { Statement: unknown } }) => PolicyDocument.Statement),
    ).toEqual([
      [
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          Resource: { 'Fn::GetAtt': [logGroup, 'Arn'] },
        },
      ],
    ]);
  });

  test('are written on behalf of flow logs of this account alone', () => {
    const role = Object.entries(resourcesOf(networkStack().stack)).find(([id]) => id.startsWith('NetworkFlowLogsRole'))?.[1];
    const [{ Principal, Condition }] = role?.Properties.AssumeRolePolicyDocument.Statement ?? [{}];
    expect(Principal).toEqual({ Service: 'vpc-flow-logs.amazonaws.com' });
    expect(Condition.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
    expect(JSON.stringify(Condition.ArnLike)).toContain(':vpc-flow-log/*');
  });

  test.each([
    [undefined, []],
    ['network', ['/network/']],
  ])('go to a given bucket under the prefix %j, with no role and no change of the bucket', (prefix, tail) => {
    const stack = testStack();
    const bucket = new s3.Bucket(stack, 'Bucket');
    new NewNetwork(stack, 'Network', { cidr: CIDR, flowLogs: { kind: 'bucket', bucket, ...(prefix ? { prefix } : {}) } });
    const arn = stack.resolve(bucket.bucketArn);
    const { Properties } = theOne(stack, 'AWS::EC2::FlowLog');
    expect(Properties.LogDestinationType).toBe('s3');
    expect(Properties.LogDestination).toEqual(tail.length > 0 ? { 'Fn::Join': ['', [arn, ...tail]] } : arn);
    expect(Properties.DeliverLogsPermissionArn).toBeUndefined();
    expect(resourcesOfType(stack, 'AWS::S3::BucketPolicy')).toEqual([]);
    // The one that is left is that of the default security group's function.
    expect(resourcesOfType(stack, 'AWS::IAM::Role')).toHaveLength(1);
  });
});
