import { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js';
import * as pulumi from '@pulumi/pulumi';
import { assignRoleFaults } from './assign-role-faults.ts';
import { type Principal, principalPathOf } from './principal.ts';
import { type AzureRole, ROLE_IDS } from './roles.ts';
import { uuidV5 } from './uuid.ts';

/** What a role is given on. */
export interface RoleScope {
  /** The ARM id of a resource or a resource group. */
  readonly id: pulumi.Input<string>;
  /** Plain words for it within the program, for example `DataBuckets/data/raw`. Changing them replaces the role assignment. */
  readonly path: string;
}

export interface AssignRoleArgs {
  readonly principal: Principal;
  readonly role: AzureRole;
  readonly scope: RoleScope;
  /** A condition of version 2.0 that narrows the role's data actions. @default - the whole role */
  readonly condition?: string;
  /** The subscription whose form of the role's id is used. @default - the subscription in `scope.id` */
  readonly subscriptionId?: pulumi.Input<string>;
}

// Any fixed UUID does; another one would rename every role assignment there is.
const NAMESPACE = '6a1d3c0e-52f4-4d4b-9f0a-7c1b8e2d5f36';

/**
 * Gives a principal a role on a scope.
 *
 * The assignment's name is a UUID made from plain strings, so that a preview shows the same one as the deployment and a second run
 * changes nothing. Azure takes one assignment for each principal, role and scope. What works with the role should depend on the
 * assignment; it can still take minutes until the role is seen everywhere. Costs nothing. Everything but `condition` replaces it.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/role-assignments
 */
export function assignRole(name: string, args: AssignRoleArgs, opts?: pulumi.CustomResourceOptions): RoleAssignment {
  const faults = assignRoleFaults(args);
  if (faults.length > 0) throw new Error(`Role assignment '${name}' cannot be made:\n- ${faults.join('\n- ')}`);
  const { principal, role, scope, condition } = args;
  return new RoleAssignment(
    name,
    {
      roleAssignmentName: roleAssignmentName({ principalPath: principalPathOf(principal), scopePath: scope.path, role }),
      principalId: principal.principalId,
      // Named, since a new identity takes a while to be known everywhere: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
      principalType: 'ServicePrincipal',
      roleDefinitionId: pulumi.interpolate`/subscriptions/${args.subscriptionId ?? subscriptionOf(scope.id)}/providers/Microsoft.Authorization/roleDefinitions/${ROLE_IDS[role]}`,
      scope: scope.id,
      ...(condition === undefined ? {} : { condition, conditionVersion: '2.0' }),
    },
    opts,
  );
}

/** The name of a role assignment: equal for equal words, different for different ones. */
export function roleAssignmentName(words: {
  readonly principalPath: string;
  readonly scopePath: string;
  readonly role: AzureRole;
}): string {
  return uuidV5(NAMESPACE, JSON.stringify([words.principalPath, words.scopePath, ROLE_IDS[words.role]]));
}

function subscriptionOf(id: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.output(id).apply((text) => {
    const [, subscription] = /^\/subscriptions\/([^/]+)\//i.exec(text) ?? [];
    if (!subscription) throw new Error(`scope.id names no subscription, got '${text}'; pass subscriptionId`);
    return subscription;
  });
}
