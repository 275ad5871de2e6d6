import { UserAssignedIdentity } from '@pulumi/azure-native/managedidentity/userAssignedIdentity.js';
import * as pulumi from '@pulumi/pulumi';
import { type Principal, principalPathOf } from './principal.ts';

export interface WorkloadIdentityArgs {
  /** Changing it replaces the identity and every role assignment of it. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** The Azure region. Changing it replaces the identity and every role assignment of it. */
  readonly location: pulumi.Input<string>;
  /** 3 to 128 letters, digits, hyphens or underscores. Changing it replaces the identity. @default - Pulumi makes one */
  readonly identityName?: string;
  /** See `Principal.principalPath`. Changing it replaces the role assignments. @default - `<project>/<stack>/<name>` */
  readonly principalPath?: string;
  /** Tags of the identity. @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

// https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity
const IDENTITY_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$/;

/**
 * Who a workload is: a user-assigned managed identity, which outlives the workload and can be given its roles before it starts.
 *
 * Costs nothing. It has no role until one is granted, and no credential that could leak.
 *
 * @see https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
 */
export class WorkloadIdentity extends pulumi.ComponentResource implements Principal {
  /** The identity, to reach further than this block does. */
  readonly identity: UserAssignedIdentity;
  readonly principalName: string;
  readonly principalPath: string;
  readonly principalId: pulumi.Output<string>;
  /** The ARM id, which a workload's `userAssignedIdentities` names. */
  readonly identityId: pulumi.Output<string>;
  /** The id that a program passes to its Azure credential when the workload has more than one identity. */
  readonly clientId: pulumi.Output<string>;
  /** The tenant of the subscription, without a look-up. */
  readonly tenantId: pulumi.Output<string>;

  constructor(name: string, args: WorkloadIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, args);
    super('llm-infra-kit:azure:WorkloadIdentity', name, {}, opts);
    this.identity = this.createIdentity(name, args);
    this.principalName = name;
    this.principalId = this.identity.principalId;
    this.principalPath = principalPathOf({ principalName: name, principalId: this.principalId, principalPath: args.principalPath });
    this.identityId = this.identity.id;
    this.clientId = this.identity.clientId;
    this.tenantId = this.identity.tenantId;
    this.registerOutputs({ identityId: this.identityId, principalId: this.principalId, clientId: this.clientId });
  }

  private createIdentity(name: string, { resourceGroupName, location, identityName, tags }: WorkloadIdentityArgs): UserAssignedIdentity {
    return new UserAssignedIdentity(name, { resourceGroupName, location, resourceName: identityName, tags }, { parent: this });
  }
}

function refuse(name: string, { identityName, principalPath }: WorkloadIdentityArgs): void {
  const faults: string[] = [];
  if (identityName !== undefined && !IDENTITY_NAME.test(identityName)) {
    faults.push(
      `identityName must be 3 to 128 letters, digits, hyphens or underscores, starting with a letter or digit, got '${identityName.slice(0, 140)}' (${identityName.length}); leave it out and Pulumi makes one`,
    );
  }
  if (principalPath === '') faults.push('principalPath is empty; write words that tell the identity from all others of the tenant');
  if (faults.length > 0) throw new Error(`WorkloadIdentity '${name}' cannot be made:\n- ${faults.join('\n- ')}`);
}
