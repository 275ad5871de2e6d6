import type { KnownToken } from '../../../../constructs/azure/arm/index.ts';

/**
 * How azure-native and Azure treat one type. Its ARM path and its name stand in ARM_TYPES, the inputs that replace it with their sources in
 * constructs/azure/arm/replacing-inputs.ts; what is left open there, the location, is decided here.
 */
export interface StandInType {
  /** What another location does, and where that is written. @default - it has none, or the provider's own list has it */
  readonly location?: keyof typeof LOCATIONS;
  /** Paths of inputs that the provider sends and Azure refuses to change. @default - none */
  readonly fixed?: readonly string[];
  /** It comes with its parent: creating it changes it, deleting it puts its defaults back. @default false */
  readonly singleton?: true;
  /** A deleted one keeps its name from others: everywhere in Azure, or in its own place. @default - the name is free at once */
  readonly softDelete?: 'everywhere' | 'in-place';
  /** What the provider does by the service's own endpoint and not by Azure Resource Manager. @default - nothing */
  readonly dataPlane?: 'delete';
  /** Azure refuses to delete it as long as another resource names it. @default false */
  readonly heldByUsers?: true;
  /** Azure refuses to delete it as long as it has children. @default false */
  readonly heldByChildren?: true;
  /** Changing it keeps every other change of its parent waiting. @default false */
  readonly locksParent?: true;
  /** Inputs that no answer of Azure holds. @default - none */
  readonly writeOnly?: readonly string[];
}

const SPECS = 'https://github.com/Azure/azure-rest-api-specs/blob/main/specification';

/** What azure-native does with another location, by what the API's definition says of it. */
const LOCATIONS = {
  /** `x-ms-mutability: [read, create]` in the definition of a tracked resource: it replaces. */
  'create-only': { replaces: true, source: `${SPECS}/common-types/resource-management/v2/types.json` },
  /** The class documents it: "This cannot be changed after the resource is created". */
  documented: { replaces: true, source: 'https://www.pulumi.com/registry/packages/azure-native/api-docs/containerregistry/registry/' },
  /** Nothing of mutability in the definition that Microsoft.Network shares: it is sent, and Azure refuses. */
  'sent-by-network': { replaces: false, source: `${SPECS}/network/resource-manager/Microsoft.Network/stable/2024-05-01/network.json` },
  /** Nothing of mutability in the vault's own definition: it is sent, and Azure refuses. */
  'sent-by-vault': { replaces: false, source: `${SPECS}/keyvault/resource-manager/Microsoft.KeyVault/stable/2024-11-01/keyvault.json` },
  /** Not read. Taken to replace, which is the side on which nothing is lost unnoticed. */
  assumed: { replaces: true, source: undefined },
} as const;

/** Whether azure-native replaces a resource for another location; where it does not, Azure refuses. */
export function replacesByLocation({ location }: StandInType): boolean {
  return location !== undefined && LOCATIONS[location].replaces;
}

const PATH_ALONE = {} as const;
/** Most of Microsoft.Network: it does not move, and is in use by others. */
const NETWORK_PART = { location: 'sent-by-network' } as const;
const TRACKED = { location: 'create-only' } as const;

/**
 * The reviewed table: every type of ARM_TYPES that a rehearsal may make. What is not in it fails.
 *
 * Deletion by the data plane: provider/pkg/resources/customresources/custom_keyvault.go. Singletons:
 * provider/pkg/openapi/defaults/defaultResourcesState.go. Subnets, groups and addresses in use:
 * https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
 */
