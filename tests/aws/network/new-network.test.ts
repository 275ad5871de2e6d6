import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { App, RemovalPolicy, Stack, Token } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { createNetwork, NewNetwork, type NewNetworkProps } from '../../../constructs/aws/network/index.ts';
import { resourcesOf, resourcesOfType, snapshotOf, testStack } from '../../support/stacks.ts';
import { CIDR, networkStack, theOne } from './templates.ts';

const FULL: NewNetworkProps = {
  cidr: CIDR,
  zones: 3,
  tiers: ['app', 'serving', 'data', 'endpoints', 'public'],
  egress: { kind: 'nat', gateways: 2 },
  endpoints: { interfaces: ['bedrock-runtime', 'secretsmanager', 'execute-api'], clientCidrs: ['192.168.0.0/16'] },
  logRetention: logs.RetentionDays.ONE_YEAR,
  removalPolicy: RemovalPolicy.DESTROY,
};

describe('A new network', () => {
  test('snapshot: minimal', () => {
    expect(snapshotOf(networkStack({ tiers: ['app'] }).stack)).toMatchSnapshot();
  });

  test('snapshot: everything', () => {
    const types = Object.entries(resourcesOf(networkStack(FULL).stack)).map(([id, { Type }]) => `${id} ${Type}`);
    expect(types).toMatchSnapshot();
  });

  test('resolves host names, which private DNS of endpoints needs', () => {
    expect(theOne(networkStack().stack, 'AWS::EC2::VPC').Properties).toMatchObject({
      CidrBlock: CIDR,
      EnableDnsHostnames: true,
      EnableDnsSupport: true,
    });
  });

  test('gives no subnet public addresses', () => {
    const subnets = resourcesOfType(networkStack(FULL).stack, 'AWS::EC2::Subnet');
    expect(subnets).toHaveLength(3 * 6);
    for (const { Properties } of subnets) expect(Properties.MapPublicIpOnLaunch).toBe(false);
  });

  test('has no internet gateway and no default route without egress', () => {
    const { stack } = networkStack();
    expect(resourcesOfType(stack, 'AWS::EC2::InternetGateway')).toEqual([]);
    expect(resourcesOfType(stack, 'AWS::EC2::Route')).toEqual([]);
  });

  test('is given to other constructs as a VPC whose subnets are known', () => {
    const { stack, network } = networkStack();
    new lambda.Function(stack, 'Function', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = () => {}'),
      vpc: network.vpc,
      vpcSubnets: network.subnets('app'),
      allowAllOutbound: false,
    });
    const [{ Properties } = { Properties: {} }] = resourcesOfType(stack, 'AWS::Lambda::Function').filter(
      (each) => each.Properties.VpcConfig,
    );
    expect(Properties.VpcConfig.SubnetIds).toEqual(network.tiers.get('app')?.zones.map(({ subnet }) => stack.resolve(subnet.ref)));
  });

  test('offers app and serving as private subnets exactly where they have a way out', () => {
    const isolated = networkStack().network.vpc;
    expect([isolated.privateSubnets.length, isolated.isolatedSubnets.length]).toEqual([0, 6]);
    const routed = networkStack({ egress: { kind: 'nat' } }).network.vpc;
    expect([routed.privateSubnets.length, routed.isolatedSubnets.length]).toEqual([4, 2]);
    expect(routed.selectSubnets({ subnetGroupName: 'serving' }).subnetIds).toHaveLength(2);
  });

  test('says which tiers it has when asked for another', () => {
    expect(() => networkStack().network.subnets('public')).toThrow(
      "The network has no 'public' subnets, it has app, serving, data, endpoints; add 'public' to tiers",
    );
  });
});

