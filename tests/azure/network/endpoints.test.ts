import { describe, expect, test } from 'vitest';
import {
  isPrivateEndpointGroup,
  NewNetwork,
  type PrivateDns,
  type PrivateEndpointGroup,
  privateDnsZoneNames,
} from '../../../constructs/azure/network/index.ts';
import { errorOf, NETWORK, ofClass, recordNetwork, SUBSCRIPTION, snapshotOf, theOne, VAULT, waitsFor } from '../support/networks.ts';

const hub = (...zones: string[]): PrivateDns => ({
  kind: 'hub',
  zoneIds: Object.fromEntries(
    zones.map((zone) => [zone, `${SUBSCRIPTION}/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/${zone}`]),
  ),
});

const account = `${SUBSCRIPTION}/resourceGroups/support-run/providers/Microsoft.CognitiveServices/accounts/support`;

const add = (network: NewNetwork, ...groups: PrivateEndpointGroup[]) =>
  groups.map((groupId) => network.addPrivateEndpoint(groupId, { resourceId: VAULT, groupId }));

test('A zone goes without the tags whose keys DNS does not keep; what else is made has them', async () => {
  const tags = { 'org:owner': 'support', 'Cost Center': '1', '2nd': 'x', team: 'support', 'org.unit_a-b': 'y' };
  const recording = await recordNetwork({ tags }, (network) => add(network, 'vault'));
  const kept = { team: 'support', 'org.unit_a-b': 'y' };
  for (const className of ['privatedns:PrivateZone', 'privatedns:VirtualNetworkLink'])
    expect(theOne(recording, className).inputs.tags).toEqual(kept);
  expect(theOne(recording, 'network:PrivateEndpoint').inputs.tags).toEqual(tags);
});

describe('A private endpoint', () => {
  test('snapshot: of a vault, with a zone of its own', async () => {
    const recording = await recordNetwork({}, (network) => add(network, 'vault'));
    const own = recording.resources.filter(({ type }) => /privatedns|Private/.test(type));
    expect(snapshotOf({ ...recording, resources: own })).toMatchSnapshot();
  });

  test('INF-04, DAT-07: leads to one part of one resource, from the subnet of endpoints', async () => {
    const recording = await recordNetwork({}, (network) => add(network, 'blob'));
    expect(theOne(recording, 'network:PrivateEndpoint').inputs).toMatchObject({
      location: 'swedencentral',
      subnet: { id: theOne(recording, 'network:Subnet', 'network-endpoints').id },
      privateLinkServiceConnections: [{ name: 'blob', privateLinkServiceId: VAULT, groupIds: ['blob'] }],
    });
  });

  test('NET-03: has its records in every zone that the service needs, each linked to the network', async () => {
    const recording = await recordNetwork({}, (network) => network.addPrivateEndpoint('ai', { resourceId: account, groupId: 'account' }));
    const zones = ofClass(recording, 'privatedns:PrivateZone');
    expect(zones.map(({ inputs }) => inputs.privateZoneName)).toEqual([
      'privatelink.cognitiveservices.azure.com',
      'privatelink.openai.azure.com',
      'privatelink.services.ai.azure.com',
    ]);
    const { privateDnsZoneConfigs } = theOne(recording, 'network:PrivateDnsZoneGroup').inputs;
    expect(privateDnsZoneConfigs).toEqual(
      zones.map(({ id, physicalName }) => ({ name: String(physicalName).replaceAll('.', '-'), privateDnsZoneId: id })),
    );
    const links = ofClass(recording, 'privatedns:VirtualNetworkLink');
    expect(links).toHaveLength(3);
    for (const { inputs } of links) {
      expect(inputs).toMatchObject({
        location: 'Global',
        registrationEnabled: false,
        virtualNetwork: { id: theOne(recording, 'network:VirtualNetwork').id },
      });
    }
  });

  test('NET-03: no endpoint is without its zone group, but where policy makes it', async () => {
    const groups = ['vault', 'blob', 'searchService'] as const;
    const own = await recordNetwork({}, (network) => add(network, ...groups));
    expect([ofClass(own, 'network:PrivateEndpoint').length, ofClass(own, 'network:PrivateDnsZoneGroup').length]).toEqual([3, 3]);
    const policy = await recordNetwork({ dns: { kind: 'policy' } }, (network) => add(network, ...groups));
    expect([ofClass(policy, 'network:PrivateEndpoint').length, ofClass(policy, 'network:PrivateDnsZoneGroup').length]).toEqual([3, 0]);
    expect(ofClass(policy, 'privatedns:PrivateZone')).toEqual([]);
  });

  test('shares the zone of a name with the other endpoints', async () => {
    const recording = await recordNetwork({}, (network) => add(network, 'blob', 'azuremonitor'));
    const names = ofClass(recording, 'privatedns:PrivateZone').map(({ inputs }) => inputs.privateZoneName);
    expect(names.filter((name) => name === 'privatelink.blob.core.windows.net')).toHaveLength(1);
    expect(names).toHaveLength(5);
  });

  test("uses a hub's zones and makes none", async () => {
    const recording = await recordNetwork({ dns: hub('privatelink.vaultcore.azure.net') }, (network) => add(network, 'vault'));
    expect(ofClass(recording, 'privatedns:PrivateZone')).toEqual([]);
    expect(theOne(recording, 'network:PrivateDnsZoneGroup').inputs.privateDnsZoneConfigs).toEqual([
      {
        name: 'privatelink-vaultcore-azure-net',
        privateDnsZoneId: `${SUBSCRIPTION}/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net`,
      },
    ]);
  });

  test('is made after all subnets and after the endpoint before it', async () => {
    const recording = await recordNetwork({}, (network) => add(network, 'vault', 'blob', 'account'));
    const [vault, blob, ai] = ['vault', 'blob', 'account'].map((name) =>
      theOne(recording, 'network:PrivateEndpoint', `network-endpoints-${name}`),
    );
    if (!vault || !blob || !ai) throw new Error('three endpoints were added');
    for (const subnet of ofClass(recording, 'network:Subnet')) expect(waitsFor(recording, vault, subnet)).toBe(true);
    expect(waitsFor(recording, blob, vault)).toBe(true);
    expect(waitsFor(recording, ai, blob)).toBe(true);
    expect(waitsFor(recording, vault, blob)).toBe(false);
  });

  test('is made after what its resource says', async () => {
    const recording = await recordNetwork({}, (network) => {
      const [first] = add(network, 'vault');
      if (first) network.addPrivateEndpoint('late', { resourceId: account, groupId: 'account', dependsOn: [first] });
    });
    const late = theOne(recording, 'network:PrivateEndpoint', 'network-endpoints-late');
    expect(waitsFor(recording, late, theOne(recording, 'network:PrivateDnsZoneGroup', 'network-endpoints-vault'))).toBe(true);
  });

  test('has its records only when their zone answers in the network', async () => {
    const recording = await recordNetwork({}, (network) => add(network, 'vault'));
    expect(waitsFor(recording, theOne(recording, 'network:PrivateDnsZoneGroup'), theOne(recording, 'privatedns:VirtualNetworkLink'))).toBe(
      true,
    );
  });

  test('names links so that long zones and long networks fit into 80 characters', async () => {
    const recording = await recordNetwork({ location: 'germanywestcentral' }, (network) => add(network, 'managedEnvironments'));
    const { inputs } = theOne(recording, 'privatedns:VirtualNetworkLink');
    expect(inputs.virtualNetworkLinkName).toBe('network-endpoints');
    expect(theOne(recording, 'privatedns:PrivateZone').inputs.privateZoneName).toBe('privatelink.germanywestcentral.azurecontainerapps.io');
  });
});

