import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { describe, expect, test } from 'vitest';
import { INTERFACE_SERVICES } from '../../../constructs/aws/network/endpoint-services.ts';
import type { InterfaceService, NewNetworkProps } from '../../../constructs/aws/network/index.ts';
import { resourcesOf, resourcesOfType } from '../../support/stacks.ts';
import { CIDR, networkStack, sibling, theOne } from './templates.ts';

const ALL = Object.keys(INTERFACE_SERVICES) as InterfaceService[];
const endpointsOf = (type: 'Interface' | 'Gateway', endpoints: NewNetworkProps['endpoints'], flags: 'none' | 'all' = 'all') =>
  resourcesOfType(networkStack({ endpoints }, { flags }).stack, 'AWS::EC2::VPCEndpoint').filter(
    ({ Properties }) => Properties.VpcEndpointType === type,
  );

describe.each(['none', 'all'] as const)('Interface endpoints, with feature flags: %s', (flags) => {
  const endpoints = endpointsOf('Interface', { interfaces: ALL }, flags);

  test('NET-03, F-19: every one has private DNS', () => {
    expect(endpoints).toHaveLength(ALL.length);
    for (const { Properties } of endpoints) expect(Properties.PrivateDnsEnabled).toBe(true);
  });

  test('INF-04: none lets in every principal to every resource', () => {
    for (const { Properties } of endpoints) {
      const [statement, ...more] = Properties.PolicyDocument.Statement;
      expect(more).toEqual([]);
      if (statement.Action === 'execute-api:Invoke') continue;
      expect(statement.Condition).toEqual({ StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } });
    }
  });

  test('that of private APIs takes callers without a principal, to the APIs of this account alone', () => {
    const [{ Properties } = { Properties: undefined }] = endpointsOf('Interface', { interfaces: ['execute-api'] }, flags);
    const [statement] = Properties.PolicyDocument.Statement;
    expect(statement.Condition).toBeUndefined();
    expect(statement.Resource['Fn::Join'][1]).toEqual([
      'arn:',
      { Ref: 'AWS::Partition' },
      ':execute-api:',
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      ':*',
    ]);
  });

  test('NET-02: their group lets in HTTPS from the VPC and named clients, each rule with its reason, and nothing out', () => {
    const { stack } = networkStack({ endpoints: { interfaces: ['kms'], clientCidrs: ['192.168.0.0/16'] } }, { flags });
    const { Properties } = theOne(stack, 'AWS::EC2::SecurityGroup');
    const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
    expect(Properties.SecurityGroupIngress).toEqual([
      { ...https, CidrIp: CIDR, Description: 'HTTPS from the VPC' },
      { ...https, CidrIp: '192.168.0.0/16', Description: 'HTTPS from clients outside the VPC' },
    ]);
    expect(Properties.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '255.255.255.255/32' })]);
  });

  test('have an address in the endpoint subnet of each zone', () => {
    const { stack, network } = networkStack({ zones: 3, endpoints: { interfaces: ['kms'] } }, { flags });
    const endpoint = resourcesOfType(stack, 'AWS::EC2::VPCEndpoint').find(({ Properties }) => Properties.VpcEndpointType === 'Interface');
    expect(endpoint?.Properties.SubnetIds).toEqual(network.tiers.get('endpoints')?.zones.map(({ subnet }) => stack.resolve(subnet.ref)));
  });
});

describe('Gateway endpoints', () => {
  test('are there for S3 and DynamoDB by default, and for nothing when nothing is asked for', () => {
    expect(endpointsOf('Gateway', undefined)).toHaveLength(2);
    expect(endpointsOf('Gateway', { gateways: [] })).toEqual([]);
  });

  test('let in the principals of this account, and that of S3 the signed links of image layers', () => {
    const [s3, dynamodb] = endpointsOf('Gateway', undefined);
    expect(dynamodb?.Properties.PolicyDocument.Statement).toHaveLength(1);
    const [own, layers] = s3?.Properties.PolicyDocument.Statement ?? [];
    // A gateway endpoint takes no other principal than everyone, so the condition is what closes it.
    expect(own.Principal).toEqual({ AWS: '*' });
    expect(own.Condition).toEqual({ StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } });
    expect(layers).toMatchObject({ Action: 's3:GetObject', Sid: 'ImageLayers' });
  });

  test('are routes of all workload subnets and no others', () => {
    const { stack, network } = networkStack({ egress: { kind: 'nat' } });
    const [gateway] = resourcesOfType(stack, 'AWS::EC2::VPCEndpoint');
    const tables = (['app', 'serving', 'data'] as const).flatMap((tier) => network.tiers.get(tier)?.zones ?? []);
    expect(gateway?.Properties.RouteTableIds).toEqual(tables.map(({ routeTable }) => stack.resolve(routeTable.ref)));
  });
});

