import { describe, expect, test } from 'vitest';
import { privateDnsZoneNames } from '../../../constructs/azure/network/index.ts';
import { recordPlatform } from '../../../constructs/azure/platform/synthesize.ts';
import { parsePlatformSpec } from '../../../constructs/spec/parse.ts';
import { examplesOn } from '../../examples/example-files.ts';
import { customResources, givenId, LOCATION, ofClass, recordingOf } from '../support/platforms.ts';

const azure = (given: object) => ({ clouds: { azure: given } });

test('Given resource groups are used and not made', async () => {
  const recording = await recordingOf(azure({ resourceGroups: { data: 'org-data', run: 'org-run' } }), 'prod');
  expect(ofClass(recording, 'resources:ResourceGroup')).toEqual([]);
  const groups = customResources(recording).flatMap(({ inputs }) => (inputs.resourceGroupName ? [inputs.resourceGroupName] : []));
  expect(new Set(groups)).toEqual(new Set(['org-data', 'org-run', 'NetworkWatcherRG']));
});

test('One given group leaves the other to be made', async () => {
  const recording = await recordingOf(azure({ resourceGroups: { run: 'org-run' } }));
  expect(ofClass(recording, 'resources:ResourceGroup').map(({ inputs }) => inputs.resourceGroupName)).toEqual([
    'support-assistant-dev-data',
  ]);
});

test('A given log workspace takes all diagnostics, and none is made', async () => {
  const id = givenId('Microsoft.OperationalInsights/workspaces', 'central');
  const recording = await recordingOf(azure({ logWorkspace: { id } }));
  expect(ofClass(recording, 'operationalinsights:Workspace')).toEqual([]);
  const settings = ofClass(recording, 'monitor:DiagnosticSetting');
  expect(settings.length).toBeGreaterThan(6);
  expect(new Set(settings.map(({ inputs }) => inputs.workspaceId))).toEqual(new Set([id]));
});

test('A given account takes the flow logs, and its role with them', async () => {
  const id = givenId('Microsoft.Storage/storageAccounts', 'centrallogs');
  const recording = await recordingOf(azure({ flowLogStorage: { id } }), 'prod');
  expect(ofClass(recording, 'network:FlowLog')[0]?.inputs.storageId).toBe(id);
  expect(ofClass(recording, 'authorization:RoleAssignment').map(({ inputs }) => inputs.scope)).toEqual([id]);
});

describe('A given vault', () => {
  const keyVault = { id: givenId('Microsoft.KeyVault/vaults', 'org-vault') };

  test('takes the credentials, and none is made; its endpoint and diagnostics are its owner’s', async () => {
    const recording = await recordingOf(azure({ keyVault }), 'prod');
    expect(ofClass(recording, 'keyvault:Vault')).toEqual([]);
    expect(ofClass(recording, 'keyvault:Secret').map(({ inputs }) => [inputs.resourceGroupName, inputs.vaultName])).toEqual([
      ['central', 'org-vault'],
      ['central', 'org-vault'],
    ]);
    const touching = customResources(recording).filter(({ name }) => /-vault$/.test(name));
    expect(touching).toEqual([]);
  });

  test('may hold a credential that is there already: it is told and not made', async () => {
    const existing = { azure: 'https://org-vault.vault.azure.net/secrets/openai' };
    const recording = await recordingOf({ ...azure({ keyVault }), secrets: { 'openai-key': { existing, maxAgeDays: null } } });
    expect(ofClass(recording, 'keyvault:Secret').map(({ name }) => name)).toEqual(['platform-secret-wandb-key']);
    expect(recording.outputs.platform).toMatchObject({ secrets: { 'openai-key': { kind: 'key-vault-secret', uri: existing.azure } } });
  });
});

test('A given registry is not made, reached or watched', async () => {
  const registry = {
    kind: 'existing',
    id: givenId('Microsoft.ContainerRegistry/registries', 'orgimages'),
    loginServer: 'orgimages.azurecr.io',
  };
  const recording = await recordingOf({ clouds: { azure: { registry } } }, 'prod');
  expect(ofClass(recording, 'containerregistry:Registry')).toEqual([]);
  expect(customResources(recording).filter(({ name }) => name.endsWith('registry'))).toEqual([]);
});