describe('Its faults', () => {
  const adding = (dns: PrivateDns, name: string, groupId: string) =>
    errorOf(() => {
      const network = new NewNetwork('network', { ...NETWORK, dns });
      network.addPrivateEndpoint('first', { resourceId: VAULT, groupId: 'vault' });
      network.addPrivateEndpoint(name, { resourceId: account, groupId: groupId as PrivateEndpointGroup });
    });

  test('name every zone that a hub lacks', async () => {
    const error = await adding(hub('privatelink.vaultcore.azure.net', 'privatelink.openai.azure.com'), 'ai', 'account');
    expect(error).toBe(
      [
        "PrivateEndpoints network-endpoints can't add 'ai':",
        "- dns.zoneIds lacks privatelink.cognitiveservices.azure.com, which 'account' needs, it has privatelink.vaultcore.azure.net, privatelink.openai.azure.com; add the zone's id, or use dns { kind: 'own' }",
        "- dns.zoneIds lacks privatelink.services.ai.azure.com, which 'account' needs, it has privatelink.vaultcore.azure.net, privatelink.openai.azure.com; add the zone's id, or use dns { kind: 'own' }",
      ].join('\n'),
    );
  });

  test('name what is offered', async () => {
    expect(await adding({ kind: 'own' }, 'x', 'toString')).toContain(
      "groupId 'toString' is not offered; use account, amlworkspace, azuremonitor, blob",
    );
  });

  test('refuse a name twice', async () => {
    expect(await adding({ kind: 'own' }, 'first', 'account')).toContain("can't add 'first':\n- an endpoint of that name exists");
  });

  test('refuse an endpoint without a subnet for it', async () => {
    const error = await errorOf(() => add(new NewNetwork('network', { ...NETWORK, tiers: ['app'] }), 'vault'));
    expect(error).toBe("The network has no 'endpoints' subnet for 'vault'; add 'endpoints' to tiers");
  });
});

describe('The table of services', () => {
  test('names the zones of the control', () => {
    const zones = (['account', 'searchService', 'vault', 'blob'] as const).flatMap((group) => privateDnsZoneNames(group, 'swedencentral'));
    expect(zones).toEqual([
      'privatelink.cognitiveservices.azure.com',
      'privatelink.openai.azure.com',
      'privatelink.services.ai.azure.com',
      'privatelink.search.windows.net',
      'privatelink.vaultcore.azure.net',
      'privatelink.blob.core.windows.net',
    ]);
  });

  test("spells sub-resources as ARM does, and knows no object's own properties", () => {
    expect(['Sql', 'Gateway', 'MongoCluster', 'postgresqlServer'].every(isPrivateEndpointGroup)).toBe(true);
    expect(['sql', 'gateway', 'constructor', 'hasOwnProperty'].some(isPrivateEndpointGroup)).toBe(false);
  });
});
