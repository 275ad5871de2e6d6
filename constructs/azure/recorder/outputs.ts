import { createHash } from 'node:crypto';
import { type ArmType, autoNaming, ownNameArgument, resourceTypeOf } from '../arm/arm-type.ts';
import { armTypeOf } from '../arm/types.ts';

/** What is known of a resource when its outputs are made up. */
export interface OutputContext {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Plain values: secrets are open, what is unknown is undefined. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly subscriptionId: string;
  readonly tenantId: string;
  /** The id of a resource that is read. @default - the resource is made, and its id made up */
  readonly existingId?: string;
}

type Outputs = Record<string, unknown>;
type Named = OutputContext & { readonly id: string; readonly physicalName: string };

/** An id and a name as Azure would give them, the same at each recording. */
export function plausibleIdentity(context: OutputContext): { readonly id: string; readonly physicalName?: string } {
  const { type, urn, existingId, inputs } = context;
  if (existingId !== undefined) return { id: existingId, physicalName: existingId.split('/').at(-1) };
  const armType = armTypeOf(type);
  if (!armType) return { id: `${type.replaceAll(/[:/]/g, '-')}-${digest(urn).slice(0, 8)}` };
  const physicalName = nameOf(armType, context);
  const names = [...armType.names.slice(0, -1).map((argument) => segment(argument, inputs)), physicalName];
  return { id: `${scopeOf(armType, context)}${pathOf(resourceTypeOf(armType, inputs), names)}`, physicalName };
}

/** The outputs that Azure computes: laid over the inputs, they let a program go on as if the resource were there. */
export function plausibleOutputs(context: OutputContext): Outputs {
  const armType = armTypeOf(context.type);
  const { id, physicalName = context.name } = plausibleIdentity(context);
  const computed = armType ? (OUTPUTS[armType.type]?.({ ...context, id, physicalName }) ?? {}) : {};
  return { name: physicalName, ...(armType && { type: armType.type }), ...systemAssigned(context), ...computed };
}

/** Outputs by ARM type that are more than the inputs and the name. Host names are the public cloud's. */
const OUTPUTS: Readonly<Record<string, (resource: Named) => Outputs>> = {
  'Microsoft.ManagedIdentity/userAssignedIdentities': ({ urn, tenantId }) => ({
    principalId: guid(`${urn} principal`),
    clientId: guid(`${urn} client`),
    tenantId,
  }),
  'Microsoft.Storage/storageAccounts': ({ physicalName }) => ({
    primaryEndpoints: Object.fromEntries(
      ['blob', 'dfs', 'file', 'queue', 'table'].map((service) => [service, `https://${physicalName}.${service}.core.windows.net/`]),
    ),
  }),
  'Microsoft.KeyVault/vaults': ({ physicalName }) => ({ properties: { vaultUri: `https://${physicalName}.vault.azure.net/` } }),
  'Microsoft.KeyVault/vaults/secrets': ({ physicalName, inputs, urn }) => {
    const uri = `https://${segment('vaultName', inputs)}.vault.azure.net/secrets/${physicalName}`;
    return { properties: { secretUri: uri, secretUriWithVersion: `${uri}/${digest(urn).slice(0, 32)}` } };
  },
  'Microsoft.KeyVault/vaults/keys': ({ physicalName, inputs, urn }) => {
    const uri = `https://${segment('vaultName', inputs)}.vault.azure.net/keys/${physicalName}`;
    return { keyUri: uri, keyUriWithVersion: `${uri}/${digest(urn).slice(0, 32)}` };
  },
  'Microsoft.CognitiveServices/accounts': ({ physicalName, inputs }) => {
    const { customSubDomainName } = (inputs.properties ?? {}) as { readonly customSubDomainName?: string };
    return { properties: { endpoint: `https://${customSubDomainName ?? physicalName}.cognitiveservices.azure.com/` } };
  },
  'Microsoft.App/managedEnvironments': ({ urn, inputs }) => ({
    defaultDomain: `${digest(urn).slice(0, 8)}.${inputs.location ?? 'unknown'}.azurecontainerapps.io`,
    // From the block for documentation (RFC 5737), as the addresses below.
    staticIp: `203.0.113.${Number.parseInt(digest(`${urn} ip`).slice(0, 2), 16)}`,
    customDomainConfiguration: { customDomainVerificationId: digest(`${urn} domain`).toUpperCase() },
  }),
  'Microsoft.ContainerRegistry/registries': ({ physicalName }) => ({ loginServer: `${physicalName.toLowerCase()}.azurecr.io` }),
  'Microsoft.OperationalInsights/workspaces': ({ urn }) => ({ customerId: guid(`${urn} customer`) }),
  'Microsoft.Network/publicIPAddresses': ({ urn }) => ({ ipAddress: `203.0.113.${Number.parseInt(digest(urn).slice(0, 2), 16)}` }),
  'Microsoft.Network/virtualNetworks': ({ id, inputs }) =>
    Array.isArray(inputs.subnets) ? { subnets: inputs.subnets.map((subnet) => ({ ...subnet, id: `${id}/subnets/${subnet?.name}` })) } : {},
  'Microsoft.Network/privateEndpoints': ({ id, physicalName }) => ({
    networkInterfaces: [{ id: id.replace(/privateEndpoints\/[^/]+$/, `networkInterfaces/${physicalName}.nic`) }],
  }),
};

function systemAssigned({ inputs, urn, tenantId }: OutputContext): Outputs {
  const { type } = (inputs.identity ?? {}) as { readonly type?: unknown };
  const hasOwn = typeof type === 'string' && type.includes('SystemAssigned');
  return hasOwn ? { identity: { principalId: guid(`${urn} system`), tenantId } } : {};
}

function nameOf(armType: ArmType, { name, urn, inputs }: OutputContext): string {
  const argument = ownNameArgument(armType);
  if (argument === undefined) return (armType.names.at(-1) ?? '').slice('='.length);
  const given = inputs[argument];
  if (typeof given === 'string') return given;
  switch (autoNaming(armType)) {
    case 'uuid':
      return guid(urn);
    case 'copy':
      return name;
    case 'suffix':
      return `${name}${digest(urn).slice(0, 8)}`;
  }
}

function segment(argument: string, inputs: OutputContext['inputs']): string {
  if (argument.startsWith('=')) return argument.slice('='.length);
  const value = inputs[argument];
  return typeof value === 'string' ? value : 'unknown';
}

function scopeOf({ scope }: ArmType, { inputs, subscriptionId }: OutputContext): string {
  if (typeof scope === 'object') return segment(scope.argument, inputs);
  const subscription = `/subscriptions/${subscriptionId}`;
  return scope === 'subscription' ? subscription : `${subscription}/resourceGroups/${segment('resourceGroupName', inputs)}`;
}

function pathOf(type: string, names: readonly string[]): string {
  const [provider, ...kinds] = type.split('/');
  const path = kinds.map((kind, index) => `/${kind}/${names[index]}`).join('');
  // Resource groups are the one type without its provider in the id.
  return type === 'Microsoft.Resources/resourceGroups' ? path : `/providers/${provider}${path}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A UUID of version 5's shape. */
function guid(text: string): string {
  const hex = digest(text);
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