describe('A given network', () => {
  const vnetId = givenId('Microsoft.Network/virtualNetworks', 'org-vnet');
  const given = (dns?: object) => ({
    network: {
      kind: 'existing',
      azure: { vnetId, vnetCidr: '10.80.0.0/20', subnetIds: { endpoints: `${vnetId}/subnets/endpoints` }, ...(dns ? { dns } : {}) },
    },
  });

  test('gets endpoints in its subnet and zones of the platform’s own, and nothing else', async () => {
    const recording = await recordingOf(given(), 'prod');
    expect(ofClass(recording, 'network:VirtualNetwork')).toEqual([]);
    expect(ofClass(recording, 'network:FlowLog')).toEqual([]);
    const endpoints = ofClass(recording, 'network:PrivateEndpoint');
    expect(endpoints).toHaveLength(5);
    for (const { inputs } of endpoints) expect(inputs.subnet).toMatchObject({ id: `${vnetId}/subnets/endpoints` });
    expect(ofClass(recording, 'privatedns:PrivateZone')).toHaveLength(6);
  });

  test('with zones of a hub registers its endpoints there', async () => {
    const names = (['account', 'blob', 'registry', 'vault'] as const).flatMap((groupId) => privateDnsZoneNames(groupId, LOCATION));
    const zoneIds = Object.fromEntries(names.map((name) => [name, givenId('Microsoft.Network/privateDnsZones', name, 'hub')]));
    const recording = await recordingOf(given({ kind: 'hub', zoneIds }), 'prod');
    expect(ofClass(recording, 'privatedns:PrivateZone')).toEqual([]);
    expect(ofClass(recording, 'network:PrivateDnsZoneGroup')).toHaveLength(5);
  });

  test('whose policy makes the zones gets endpoints alone', async () => {
    const recording = await recordingOf(given({ kind: 'policy' }), 'prod');
    expect(ofClass(recording, 'network:PrivateDnsZoneGroup')).toEqual([]);
    expect(ofClass(recording, 'network:PrivateEndpoint')).toHaveLength(5);
  });
});

describe.each(examplesOn('azure').filter(({ name }) => name === 'existing-landing-zone'))('examples/$name in $environment', (example) => {
  const spec = parsePlatformSpec(example.text, { environment: example.environment });
  const given = spec.clouds.azure;
  const recording = recordPlatform(spec);

  test('makes nothing that the landing zone has: groups, workspace, vault, network, DNS zones', async () => {
    const made = new Set(customResources(await recording).map(({ type }) => type.replace('azure-native:', '')));
    const there = [
      'resources:ResourceGroup',
      'operationalinsights:Workspace',
      'keyvault:Vault',
      'network:VirtualNetwork',
      'network:Subnet',
    ];
    expect([...there, 'privatedns:PrivateZone', 'privatedns:VirtualNetworkLink'].filter((className) => made.has(className))).toEqual([]);
    expect(made).toContain('network:PrivateEndpoint');
    expect(made).toContain('monitor:DiagnosticSetting');
  });

  test('lies in the given groups, and in one provider, that of the subscription', async () => {
    const resources = customResources(await recording);
    const groups = new Set(resources.flatMap(({ inputs }) => (inputs.resourceGroupName ? [inputs.resourceGroupName] : [])));
    expect(groups).toEqual(new Set([given?.resourceGroups.data, given?.resourceGroups.run, 'rg-security']));
    const provider = (await recording).resources.find(({ type }) => type === 'pulumi:providers:azure-native');
    expect(provider?.inputs.subscriptionId).toBe(given?.subscription);
    expect(new Set(resources.map((resource) => resource.provider))).toEqual(new Set([provider?.urn]));
  });

  test('carries the mandatory tags on everything that takes tags', async () => {
    const tags = customResources(await recording).flatMap(({ inputs }) => (inputs.tags ? [inputs.tags] : []));
    expect(tags.length).toBeGreaterThan(10);
    for (const each of tags)
      expect(each).toMatchObject({
        'org:owner': 'claims',
        'org:cost-center': '0815',
        'org:data-class': 'confidential',
        'org:landing-zone': 'workloads',
      });
  });
});
