import { PrivateRecordSet } from '@pulumi/azure-native/privatedns/privateRecordSet.js';
import { Provider } from '@pulumi/azure-native/provider.js';
import { ResourceGroup } from '@pulumi/azure-native/resources/resourceGroup.js';
import { FileShare } from '@pulumi/azure-native/storage/fileShare.js';
import { StorageAccount } from '@pulumi/azure-native/storage/storageAccount.js';
import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import { type ArmTemplate, armTemplate, renderArmTemplate } from '../../../constructs/azure/arm/index.ts';
import { CANARY, Platform, recordTest } from '../recorder/programs.ts';

const templateOf = async (program: Parameters<typeof recordTest>[0], preview = false) =>
  armTemplate(await recordTest(program, { preview }));
const platform = () => void new Platform('a');

function only({ resources }: ArmTemplate, type: string) {
  const [resource, ...others] = resources.filter((candidate) => candidate.type === type);
  if (!resource || others.length > 0) throw new Error(`${others.length + 1} resources of type ${type}`);
  return resource;
}

test('reads as ARM does', async () => {
  const { resources, ...around } = await templateOf(platform);
  const shown = ['Microsoft.Resources/resourceGroups', 'Microsoft.Storage/storageAccounts', 'Microsoft.KeyVault/vaults/secrets'];
  expect({ ...around, resources: resources.filter(({ type }) => shown.includes(type)) }).toMatchSnapshot();
});

test('says that it cannot be deployed', async () => {
  const { metadata } = await templateOf(platform);
  expect(metadata).toMatchObject({ project: 'llm', stack: 'test' });
  expect(metadata.description).toContain('It cannot be deployed as it is');
});

describe('a resource', () => {
  test('has its properties where ARM has them, by the names of ARM', async () => {
    const { resources } = await recordTest(platform);
    const template = armTemplate(await recordTest(platform));
    const identity = resources.find(({ type }) => type === 'azure-native:managedidentity:UserAssignedIdentity')?.id ?? '';
    expect(only(template, 'Microsoft.Storage/storageAccounts')).toMatchObject({
      apiVersion: '2024-01-01',
      location: 'swedencentral',
      kind: 'StorageV2',
      sku: { name: 'Standard_ZRS' },
      identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } },
      properties: {
        supportsHttpsTrafficOnly: true,
        networkAcls: { defaultAction: 'Deny', ipRules: [{ value: '203.0.113.0/24' }] },
      },
    });
  });

  test('has the properties of inner resources one level down as well', async () => {
    expect(only(await templateOf(platform), 'Microsoft.Network/virtualNetworks').properties).toMatchObject({
      subnets: [
        {
          name: 'endpoints',
          properties: {
            addressPrefix: '10.0.0.0/24',
            delegations: [{ name: 'app', properties: { serviceName: 'Microsoft.App/environments' } }],
          },
        },
      ],
    });
  });

  test('is named with the resources that hold it, and stands in its resource group', async () => {
    const template = await templateOf(platform);
    const { name } = only(template, 'Microsoft.Storage/storageAccounts');
    const container = only(template, 'Microsoft.Storage/storageAccounts/blobServices/containers');
    expect(container).toMatchObject({
      name: `${name}/default/raw`,
      resourceGroup: only(template, 'Microsoft.Resources/resourceGroups').name,
    });
    expect(container.properties).toEqual({ publicAccess: 'None' });
  });

  test('has the resource it is attached to as its scope', async () => {
    const lock = only(await templateOf(platform), 'Microsoft.Authorization/locks');
    expect(lock).toMatchObject({
      name: 'keep',
      scope: expect.stringMatching(/^\/subscriptions\/.*\/resourceGroups\/a-data/),
      properties: { level: 'CanNotDelete' },
    });
    expect(lock).not.toHaveProperty('resourceGroup');
  });

  test('says what Pulumi knows besides', async () => {
    const { pulumi: known } = only(await templateOf(platform), 'Microsoft.Storage/storageAccounts');
    expect(known).toEqual({
      urn: 'urn:pulumi:test::llm::llm-infra-kit:test:Platform$azure-native:storage:StorageAccount::adata',
      type: 'azure-native:storage:StorageAccount',
      autoNamed: true,
      protect: true,
      retainOnDelete: true,
      ignoreChanges: ['tags'],
      aliases: [{ name: 'a-old', parent: 'urn:pulumi:test::llm::llm-infra-kit:test:Platform::a' }],
    });
  });

  test('depends on resources that are in the template', async () => {
    const { resources } = await templateOf(platform);
    const urns = resources.map((resource) => resource.pulumi.urn);
    expect(resources.flatMap(({ dependsOn }) => dependsOn).filter((urn) => !urns.includes(urn))).toEqual([]);
    expect(resources.find(({ type }) => type === 'Microsoft.KeyVault/vaults/secrets')?.dependsOn).toHaveLength(3);
  });
});

