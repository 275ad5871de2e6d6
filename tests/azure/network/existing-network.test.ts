import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import { ExistingNetwork, type ExistingNetworkArgs } from '../../../constructs/azure/network/index.ts';
import { errorOf, ofClass, recordProgram, SUBSCRIPTION, snapshotOf, theOne, VAULT } from '../support/networks.ts';

const VNET = `${SUBSCRIPTION}/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/spoke`;
const MINIMAL: ExistingNetworkArgs = {
  resourceGroupName: 'support-run',
  location: 'swedencentral',
  vnetId: VNET,
  cidr: '10.0.0.0/16',
  subnetIds: { app: `${VNET}/subnets/app`, endpoints: `${VNET}/subnets/endpoints` },
};

const existing = (args: Partial<ExistingNetworkArgs> = {}, use: (network: ExistingNetwork) => void = () => {}) =>
  recordProgram(() => use(new ExistingNetwork('network', { ...MINIMAL, ...args })));

const addVault = (network: ExistingNetwork) => network.addPrivateEndpoint('vault', { resourceId: VAULT, groupId: 'vault' });

describe('An existing network', () => {
  test('snapshot: minimal makes nothing', async () => {
    expect(snapshotOf(await existing())).toEqual({});
  });

  test('snapshot: everything', async () => {
    expect(snapshotOf(await existing({ tags: { owner: 'support' } }, addVault))).toMatchSnapshot();
  });

  test('gives the subnet of each tier', async () => {
    const { outputs } = await recordProgram(() => ({ app: new ExistingNetwork('network', MINIMAL).subnetId('app') }));
    expect(outputs.app).toBe(`${VNET}/subnets/app`);
    expect(await errorOf(() => new ExistingNetwork('network', MINIMAL).subnetId('data'))).toBe(
      "The network has no 'data' subnet, it has app, endpoints; add 'data' to subnetIds",
    );
  });

  test('INF-04, NET-03: adds endpoints with their records, in its own zones or those of a hub', async () => {
    const own = await existing({}, addVault);
    expect(theOne(own, 'network:PrivateEndpoint').inputs.subnet).toMatchObject({ id: `${VNET}/subnets/endpoints` });
    expect(theOne(own, 'privatedns:VirtualNetworkLink').inputs.virtualNetwork).toEqual({ id: VNET });
    const zone = `${SUBSCRIPTION}/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net`;
    const hub = await existing({ dns: { kind: 'hub', zoneIds: { 'privatelink.vaultcore.azure.net': zone } } }, addVault);
    expect(ofClass(hub, 'privatedns:PrivateZone')).toEqual([]);
    expect(theOne(hub, 'network:PrivateDnsZoneGroup').inputs.privateDnsZoneConfigs).toEqual([
      { name: 'privatelink-vaultcore-azure-net', privateDnsZoneId: zone },
    ]);
  });

  test('takes ids that are known only at deployment', async () => {
    const recording = await existing({ vnetId: pulumi.output(VNET), subnetIds: { endpoints: pulumi.output('late') } }, addVault);
    expect(theOne(recording, 'network:PrivateEndpoint').inputs.subnet).toMatchObject({ id: 'late' });
  });

  test('keeps its type token', async () => {
    expect((await existing()).resources.map(({ type }) => type)).toContain('llm-infra-kit:azure:ExistingNetwork');
  });
});

describe('Its faults', () => {
  test.each<[string, Partial<ExistingNetworkArgs>, string]>([
    ['a name in place of an id', { vnetId: 'spoke' }, 'vnetId must be the id of a Microsoft.Network/virtualNetworks'],
    ['the id of a subnet in place of a network', { vnetId: `${VNET}/subnets/app` }, 'vnetId must be the id of'],
    [
      'a network in place of a subnet',
      { subnetIds: { app: VNET } },
      'subnetIds.app must be the id of a Microsoft.Network/virtualNetworks/subnets',
    ],
    ['a subnet of another network', { subnetIds: { app: `${VNET}2/subnets/app` } }, 'subnetIds.app lies in another network than vnetId'],
    ['a range that is none', { cidr: '10.0.0.0' }, "cidr '10.0.0.0' is no IPv4 range"],
    [
      'a proxy without a scheme',
      { egress: { kind: 'proxy', url: 'proxy:3128', cidr: '10.0.0.0/28' } },
      'egress.url must be http or https, host and port',
    ],
    [
      'a zone that is no id',
      { dns: { kind: 'hub', zoneIds: { 'privatelink.azurecr.io': 'acr' } } },
      "dns.zoneIds['privatelink.azurecr.io'] must be the id",
    ],
    ['the name of a region for people', { location: 'West Europe' }, "location must be the region's short name"],
  ])('rejects %s', async (_, args, message) => {
    expect(await errorOf(() => new ExistingNetwork('network', { ...MINIMAL, ...args }))).toContain(message);
  });

  test('names all at once', async () => {
    const error = await errorOf(() => new ExistingNetwork('network', { ...MINIMAL, vnetId: 'x', cidr: 'y' }));
    expect(error).toMatch(/^ExistingNetwork network can't be used:\n- vnetId must be[\s\S]*\n- cidr 'y'/);
  });

  test('refuses an endpoint without a subnet for it', async () => {
    const error = await errorOf(() => addVault(new ExistingNetwork('network', { ...MINIMAL, subnetIds: {} })));
    expect(error).toBe("The network has no 'endpoints' subnet for 'vault'; add 'endpoints' to subnetIds");
  });
});
