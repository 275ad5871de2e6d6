/** By what rules the imaginary Azure refuses. Each answer begins with the code that Azure gives, where it has one. */
import type { HeldResource, StandInCloud } from './cloud.ts';
import { holderOf, idKey, idsIn, liesIn, valueAt } from './ids.ts';
import { softDeletedName } from './soft-delete.ts';
import { standInType } from './types.ts';

/** Why Azure refuses to make or change a resource; nothing where it does not. */
export function putFaults(cloud: StandInCloud, op: 'create' | 'update', resource: HeldResource): readonly string[] {
  const { id } = resource;
  return op === 'create'
    ? [...nameFaults(cloud, resource), ...holderFaults(cloud, id), ...referenceFaults(cloud, resource), ...roleFaults(cloud, resource)]
    : [...changeFaults(cloud, resource), ...referenceFaults(cloud, resource)];
}

function nameFaults(cloud: StandInCloud, resource: HeldResource): string[] {
  const { id, type } = resource;
  const held = softDeletedName(resource);
  return [
    // The words of the provider, which asks before it creates.
    ...(cloud.get(id) && !standInType(type).singleton ? [`cannot create already existing resource '${id}'`] : []),
    ...(held !== undefined && cloud.softDeleted.has(held)
      ? [`FlagMustBeSetForRestore: the name of '${id}' is held by a soft-deleted one`]
      : []),
  ];
}

function holderFaults(cloud: StandInCloud, id: string): string[] {
  const holder = holderOf(id);
  if (holder === undefined || cloud.has(holder) || isPartOf(cloud, holder) || isSubscription(holder)) return [];
  return [`${holder.includes('/providers/') ? 'ParentResourceNotFound' : 'ResourceGroupNotFound'}: there is no '${holder}' for '${id}'`];
}

const isSubscription = (id: string): boolean => id.split('/').length === 3;

/** Every id that a resource names must be there, so that what depends on another comes after it. */
function referenceFaults(cloud: StandInCloud, { id, inputs }: HeldResource): string[] {
  const missing = [...new Set(idsIn(inputs))].filter((named) => !cloud.has(named) && !isPartOf(cloud, named));
  return missing.map((named) => `InvalidResourceReference: '${id}' names '${named}', which is not there`);
}

/** Parts that have an id and no resource of their own: the blob and table service of a storage account. */
function isPartOf(cloud: StandInCloud, id: string): boolean {
  const holder = holderOf(id);
  return /\/(?:blob|table)Services\/default$/i.test(id) && holder !== undefined && cloud.has(holder);
}

/** Azure takes one assignment for each principal, role and scope, whatever its name. */
function roleFaults(cloud: StandInCloud, { type, inputs }: HeldResource): string[] {
  if (type !== 'azure-native:authorization:RoleAssignment') return [];
  const key = (values: HeldResource['inputs']) => JSON.stringify([values.scope, values.principalId, values.roleDefinitionId]).toLowerCase();
  const there = cloud.ofType(type).some((other) => key(other.inputs) === key(inputs));
  return there ? ['RoleAssignmentExists: the role assignment already exists'] : [];
}

function changeFaults(cloud: StandInCloud, { id, type, inputs }: HeldResource): string[] {
  const before = cloud.get(id);
  if (!before) return [`ResourceNotFound: there is no '${id}'`];
  // A changed location comes as an update only where the provider does not replace.
  const changed = ['location', ...(standInType(type).fixed ?? [])].filter((path) => {
    const [old, now] = [valueAt(before.inputs, path), valueAt(inputs, path)];
    return JSON.stringify(old) !== JSON.stringify(now);
  });
  return changed.map((path) => `PropertyChangeNotAllowed: '${path}' of '${id}' cannot be changed after its creation`);
}

/** Why Azure refuses to delete a resource; nothing where it does not. */
export function deletionFaults(cloud: StandInCloud, resource: HeldResource): readonly string[] {
  const { id, type } = resource;
  const { heldByUsers, heldByChildren, dataPlane } = standInType(type);
  // What lies within it goes with it.
  const users = heldByUsers ? cloud.usersOf(id).filter((user) => !liesIn(user.id, id)) : [];
  const children = heldByChildren ? cloud.all.filter((other) => liesIn(other.id, id)) : [];
  return [
    ...users.map((user) => `InUseCannotBeDeleted: '${id}' is in use by '${user.id}'`),
    ...children.map((child) => `CannotDeleteResource: '${id}' has the nested resource '${child.id}'`),
    ...(dataPlane === 'delete' ? reachFaults(cloud, id) : []),
  ];
}

/** https://learn.microsoft.com/azure/key-vault/general/network-security: a closed vault answers callers in its network alone. */
function reachFaults(cloud: StandInCloud, id: string): string[] {
  const vault = cloud.get(holderOf(id) ?? '');
  const access = String(valueAt(vault?.inputs, 'properties.publicNetworkAccess')).toLowerCase();
  const isOpen = access === 'enabled' && valueAt(vault?.inputs, 'properties.networkAcls.defaultAction') !== 'Deny';
  if (cloud.caller === 'inside' || isOpen) return [];
  return [`Forbidden: public network access is disabled, the data plane of '${vault?.id}' is not reached from here`];
}

/** The places in which no other change is taken while a resource changes. */
export function locksOf({ id, type, inputs }: HeldResource): readonly string[] {
  const own = standInType(type).locksParent ? [lockOf(id)] : [];
  switch (type) {
    case 'azure-native:cognitiveservices:Account':
    case 'azure-native:network:FirewallPolicy':
    case 'azure-native:network:VirtualNetwork':
      return [idKey(id)];
    case 'azure-native:network:PrivateEndpoint':
      // The account that it leads to changes with it, and its subnet takes one endpoint at a time.
      return idsIn(inputs)
        .filter((named) => /\/accounts\/[^/]+$|\/subnets\/[^/]+$/i.test(named))
        .map(idKey);
    default:
      return own;
  }
}

/** The resource at the top of those that hold one. */
function lockOf(id: string): string {
  const holder = holderOf(id) ?? id;
  const above = holderOf(holder);
  return above?.includes('/providers/') ? lockOf(holder) : idKey(holder);
}
