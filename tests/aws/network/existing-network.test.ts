import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, Stack } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { ExistingNetwork, type ExistingNetworkProps } from '../../../constructs/aws/network/index.ts';
import { resourcesOf, resourcesOfType, snapshotOf, testStack } from '../../support/stacks.ts';

const SUBNETS = ['subnet-01234567', 'subnet-89abcdef'];
const TABLES = ['rtb-01234567', 'rtb-89abcdef'];
const MINIMAL: ExistingNetworkProps = {
  vpcId: 'vpc-0123456789abcdef0',
  cidr: '10.0.0.0/16',
  availabilityZones: ['eu-central-1a', 'eu-central-1b'],
  subnetIds: { app: SUBNETS },
};
const FULL: ExistingNetworkProps = {
  ...MINIMAL,
  subnetIds: { app: SUBNETS, serving: SUBNETS, data: SUBNETS, endpoints: SUBNETS },
  routeTableIds: { app: TABLES },
  egress: { kind: 'nat' },
  endpoints: {
    interfaces: ['kms', 'sts'],
    gateways: ['s3', 'dynamodb'],
    existing: ['sts', 'dynamodb', 'logs'],
    clientCidrs: ['192.168.0.0/16'],
  },
};

function existing(props: Partial<ExistingNetworkProps> = {}, base = MINIMAL, flags: 'none' | 'all' = 'all') {
  const stack = testStack({ flags });
  return { stack, network: new ExistingNetwork(stack, 'Network', { ...base, ...props }) };
}

/** A closed group in the network, and the rules that it was given. */
function client({ stack, network }: ReturnType<typeof existing>) {
  const group = new ec2.SecurityGroup(stack, 'Client', { vpc: network.vpc, allowAllOutbound: false });
  const rules = () =>
    Object.entries(resourcesOf(stack))
      .filter(([id, { Type }]) => id.startsWith('Client') && Type.startsWith('AWS::EC2::SecurityGroup'))
      .flatMap(([, { Type, Properties }]) =>
        Type === 'AWS::EC2::SecurityGroupEgress' ? [Properties] : (Properties.SecurityGroupEgress ?? []),
      )
      .filter(({ CidrIp }) => CidrIp !== '255.255.255.255/32');
  return { group, rules };
}

