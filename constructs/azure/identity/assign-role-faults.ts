import type { AssignRoleArgs } from './assign-role.ts';
import { ADMINISTRATOR_ROLES, ROLE_IDS } from './roles.ts';

const GUID = /^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/;

// A resource group, or something in one: a subscription or a management group is wider than any workload needs.
const GROUP_OR_BELOW = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+(?:\/providers\/.+)?$/i;

/** Everything that is wrong with a role assignment, one sentence each. What is known at deployment only is left alone. */
export function assignRoleFaults({ principal, role, scope, subscriptionId }: AssignRoleArgs): string[] {
  return [
    ...roleFaults(role),
    ...scopeFaults(scope),
    ...guidFaults('principal.principalId', principal.principalId, "take the object id, for example from 'az identity show'"),
    ...guidFaults('subscriptionId', subscriptionId, "take the id from 'az account show'"),
    ...emptyFaults('principal.principalName', principal.principalName),
    ...emptyFaults('principal.principalPath', principal.principalPath),
  ];
}

function roleFaults(role: string): string[] {
  if (ADMINISTRATOR_ROLES.includes(role)) {
    return [`role '${role}' can give itself every other role and is refused at each scope; name the role for the one thing to be done`];
  }
  if (Object.hasOwn(ROLE_IDS, role)) return [];
  return [
    `role must be one of ${Object.keys(ROLE_IDS).join(', ')}, got '${role}'; give other roles with azure-native's authorization.RoleAssignment`,
  ];
}

function scopeFaults({ id, path }: AssignRoleArgs['scope']): string[] {
  const faults = emptyFaults('scope.path', path);
  if (typeof id === 'string' && !GROUP_OR_BELOW.test(id)) {
    faults.push(`scope.id must be the id of a resource or a resource group, got '${id}'; give the role on the one resource that is used`);
  }
  return faults;
}

function guidFaults(path: string, value: unknown, remedy: string): string[] {
  return typeof value === 'string' && !GUID.test(value) ? [`${path} must be a GUID, got '${value}'; ${remedy}`] : [];
}

function emptyFaults(path: string, value: string | undefined): string[] {
  return value === '' ? [`${path} is empty; write words that tell it from all others`] : [];
}
