import type { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js';
import { type Grant, type GrantTarget, type Principal, RoleGrants } from '../identity/index.ts';

/** Reading the value of a secret and what is known about it. https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
export const READ_SECRET_GRANT: Grant = { verb: 'read', role: 'Key Vault Secrets User' };

/** What principals may do with a secret: a role assignment on this secret alone, not on its vault. */
export class SecretGrants {
  private readonly grants: RoleGrants;

  constructor(target: GrantTarget) {
    this.grants = new RoleGrants(target);
  }

  /** Read the value. */
  read(principal: Principal): RoleAssignment {
    return this.grants.give(READ_SECRET_GRANT, principal);
  }
}
