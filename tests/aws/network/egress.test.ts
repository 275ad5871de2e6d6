import { Token } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import type { NetworkEgress } from '../../../constructs/aws/network/index.ts';
import { type CfnResourceJson, resourcesOf, resourcesOfType, snapshotOf } from '../../support/stacks.ts';
import { CIDR, networkStack } from './templates.ts';

const FIREWALL = { kind: 'firewall', allowedDomains: ['api.openai.com', '.example.com'] } as const;

/** The routes of a route table by destination, each with the id of the resource it leads to. */
function routesOf(resources: Record<string, CfnResourceJson>, tableStart: string): Record<string, string> {
  const routes = Object.values(resources).filter(
    ({ Type, Properties }) => Type === 'AWS::EC2::Route' && Properties.RouteTableId.Ref.startsWith(`${tableStart}RouteTable`),
  );
  return Object.fromEntries(routes.map(({ Properties }) => [Properties.DestinationCidrBlock, target(Properties)]));
}

function target({ GatewayId, NatGatewayId, VpcEndpointId }: CfnResourceJson['Properties']): string {
  if (VpcEndpointId) {
    // The endpoint is what follows the zone's name in the only entry of the list.
    const [field, { 'Fn::Split': split }] = VpcEndpointId['Fn::Select'];
    const [separator, { 'Fn::Select': entry }] = split;
    expect([field, separator, entry[0], entry[1]['Fn::GetAtt'][1]]).toEqual([1, ':', 0, 'EndpointIds']);
    return entry[1]['Fn::GetAtt'][0].slice(0, -8);
  }
  return (GatewayId ?? NatGatewayId).Ref.slice(0, -8);
}

describe('Egress by NAT', () => {
  test('leads each zone of app and serving to its own gateway, and data nowhere', () => {
    const resources = resourcesOf(networkStack({ zones: 3, egress: { kind: 'nat' } }).stack);
    for (const zone of [1, 2, 3]) {
      for (const tier of ['App', 'Serving'])
        expect(routesOf(resources, `Network${tier}Zone${zone}`)).toEqual({ '0.0.0.0/0': `NetworkNatZone${zone}` });
      expect(routesOf(resources, `NetworkDataZone${zone}`)).toEqual({});
      expect(routesOf(resources, `NetworkEndpointSubnetsZone${zone}`)).toEqual({});
      expect(routesOf(resources, `NetworkNatSubnetsZone${zone}`)).toEqual({ '0.0.0.0/0': 'NetworkInternet' });
    }
  });

  test('shares gateways among zones when there are fewer', () => {
    const { stack } = networkStack({ zones: 3, egress: { kind: 'nat', gateways: 2 } });
    expect(resourcesOfType(stack, 'AWS::EC2::NatGateway')).toHaveLength(2);
    expect(routesOf(resourcesOf(stack), 'NetworkAppZone3')).toEqual({ '0.0.0.0/0': 'NetworkNatZone1' });
  });

  test('opens public subnets straight to the internet', () => {
    const resources = resourcesOf(networkStack({ tiers: ['app', 'public'], egress: { kind: 'nat' } }).stack);
    expect(routesOf(resources, 'NetworkPublicZone1')).toEqual({ '0.0.0.0/0': 'NetworkInternet' });
  });

  test('attaches the internet gateway before anything needs it', () => {
    const resources = Object.values(resourcesOf(networkStack({ egress: { kind: 'nat' } }).stack));
    const needy = resources.filter(
      ({ Type, Properties }) => ['AWS::EC2::NatGateway', 'AWS::EC2::EIP'].includes(Type) || Properties?.GatewayId,
    );
    expect(needy).toHaveLength(6);
    for (const { DependsOn } of needy) expect(DependsOn).toContainEqual(expect.stringMatching(/^NetworkInternetAttachment/));
  });
});

