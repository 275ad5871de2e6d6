import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import { createNetwork, NewNetwork, type NewNetworkArgs } from '../../../constructs/azure/network/index.ts';
import type { Recording } from '../../../constructs/azure/recorder/index.ts';
import { contains, parseCidr } from '../../../constructs/spec/address-plan.ts';
import {
  CIDR,
  errorOf,
  FIREWALL_ADDRESS,
  NETWORK,
  networkError,
  ofClass,
  recordNetwork,
  recordProgram,
  ruleOf,
  rulesOf,
  SUBSCRIPTION,
  snapshotOf,
  theOne,
  VAULT,
  waitsFor,
} from '../support/networks.ts';

const FULL: Partial<NewNetworkArgs> = {
  delegations: { app: 'container-apps', serving: 'container-apps', data: 'postgresql' },
  egress: { kind: 'firewall', allowedDomains: ['api.openai.com', '.example.com'], zones: ['1', '2'] },
  dnsServers: ['10.0.0.4'],
  clientCidrs: ['192.168.0.0/16'],
  rules: {
    app: [
      {
        name: 'AllowMetricsInbound',
        description: 'The scraper of the platform team',
        direction: 'inbound',
        protocol: 'tcp',
        remote: ['10.1.0.0/24', '10.2.0.0/24'],
        ports: ['9000-9010'],
      },
    ],
  },
  tags: { owner: 'support' },
};

const types = ({ resources }: Recording) => resources.filter(({ custom }) => custom).map(({ type, name }) => `${type} ${name}`);

