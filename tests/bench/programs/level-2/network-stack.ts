import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Aws, CustomResource, Duration, Fn, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { CLOSE_DEFAULT_SECURITY_GROUP_CODE } from '../../../../constructs/runtime/close-default-security-group/code.ts';
import { logsKey } from './keys.ts';

const INTERFACE_ENDPOINTS = {
  BedrockRuntime: ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME,
  Kms: ec2.InterfaceVpcEndpointAwsService.KMS,
  Logs: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
  SecretsManager: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
  Sts: ec2.InterfaceVpcEndpointAwsService.STS,
};

/** A private network in three zones, with endpoints, flow logs and a closed default security group. */
export class NetworkStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const key = logsKey(this, 'LogsKey', 'Network logs of support-assistant (prod)');
    const vpc = this.createVpc();
    this.addEndpoints(vpc);
    this.addFlowLogs(vpc, key);
    this.closeDefaultSecurityGroup(vpc, key);
  }

  private createVpc(): ec2.Vpc {
    const tier = (name: string, cidrMask: number) => ({ name, cidrMask, subnetType: ec2.SubnetType.PRIVATE_ISOLATED });
    const zones = ['a', 'b', 'c'].map((zone) => `${this.region}${zone}`);
    const vpc = new ec2.Vpc(this, 'Vpc', {
      ipAddresses: ec2.IpAddresses.cidr('10.42.0.0/16'),
      availabilityZones: zones,
      subnetConfiguration: [tier('App', 20), tier('Serving', 20), tier('Data', 22), tier('Endpoints', 24)],
      restrictDefaultSecurityGroup: false,
    });
    // CDK's validator, W3010, is against zones by name; the level-2 construct takes no others in a stack of a known account.
    for (const { availabilityZone, node } of vpc.isolatedSubnets) {
      (node.defaultChild as ec2.CfnSubnet).availabilityZone = Fn.select(zones.indexOf(availabilityZone), Fn.getAzs());
    }
    return vpc;
  }

  private addEndpoints(vpc: ec2.Vpc): void {
    const securityGroup = new ec2.SecurityGroup(this, 'EndpointsSecurityGroup', {
      vpc,
      description: 'Interface endpoints: HTTPS from the network and its clients, nothing out',
      allowAllOutbound: false,
    });
    securityGroup.addIngressRule(ec2.Peer.ipv4(vpc.vpcCidrBlock), ec2.Port.HTTPS, 'HTTPS from the VPC');
    for (const [name, service] of Object.entries(INTERFACE_ENDPOINTS)) {
      const endpoint = vpc.addInterfaceEndpoint(name, {
        service,
        securityGroups: [securityGroup],
        subnets: { subnetGroupName: 'Endpoints' },
        open: false,
      });
      endpoint.addToPolicy(ownPrincipals());
    }
    const s3 = vpc.addGatewayEndpoint('S3', {
      service: ec2.GatewayVpcEndpointAwsService.S3,
      subnets: ['App', 'Serving', 'Data'].map((subnetGroupName) => ({ subnetGroupName })),
    });
    s3.addToPolicy(ownPrincipals());
    s3.addToPolicy(
      new iam.PolicyStatement({
        sid: 'ImageLayers',
        principals: [new iam.AnyPrincipal()],
        actions: ['s3:GetObject'],
        resources: [`arn:${Aws.PARTITION}:s3:::prod-${Aws.REGION}-starport-layer-bucket/*`],
      }),
    );
  }

  private addFlowLogs(vpc: ec2.Vpc, encryptionKey: kms.Key): void {
    const logGroup = new logs.LogGroup(this, 'FlowLogGroup', {
      encryptionKey,
      retention: logs.RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new iam.Role(this, 'FlowLogsRole', {
      description: 'Writes the VPC flow logs',
      assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:vpc-flow-log/*` },
        },
      }),
      inlinePolicies: {
        Write: policy(allow(['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], logGroup.logGroupArn)),
      },
    });
    new ec2.FlowLog(this, 'FlowLogs', {
      resourceType: ec2.FlowLogResourceType.fromVpc(vpc),
      destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup, role.withoutPolicyUpdates()),
    });
  }

  private closeDefaultSecurityGroup(vpc: ec2.Vpc, encryptionKey: kms.Key): void {
    const group = `arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:security-group/${vpc.vpcDefaultSecurityGroup}`;
    const description = 'Closes the default security group of a VPC';
    const logGroup = new logs.LogGroup(this, 'CloseLogGroup', {
      encryptionKey,
      retention: logs.RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new iam.Role(this, 'CloseRole', {
      description,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Close: policy(
          allow(['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'], group),
          allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn),
        ),
      },
    });
    const handler = new lambda.Function(this, 'Close', {
      description,
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(CLOSE_DEFAULT_SECURITY_GROUP_CODE),
      role: role.withoutPolicyUpdates(),
      logGroup,
      memorySize: 256,
      timeout: Duration.minutes(1),
    });
    new CustomResource(this, 'ClosedDefaultSecurityGroup', {
      resourceType: 'Custom::ClosedDefaultSecurityGroup',
      serviceToken: handler.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: { SecurityGroupId: vpc.vpcDefaultSecurityGroup },
    });
  }
}

function ownPrincipals(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'OwnPrincipals',
    principals: [new iam.AnyPrincipal()],
    actions: ['*'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID } },
  });
}

const policy = (...statements: iam.PolicyStatement[]) => new iam.PolicyDocument({ statements });

const allow = (actions: string[], resource: string) => new iam.PolicyStatement({ actions, resources: [resource] });
