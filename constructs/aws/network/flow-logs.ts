import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Aws, type RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { createLogGroup } from './log-groups.ts';

/** Where the records go. Changing the kind replaces the flow log; what it has written stays. */
export type FlowLogDestination = { readonly kind: 'log-group' } | BucketDestination;

export interface BucketDestination {
  readonly kind: 'bucket';
  /**
   * A log bucket. Its policy, which the bucket's owner writes, must let `delivery.logs.amazonaws.com` write; otherwise EC2 adds that
   * statement to the policy behind the owner's back.
   */
  readonly bucket: s3.IBucket;
  /** Folder of the records. @default - the bucket's root */
  readonly prefix?: string;
}

export interface FlowLogsProps {
  /** The VPC whose traffic is recorded. */
  readonly vpcId: string;
  /** Where the records go. */
  readonly destination: FlowLogDestination;
  /** How long a log group keeps them. */
  readonly logRetention: logs.RetentionDays;
  /** Encrypts the records. @default - CloudWatch's own key */
  readonly logEncryptionKey?: kms.IKey;
  /** What happens to a log group when its stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

/**
 * Records of all accepted and rejected connections of a VPC. Billed by the gigabyte, as vended logs.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
 */
export class FlowLogs extends Construct {
  /** The records. @default - they go to a bucket */
  readonly logGroup?: logs.ILogGroup;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const base = { resourceType: 'VPC', resourceId: props.vpcId, trafficType: 'ALL', tags: [{ key: 'Name', value: this.node.path }] };
    const { destination } = props;
    switch (destination.kind) {
      case 'log-group': {
        this.logGroup = createLogGroup(this, 'LogGroup', props);
        const role = this.createRole(this.logGroup);
        new ec2.CfnFlowLog(this, 'Resource', {
          ...base,
          logDestinationType: 'cloud-watch-logs',
          logGroupName: this.logGroup.logGroupName,
          deliverLogsPermissionArn: role.roleArn,
        });
        break;
      }
      case 'bucket':
        new ec2.CfnFlowLog(this, 'Resource', { ...base, logDestinationType: 's3', logDestination: destinationArn(destination) });
        break;
    }
  }

  /** Who writes the records: flow logs of this account and region, into this one group. */
  private createRole(logGroup: logs.ILogGroup): iam.Role {
    const flowLogs = `arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:vpc-flow-log/*`;
    return new iam.Role(this, 'Role', {
      description: 'Writes the VPC flow logs',
      // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
      assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID }, ArnLike: { 'aws:SourceArn': flowLogs } },
      }),
      inlinePolicies: {
        Write: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              // What ec2.FlowLog grants; the group exists, so it need not be created or looked for.
              actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
              resources: [logGroup.logGroupArn],
            }),
          ],
        }),
      },
    });
  }
}

function destinationArn({ bucket, prefix }: BucketDestination): string {
  return prefix ? bucket.arnForObjects(`${prefix}/`) : bucket.bucketArn;
}
