import { ManagementLockByScope } from '@pulumi/azure-native/authorization/managementLockByScope.js';
import { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js';
import { Account } from '@pulumi/azure-native/cognitiveservices/account.js';
import { Deployment } from '@pulumi/azure-native/cognitiveservices/deployment.js';
import { RaiPolicy } from '@pulumi/azure-native/cognitiveservices/raiPolicy.js';
import { Secret } from '@pulumi/azure-native/keyvault/secret.js';
import { Vault } from '@pulumi/azure-native/keyvault/vault.js';
import { UserAssignedIdentity } from '@pulumi/azure-native/managedidentity/userAssignedIdentity.js';
import { DiagnosticSetting } from '@pulumi/azure-native/monitor/diagnosticSetting.js';
import { PrivateEndpoint } from '@pulumi/azure-native/network/privateEndpoint.js';
import { VirtualNetwork } from '@pulumi/azure-native/network/virtualNetwork.js';
import { Workspace } from '@pulumi/azure-native/operationalinsights/workspace.js';
import { ResourceGroup } from '@pulumi/azure-native/resources/resourceGroup.js';
import { BlobContainer } from '@pulumi/azure-native/storage/blobContainer.js';
import { StorageAccount } from '@pulumi/azure-native/storage/storageAccount.js';
import * as pulumi from '@pulumi/pulumi';
import { type Recording, type RecordOptions, record } from '../../../constructs/azure/recorder/index.ts';

export const OPTIONS = { project: 'llm', stack: 'test' } as const;

/** Never to be found in a recording, a template or a finding. */
export const CANARY = 'canary-7f3a91';

export function recordTest(program: Parameters<typeof record>[0], options: Partial<RecordOptions> = {}): Promise<Recording> {
  return record(program, { ...OPTIONS, ...options });
}

/** A small platform without a fault: secrets, protection, references between resources, flattened and renamed properties. */
export class Platform extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super('llm-infra-kit:test:Platform', name, {}, opts);
    const location = 'swedencentral';
    const tags = { owner: 'platform' };
    const group = new ResourceGroup(`${name}-data`, { location, tags }, { parent: this, protect: true, retainOnDelete: true });
    const common = { resourceGroupName: group.name, location, tags };
    const network = new VirtualNetwork(
      `${name}-network`,
      {
        ...common,
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [
          { name: 'endpoints', addressPrefix: '10.0.0.0/24', delegations: [{ name: 'app', serviceName: 'Microsoft.App/environments' }] },
        ],
      },
      { parent: this },
    );
    const identity = new UserAssignedIdentity(`${name}-identity`, common, { parent: this });
    const account = new StorageAccount(
      `${name}data`,
      {
        ...common,
        kind: 'StorageV2',
        sku: { name: 'Standard_ZRS' },
        identity: { type: 'UserAssigned', userAssignedIdentities: [identity.id] },
        enableHttpsTrafficOnly: true,
        networkRuleSet: { defaultAction: 'Deny', ipRules: [{ iPAddressOrRange: '203.0.113.0/24' }] },
      },
      { parent: this, protect: true, retainOnDelete: true, ignoreChanges: ['tags'], aliases: [{ name: `${name}-old` }] },
    );
    new BlobContainer(
      `${name}-raw`,
      { resourceGroupName: group.name, accountName: account.name, containerName: 'raw', publicAccess: 'None' },
      { parent: this },
    );
    const vault = new Vault(
      `${name}-vault`,
      {
        ...common,
        vaultName: `kv-${name}`,
        properties: {
          tenantId: identity.tenantId,
          sku: { family: 'A', name: 'standard' },
          enableRbacAuthorization: true,
          publicNetworkAccess: 'Disabled',
        },
      },
      { parent: this },
    );
    new Secret(
      `${name}-secret`,
      {
        resourceGroupName: group.name,
        vaultName: vault.name,
        secretName: 'provider-key',
        properties: { value: pulumi.secret(CANARY), attributes: { expires: 1_900_000_000 } },
      },
      { parent: this, dependsOn: [account] },
    );
    const models = new Account(
      `${name}-models`,
      {
        ...common,
        accountName: `ai-${name}`,
        kind: 'AIServices',
        sku: { name: 'S0' },
        properties: { customSubDomainName: `ai-${name}`, disableLocalAuth: true, publicNetworkAccess: 'Disabled' },
      },
      { parent: this },
    );
    const policy = new RaiPolicy(
      `${name}-policy`,
      {
        resourceGroupName: group.name,
        accountName: models.name,
        raiPolicyName: 'strict',
        properties: {
          mode: 'Blocking',
          basePolicyName: 'Microsoft.DefaultV2',
          contentFilters: [{ name: 'Hate', enabled: true, blocking: true, severityThreshold: 'Low', source: 'Prompt' }],
        },
      },
      { parent: this },
    );
    new Deployment(
      `${name}-chat`,
      {
        resourceGroupName: group.name,
        accountName: models.name,
        deploymentName: 'chat',
        sku: { name: 'Standard', capacity: 10 },
        properties: { model: { format: 'OpenAI', name: 'gpt-5.1', version: '2025-11-13' }, raiPolicyName: policy.name },
      },
      { parent: this },
    );
    new PrivateEndpoint(
      `${name}-endpoint`,
      {
        ...common,
        subnet: { id: network.subnets.apply((subnets) => subnets?.[0]?.id ?? '') },
        privateLinkServiceConnections: [{ name: 'vault', privateLinkServiceId: vault.id, groupIds: ['vault'] }],
      },
      { parent: this },
    );
    const workspace = new Workspace(`${name}-logs`, { ...common, sku: { name: 'PerGB2018' }, retentionInDays: 30 }, { parent: this });
    new DiagnosticSetting(
      `${name}-diagnostics`,
      { name: 'audit', resourceUri: vault.id, workspaceId: workspace.id, logs: [{ categoryGroup: 'audit', enabled: true }] },
      { parent: this },
    );
    new RoleAssignment(
      `${name}-reader`,
      {
        scope: account.id,
        principalId: identity.principalId,
        principalType: 'ServicePrincipal',
        roleAssignmentName: '2f1c7f0a-9d53-5b1c-8a57-0a1b2c3d4e5f',
        roleDefinitionId: '/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
      },
      { parent: this },
    );
    new ManagementLockByScope(`${name}-lock`, { scope: group.id, lockName: 'keep', level: 'CanNotDelete' }, { parent: this });
    this.registerOutputs({ endpoint: models.properties.endpoint });
  }
}
