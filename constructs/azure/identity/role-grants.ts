import type { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js';
import type * as pulumi from '@pulumi/pulumi';
import { assignRole, type RoleScope } from './assign-role.ts';
import type { Principal } from './principal.ts';
import type { AzureRole } from './roles.ts';

/** Something that principals get roles on, and where their role assignments stand in the program. */
export interface GrantTarget extends RoleScope {
  /** What the Pulumi names of the role assignments start with. */
  readonly name: string;
  /** The parent of the role assignments. @default - the stack */
  readonly parent?: pulumi.Resource;
}

/** What a verb of a block means in Azure. */
export interface Grant {
  readonly verb: string;
  readonly role: AzureRole;
  /** Narrows the role's data actions. @default - the whole role */
  readonly condition?: string;
}

/**
 * Gives principals roles on one target, by verb. The same verb for the same principal is given once. Two verbs that are the same Azure
 * role under different conditions cannot go to one principal: Azure has one assignment for each principal, role and scope.
 */
export class RoleGrants {
  private readonly target: GrantTarget;
  private readonly given: Map<string, { readonly verb: string; readonly assignment: RoleAssignment }>;

  constructor(target: GrantTarget) {
    this.target = target;
    this.given = new Map();
  }

  /** Gives a principal what a verb means. */
  give({ verb, role, condition }: Grant, principal: Principal): RoleAssignment {
    const { name, parent, ...scope } = this.target;
    const key = `${principal.principalName}/${role}`;
    const earlier = this.given.get(key);
    if (earlier?.verb === verb) return earlier.assignment;
    if (earlier) {
      throw new Error(
        `'${principal.principalName}' cannot have both ${earlier.verb} and ${verb} on '${name}': Azure has one assignment of '${role}' for each principal; give ${verb} to an identity of its own`,
      );
    }
    const assignment = assignRole(`${name}-${verb}-${principal.principalName}`, { principal, role, scope, condition }, { parent });
    this.given.set(key, { verb, assignment });
    return assignment;
  }
}