test('shows no secret', async () => {
  const template = await templateOf(() => {
    new Platform('a');
    return { key: pulumi.secret(CANARY) };
  });
  expect(only(template, 'Microsoft.KeyVault/vaults/secrets').properties).toMatchObject({
    value: { $secret: 'string' },
    attributes: { exp: 1_900_000_000 },
  });
  expect(renderArmTemplate(template)).not.toContain(CANARY);
});

test('marks what a preview does not know', async () => {
  const template = await templateOf(platform, true);
  expect(template.metadata.preview).toBe(true);
  expect(only(template, 'Microsoft.Authorization/roleAssignments')).toMatchObject({ scope: { $unknown: true } });
  expect(only(template, 'Microsoft.Storage/storageAccounts').identity).toEqual({
    type: 'UserAssigned',
    userAssignedIdentities: { '{"$unknown":true}': {} },
  });
});

test('has neither components nor providers nor what is only read', async () => {
  const { resources } = await templateOf(() => {
    new Provider('hub', { subscriptionId: '1' });
    ResourceGroup.get('hub', '/subscriptions/1/resourceGroups/hub');
    new pulumi.ComponentResource('kit:x:X', 'x');
  });
  expect(resources).toEqual([]);
});

test('gives the same bytes in whatever order the program registers', async () => {
  const forwards = await templateOf(() => void [new Platform('a'), new Platform('b')]);
  const backwards = await templateOf(() => void [new Platform('b'), new Platform('a')]);
  expect(renderArmTemplate(backwards)).toBe(renderArmTemplate(forwards));
});

test('refuses types that the table does not have, naming the table', async () => {
  class Password extends pulumi.CustomResource {}
  const program = () => {
    const account = new StorageAccount('files', { resourceGroupName: 'group', kind: 'StorageV2', sku: { name: 'Standard_ZRS' } });
    new FileShare('share', { resourceGroupName: 'group', accountName: account.name });
    new Password('random:index:Password', 'password');
  };
  await expect(templateOf(program)).rejects.toThrow(
    'no ARM type is known for azure-native:storage:FileShare, random:index:Password; ' +
      'add a row to the table ARM_TYPES in constructs/azure/arm/types.ts and its schema by .ci/prune-arm-types.ts',
  );
});

test('a record of a private zone is of the type that its kind says', async () => {
  const { resources } = await templateOf(() => {
    const zone = { resourceGroupName: 'llm', privateZoneName: 'example.com' };
    new PrivateRecordSet('a', { ...zone, recordType: 'A', relativeRecordSetName: '*', ttl: 60, aRecords: [{ ipv4Address: '10.0.0.4' }] });
    new PrivateRecordSet('txt', { ...zone, recordType: 'TXT', relativeRecordSetName: '@', ttl: 60, txtRecords: [{ value: ['x'] }] });
  });
  expect(resources.map(({ type, name }) => `${type} ${name}`)).toEqual([
    'Microsoft.Network/privateDnsZones/A example.com/*',
    'Microsoft.Network/privateDnsZones/TXT example.com/@',
  ]);
  expect(resources[0]?.properties).toEqual({ ttl: 60, aRecords: [{ ipv4Address: '10.0.0.4' }] });
});
