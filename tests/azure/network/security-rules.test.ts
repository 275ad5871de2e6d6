import { describe, expect, test } from 'vitest';
import type { NetworkRule, NewNetworkArgs } from '../../../constructs/azure/network/index.ts';
import { networkError, ofClass, recordNetwork, ruleOf, rulesOf, theOne } from '../support/networks.ts';

const OPEN: Partial<NewNetworkArgs> = {
  delegations: { app: 'container-apps', serving: 'container-apps', data: 'postgresql' },
  egress: { kind: 'nat' },
  clientCidrs: ['192.168.0.0/16'],
  dnsServers: ['10.0.0.4', '10.0.0.5'],
};

const RULE: NetworkRule = {
  name: 'AllowMetricsInbound',
  description: 'The scraper of the platform team',
  direction: 'inbound',
  protocol: 'tcp',
  remote: ['10.1.0.0/24'],
  ports: ['9000-9010'],
};

describe.each([
  ['closed', {}],
  ['open', OPEN],
])('The security groups of a network that is %s', (_, args: Partial<NewNetworkArgs>) => {
  test('NET-01: every subnet has one', async () => {
    const recording = await recordNetwork(args);
    const subnets = ofClass(recording, 'network:Subnet');
    const groups = ofClass(recording, 'network:NetworkSecurityGroup').map(({ id }) => id);
    expect(subnets).toHaveLength(4);
    expect(new Set(subnets.map(({ inputs }) => (inputs.networkSecurityGroup as { id?: string } | undefined)?.id))).toEqual(new Set(groups));
  });

  test('NET-02: deny in both directions what no rule allows', async () => {
    for (const group of ofClass(await recordNetwork(args), 'network:NetworkSecurityGroup')) {
      const last = rulesOf(group).filter(({ access }) => access === 'Deny');
      expect(
        last.map(({ direction, priority, sourceAddressPrefix, destinationPortRange }) => [
          direction,
          priority,
          sourceAddressPrefix,
          destinationPortRange,
        ]),
      ).toEqual([
        ['Inbound', 4096, '*', '*'],
        ['Outbound', 4096, '*', '*'],
      ]);
    }
  });

  test('NET-02: let nobody in from everywhere, and say why for each rule', async () => {
    const rules = ofClass(await recordNetwork(args), 'network:NetworkSecurityGroup').flatMap(rulesOf);
    const allowed = rules.filter(({ access, direction }) => access === 'Allow' && direction === 'Inbound');
    expect(allowed.length).toBeGreaterThan(4);
    for (const { sourceAddressPrefix, sourceAddressPrefixes = [] } of allowed) {
      for (const source of [sourceAddressPrefix, ...sourceAddressPrefixes])
        expect(['*', 'Internet', 'Any', '0.0.0.0/0']).not.toContain(source);
    }
    for (const { description } of rules) {
      expect(description.length).toBeGreaterThan(10);
      expect(description.length).toBeLessThanOrEqual(140);
    }
  });

  test('give each rule a name and a priority of its own', async () => {
    for (const group of ofClass(await recordNetwork(args), 'network:NetworkSecurityGroup')) {
      const rules = rulesOf(group);
      expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
      expect(new Set(rules.map(({ direction, priority }) => `${direction} ${priority}`)).size).toBe(rules.length);
      for (const { priority } of rules) expect(priority >= 100 && priority <= 4096).toBe(true);
    }
  });
});