describe('A new network', () => {
  test('snapshot: minimal', async () => {
    expect(snapshotOf(await recordNetwork({ tiers: ['app'] }))).toMatchSnapshot();
  });

  test('snapshot: everything', async () => {
    expect(
      types(await recordNetwork(FULL, (network) => network.addPrivateEndpoint('vault', { resourceId: VAULT, groupId: 'vault' }))),
    ).toMatchSnapshot();
  });

  test('gives each tier its whole share, apart from the others', async () => {
    const shares = ofClass(await recordNetwork(), 'network:Subnet').map(({ inputs }) => inputs.addressPrefix);
    expect(shares).toEqual(['10.20.0.0/18', '10.20.128.0/19', '10.20.160.0/19', '10.20.64.0/18']);
    for (const share of shares) expect(contains(parseCidr(CIDR), parseCidr(String(share)))).toBe(true);
  });

  test('is large enough for every service at its smallest: /27 for Container Apps, /28 for PostgreSQL, /26 for the firewall', async () => {
    const recording = await recordNetwork({ ...FULL, cidr: '10.20.0.0/22' });
    const prefix = (name: string) => parseCidr(String(theOne(recording, 'network:Subnet', name).inputs.addressPrefix)).prefix;
    expect(prefix('network-app')).toBeLessThanOrEqual(27);
    expect(prefix('network-serving')).toBeLessThanOrEqual(27);
    expect(prefix('network-data')).toBeLessThanOrEqual(28);
    expect(prefix('network-firewall')).toBeLessThanOrEqual(26);
  });

  test('gives no subnet a hidden way out', async () => {
    const subnets = ofClass(await recordNetwork(), 'network:Subnet');
    expect(subnets).toHaveLength(4);
    for (const { inputs } of subnets) expect(inputs.defaultOutboundAccess).toBe(false);
  });

  test('makes subnets one after the other', async () => {
    const recording = await recordNetwork(FULL);
    const order = ['network-firewall', 'network-app', 'network-serving', 'network-data', 'network-endpoints'];
    const subnets = order.map((name) => theOne(recording, 'network:Subnet', name));
    for (const [index, subnet] of subnets.entries()) {
      for (const earlier of subnets.slice(0, index)) expect(waitsFor(recording, subnet, earlier), subnet.name).toBe(true);
    }
  });

  test('hands subnets over only where it is asked to', async () => {
    const delegations = async (args: Partial<NewNetworkArgs>) =>
      ofClass(await recordNetwork(args), 'network:Subnet').map(({ inputs }) => inputs.delegations);
    expect(await delegations({})).toEqual([undefined, undefined, undefined, undefined]);
    expect(await delegations({ delegations: { app: 'container-apps', data: 'postgresql' } })).toEqual([
      [{ name: 'container-apps', serviceName: 'Microsoft.App/environments' }],
      [{ name: 'postgresql', serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' }],
      undefined,
      undefined,
    ]);
  });

  test('names the location of everything that has one', async () => {
    const { resources } = await recordNetwork(FULL);
    const without = ['network:Subnet', 'network:FirewallPolicyRuleCollectionGroup', 'network:PrivateDnsZoneGroup'];
    const made = resources.filter(({ custom, type }) => custom && !without.includes(type.slice('azure-native:'.length)));
    for (const { inputs, name, type } of made) expect(inputs.location, `${type} ${name}`).toBe('swedencentral');
  });

  test('tags everything that takes tags', async () => {
    const { resources } = await recordNetwork(FULL, (network) =>
      network.addPrivateEndpoint('vault', { resourceId: VAULT, groupId: 'vault' }),
    );
    const without = ['network:Subnet', 'network:FirewallPolicyRuleCollectionGroup', 'network:PrivateDnsZoneGroup'];
    const made = resources.filter(({ custom, type }) => custom && !without.includes(type.slice('azure-native:'.length)));
    expect(made.length).toBeGreaterThan(10);
    for (const { inputs, name, type } of made) expect(inputs.tags, `${type} ${name}`).toEqual({ owner: 'support' });
  });

  test('says which tiers it has when asked for another', async () => {
    const asked = await errorOf(() => new NewNetwork('network', { ...NETWORK, tiers: ['app', 'data'] }).subnetId('serving'));
    expect(asked).toBe("The network has no 'serving' subnet, it has app, data; add 'serving' to tiers");
  });

  test('survives a preview, where no id is known', async () => {
    const recording = await recordProgram(() => {
      const network = new NewNetwork('network', { ...NETWORK, ...FULL });
      network.addPrivateEndpoint('vault', { resourceId: VAULT, groupId: 'vault' });
    }, true);
    expect(types(recording)).toEqual(
      types(await recordNetwork(FULL, (network) => network.addPrivateEndpoint('vault', { resourceId: VAULT, groupId: 'vault' }))),
    );
  });

  test('keeps its type tokens', async () => {
    const firewall = await recordNetwork(FULL, (network) => network.addPrivateEndpoint('vault', { resourceId: VAULT, groupId: 'vault' }));
    const nat = await recordNetwork({ egress: { kind: 'nat' } });
    const tokens = [...firewall.resources, ...nat.resources].map(({ type }) => type).filter((type) => type.startsWith('llm-infra-kit:'));
    expect([...new Set(tokens)].sort()).toMatchSnapshot();
  });
});

describe('What is added later moves nothing', () => {
  const subnets = async (args: Partial<NewNetworkArgs>) =>
    new Map(ofClass(await recordNetwork(args), 'network:Subnet').map(({ name, inputs }) => [name, inputs.addressPrefix]));
  const kept = async (before: Partial<NewNetworkArgs>, after: Partial<NewNetworkArgs>) => {
    const later = await subnets(after);
    for (const [name, prefix] of await subnets(before)) expect(later.get(name), name).toBe(prefix);
  };

  test('a tier', () => kept({ tiers: ['app', 'data'] }, {}));
  test('a firewall', () => kept({}, { egress: { kind: 'firewall', allowedDomains: ['example.com'] } }));
});

describe('Its egress', () => {
  test('none: nothing public is made, and nothing but the network is let out', async () => {
    const recording = await recordNetwork();
    expect(ofClass(recording, 'network:PublicIPAddress')).toEqual([]);
    for (const group of ofClass(recording, 'network:NetworkSecurityGroup')) {
      const out = rulesOf(group).filter(({ direction, access }) => direction === 'Outbound' && access === 'Allow');
      for (const rule of out) expect(contains(parseCidr(CIDR), parseCidr(String(rule.destinationAddressPrefix))), rule.name).toBe(true);
    }
  });

  test('nat: one gateway with one address serves app and serving alone', async () => {
    const recording = await recordNetwork({ egress: { kind: 'nat', zone: '2' } });
    const gateway = theOne(recording, 'network:NatGateway');
    expect(gateway.inputs).toMatchObject({ sku: { name: 'Standard' }, zones: ['2'] });
    expect(theOne(recording, 'network:PublicIPAddress').inputs).toMatchObject({ publicIPAllocationMethod: 'Static', zones: ['2'] });
    const users = ofClass(recording, 'network:Subnet').filter(({ inputs }) => inputs.natGateway);
    expect(users.map(({ name }) => name)).toEqual(['network-app', 'network-serving']);
    for (const { inputs } of users) expect(inputs.natGateway).toEqual({ id: gateway.id });
    expect(ruleOf(recording, 'app', 'AllowInternetOutbound')).toMatchObject({
      destinationAddressPrefix: 'Internet',
      destinationPortRange: '443',
    });
    expect(ruleOf(recording, 'data', 'AllowInternetOutbound')).toBeUndefined();
  });

  test('firewall: app and serving leave by its address alone', async () => {
    const recording = await recordNetwork(FULL);
    expect(theOne(recording, 'network:RouteTable').inputs).toMatchObject({
      disableBgpRoutePropagation: true,
      routes: [{ name: 'default', addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: FIREWALL_ADDRESS }],
    });
    const routed = ofClass(recording, 'network:Subnet').filter(({ inputs }) => inputs.routeTable);
    expect(routed.map(({ name }) => name)).toEqual(['network-app', 'network-serving']);
    expect(ofClass(recording, 'network:NatGateway')).toEqual([]);
  });

  test('firewall: its subnet has the name that Azure wants and no security group, which Azure refuses there', async () => {
    const { inputs } = theOne(await recordNetwork(FULL), 'network:Subnet', 'network-firewall');
    expect(inputs).toMatchObject({ subnetName: 'AzureFirewallSubnet', addressPrefix: '10.20.224.0/20' });
    expect(inputs.networkSecurityGroup).toBeUndefined();
    expect(inputs.routeTable).toBeUndefined();
  });

  test('firewall: it takes up its rules only when they are there', async () => {
    const recording = await recordNetwork(FULL);
    const rules = theOne(recording, 'network:FirewallPolicyRuleCollectionGroup');
    expect(waitsFor(recording, theOne(recording, 'network:AzureFirewall'), rules)).toBe(true);
  });

  test('firewall: it lets out HTTPS to the named domains and to what Container Apps needs, and nothing else', async () => {
    const collection = async (args: Partial<NewNetworkArgs>) => {
      const { inputs } = theOne(await recordNetwork(args), 'network:FirewallPolicyRuleCollectionGroup');
      const [first, ...more] = inputs.ruleCollections as unknown as {
        readonly action: object;
        readonly rules: readonly Record<string, unknown>[];
      }[];
      expect(more).toEqual([]);
      expect(first?.action).toEqual({ type: 'Allow' });
      return first?.rules ?? [];
    };
    const [domains, containerApps, ...more] = await collection(FULL);
    expect(more).toEqual([]);
    expect(domains).toMatchObject({
      ruleType: 'ApplicationRule',
      protocols: [{ protocolType: 'Https', port: 443 }],
      sourceAddresses: ['10.20.0.0/18', '10.20.64.0/18'],
      targetFqdns: ['api.openai.com', 'example.com', '*.example.com'],
    });
    expect(containerApps?.targetFqdns).toContain('mcr.microsoft.com');
    expect(await collection({ egress: { kind: 'firewall', allowedDomains: ['example.com'] } })).toHaveLength(1);
  });

  test('proxy: nothing is made, and its address is let through on its port', async () => {
    const recording = await recordNetwork({ egress: { kind: 'proxy', url: 'http://proxy.example.com:3128', cidr: '10.9.0.0/28' } });
    expect(types(recording)).toEqual(types(await recordNetwork()));
    expect(ruleOf(recording, 'serving', 'AllowProxyOutbound')).toMatchObject({
      destinationAddressPrefix: '10.9.0.0/28',
      destinationPortRange: '3128',
    });
  });
});

describe('Its faults', () => {
  test.each<[string, Partial<NewNetworkArgs>, string]>([
    ['a range that is no range', { cidr: '10.20.0.0' }, "cidr '10.20.0.0' is no IPv4 range"],
    ['a range that is too small', { cidr: '10.20.0.0/23' }, 'need 1024 addresses, it has 512'],
    [
      'a range of Container Apps',
      { cidr: '172.30.0.0/16' },
      "cidr '172.30.0.0/16' overlaps 172.30.0.0/16, which is reserved for Container Apps",
    ],
    ['a range around one of Container Apps', { cidr: '100.0.0.0/8' }, 'overlaps 100.100.192.0/19'],
    ['a range inside one of Container Apps', { cidr: '100.100.4.0/22' }, 'overlaps 100.100.0.0/17'],
    ['link-local addresses', { cidr: '169.254.0.0/16' }, 'reserved for link-local addresses'],
    ["the range of Azure's DNS", { cidr: '168.63.0.0/16' }, "reserved for Azure's own DNS"],
    ['the name of a region for people', { location: 'Sweden Central' }, "location must be the region's short name, such as swedencentral"],
    ['a network without subnets for workloads', { tiers: ['endpoints'] }, 'tiers must name app, serving or data, got endpoints'],
    ['a tier that Azure has no subnet for', { tiers: ['app', 'nat' as 'app'] }, "tiers: 'nat' has no subnet on Azure"],
    ['a tier twice', { tiers: ['app', 'app'] }, 'tiers names a tier twice'],
    [
      'a delegation without its tier',
      { tiers: ['app'], delegations: { data: 'postgresql' } },
      "delegations.data is given, but tiers has no 'data'",
    ],
    ['rules without their tier', { tiers: ['app'], rules: { data: [RULE()] } }, "rules.data is given, but tiers has no 'data'"],
    ['clients from everywhere', { clientCidrs: ['0.0.0.0/0'] }, 'clientCidrs[0] must not be 0.0.0.0/0, which is every address'],
    ['a DNS server that is no address', { dnsServers: ['dns.example.com'] }, "dnsServers[0] 'dns.example.com/32' is no IPv4 range"],
    ['a zone that is none', { egress: { kind: 'nat', zone: '4' as '1' } }, "egress.zone must be '1', '2' or '3', got '4'"],
    ['a firewall without domains', { egress: { kind: 'firewall', allowedDomains: [] } }, 'egress.allowedDomains is empty'],
    [
      'a URL in place of a domain',
      { egress: { kind: 'firewall', allowedDomains: ['https://example.com'] } },
      "'https://example.com' is no bare lower-case domain name",
    ],
    [
      'a zone twice',
      { egress: { kind: 'firewall', allowedDomains: ['example.com'], zones: ['1', '1'] } },
      'egress.zones names a zone twice',
    ],
    ['a proxy everywhere', { egress: { kind: 'proxy', url: 'http://proxy:3128', cidr: '0.0.0.0/0' } }, 'egress.cidr must not be 0.0.0.0/0'],
    [
      'the id of another zone',
      {
        dns: {
          kind: 'hub',
          zoneIds: { 'privatelink.azurecr.io': `${SUBSCRIPTION}/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/a.b` },
        },
      },
      "dns.zoneIds['privatelink.azurecr.io'] is the id of a.b",
    ],
  ])('rejects %s', async (_, args, message) => {
    expect(await networkError(args)).toContain(message);
  });

  test('does not repeat the URL of a proxy, which may hold a password', async () => {
    const error = await networkError({ egress: { kind: 'proxy', url: 'http://user:secret@proxy:3128', cidr: '10.9.0.0/28' } });
    expect(error).toContain('egress.url must be http or https');
    expect(error).not.toContain('secret');
  });

  test('takes the smallest range', async () => {
    expect(await networkError({ cidr: '10.20.0.0/22' })).toBe('no error');
  });

  test('names all at once, before anything is registered', async () => {
    const error = await networkError({ cidr: '10.20.0.1/16', location: 'EU', tiers: [], egress: { kind: 'firewall', allowedDomains: [] } });
    expect(error).toMatch(/^NewNetwork network can't be made:\n- location[\s\S]*\n- cidr[\s\S]*\n- tiers[\s\S]*\n- egress\.allowedDomains/);
  });
});

function RULE() {
  return { name: 'A', description: 'b', direction: 'inbound', protocol: 'tcp', remote: ['10.1.0.0/24'], ports: ['80'] } as const;
}

describe('The kinds of network', () => {
  test('are new, existing and none', async () => {
    const vnetId = `${SUBSCRIPTION}/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/spoke`;
    const recording = await recordProgram(() => {
      expect(createNetwork('new', { kind: 'new', ...NETWORK })?.cidr).toBe(CIDR);
      expect(createNetwork('none', { kind: 'none' })).toBeUndefined();
      const existing = createNetwork('existing', { kind: 'existing', ...NETWORK, vnetId, subnetIds: {} });
      return { vnetId: existing?.vnetId ?? pulumi.output('') };
    });
    expect(recording.outputs.vnetId).toBe(vnetId);
  });

  test('none makes no resource', async () => {
    expect(types(await recordProgram(() => void createNetwork('network', { kind: 'none' })))).toEqual([]);
  });
});
