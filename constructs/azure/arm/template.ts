import type { RecordedAlias, RecordedObject, RecordedResource, RecordedValue, Recording } from '../recorder/recording.ts';
import { type ArmType, ownNameArgument, resourceTypeOf } from './arm-type.ts';
import { bodyOf } from './body.ts';
import { armTypeOf } from './types.ts';

/** A resource as Azure Resource Manager would get it, and what Pulumi knows of it besides. */
export interface ArmResource {
  readonly type: string;
  readonly apiVersion: string;
  /** With the names of the resources that hold it in front: `account/default/container`. */
  readonly name: string;
  /** Its resource group. Absent for resource groups themselves and for what is attached to another resource. */
  readonly resourceGroup?: RecordedValue;
  /** Id of the resource that it is attached to. Absent for all but role assignments, locks and diagnostic settings. */
  readonly scope?: RecordedValue;
  readonly location?: RecordedValue;
  readonly tags?: RecordedValue;
  readonly sku?: RecordedValue;
  readonly kind?: RecordedValue;
  readonly identity?: RecordedValue;
  readonly properties?: RecordedValue;
  /** URNs, each the `pulumi.urn` of another resource. */
  readonly dependsOn: readonly string[];
  readonly pulumi: PulumiOptions;
}

/** What no ARM template can say. An option that is not set is absent. */
export interface PulumiOptions {
  readonly urn: string;
  readonly type: string;
  /** The program gives no name, so Pulumi makes one up: the name above is an example of it. */
  readonly autoNamed?: true;
  readonly protect?: true;
  readonly retainOnDelete?: true;
  readonly ignoreChanges?: readonly string[];
  readonly aliases?: readonly RecordedAlias[];
  readonly additionalSecretOutputs?: readonly string[];
  /** URN of a provider that the program made. */
  readonly provider?: string;
}

export interface ArmTemplate {
  readonly metadata: { readonly description: string; readonly project: string; readonly stack: string; readonly preview?: true };
  /** Sorted by type, name and URN. */
  readonly resources: readonly ArmResource[];
  /** The outputs of the stack. */
  readonly outputs: RecordedObject;
}

const DESCRIPTION =
  'What a Pulumi program registers, in the shape of Azure Resource Manager, for review and checks. It cannot be deployed as it is: ids are ' +
  'made up, secrets are left out ($secret) and values that are not known yet are marked ($unknown). Deploy with pulumi up.';

/**
 * A recording as an ARM-shaped template. Components, providers and resources that are only read are not in it.
 *
 * Throws on types that the reviewed table does not have, all at once: a resource that cannot be checked must not pass unnoticed.
 */
export function armTemplate({ project, stack, preview, resources, outputs }: Recording): ArmTemplate {
  const made = resources.filter(({ custom, existing, type }) => custom && !existing && !type.startsWith('pulumi:providers:'));
  const unknown = [...new Set(made.map(({ type }) => type))].filter((type) => !armTypeOf(type));
  if (unknown.length > 0) {
    throw new Error(
      `no ARM type is known for ${unknown.join(', ')}; add a row to the table ARM_TYPES in constructs/azure/arm/types.ts and ` +
        'its schema by .ci/prune-arm-types.ts',
    );
  }
  const known = new Set(made.map(({ urn }) => urn));
  return {
    metadata: { description: DESCRIPTION, project, stack, ...(preview && { preview }) },
    resources: made.flatMap((resource) => renderResource(resource, known)).sort(byTypeAndName),
    outputs,
  };
}

/** The template as a file. Equal recordings give equal bytes. */
export function renderArmTemplate(template: ArmTemplate): string {
  return `${JSON.stringify(template, null, 2)}\n`;
}

function renderResource(resource: RecordedResource, known: ReadonlySet<string>): ArmResource[] {
  const armType = armTypeOf(resource.type);
  if (!armType) return [];
  const { apiVersion, scope } = armType;
  const { inputs, dependencies } = resource;
  return [
    {
      type: resourceTypeOf(armType, inputs),
      apiVersion,
      name: nameOf(armType, resource),
      ...(scope === 'resource-group' && { resourceGroup: inputs.resourceGroupName }),
      ...(typeof scope === 'object' && { scope: inputs[scope.argument] }),
      ...bodyOf(armType, inputs),
      dependsOn: dependencies.filter((urn) => known.has(urn)),
      pulumi: optionsOf(armType, resource),
    },
  ];
}

function nameOf({ names }: ArmType, { inputs, physicalName }: RecordedResource): string {
  const around = names.slice(0, -1).map((argument) => {
    if (argument.startsWith('=')) return argument.slice('='.length);
    const value = inputs[argument];
    return typeof value === 'string' ? value : '(unknown)';
  });
  return [...around, physicalName].join('/');
}

function optionsOf(armType: ArmType, resource: RecordedResource): PulumiOptions {
  const { urn, type, protect, retainOnDelete, ignoreChanges, aliases, additionalSecretOutputs, provider, inputs } = resource;
  const argument = ownNameArgument(armType);
  return {
    urn,
    type,
    ...(argument !== undefined && inputs[argument] === undefined && { autoNamed: true }),
    ...(protect && { protect }),
    ...(retainOnDelete && { retainOnDelete }),
    ...(ignoreChanges.length > 0 && { ignoreChanges }),
    ...(aliases.length > 0 && { aliases }),
    ...(additionalSecretOutputs.length > 0 && { additionalSecretOutputs }),
    ...(provider !== undefined && { provider }),
  };
}

function byTypeAndName(one: ArmResource, other: ArmResource): number {
  const keys = (resource: ArmResource) => [resource.type, resource.name, resource.pulumi.urn].join(' ');
  return keys(one) < keys(other) ? -1 : 1;
}
