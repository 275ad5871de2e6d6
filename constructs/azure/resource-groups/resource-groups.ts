import { ResourceGroup } from '@pulumi/azure-native/resources/resourceGroup.js';
import * as pulumi from '@pulumi/pulumi';

/** What a group holds: `data` what must not be lost, `run` what can be made again. */
export type ResourceGroupRole = 'data' | 'run';

/** A group that is made here. */
export interface NewResourceGroup {
  readonly kind: 'new';
  /** Its name, 1 to 90 letters, digits, `-`, `_`, `.` or brackets. Changing it replaces the group. @default - Pulumi makes one up */
  readonly name?: string;
  /**
   * What happens to the group when it leaves the program: a deleted group takes all its contents along, retained or not.
   * @default 'retain' for `data`, 'destroy' for `run`
   */
  readonly removal?: 'retain' | 'destroy';
  /** Whether Pulumi refuses to delete or replace it. @default false */
  readonly protect?: boolean;
}

/** A group that somebody else owns. */
export interface ExistingResourceGroup {
  readonly kind: 'existing';
  readonly name: pulumi.Input<string>;
}

export interface ResourceGroupsArgs {
  /** The region of the groups' own records. Changing it replaces the groups and everything in them. */
  readonly location: pulumi.Input<string>;
  /** The group of vault, storage, databases, search and logs. @default { kind: 'new' } */
  readonly data?: NewResourceGroup | ExistingResourceGroup;
  /** The group of everything else. @default { kind: 'new' } */
  readonly run?: NewResourceGroup | ExistingResourceGroup;
  /** Tags of the groups that are made; what lies in a group does not inherit them. @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * The two resource groups of an environment, so that what runs can be deleted without what it remembers. Free.
 *
 * Deleting a group deletes what is in it, so the data group is kept when it leaves the program.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/management/delete-resource-group
 */
export class ResourceGroups extends pulumi.ComponentResource {
  /** The name of the group that holds what must not be lost. */
  readonly dataName: pulumi.Output<string>;
  /** The name of the group that holds what can be made again. */
  readonly runName: pulumi.Output<string>;
  /** The groups that were made here, to reach further than this block does. */
  readonly resources: ReadonlyMap<ResourceGroupRole, ResourceGroup>;

  constructor(name: string, args: ResourceGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
    const faults = ROLES.flatMap((role) => nameFaults(role, args[role]));
    if (faults.length > 0) throw new Error(`ResourceGroups ${name} can't be made:\n- ${faults.join('\n- ')}`);
    super('llm-infra-kit:azure:ResourceGroups', name, {}, opts);
    this.resources = this.createGroups(name, args);
    this.dataName = this.groupName('data', args);
    this.runName = this.groupName('run', args);
    this.registerOutputs({ dataName: this.dataName, runName: this.runName });
  }

  private createGroups(name: string, args: ResourceGroupsArgs): ReadonlyMap<ResourceGroupRole, ResourceGroup> {
    return new Map(
      ROLES.flatMap((role) => {
        const group = args[role] ?? NEW;
        return group.kind === 'new' ? [[role, this.createGroup(`${name}-${role}`, role, group, args)] as const] : [];
      }),
    );
  }

  private createGroup(
    name: string,
    role: ResourceGroupRole,
    group: NewResourceGroup,
    { location, tags }: ResourceGroupsArgs,
  ): ResourceGroup {
    return new ResourceGroup(
      name,
      { location, resourceGroupName: group.name, tags },
      { parent: this, retainOnDelete: (group.removal ?? DEFAULT_REMOVAL[role]) === 'retain', protect: group.protect ?? false },
    );
  }

  private groupName(role: ResourceGroupRole, args: ResourceGroupsArgs): pulumi.Output<string> {
    const group = args[role] ?? NEW;
    const made = this.resources.get(role);
    return made ? made.name : pulumi.output(group.name ?? '');
  }
}

const ROLES = ['data', 'run'] as const satisfies readonly ResourceGroupRole[];

const NEW: NewResourceGroup = { kind: 'new' };

const DEFAULT_REMOVAL = { data: 'retain', run: 'destroy' } as const satisfies Record<ResourceGroupRole, 'retain' | 'destroy'>;

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
const NAME_PATTERN = /^[-\w.()]{0,89}[-\w()]$/;

function nameFaults(role: ResourceGroupRole, group: NewResourceGroup | ExistingResourceGroup = NEW): string[] {
  if (typeof group.name !== 'string' || NAME_PATTERN.test(group.name)) return [];
  return [`${role}.name must be 1 to 90 letters, digits, '-', '_', '.' or brackets and not end in '.', got '${group.name}'`];
}
