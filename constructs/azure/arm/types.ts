import type { ArmType } from './arm-type.ts';

const BESIDE = ['location', 'tags'];

/**
 * The ARM types of the azure-native 3.28 classes that the kit uses, by type token. It is not in the npm package, hence reviewed by hand:
 * tests/azure/arm/types.test.ts holds versions and arguments against the classes, and each argument against the published ARM schema.
 */
export const ARM_TYPES = {
  'azure-native:resources:ResourceGroup': {
    type: 'Microsoft.Resources/resourceGroups',
    apiVersion: '2024-03-01',
    scope: 'subscription',
    names: ['resourceGroupName'],
    beside: [...BESIDE, 'managedBy'],
  },
  'azure-native:network:VirtualNetwork': {
    type: 'Microsoft.Network/virtualNetworks',
    apiVersion: '2024-05-01',
    scope: 'resource-group',
    names: ['virtualNetworkName'],
    beside: [...BESIDE, 'extendedLocation'],
    inner: ['subnets', 'subnets.delegations', 'subnets.applicationGatewayIPConfigurations', 'virtualNetworkPeerings'],
  },
  'azure-native:network:Subnet': {
    type: 'Microsoft.Network/virtualNetworks/subnets',
    apiVersion: '2024-05-01',
    scope: 'resource-group',
    names: ['virtualNetworkName', 'subnetName'],
    beside: [],
    inner: ['delegations', 'applicationGatewayIPConfigurations'],
  },
  'azure-native:network:NetworkSecurityGroup': {
    type: 'Microsoft.Network/networkSecurityGroups',
    apiVersion: '2024-05-01',
    scope: 'resource-group',
    names: ['networkSecurityGroupName'],
    beside: BESIDE,
    inner: ['securityRules'],
  },
  'azure-native:network:SecurityRule': {
    type: 'Microsoft.Network/networkSecurityGroups/securityRules',
    apiVersion: '2024-05-01',
    scope: 'resource-group',
    names: ['networkSecurityGroupName', 'securityRuleName'],
    beside: [],
  },
  'azure-native:network:PrivateEndpoint': {
    type: 'Microsoft.Network/privateEndpoints',
    apiVersion: '2024-05-01',
    scope: 'resource-group',
    names: ['privateEndpointName'],
    beside: [...BESIDE, 'extendedLocation'],
    // The class adds defaults of a subnet to the reference to one.
    inner: ['privateLinkServiceConnections', 'manualPrivateLinkServiceConnections', 'ipConfigurations', 'subnet'],
  },
  'azure-native:network:PrivateDnsZoneGroup': {
    type: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
    apiVersion: '2024-05-01',
    scope: 'resource-group',
    names: ['privateEndpointName', 'privateDnsZoneGroupName'],
    beside: [],
    inner: ['privateDnsZoneConfigs'],
  },
  'azure-native:network:RouteTable': {
    type: 'Microsoft.Network/routeTables',
    apiVersion: '2024-05-01',
    scope: 'resource-group',
    names: ['routeTableName'],
    beside: BESIDE,
    inner: ['routes'],
  },
  'azure-native:network:NatGateway': {
    type: 'Microsoft.Network/natGateways',
    apiVersion: '2024-05-01',
    scope: 'resource-group',
    names: ['natGatewayName'],
    beside: [...BESIDE, 'sku', 'zones'],
  },
  'azure-native:network:PublicIPAddress': {
    type: 'Microsoft.Network/publicIPAddresses',
    apiVersion: '2024-05-01',
    scope: 'resource-group',
    names: ['publicIpAddressName'],
    beside: [...BESIDE, 'sku', 'zones', 'extendedLocation'],
  },
  'azure-native:network:AzureFirewall': {
    type: 'Microsoft.Network/azureFirewalls',
    apiVersion: '2024-05-01',
    scope: 'resource-group',
    names: ['azureFirewallName'],
    // Its sku stands below properties.
    beside: [...BESIDE, 'zones'],
    inner: ['ipConfigurations', 'managementIpConfiguration', 'applicationRuleCollections', 'natRuleCollections', 'networkRuleCollections'],
  },
  'azure-native:network:FirewallPolicy': {
    type: 'Microsoft.Network/firewallPolicies',
    apiVersion: '2024-05-01',
    scope: 'resource-group',
    names: ['firewallPolicyName'],
    // Its sku stands below properties.
    beside: [...BESIDE, 'identity'],
  },
  'azure-native:network:FirewallPolicyRuleCollectionGroup': {
    type: 'Microsoft.Network/firewallPolicies/ruleCollectionGroups',
    apiVersion: '2024-05-01',
    scope: 'resource-group',
    names: ['firewallPolicyName', 'ruleCollectionGroupName'],
    beside: [],
  },
  'azure-native:network:FlowLog': {
    type: 'Microsoft.Network/networkWatchers/flowLogs',
    apiVersion: '2024-05-01',
    scope: 'resource-group',
    names: ['networkWatcherName', 'flowLogName'],
    beside: [...BESIDE, 'identity'],
  },
  'azure-native:privatedns:PrivateZone': {
    type: 'Microsoft.Network/privateDnsZones',
    apiVersion: '2024-06-01',
    scope: 'resource-group',
    names: ['privateZoneName'],
    beside: BESIDE,
  },
  'azure-native:privatedns:VirtualNetworkLink': {
    type: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
    apiVersion: '2024-06-01',
    scope: 'resource-group',
    names: ['privateZoneName', 'virtualNetworkLinkName'],
    beside: BESIDE,
  },
  'azure-native:storage:StorageAccount': {
    type: 'Microsoft.Storage/storageAccounts',
    apiVersion: '2024-01-01',
    scope: 'resource-group',
    names: ['accountName'],
    beside: [...BESIDE, 'sku', 'kind', 'identity', 'extendedLocation'],
    renames: {
      networkRuleSet: 'networkAcls',
      'networkRuleSet.ipRules.iPAddressOrRange': 'value',
      'networkRuleSet.virtualNetworkRules.virtualNetworkResourceId': 'id',
      enableHttpsTrafficOnly: 'supportsHttpsTrafficOnly',
      enableNfsV3: 'isNfsV3Enabled',
      'encryption.encryptionIdentity': 'identity',
      'encryption.encryptionIdentity.encryptionUserAssignedIdentity': 'userAssignedIdentity',
      'encryption.encryptionIdentity.encryptionFederatedIdentityClientId': 'federatedIdentityClientId',
      'encryption.keyVaultProperties': 'keyvaultproperties',
      'encryption.keyVaultProperties.keyName': 'keyname',
      'encryption.keyVaultProperties.keyVersion': 'keyversion',
      'encryption.keyVaultProperties.keyVaultUri': 'keyvaulturi',
    },
  },
  'azure-native:storage:BlobServiceProperties': {
    type: 'Microsoft.Storage/storageAccounts/blobServices',
    apiVersion: '2024-01-01',
    scope: 'resource-group',
    names: ['accountName', 'blobServicesName'],
    beside: [],
  },
  'azure-native:storage:BlobContainer': {
    type: 'Microsoft.Storage/storageAccounts/blobServices/containers',
    apiVersion: '2024-01-01',
    scope: 'resource-group',
    names: ['accountName', '=default', 'containerName'],
    beside: [],
  },
  'azure-native:storage:BlobContainerImmutabilityPolicy': {
    type: 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies',
    apiVersion: '2024-01-01',
    scope: 'resource-group',
    names: ['accountName', '=default', 'containerName', 'immutabilityPolicyName'],
    beside: [],
  },
  'azure-native:storage:ManagementPolicy': {
    type: 'Microsoft.Storage/storageAccounts/managementPolicies',
    apiVersion: '2024-01-01',
    scope: 'resource-group',
    names: ['accountName', 'managementPolicyName'],
    beside: [],
  },
  'azure-native:keyvault:Vault': {
    type: 'Microsoft.KeyVault/vaults',
    apiVersion: '2024-11-01',
    scope: 'resource-group',
    names: ['vaultName'],
  },
  'azure-native:keyvault:Secret': {
    type: 'Microsoft.KeyVault/vaults/secrets',
    apiVersion: '2024-11-01',
    scope: 'resource-group',
    names: ['vaultName', 'secretName'],
    renames: { 'properties.attributes.expires': 'exp', 'properties.attributes.notBefore': 'nbf' },
  },
  'azure-native:keyvault:Key': {
    type: 'Microsoft.KeyVault/vaults/keys',
    apiVersion: '2024-11-01',
    scope: 'resource-group',
    names: ['vaultName', 'keyName'],
    renames: {
      'properties.attributes.expires': 'exp',
      'properties.attributes.notBefore': 'nbf',
      'properties.releasePolicy': 'release_policy',
    },
  },
  'azure-native:managedidentity:UserAssignedIdentity': {
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    apiVersion: '2023-01-31',
    scope: 'resource-group',
    names: ['resourceName'],
    beside: BESIDE,
  },
  'azure-native:authorization:RoleAssignment': {
    type: 'Microsoft.Authorization/roleAssignments',
    apiVersion: '2022-04-01',
    scope: { argument: 'scope' },
    names: ['roleAssignmentName'],
    beside: [],
  },
  'azure-native:authorization:ManagementLockByScope': {
    type: 'Microsoft.Authorization/locks',
    apiVersion: '2020-05-01',
    scope: { argument: 'scope' },
    names: ['lockName'],
    beside: [],
  },
  'azure-native:operationalinsights:Workspace': {
    type: 'Microsoft.OperationalInsights/workspaces',
    apiVersion: '2023-09-01',
    scope: 'resource-group',
    names: ['workspaceName'],
    // Its sku stands below properties.
    beside: [...BESIDE, 'identity'],
  },
  'azure-native:monitor:DiagnosticSetting': {
    type: 'Microsoft.Insights/diagnosticSettings',
    apiVersion: '2021-05-01-preview',
    scope: { argument: 'resourceUri' },
    names: ['name'],
    beside: [],
  },
  'azure-native:cognitiveservices:Account': {
    type: 'Microsoft.CognitiveServices/accounts',
    apiVersion: '2025-06-01',
    scope: 'resource-group',
    names: ['accountName'],
  },
  'azure-native:cognitiveservices:Deployment': {
    type: 'Microsoft.CognitiveServices/accounts/deployments',
    apiVersion: '2025-06-01',
    scope: 'resource-group',
    names: ['accountName', 'deploymentName'],
  },
  'azure-native:cognitiveservices:RaiPolicy': {
    type: 'Microsoft.CognitiveServices/accounts/raiPolicies',
    apiVersion: '2025-06-01',
    scope: 'resource-group',
    names: ['accountName', 'raiPolicyName'],
  },
  'azure-native:cognitiveservices:RaiBlocklist': {
    type: 'Microsoft.CognitiveServices/accounts/raiBlocklists',
    apiVersion: '2025-06-01',
    scope: 'resource-group',
    names: ['accountName', 'raiBlocklistName'],
  },
  'azure-native:cognitiveservices:RaiBlocklistItem': {
    type: 'Microsoft.CognitiveServices/accounts/raiBlocklists/raiBlocklistItems',
    apiVersion: '2025-06-01',
    scope: 'resource-group',
    names: ['accountName', 'raiBlocklistName', 'raiBlocklistItemName'],
  },
  'azure-native:containerregistry:Registry': {
    type: 'Microsoft.ContainerRegistry/registries',
    apiVersion: '2023-01-01-preview',
    scope: 'resource-group',
    names: ['registryName'],
    beside: [...BESIDE, 'sku', 'identity'],
    renames: { 'networkRuleSet.ipRules.iPAddressOrRange': 'value' },
  },
} as const satisfies Record<string, ArmType>;

export type KnownToken = keyof typeof ARM_TYPES;

/** The ARM type of a type token, undefined where the table has none. */
export function armTypeOf(token: string): ArmType | undefined {
  return Object.hasOwn(ARM_TYPES, token) ? ARM_TYPES[token as KnownToken] : undefined;
}