describe('Its template', () => {
  const template = (env: { readonly region?: string; readonly account?: string }) => {
    const app = new App({ analyticsReporting: false });
    const stack = new Stack(app, 'Test', { env });
    new NewNetwork(stack, 'Network', FULL);
    const assembly = app.synth();
    return { missing: assembly.manifest.missing ?? [], text: JSON.stringify(assembly.getStackByName('Test').template) };
  };

  test('asks for no look-up, with and without a concrete account', () => {
    expect(template({}).missing).toEqual([]);
    expect(template({ region: 'eu-central-1', account: '111122223333' }).missing).toEqual([]);
  });

  test('is the same for a region alone and for a region and account', () => {
    expect(template({ region: 'eu-central-1', account: '111122223333' }).text).toBe(template({ region: 'eu-central-1' }).text);
  });

  test('differs without a region only in how the names of endpoint services spell it', () => {
    const spelled = /\{"Fn::Join":\["",\["com\.amazonaws\.",\{"Ref":"AWS::Region"\},"(\.[\w.-]+)"\]\]\}/g;
    const withRegion = (text: string) => text.replaceAll(spelled, '"com.amazonaws.eu-central-1$1"');
    expect(withRegion(template({}).text)).toBe(withRegion(template({ region: 'eu-central-1', account: '111122223333' }).text));
  });

  test('names zones by the same expression in both', () => {
    for (const env of [undefined, { region: 'eu-central-1', account: '111122223333' }]) {
      const { stack } = networkStack({}, env ? { env } : {});
      const zones = resourcesOfType(stack, 'AWS::EC2::Subnet').map(({ Properties }) => JSON.stringify(Properties.AvailabilityZone));
      expect(new Set(zones)).toEqual(new Set([0, 1].map((index) => JSON.stringify({ 'Fn::Select': [index, { 'Fn::GetAZs': '' }] }))));
    }
  });
});

describe('What is added later moves nothing', () => {
  /** Every resource of the smaller network is in the larger one, unchanged but for lists that only grow. */
  const kept = (before: Partial<NewNetworkProps>, after: Partial<NewNetworkProps>, grown: readonly string[] = []) => {
    const [small, large] = [networkStack(before), networkStack(after)].map(({ stack }) => resourcesOf(stack));
    for (const [id, resource] of Object.entries(small ?? {})) {
      const strip = (each = large?.[id]) => ({
        ...each,
        Properties: Object.fromEntries(Object.entries(each?.Properties ?? {}).filter(([key]) => !grown.includes(key))),
      });
      expect(strip(), id).toEqual(strip(resource));
    }
    expect(Object.keys(large ?? {}).length).toBeGreaterThan(Object.keys(small ?? {}).length);
  };
  const interfaces = ['kms', 'sts'] as const;

  test('a third zone', () => kept({ zones: 2, egress: { kind: 'nat' } }, { zones: 3, egress: { kind: 'nat' } }, ['RouteTableIds']));
  test('a tier', () => kept({ tiers: ['app', 'data'] }, { tiers: ['data', 'serving', 'app', 'endpoints'] }, ['RouteTableIds']));
  test('an endpoint', () => kept({ endpoints: { interfaces: ['sts'] } }, { endpoints: { interfaces } }));
  test('a NAT gateway', () => kept({ egress: { kind: 'nat', gateways: 1 } }, { egress: { kind: 'nat', gateways: 2 } }, ['NatGatewayId']));
  test('egress', () => kept({}, { egress: { kind: 'nat' } }));
  test('a firewall before the same NAT gateways', () =>
    kept({ egress: { kind: 'nat' } }, { egress: { kind: 'firewall', allowedDomains: ['example.com'] } }, [
      'NatGatewayId',
      'VpcEndpointId',
    ]));

  test('the logical ids of what can not be replaced are frozen', () => {
    const ids = Object.entries(
      resourcesOf(networkStack({ tiers: ['app', 'serving', 'data', 'endpoints', 'public'], egress: { kind: 'nat' } }).stack),
    )
      .filter(([, { Type }]) => ['AWS::EC2::VPC', 'AWS::EC2::Subnet', 'AWS::EC2::EIP', 'AWS::Logs::LogGroup'].includes(Type))
      .map(([id]) => id);
    expect(ids).toMatchSnapshot();
  });
});

