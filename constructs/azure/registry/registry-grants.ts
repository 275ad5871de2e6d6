import type { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js';
import { type Grant, type GrantTarget, type Principal, RoleGrants } from '../identity/index.ts';

/**
 * What the roles of a registry are about: the whole registry, or its repositories one by one. Azure shows it as "Role assignment
 * permissions mode"; a registry of the second mode does not heed the roles of the first.
 *
 * @see https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview
 */
export type RegistryPermissions = 'registry' | 'repositories';

/** The role that pulls, by the registry's mode. */
export const PULL_GRANTS = {
  registry: { verb: 'pull', role: 'AcrPull' },
  repositories: { verb: 'pull', role: 'Container Registry Repository Reader' },
} as const satisfies Record<RegistryPermissions, Grant>;

/** What principals may do with a registry: a role assignment on it. */
export class RegistryGrants {
  private readonly grants: RoleGrants;
  private readonly permissions: RegistryPermissions;

  constructor(target: GrantTarget, permissions: RegistryPermissions) {
    this.grants = new RoleGrants(target);
    this.permissions = permissions;
  }

  /** Pull every image. */
  pull(principal: Principal): RoleAssignment {
    return this.grants.give(PULL_GRANTS[this.permissions], principal);
  }
}