describe('What a security group lets through', () => {
  test('HTTPS to workloads from the network and its clients; the port of the environment only where Container Apps is', async () => {
    expect(ruleOf(await recordNetwork(), 'app', 'AllowHttpsInbound')).toMatchObject({
      sourceAddressPrefix: '10.20.0.0/16',
      destinationAddressPrefix: '10.20.0.0/18',
      destinationPortRange: '443',
      protocol: 'Tcp',
    });
    expect(ruleOf(await recordNetwork(OPEN), 'app', 'AllowHttpsInbound')).toMatchObject({
      sourceAddressPrefixes: ['10.20.0.0/16', '192.168.0.0/16'],
      destinationPortRanges: ['443', '31443'],
    });
  });

  test('what Container Apps needs, and only where it is', async () => {
    const tags = async (args: Partial<NewNetworkArgs>) =>
      rulesOf(theOne(await recordNetwork(args), 'network:NetworkSecurityGroup', 'network-app'))
        .filter(({ direction, access }) => direction === 'Outbound' && access === 'Allow')
        .map(({ destinationAddressPrefix }) => destinationAddressPrefix);
    expect(await tags({})).toEqual(['10.20.0.0/18', '10.20.0.0/16']);
    expect(await tags({ delegations: { app: 'container-apps' } })).toEqual([
      '10.20.0.0/18',
      '10.20.0.0/16',
      'MicrosoftContainerRegistry',
      'AzureFrontDoor.FirstParty',
      'AzureActiveDirectory',
      'AzureMonitor',
      '168.63.129.16/32',
    ]);
  });

  test('PostgreSQL from the workloads, and only where it is', async () => {
    expect(ruleOf(await recordNetwork(), 'data', 'AllowDatabaseInbound')).toBeUndefined();
    expect(ruleOf(await recordNetwork(OPEN), 'data', 'AllowDatabaseInbound')).toMatchObject({
      sourceAddressPrefixes: ['10.20.0.0/18', '10.20.64.0/18'],
      destinationPortRanges: ['5432', '6432'],
    });
  });

  test('private endpoints on the ports of their services, from the network and its clients', async () => {
    expect(ruleOf(await recordNetwork(OPEN), 'endpoints', 'AllowEndpointsInbound')).toMatchObject({
      sourceAddressPrefixes: ['10.20.0.0/16', '192.168.0.0/16'],
      destinationPortRanges: ['443', '5432', '5671', '6432', '10000', '10260'],
    });
    const endpoints = theOne(await recordNetwork(), 'network:Subnet', 'network-endpoints');
    expect(endpoints.inputs.privateEndpointNetworkPolicies).toBe('NetworkSecurityGroupEnabled');
  });

  test("the network's own DNS servers", async () => {
    const recording = await recordNetwork(OPEN);
    expect(theOne(recording, 'network:VirtualNetwork').inputs.dhcpOptions).toEqual({ dnsServers: ['10.0.0.4', '10.0.0.5'] });
    expect(ruleOf(recording, 'app', 'AllowDnsOutbound')).toMatchObject({
      destinationAddressPrefixes: ['10.0.0.4', '10.0.0.5'],
      destinationPortRange: '53',
    });
  });
});

describe('Rules that are added', () => {
  const given = (...rules: Partial<NetworkRule>[]) => ({ rules: { app: rules.map((rule) => ({ ...RULE, ...rule })) } });

  test('come after those of the network and before the denial', async () => {
    const recording = await recordNetwork(
      given({}, { name: 'AllowStorageOutbound', direction: 'outbound', remote: ['Storage'], ports: ['443'] }),
    );
    expect(ruleOf(recording, 'app', 'AllowMetricsInbound')).toMatchObject({
      priority: 1000,
      access: 'Allow',
      sourceAddressPrefix: '10.1.0.0/24',
      destinationAddressPrefix: '10.20.0.0/18',
      destinationPortRange: '9000-9010',
    });
    expect(ruleOf(recording, 'app', 'AllowStorageOutbound')).toMatchObject({
      priority: 1000,
      direction: 'Outbound',
      sourceAddressPrefix: '10.20.0.0/18',
      destinationAddressPrefix: 'Storage',
    });
    expect(ruleOf(recording, 'serving', 'AllowMetricsInbound')).toBeUndefined();
  });

  test('take every port by an asterisk', async () => {
    expect(await networkError(given({ ports: ['*'] }))).toBe('no error');
  });

  test.each<[string, Partial<NetworkRule>, string]>([
    ['a name that the network uses', { name: 'AllowHttpsInbound' }, "rules.app[0].name 'AllowHttpsInbound' is taken"],
    ['the name of the denial', { name: 'DenyAllInbound' }, "'DenyAllInbound' is taken"],
    ['a name with a blank', { name: 'Allow metrics' }, 'rules.app[0].name must be 1 to 80 letters'],
    ['no reason', { description: '' }, 'rules.app[0].description must be 1 to 140 characters, got 0'],
    ['a reason that is too long', { description: 'x'.repeat(141) }, 'must be 1 to 140 characters, got 141'],
    ['the internet by its tag', { remote: ['Internet'] }, 'must not be Internet, which lets the internet in'],
    ['the internet by an asterisk', { remote: ['*'] }, 'must not be *, which lets the internet in'],
    ['the internet by its range', { remote: ['0.0.0.0/0'] }, 'must not be 0.0.0.0/0, which is every address'],
    ['an asterisk outwards', { direction: 'outbound', remote: ['*'] }, "rules.app[0].remote '*' is no IPv4 range"],
    ['nobody', { remote: [] }, 'rules.app[0].remote is empty'],
    ['a tag beside a range', { remote: ['Storage', '10.0.0.0/24'] }, 'must be ranges or one service tag'],
    ['a range that is none', { remote: ['10.0.0.1/24'] }, 'has host bits set'],
    ['no port', { ports: [] }, 'rules.app[0].ports is empty'],
    ['a port that is none', { ports: ['70000'] }, "got '70000'"],
    ['a range of ports that runs backwards', { ports: ['90-80'] }, "got '90-80'"],
    ['an asterisk beside a port', { ports: ['*', '80'] }, "got '*'"],
  ])('reject %s', async (_, rule, message) => {
    expect(await networkError(given(rule))).toContain(message);
  });

  test('reject a name twice', async () => {
    expect(await networkError(given({}, {}))).toContain("rules.app[1].name 'AllowMetricsInbound' is taken");
  });
});
