import type { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js';
import { type Grant, type GrantTarget, type Principal, RoleGrants } from '../identity/index.ts';

// Azure has no role for a part of a table, and none that adds rows without deleting any: each verb is the same role.
// https://learn.microsoft.com/azure/storage/tables/assign-azure-role-data-access
const grantFor = (verb: string): Grant => ({ verb, role: 'Storage Table Data Contributor' });

/**
 * What principals may do with the rows of a gateway, by verb: one role assignment each, on the table alone. The verbs say who a principal
 * is; on Azure each of them reads and writes every row, so the gateway and its bootstrap are kept apart by their identities.
 */
export class GatewayStateGrants {
  private readonly grants: RoleGrants;

  constructor(target: GrantTarget) {
    this.grants = new RoleGrants(target);
  }

  /** Read hashes and kill flags, and count: what the program that answers calls does. */
  serve(principal: Principal): RoleAssignment {
    return this.grants.give(grantFor('serve'), principal);
  }

  /** Read, write and take out hashes of keys: what the bootstrap and a rotation do. */
  bootstrap(principal: Principal): RoleAssignment {
    return this.grants.give(grantFor('bootstrap'), principal);
  }

  /** Throw kill flags and take them back. */
  switch(principal: Principal): RoleAssignment {
    return this.grants.give(grantFor('switch'), principal);
  }
}