describe('Egress by firewall', () => {
  const { stack, network } = networkStack({ zones: 2, tiers: ['app', 'serving', 'data', 'endpoints', 'public'], egress: FIREWALL });
  const resources = resourcesOf(stack);

  test('goes out through the firewall and then the NAT gateway of its zone', () => {
    for (const zone of [1, 2]) {
      for (const tier of ['App', 'Serving']) {
        expect(routesOf(resources, `Network${tier}Zone${zone}`)).toEqual({ '0.0.0.0/0': `NetworkFirewallZone${zone}` });
      }
      expect(routesOf(resources, `NetworkFirewallSubnetsZone${zone}`)).toEqual({ '0.0.0.0/0': `NetworkNatZone${zone}` });
    }
  });

  test('comes back through the same firewall, by a route for exactly each subnet that goes out through it', () => {
    for (const [index, zone] of [1, 2].entries()) {
      expect(routesOf(resources, `NetworkNatSubnetsZone${zone}`)).toEqual({
        '0.0.0.0/0': 'NetworkInternet',
        [network.tiers.get('app')?.zones[index]?.cidr ?? '']: `NetworkFirewallZone${zone}`,
        [network.tiers.get('serving')?.zones[index]?.cidr ?? '']: `NetworkFirewallZone${zone}`,
      });
    }
  });

  test('does not come between a public load balancer and its targets', () => {
    for (const zone of [1, 2]) expect(routesOf(resources, `NetworkPublicZone${zone}`)).toEqual({ '0.0.0.0/0': 'NetworkInternet' });
  });

  test('has one endpoint in each firewall, so that a route knows its zone', () => {
    const firewalls = resourcesOfType(stack, 'AWS::NetworkFirewall::Firewall');
    expect(firewalls.map(({ Properties }) => Properties.SubnetMappings.length)).toEqual([1, 1]);
  });

  test('INF-21: allows the named domains over HTTPS and drops all else', () => {
    const groups = resourcesOfType(stack, 'AWS::NetworkFirewall::RuleGroup').map(({ Properties }) => Properties);
    const [ports, domains] = groups;
    expect(domains.RuleGroup.RulesSource.RulesSourceList).toEqual({
      GeneratedRulesType: 'ALLOWLIST',
      TargetTypes: ['TLS_SNI'],
      Targets: ['api.openai.com', '.example.com'],
    });
    const rules = ports.RuleGroup.RulesSource.StatelessRulesAndCustomActions.StatelessRules;
    const https = [{ FromPort: 443, ToPort: 443 }];
    expect(rules.map(({ RuleDefinition }: { RuleDefinition: { MatchAttributes: unknown } }) => RuleDefinition.MatchAttributes)).toEqual([
      {
        Protocols: [6],
        Sources: [{ AddressDefinition: CIDR }],
        Destinations: [{ AddressDefinition: '0.0.0.0/0' }],
        DestinationPorts: https,
      },
      { Protocols: [6], Sources: [{ AddressDefinition: '0.0.0.0/0' }], SourcePorts: https, Destinations: [{ AddressDefinition: CIDR }] },
    ]);
    const [{ Properties } = { Properties: undefined }] = resourcesOfType(stack, 'AWS::NetworkFirewall::FirewallPolicy');
    expect(Properties.FirewallPolicy).toMatchObject({
      StatelessDefaultActions: ['aws:drop'],
      StatelessFragmentDefaultActions: ['aws:drop'],
      StatefulEngineOptions: { RuleOrder: 'STRICT_ORDER', StreamExceptionPolicy: 'DROP' },
      StatefulDefaultActions: ['aws:drop_established_app_layer', 'aws:alert_established_app_layer'],
    });
  });

  test('says in a log what it dropped', () => {
    const logs = resourcesOfType(stack, 'AWS::NetworkFirewall::LoggingConfiguration').map(
      ({ Properties }) => Properties.LoggingConfiguration,
    );
    expect(logs).toHaveLength(2);
    for (const { LogDestinationConfigs } of logs) {
      expect(LogDestinationConfigs).toEqual([expect.objectContaining({ LogType: 'ALERT', LogDestinationType: 'CloudWatchLogs' })]);
    }
  });

  test('keeps its rule group when a domain is added', () => {
    const [before, after] = [FIREWALL.allowedDomains, [...FIREWALL.allowedDomains, 'api.mistral.ai']].map((allowedDomains) => {
      const [, domains] = resourcesOfType(
        networkStack({ egress: { kind: 'firewall', allowedDomains } }).stack,
        'AWS::NetworkFirewall::RuleGroup',
      );
      return { capacity: domains?.Properties.Capacity, name: domains?.Properties.RuleGroupName };
    });
    expect(after).toEqual(before);
  });

  test('snapshot: the firewall', () => {
    const small = snapshotOf(
      networkStack({ tiers: ['app'], egress: { kind: 'firewall', allowedDomains: ['example.com'] } }).stack,
    ) as Record<string, CfnResourceJson>;
    expect(Object.entries(small).filter(([id]) => /^NetworkFirewall(?!Subnets|Zone2)/.test(id))).toMatchSnapshot();
  });
});