describe('Its faults', () => {
  const rejects = (props: Partial<NewNetworkProps>, message: string) => expect(() => networkStack(props)).toThrow(message);

  test('rejects a range that is no range', () => rejects({ cidr: '10.20.0.0' }, "cidr '10.20.0.0' is no IPv4 range"));
  test('rejects a range that is too small', () => rejects({ cidr: '10.20.0.0/24' }, 'need 1024 addresses, it has 256'));
  test('rejects a range that is too large for a VPC', () => rejects({ cidr: '10.0.0.0/15' }, "cidr '10.0.0.0/15' is too large for a VPC"));
  test('takes the largest and the smallest range', () => {
    for (const cidr of ['10.0.0.0/16', '10.0.0.0/22']) expect(() => networkStack({ cidr })).not.toThrow();
  });
  test('rejects a range that is known only at deployment', () =>
    rejects({ cidr: Token.asString({ Ref: 'Range' }) }, 'cidr must be known at synthesis'));
  test('rejects one zone', () => rejects({ zones: 1 }, 'zones must be 2 or 3, got 1'));
  test('rejects public subnets without an internet gateway', () => rejects({ tiers: ['app', 'public'] }, "egress is 'none'"));
  test('rejects a network without subnets for workloads', () => rejects({ tiers: ['endpoints'] }, 'tiers must name app, serving or data'));
  test('rejects interface endpoints without subnets for them', () =>
    rejects({ tiers: ['app'], endpoints: { interfaces: ['kms'] } }, "add 'endpoints' to tiers"));
  test('rejects logs that are kept for ever, and days that CloudWatch does not offer', () => {
    rejects({ logRetention: logs.RetentionDays.INFINITE }, 'logRetention must be one of 1, 3, 5, 7');
    rejects({ logRetention: 42 as logs.RetentionDays }, 'got 42');
  });
  test('names all faults at once', () => {
    rejects(
      { cidr: '10.20.0.1/16', zones: 5, egress: { kind: 'nat', gateways: 9 } },
      "can't be made:\n- cidr '10.20.0.1/16' has host bits set",
    );
    rejects({ cidr: '10.20.0.1/16', zones: 5, egress: { kind: 'nat', gateways: 9 } }, 'zones must be 2 or 3, got 5');
    rejects({ cidr: '10.20.0.1/16', zones: 5, egress: { kind: 'nat', gateways: 9 } }, 'egress.gateways must be 1 to 5');
  });
});

describe.each(['none', 'all'] as const)('With feature flags: %s', (flags) => {
  test('NET-01: has flow logs of all traffic and a closed default security group', () => {
    const { stack } = networkStack({}, { flags });
    expect(theOne(stack, 'AWS::EC2::FlowLog').Properties).toMatchObject({ ResourceType: 'VPC', TrafficType: 'ALL' });
    expect(theOne(stack, 'Custom::ClosedDefaultSecurityGroup').Properties.SecurityGroupId['Fn::GetAtt'][1]).toBe('DefaultSecurityGroup');
  });

  test('MON-03: every log group ends its records, and is encrypted by the key that is given', () => {
    const stack = testStack({ flags });
    const logEncryptionKey = new kms.Key(stack, 'Key');
    new NewNetwork(stack, 'Network', { cidr: CIDR, logEncryptionKey, egress: { kind: 'firewall', allowedDomains: ['example.com'] } });
    const groups = resourcesOfType(stack, 'AWS::Logs::LogGroup');
    expect(groups).toHaveLength(3);
    for (const { Properties } of groups)
      expect(Properties).toEqual({ RetentionInDays: 90, KmsKeyId: stack.resolve(logEncryptionKey.keyArn) });
  });

  test('keeps what the network recorded when its stack is deleted', () => {
    const { stack } = networkStack({}, { flags });
    const recorded = Object.entries(resourcesOf(stack)).find(([id]) => id.startsWith('NetworkFlowLogsLogGroup'))?.[1];
    expect(recorded?.DeletionPolicy).toBe('Retain');
  });
});

describe('The kinds of network', () => {
  test('are new, existing and none', () => {
    expect(createNetwork(testStack(), 'Network', { kind: 'new', cidr: CIDR })?.cidr).toBe(CIDR);
    expect(createNetwork(testStack(), 'Network', { kind: 'none' })).toBeUndefined();
    const existing = createNetwork(testStack(), 'Network', {
      kind: 'existing',
      vpcId: 'vpc-0123456789abcdef0',
      cidr: '10.0.0.0/16',
      availabilityZones: ['eu-central-1a', 'eu-central-1b'],
      subnetIds: { app: ['subnet-01234567', 'subnet-89abcdef'] },
    });
    expect(existing?.vpc.vpcId).toBe('vpc-0123456789abcdef0');
  });

  test('none makes no resource', () => {
    const stack = testStack();
    createNetwork(stack, 'Network', { kind: 'none' });
    expect(resourcesOf(stack)).toEqual({});
  });
});
