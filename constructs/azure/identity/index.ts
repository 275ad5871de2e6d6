export { type AssignRoleArgs, assignRole, type RoleScope, roleAssignmentName } from './assign-role.ts';
export type { Principal } from './principal.ts';
export { type Grant, type GrantTarget, RoleGrants } from './role-grants.ts';
export { type AzureRole, ROLE_IDS } from './roles.ts';
export { WorkloadIdentity, type WorkloadIdentityArgs } from './workload-identity.ts';