describe('Egress by proxy', () => {
  test('makes no route and no internet gateway', () => {
    const { stack } = networkStack({ egress: { kind: 'proxy', url: 'http://proxy.example.com:3128', cidr: '10.20.0.16/28' } });
    expect(resourcesOfType(stack, 'AWS::EC2::Route')).toEqual([]);
    expect(resourcesOfType(stack, 'AWS::EC2::InternetGateway')).toEqual([]);
  });
});

describe('Faults of egress', () => {
  test.each<[NetworkEgress, string]>([
    [{ kind: 'nat', gateways: 0 }, 'egress.gateways must be 1 to 2, the number of zones, got 0'],
    [{ kind: 'nat', gateways: 3 }, 'egress.gateways must be 1 to 2'],
    [{ kind: 'nat', gateways: 1.5 }, 'egress.gateways must be 1 to 2'],
    [{ kind: 'firewall', allowedDomains: [] }, 'egress.allowedDomains is empty'],
    [{ kind: 'firewall', allowedDomains: ['https://example.com'] }, "'https://example.com' is no bare lower-case domain name"],
    [{ kind: 'firewall', allowedDomains: ['*.example.com'] }, "'*.example.com' is no bare lower-case domain name"],
    [{ kind: 'firewall', allowedDomains: ['example.com/v1'] }, "'example.com/v1' is no bare lower-case domain name"],
    [
      { kind: 'firewall', allowedDomains: Array.from({ length: 501 }, (_, index) => `h${index}.example.com`) },
      'must be at most 500, got 501',
    ],
    [
      { kind: 'proxy', url: 'http://user:word@proxy:3128', cidr: '10.20.0.16/28' },
      'egress.url must be http or https, host and port without a user',
    ],
    [{ kind: 'proxy', url: 'socks://proxy:1080', cidr: '10.20.0.16/28' }, 'egress.url must be http or https, host and port'],
    [{ kind: 'proxy', url: 'http://proxy:99999', cidr: '10.20.0.16/28' }, 'egress.url must be http or https, host and port'],
    [{ kind: 'proxy', url: Token.asString({ Ref: 'Proxy' }), cidr: '10.20.0.16/28' }, 'egress.url must be known at synthesis'],
    [{ kind: 'proxy', url: 'http://proxy:3128', cidr: '0.0.0.0/0' }, 'egress.cidr must not be 0.0.0.0/0'],
    [{ kind: 'proxy', url: 'http://proxy:3128', cidr: '10.20.0.17/28' }, "egress.cidr '10.20.0.17/28' has host bits set"],
  ])('rejects %j', (egress, message) => {
    expect(() => networkStack({ egress })).toThrow(message);
  });

  test('does not repeat a password that stands in a proxy URL', () => {
    const make = () => networkStack({ egress: { kind: 'proxy', url: 'http://user:word@proxy:3128', cidr: '10.20.0.16/28' } });
    expect(make).toThrow(/^(?![\s\S]*word)[\s\S]*egress\.url/);
  });
});
