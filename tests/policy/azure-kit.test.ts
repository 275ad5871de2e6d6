import { Account } from '@pulumi/azure-native/cognitiveservices/account.js';
import { Deployment } from '@pulumi/azure-native/cognitiveservices/deployment.js';
import { PrivateEndpoint } from '@pulumi/azure-native/network/privateEndpoint.js';
import { ResourceGroup } from '@pulumi/azure-native/resources/resourceGroup.js';
import { StorageAccount } from '@pulumi/azure-native/storage/storageAccount.js';
import { describe, expect, test } from 'vitest';
import { record } from '../../constructs/azure/recorder/index.ts';
import { policyContext } from '../../constructs/plan/index.ts';
import { checkRegistrations } from '../../constructs/policy/index.ts';
import { recordingOf, specOf } from '../azure/support/platforms.ts';
import { AZURE_DEV } from './registrations.ts';

const FIREWALL = { network: { egress: { kind: 'firewall', allowedDomains: ['api.example.com'] } } };

describe('The platform on Azure', () => {
  test.each([
    ['ephemeral', {}],
    ['dev', {}],
    ['prod', {}],
    ['dev', { network: { kind: 'new' } }],
    ['prod', FIREWALL],
  ] as const)('follows every rule: %s %j', async (environment, patch) => {
    const { resources } = await recordingOf(patch, environment);
    expect(checkRegistrations(resources, policyContext(specOf(patch, environment), 'azure'))).toEqual([]);
  });

  test('breaks a rule for each companion that is taken away', async () => {
    const { resources } = await recordingOf({}, 'prod');
    const context = policyContext(specOf({}, 'prod'), 'azure');
    const without = (className: string) =>
      new Set(
        checkRegistrations(
          resources.filter(({ type }) => type !== `azure-native:${className}`),
          context,
        ).map(({ rule }) => rule),
      );
    expect([...without('network:PrivateEndpoint')]).toEqual(['DAT-07', 'INF-04', 'SEC-04']);
    expect([...without('monitor:DiagnosticSetting')]).toEqual(['DAT-05', 'GOV-01', 'MON-05', 'SEC-05']);
    expect([...without('network:PrivateDnsZoneGroup')]).toEqual(['NET-03']);
    expect([...without('privatedns:VirtualNetworkLink')]).toEqual(['NET-03']);
    expect([...without('network:FlowLog')]).toEqual(['NET-01']);
    expect([...without('storage:BlobServiceProperties')]).toEqual(['DAT-04']);
    expect([...without('storage:ManagementPolicy')]).toEqual(['DAT-06']);
  });
});

/** A program as people write it who have not read the rules. */
function naive(): void {
  const group = new ResourceGroup('app');
  const { name: resourceGroupName } = group;
  new StorageAccount('data', { resourceGroupName, kind: 'StorageV2', sku: { name: 'Standard_LRS' } });
  const account = new Account('ai', { resourceGroupName, kind: 'OpenAI', sku: { name: 'S0' }, properties: {} });
  new Deployment('chat', {
    resourceGroupName,
    accountName: account.name,
    sku: { name: 'GlobalStandard', capacity: 10 },
    properties: { model: { format: 'OpenAI', name: 'gpt-5.1' } },
  });
}

describe('A program that knows nothing of the kit', () => {
  test.each([false, true])('is judged by every rule about what it registers, in a preview: %s', async (preview) => {
    const { resources } = await record(naive, { project: 'app', stack: 'dev', preview });
    const rules = new Set(checkRegistrations(resources, AZURE_DEV).map(({ rule }) => rule));
    expect([...rules]).toEqual([
      ...['DAT-01', 'DAT-02', 'DAT-04', 'DAT-05', 'DAT-06', 'DAT-07', 'GOV-01', 'GOV-04', 'INF-03', 'INF-05', 'INF-06', 'INF-14', 'INF-18'],
      ...['MON-05', 'REL-01'],
    ]);
  });

  test('is told apart by what belongs to whom, though a preview knows no id', async () => {
    const closed = () => {
      const { name: resourceGroupName } = new ResourceGroup('app');
      const account = new Account('ai', { resourceGroupName, kind: 'OpenAI', properties: { publicNetworkAccess: 'Disabled' } });
      const other = new Account('other', { resourceGroupName, kind: 'OpenAI', properties: { publicNetworkAccess: 'Disabled' } });
      new PrivateEndpoint('to-ai', {
        resourceGroupName,
        privateLinkServiceConnections: [{ name: 'ai', groupIds: ['account'], privateLinkServiceId: account.id }],
      });
      return { other: other.id };
    };
    const { resources } = await record(closed, { project: 'app', stack: 'dev', preview: true });
    const found = checkRegistrations(resources, { ...AZURE_DEV, private: true }).filter(({ rule }) => rule === 'INF-04');
    expect(found.map(({ logicalId, got }) => [logicalId, got])).toEqual([['other', 'no private endpoint']]);
  });
});
