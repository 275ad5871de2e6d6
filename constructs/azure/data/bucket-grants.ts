import type { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js';
import { BUCKET_ROLE_RULES, type BucketRole } from '../../spec/bucket-roles.ts';
import { type GrantTarget, type Principal, RoleGrants } from '../identity/index.ts';
import { appendGrant, eraseGrant, READ_GRANT } from './perms.ts';

/**
 * What principals may do with the container of a role, by verb: one role assignment each, on the container alone.
 *
 * `append` and `erase` are the same Azure role under different conditions, so one principal takes one of them. Conditions narrow what
 * is done with blobs; who has either verb could delete the container itself, which soft delete brings back. A container under a lock
 * cannot be deleted while it holds a record.
 */
export class BucketGrants {
  private readonly role: BucketRole;
  private readonly container: string;
  private readonly grants: RoleGrants;

  /** @param container the name of the container in its account, as the conditions name it */
  constructor(role: BucketRole, container: string, target: GrantTarget) {
    this.role = role;
    this.container = container;
    this.grants = new RoleGrants(target);
  }

  /** List the container and read blobs. */
  read(principal: Principal): RoleAssignment {
    return this.grants.give(READ_GRANT, principal);
  }

  /** Add blobs, without reading or deleting any. */
  append(principal: Principal): RoleAssignment {
    return this.grants.give(appendGrant(this.container), principal);
  }

  /** Find and delete blobs, as an erasure request asks for. Refused where the role is immutable. */
  erase(principal: Principal): RoleAssignment {
    if (BUCKET_ROLE_RULES[this.role].immutable) {
      throw new Error(
        `erase cannot be granted on the '${this.role}' container, which is immutable; keep subjects out of it by writing hashed ids`,
      );
    }
    return this.grants.give(eraseGrant(this.container), principal);
  }
}
