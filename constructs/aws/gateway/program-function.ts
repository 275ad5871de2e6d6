import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Aws, type Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { PROGRAM_NETWORK, PROGRAM_TRACES } from '../../policy/acknowledged-findings.ts';
import { acknowledge } from '../acknowledge.ts';
import type { INetwork } from '../network/index.ts';
import { createLogGroup, type GatewayLogOptions } from './gateway-logs.ts';
import { WRITE_LOG_ACTIONS } from './perms.ts';

export interface ProgramFunctionProps extends GatewayLogOptions {
  readonly description: string;
  /** The bundled program, an ES module `index.mjs`. */
  readonly code: lambda.Code;
  /** The export that is called, as Lambda writes it: `index.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMiB: number;
  readonly timeout: Duration;
  /** Calls that run at once at most. @default - what the account has left */
  readonly reservedConcurrency?: number;
  /** The network that the function calls from. @default - outside of any network */
  readonly network?: INetwork;
}

/** A function with one of the kit's programs, a role that may write its log and what it is granted, and a log of its own. */
export class ProgramFunction extends Construct {
  readonly role: iam.Role;
  readonly function: lambda.Function;
  readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, props: ProgramFunctionProps) {
    super(scope, id);
    this.logGroup = createLogGroup(this, 'LogGroup', props);
    this.role = this.createRole(props);
    this.function = this.createFunction(props);
  }

  private createRole({ description }: ProgramFunctionProps): iam.Role {
    const write = new iam.PolicyStatement({ actions: [...WRITE_LOG_ACTIONS], resources: [this.logGroup.logGroupArn] });
    const role = new iam.Role(this, 'Role', {
      description,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Log: new iam.PolicyDocument({ statements: [write] }) },
    });
    acknowledge(role, PROGRAM_TRACES);
    return role;
  }

  /**
   * What Lambda needs to put the function into a network, and a denial of the same for the function's own code.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
   */
  private allowNetwork(): iam.Policy {
    const change = [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:UnassignPrivateIpAddresses',
    ];
    const look = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];
    const here = `${Aws.REGION}:${Aws.ACCOUNT_ID}`;
    const policy = new iam.Policy(this, 'Network', {
      roles: [this.role],
      statements: [
        // Lambda does not take a narrower resource than everything of EC2 in the account and region.
        new iam.PolicyStatement({ actions: change, resources: [`arn:${Aws.PARTITION}:ec2:${here}:*/*`] }),
        new iam.PolicyStatement({ actions: look, resources: ['*'] }),
        new iam.PolicyStatement({
          effect: iam.Effect.DENY,
          actions: [...change, ...look],
          resources: ['*'],
          conditions: { ArnLike: { 'lambda:SourceFunctionArn': `arn:${Aws.PARTITION}:lambda:${here}:function:*` } },
        }),
      ],
    });
    acknowledge(policy, PROGRAM_NETWORK);
    return policy;
  }

  private createFunction(props: ProgramFunctionProps): lambda.Function {
    const { network } = props;
    const created = new lambda.Function(this, 'Resource', {
      description: props.description,
      // The streams of `awslambda` are native to Node's managed runtimes: https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: props.code,
      handler: props.handler,
      environment: { ...props.environment },
      role: this.role,
      logGroup: this.logGroup,
      memorySize: props.memoryMiB,
      timeout: props.timeout,
      tracing: lambda.Tracing.ACTIVE,
      ...(props.reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: props.reservedConcurrency }),
      ...(network ? { vpc: network.vpc, vpcSubnets: network.subnets('app'), securityGroups: [this.createSecurityGroup(network)] } : {}),
    });
    if (network) {
      created.node.addDependency(this.allowNetwork());
      reach(created, network);
    }
    return created;
  }

  private createSecurityGroup({ vpc }: INetwork): ec2.SecurityGroup {
    return new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'A program of the gateway: nothing in',
      allowAllOutbound: false,
    });
  }
}

/** The program knows no proxy: it leaves by NAT or the firewall, or reaches AWS alone. */
function reach(client: ec2.IConnectable, network: INetwork): void {
  switch (network.egress.kind) {
    case 'nat':
    case 'firewall':
      // To port 443 of any address, the endpoints among them.
      network.allowEgress(client);
      break;
    case 'none':
    case 'proxy':
      network.allowInterfaceEndpoints(client);
      network.allowGatewayEndpoint(client, 'dynamodb');
  }
}