describe('An existing network', () => {
  test('snapshot: minimal makes nothing', () => {
    expect(resourcesOf(existing().stack)).toEqual({});
  });

  test('snapshot: everything', () => {
    expect(snapshotOf(existing({}, FULL).stack)).toMatchSnapshot();
  });

  test('asks for no look-up and warns of nothing', () => {
    const app = new App({ analyticsReporting: false });
    const stack = new Stack(app, 'Test', { env: { region: 'eu-central-1', account: '111122223333' } });
    new ExistingNetwork(stack, 'Network', MINIMAL);
    const assembly = app.synth();
    expect(assembly.manifest.missing ?? []).toEqual([]);
    expect(assembly.getStackByName('Test').messages).toEqual([]);
  });

  test('gives the subnets of each tier', () => {
    const { stack, network } = existing({}, FULL);
    expect(stack.resolve(network.vpc.selectSubnets(network.subnets('data')).subnetIds)).toEqual(SUBNETS);
    expect(() => network.subnets('public')).toThrow("no 'public' subnets, it has app, serving, data, endpoints; add 'public' to subnetIds");
  });

  test('shows a subnet that serves several tiers once', () => {
    const { vpc } = existing({}, FULL).network;
    expect([...vpc.privateSubnets, ...vpc.isolatedSubnets].map(({ subnetId }) => subnetId)).toEqual(SUBNETS);
  });

  test('adds the endpoints that are asked for and not there', () => {
    const services = resourcesOfType(existing({}, FULL).stack, 'AWS::EC2::VPCEndpoint').map(({ Properties }) =>
      JSON.stringify(Properties.ServiceName),
    );
    expect(services).toEqual([expect.stringContaining('.kms'), expect.stringContaining('.s3')]);
  });

  test('lets clients out to endpoints that it added, and to those of others by their group or by the range of the VPC', () => {
    const unknown = existing({}, FULL);
    const { group, rules } = client(unknown);
    unknown.network.allowInterfaceEndpoints(group);
    expect(rules()).toEqual([
      expect.objectContaining({
        DestinationSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching(/^NetworkEndpoints/), 'GroupId'] },
        FromPort: 443,
      }),
      expect.objectContaining({ CidrIp: '10.0.0.0/16', FromPort: 443 }),
    ]);

    const stack = testStack();
    const existingSecurityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Endpoints', 'sg-01234567');
    const known = {
      stack,
      network: new ExistingNetwork(stack, 'Network', { ...MINIMAL, endpoints: { existing: ['sts'], existingSecurityGroup } }),
    };
    const other = client(known);
    known.network.allowInterfaceEndpoints(other.group);
    expect(other.rules()).toEqual([expect.objectContaining({ DestinationSecurityGroupId: 'sg-01234567', FromPort: 443 })]);
    expect(known.network.endpointsSecurityGroup).toBe(existingSecurityGroup);
  });

  test('lets clients out to gateway endpoints of others', () => {
    const there = existing({ endpoints: { existing: ['s3'], gatewayPrefixListIds: { s3: 'pl-01234567' } } });
    const { group, rules } = client(there);
    there.network.allowGatewayEndpoint(group, 's3');
    expect(rules()).toEqual([expect.objectContaining({ DestinationPrefixListId: 'pl-01234567' })]);
  });

  test('says that it has no endpoints and no egress when it has none', () => {
    const none = existing();
    const { group } = client(none);
    expect(() => none.network.allowInterfaceEndpoints(group)).toThrow('name those that are there in endpoints.existing');
    expect(() => none.network.allowEgress(group)).toThrow("egress { kind: 'none' }");
  });

  test.each(['none', 'all'] as const)('INF-04, NET-03: closes what it adds with feature flags: %s', (flags) => {
    const endpoints = resourcesOfType(existing({}, FULL, flags).stack, 'AWS::EC2::VPCEndpoint');
    expect(endpoints[0]?.Properties.PrivateDnsEnabled).toBe(true);
    for (const { Properties } of endpoints) {
      expect(Properties.PolicyDocument.Statement[0].Condition).toEqual({
        StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } },
      });
    }
  });
});

describe('Its faults', () => {
  test.each<[Partial<ExistingNetworkProps>, string]>([
    [{ vpcId: 'my-vpc' }, "vpcId must be vpc- and 8 or 17 hexadecimal digits, got 'my-vpc'"],
    [{ cidr: '10.0.0.0' }, "cidr '10.0.0.0' is no IPv4 range"],
    [{ availabilityZones: ['eu-central-1a'], subnetIds: { app: ['subnet-01234567'] } }, 'availabilityZones must be at least 2, got 1'],
    [{ subnetIds: { app: ['subnet-01234567'] } }, 'subnetIds.app must have one id for each of the 2 availabilityZones, got 1'],
    [{ subnetIds: { app: ['subnet-01234567', 'sn-1'] } }, "subnetIds.app must be subnet- and 8 or 17 hexadecimal digits, got 'sn-1'"],
    [{ routeTableIds: { app: ['rtb-01234567'] } }, 'routeTableIds.app must have one id for each'],
    [{ endpoints: { interfaces: ['kms'] } }, 'endpoints.interfaces adds kms, which need subnetIds.endpoints'],
    [{ endpoints: { gateways: ['s3'] } }, 'endpoints.gateways adds s3, which need routeTableIds'],
    [{ endpoints: { existing: ['gopher' as 'kms'] } }, "endpoints.existing: 'gopher' is not offered"],
    [{ egress: { kind: 'proxy', url: 'proxy:3128', cidr: '10.0.0.0/28' } }, 'egress.url must be http or https, host and port'],
  ])('rejects %j', (props, message) => {
    expect(() => existing(props)).toThrow(message);
  });

  test('names all at once', () => {
    expect(() => existing({ vpcId: 'x', cidr: 'y' })).toThrow(/vpcId must be[\s\S]*cidr 'y'/);
  });
});
