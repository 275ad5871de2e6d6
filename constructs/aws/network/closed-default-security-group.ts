import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Aws, CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { CLOSE_DEFAULT_SECURITY_GROUP_CODE } from '../../runtime/close-default-security-group/code.ts';
import { createLogGroup } from './log-groups.ts';

export interface ClosedDefaultSecurityGroupProps {
  /** The group that every VPC comes with and that can't be deleted. */
  readonly securityGroupId: string;
  /** How long the function's log is kept. */
  readonly logRetention: logs.RetentionDays;
  /** Encrypts the function's log. @default - CloudWatch's own key */
  readonly logEncryptionKey?: kms.IKey;
}

/**
 * Takes the rules away that a VPC's default security group comes with, so that what is put into it by mistake reaches nothing and is
 * reached by nothing. CloudFormation can't change that group, so a small function does it once; deleting the stack leaves it closed.
 * Costs nothing to keep.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export class ClosedDefaultSecurityGroup extends Construct {
  constructor(scope: Construct, id: string, props: ClosedDefaultSecurityGroupProps) {
    super(scope, id);
    const logGroup = createLogGroup(this, 'LogGroup', { ...props, removalPolicy: RemovalPolicy.DESTROY });
    const handler = new lambda.Function(this, 'Handler', {
      description: 'Closes the default security group of a VPC',
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(CLOSE_DEFAULT_SECURITY_GROUP_CODE),
      role: this.createRole(props.securityGroupId, logGroup),
      logGroup,
      memorySize: 256,
      timeout: Duration.minutes(1),
    });
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::ClosedDefaultSecurityGroup',
      serviceToken: handler.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: { SecurityGroupId: props.securityGroupId },
    });
  }

  /** May revoke rules of this one group, and write to its own log. */
  private createRole(securityGroupId: string, logGroup: logs.ILogGroup): iam.Role {
    const group = `arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:security-group/${securityGroupId}`;
    return new iam.Role(this, 'Role', {
      description: 'Closes the default security group of a VPC',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Close: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              actions: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
              resources: [group],
            }),
            new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
          ],
        }),
      },
    });
  }
}