describe('A client', () => {
  const client = (props: Partial<NewNetworkProps>) => {
    const { stack, network } = networkStack(props);
    const own = sibling(stack, 'Client');
    const group = new ec2.SecurityGroup(own, 'Group', { vpc: network.vpc, allowAllOutbound: false });
    const egress = () => theOne(own, 'AWS::EC2::SecurityGroup').Properties.SecurityGroupEgress ?? [];
    const standalone = () => resourcesOfType(own, 'AWS::EC2::SecurityGroupEgress').map(({ Properties }) => Properties);
    return { stack, network, group, rules: () => [...egress(), ...standalone()].filter(({ CidrIp }) => CidrIp !== '255.255.255.255/32') };
  };

  test('INF-21: reaches the interface endpoints by HTTPS to their group alone', () => {
    const { network, group, rules } = client({ endpoints: { interfaces: ['kms'] } });
    network.allowInterfaceEndpoints(group);
    expect(rules()).toEqual([
      expect.objectContaining({ FromPort: 443, ToPort: 443, IpProtocol: 'tcp', Description: 'HTTPS to the interface endpoints' }),
    ]);
    expect(rules()[0]).toHaveProperty('DestinationSecurityGroupId');
    expect(rules()[0]).not.toHaveProperty('CidrIp');
  });

  test('is nothing that the network refers to, so that it can come in a later stack', () => {
    const { stack, network, group } = client({ endpoints: { interfaces: ['kms'] } });
    const before = resourcesOf(networkStack({ endpoints: { interfaces: ['kms'] } }).stack);
    network.allowInterfaceEndpoints(group);
    expect(Object.keys(resourcesOf(stack))).toEqual(Object.keys(before));
  });

  test('reaches S3 by its prefix list', () => {
    const { network, group, rules } = client({ endpoints: { gatewayPrefixListIds: { s3: 'pl-01234567' } } });
    network.allowGatewayEndpoint(group, 's3');
    expect(rules()).toEqual([expect.objectContaining({ DestinationPrefixListId: 'pl-01234567', FromPort: 443, ToPort: 443 })]);
  });

  test('is told what is missing when an endpoint can not be reached', () => {
    const { network, group } = client({ endpoints: { gateways: ['s3'] } });
    expect(() => network.allowInterfaceEndpoints(group)).toThrow('name the services in endpoints.interfaces');
    expect(() => network.allowGatewayEndpoint(group, 's3')).toThrow('set endpoints.gatewayPrefixListIds.s3');
    expect(() => network.allowGatewayEndpoint(group, 'dynamodb')).toThrow("no gateway endpoint for 'dynamodb', it has s3");
  });

  test('INF-21: leaves the network by its declared egress, and not where there is none', () => {
    const closed = client({});
    expect(() => closed.network.allowEgress(closed.group)).toThrow("egress { kind: 'none' }");
    for (const egress of [{ kind: 'nat' }, { kind: 'firewall', allowedDomains: ['example.com'] }] as const) {
      const { network, group, rules } = client({ egress });
      network.allowEgress(group);
      expect(rules()).toEqual([expect.objectContaining({ CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443 })]);
    }
  });

  test.each([
    ['http://proxy.example.com:3128', 3128],
    ['http://proxy.example.com', 80],
    ['https://proxy.example.com', 443],
  ])('INF-21: reaches the proxy %s on port %d at its addresses alone', (url, port) => {
    const { network, group, rules } = client({ egress: { kind: 'proxy', url, cidr: '10.20.0.16/28' } });
    network.allowEgress(group);
    expect(rules()).toEqual([expect.objectContaining({ CidrIp: '10.20.0.16/28', FromPort: port, ToPort: port })]);
  });
});

describe('Faults of endpoints', () => {
  test.each<[NewNetworkProps['endpoints'], string]>([
    [{ clientCidrs: ['0.0.0.0/0'] }, 'endpoints.clientCidrs[0] must not be 0.0.0.0/0, which is every address'],
    [{ clientCidrs: ['10.0.0.0/8', '10.1.2.3/8'] }, "endpoints.clientCidrs[1] '10.1.2.3/8' has host bits set"],
    [{ interfaces: ['kms', 'kms'] }, "endpoints.interfaces names 'kms' twice"],
    [{ interfaces: ['gopher' as InterfaceService] }, "endpoints.interfaces: 'gopher' is not offered; use bedrock, bedrock-runtime"],
    [{ gateways: ['kms' as 's3'] }, "endpoints.gateways: 'kms' is not offered; use s3, dynamodb"],
  ])('rejects %j', (endpoints, message) => {
    expect(() => networkStack({ endpoints })).toThrow(message);
  });
});
