import type { PolicyContext, Registration } from '../../constructs/policy/index.ts';

/** The strictest context: prod, EU, no way out. */
export const AZURE_PROD: PolicyContext = {
  cloud: 'azure',
  profile: 'prod',
  private: true,
  residency: 'eu',
  region: 'swedencentral',
  regionsAllowed: ['swedencentral', 'westeurope'],
  requiredTags: [],
};
export const AZURE_DEV: PolicyContext = { ...AZURE_PROD, profile: 'dev', private: false };
export const AZURE_EPHEMERAL: PolicyContext = { ...AZURE_DEV, profile: 'ephemeral' };

type Inputs = Readonly<Record<string, unknown>>;
type Rest = Partial<Registration>;

export const UNKNOWN = { $unknown: true };
const GROUP_ID = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/data';

export const urnOf = (name: string): string => `urn:pulumi:prod::app::azure-native:x:Y::${name}`;

/** The ARM id of a resource by its name in Azure. */
export const idOf = (name: string): string => `${GROUP_ID}/providers/Microsoft.X/${name}`;

/** One registration of a class such as `storage:StorageAccount`; its name in Azure is its name in the program. */
export function reg(className: string, name: string, inputs: Inputs = {}, rest: Rest = {}): Registration {
  return {
    type: `azure-native:${className}`,
    name,
    urn: urnOf(`${className}-${name}`),
    inputs,
    existing: false,
    protect: true,
    retainOnDelete: true,
    id: idOf(name),
    physicalName: name,
    propertyDependencies: {},
    ...rest,
  };
}

/** A copy of inputs with one value set, by its path; `undefined` takes it out. */
export function set(inputs: Inputs, path: string, value: unknown): Inputs {
  const [head = '', ...rest] = path.split('.');
  return { ...inputs, [head]: rest.length === 0 ? value : set((inputs[head] ?? {}) as Inputs, rest.join('.'), value) };
}

const ACCOUNT = {
  location: 'swedencentral',
  identity: { type: 'UserAssigned', userAssignedIdentities: [idOf('identity')] },
  properties: {
    disableLocalAuth: true,
    publicNetworkAccess: 'Disabled',
    networkAcls: { defaultAction: 'Deny' },
    restrictOutboundNetworkAccess: true,
    allowedFqdnList: [],
  },
};

/** An AI account that follows every rule but for one value. */
export const account = (path?: string, value?: unknown, rest: Rest = {}): Registration =>
  reg('cognitiveservices:Account', 'ai', path === undefined ? ACCOUNT : set(ACCOUNT, path, value), rest);

const STORAGE = {
  location: 'swedencentral',
  kind: 'StorageV2',
  allowBlobPublicAccess: false,
  allowSharedKeyAccess: false,
  enableHttpsTrafficOnly: true,
  minimumTlsVersion: 'TLS1_2',
  publicNetworkAccess: 'Disabled',
  networkRuleSet: { defaultAction: 'Deny' },
};

/** A storage account that follows every rule but for one value. */
export const storage = (path?: string, value?: unknown, rest: Rest = {}): Registration =>
  reg('storage:StorageAccount', 'store', path === undefined ? STORAGE : set(STORAGE, path, value), rest);

const VAULT = {
  properties: {
    enablePurgeProtection: true,
    enableSoftDelete: true,
    enableRbacAuthorization: true,
    publicNetworkAccess: 'Disabled',
    networkAcls: { defaultAction: 'Deny' },
  },
};

/** A vault that follows every rule but for one value. */
export const vault = (path?: string, value?: unknown, rest: Rest = {}): Registration =>
  reg('keyvault:Vault', 'vault', path === undefined ? VAULT : set(VAULT, path, value), rest);

/** A private endpoint that leads to a resource. */
export const endpoint = (target: string, group: string, rest: Rest = {}): Registration =>
  reg(
    'network:PrivateEndpoint',
    `to-${target}`,
    { privateLinkServiceConnections: [{ groupIds: [group], privateLinkServiceId: idOf(target) }] },
    rest,
  );

/** A diagnostic setting that sends all logs of a resource, or of a part of it, to a workspace. */
export const diagnostics = (
  target: string,
  { part = '', inputs = {} }: { readonly part?: string; readonly inputs?: Inputs } = {},
): Registration =>
  reg('monitor:DiagnosticSetting', `logs-of-${target}`, {
    resourceUri: `${idOf(target)}${part}`,
    workspaceId: idOf('workspace'),
    logs: [{ categoryGroup: 'allLogs', enabled: true }],
    ...inputs,
  });