export const STAND_IN_TYPES: Readonly<Partial<Record<KnownToken, StandInType>>> = {
  'azure-native:resources:ResourceGroup': PATH_ALONE,
  'azure-native:network:VirtualNetwork': { heldByUsers: true },
  'azure-native:network:Subnet': { ...PATH_ALONE, locksParent: true, heldByUsers: true },
  'azure-native:network:NetworkSecurityGroup': { ...NETWORK_PART, heldByUsers: true },
  'azure-native:network:SecurityRule': PATH_ALONE,
  'azure-native:network:PrivateEndpoint': NETWORK_PART,
  'azure-native:network:PrivateDnsZoneGroup': PATH_ALONE,
  'azure-native:network:RouteTable': { ...NETWORK_PART, heldByUsers: true },
  'azure-native:network:NatGateway': { ...NETWORK_PART, heldByUsers: true },
  'azure-native:network:PublicIPAddress': { heldByUsers: true },
  'azure-native:network:AzureFirewall': NETWORK_PART,
  'azure-native:network:FirewallPolicy': { ...NETWORK_PART, heldByUsers: true },
  'azure-native:network:FirewallPolicyRuleCollectionGroup': { ...PATH_ALONE, locksParent: true },
  'azure-native:network:FlowLog': NETWORK_PART,
  'azure-native:privatedns:PrivateZone': { ...TRACKED, heldByChildren: true },
  'azure-native:privatedns:PrivateRecordSet': PATH_ALONE,
  'azure-native:privatedns:VirtualNetworkLink': TRACKED,
  'azure-native:app:ManagedEnvironment': {
    location: 'assumed',
    // Network and zones are decided when an environment is made: https://learn.microsoft.com/azure/container-apps/custom-virtual-networks
    fixed: ['vnetConfiguration', 'zoneRedundant'],
  },
  'azure-native:app:ManagedCertificate': { location: 'assumed' },
  'azure-native:app:Certificate': { location: 'assumed' },
  'azure-native:app:ContainerApp': { location: 'assumed', fixed: ['environmentId'] },
  'azure-native:storage:StorageAccount': {
    // Both are decided when an account is made: https://learn.microsoft.com/azure/storage/blobs/immutable-version-level-worm-policies
    // and https://learn.microsoft.com/azure/storage/common/infrastructure-encryption-enable
    fixed: ['immutableStorageWithVersioning.enabled', 'encryption.requireInfrastructureEncryption'],
  },
  'azure-native:storage:BlobServiceProperties': { ...PATH_ALONE, singleton: true },
  'azure-native:storage:BlobContainer': PATH_ALONE,
  'azure-native:storage:BlobContainerImmutabilityPolicy': { ...PATH_ALONE, singleton: true },
  'azure-native:storage:ManagementPolicy': PATH_ALONE,
  'azure-native:storage:Table': PATH_ALONE,
  'azure-native:keyvault:Vault': {
    location: 'sent-by-vault',
    fixed: ['properties.enablePurgeProtection', 'properties.softDeleteRetentionInDays'],
    softDelete: 'everywhere',
  },
  'azure-native:keyvault:Secret': { ...PATH_ALONE, dataPlane: 'delete', softDelete: 'in-place', writeOnly: ['properties.value'] },
  'azure-native:keyvault:Key': { ...PATH_ALONE, dataPlane: 'delete', softDelete: 'in-place' },
  'azure-native:managedidentity:UserAssignedIdentity': TRACKED,
  'azure-native:authorization:RoleAssignment': PATH_ALONE,
  'azure-native:authorization:ManagementLockByScope': PATH_ALONE,
  'azure-native:operationalinsights:Workspace': TRACKED,
  'azure-native:monitor:DiagnosticSetting': PATH_ALONE,
  'azure-native:cognitiveservices:Account': {
    location: 'assumed',
    // 48 hours: https://learn.microsoft.com/azure/ai-services/recover-purge-resources
    softDelete: 'everywhere',
  },
  'azure-native:cognitiveservices:Deployment': { ...PATH_ALONE, locksParent: true },
  'azure-native:cognitiveservices:RaiPolicy': { ...PATH_ALONE, locksParent: true },
  'azure-native:cognitiveservices:RaiBlocklist': { ...PATH_ALONE, locksParent: true },
  'azure-native:cognitiveservices:RaiBlocklistItem': { ...PATH_ALONE, locksParent: true },
  'azure-native:containerregistry:Registry': { location: 'documented' },
};

/** The row of a type token. An unknown one is an error: what the stand-in does not know must not pass. */
export function standInType(token: string): StandInType {
  const row = Object.hasOwn(STAND_IN_TYPES, token) ? STAND_IN_TYPES[token as KnownToken] : undefined;
  if (row) return row;
  throw new Error(`the stand-in knows no ${token}; review how Azure treats it and add a row to tests/rehearsal/azure/stand-in/types.ts`);
}
