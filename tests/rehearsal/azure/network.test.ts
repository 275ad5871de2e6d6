import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changed, examplePlatform } from './files.ts';
import { createdTooEarly, deletedTooEarly } from './order.ts';
import { PlatformRehearsal } from './platform-rehearsal.ts';
import { idsByUrn } from './state.ts';

const CENTRAL = '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/central';
const VNET = `${CENTRAL}/providers/Microsoft.Network/virtualNetworks/org-vnet`;
const WORKSPACE = `${CENTRAL}/providers/Microsoft.OperationalInsights/workspaces/central`;
const VAULT = `${CENTRAL}/providers/Microsoft.KeyVault/vaults/org-vault`;

describe('A network of the platform’s own, with a registry', () => {
  let platform: PlatformRehearsal;
  beforeAll(async () => {
    const text = changed(examplePlatform('support-assistant'), {
      'azure: { location: swedencentral }': 'azure: { location: swedencentral, registry: { kind: new } }',
      '  dev: { profile: dev }':
        '  trial:\n    profile: ephemeral\n    data: { auditLock: { kind: none } }\n    network: { kind: new, egress: { kind: nat } }',
    });
    platform = await PlatformRehearsal.open(text, 'trial');
  });
  afterAll(() => platform.close());

  test('is made in order, and a second up changes nothing', async () => {
    const { rehearsal } = platform;
    await rehearsal.up();
    expect(createdTooEarly(await rehearsal.resources(), rehearsal.cloud.requests)).toEqual([]);
    expect(rehearsal.cloud.ofType('azure-native:network:NatGateway')).toHaveLength(1);
    expect(rehearsal.cloud.ofType('azure-native:containerregistry:Registry')).toHaveLength(1);
    expect(Object.keys(await rehearsal.up())).toEqual(['same']);
  });

  test('gets a firewall for its NAT gateway without another subnet, endpoint or zone', async () => {
    const { rehearsal } = platform;
    const before = idsByUrn(await rehearsal.resources());
    platform.edit({ 'egress: { kind: nat }': 'egress: { kind: firewall, allowedDomains: [api.openai.com] }' });
    const changes = await rehearsal.up();
    expect(changes).not.toHaveProperty('replace');
    const after = idsByUrn(await rehearsal.resources());
    const gone = Object.keys(before).filter((urn) => after[urn] !== before[urn]);
    expect(gone.map((urn) => urn.split('::').at(-1))).toEqual(expect.arrayContaining(['platform-network-nat']));
    expect(gone.filter((urn) => !urn.includes('NatGateway'))).toEqual([]);
    expect(rehearsal.cloud.ofType('azure-native:network:AzureFirewall')).toHaveLength(1);
  });

  test('is destroyed in order, and nothing is left', async () => {
    const { rehearsal } = platform;
    const [resources, begun] = [await rehearsal.resources(), rehearsal.cloud.requests.length];
    await rehearsal.destroy();
    expect(deletedTooEarly(resources, rehearsal.cloud.requests.slice(begun))).toEqual([]);
    expect(rehearsal.cloud.requests.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
    expect(rehearsal.cloud.all).toEqual([]);
  });
});

describe('A landing zone of somebody else’s', () => {
  let platform: PlatformRehearsal;
  beforeAll(async () => {
    const given = `logWorkspace: { id: ${WORKSPACE} }, keyVault: { id: ${VAULT} }, resourceGroups: { data: org-data, run: org-run }`;
    const network = `{ kind: existing, azure: { vnetId: ${VNET}, vnetCidr: 10.0.0.0/16, subnetIds: { endpoints: ${VNET}/subnets/endpoints } } }`;
    const text = changed(examplePlatform('support-assistant'), {
      '{ aws: claude-sonnet-5.5, azure: gpt-5.1 }': 'gpt-5.1',
      '{ aws: titan-embed-v2, azure: text-embedding-3-large }': 'text-embedding-3-large',
      '  aws: { region: eu-central-1 }\n': '',
      'clouds: { aws: { account: "111122223333" }, azure': 'clouds: { azure',
      '  dev: { profile: dev }': `  dev:\n    profile: dev\n    clouds: { azure: { ${given} } }\n    network: ${network}`,
    });
    platform = await PlatformRehearsal.open(text, 'dev');
    const { subscriptionId } = platform.rehearsal.cloud;
    const groups = ['central', 'org-data', 'org-run'].map((group) => `/subscriptions/${subscriptionId}/resourceGroups/${group}`);
    platform.rehearsal.cloud.give(...groups, VNET, `${VNET}/subnets/endpoints`, WORKSPACE, VAULT);
  });
  afterAll(() => platform.close());

  test('takes the platform, which makes nothing of what is there and touches none of it', async () => {
    const { rehearsal } = platform;
    await rehearsal.up();
    expect(Object.keys(await rehearsal.up())).toEqual(['same']);
    for (const type of [
      'resources:ResourceGroup',
      'keyvault:Vault',
      'operationalinsights:Workspace',
      'network:VirtualNetwork',
      'network:Subnet',
    ])
      expect(rehearsal.cloud.ofType(`azure-native:${type}`)).toEqual([]);
    expect(rehearsal.cloud.ofType('azure-native:network:PrivateEndpoint').length).toBeGreaterThan(2);
    await rehearsal.destroy();
    expect([...new Set(rehearsal.cloud.all.map(({ type }) => type.split(':')[1]))].sort()).toEqual(['keyvault', 'storage']);
  });
});
