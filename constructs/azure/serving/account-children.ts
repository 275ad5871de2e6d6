import type * as pulumi from '@pulumi/pulumi';
import { type CapacityLedger, createLedger } from './capacity.ts';
import type { CapacityQuota } from './routing.ts';

/**
 * What is made within one AI account: policies, deployments, private endpoints, projects, connections.
 *
 * Azure changes one child of an account at a time and answers a second change with 409 RequestConflict, so each child depends on all that
 * were added before it: they are created, changed and deleted in series, in whatever order a program adds them.
 */
export class AccountChildren {
  /** What the deployments of the account have of its quotas. */
  readonly capacity: CapacityLedger;
  private readonly added: pulumi.Resource[] = [];

  constructor(quotas: readonly CapacityQuota[] = []) {
    this.capacity = createLedger(quotas);
  }

  /** Makes a child after all earlier ones. Pass the given options on to its constructor, beside others. */
  add<T extends pulumi.Resource>(create: (opts: { readonly dependsOn: pulumi.Resource[] }) => T): T {
    const child = create({ dependsOn: [...this.added] });
    this.added.push(child);
    return child;
  }
}
