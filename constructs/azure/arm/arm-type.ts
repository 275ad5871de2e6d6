/** How a class of @pulumi/azure-native becomes a resource of Azure Resource Manager. */
export interface ArmType {
  /** Resource type: `Microsoft.Storage/storageAccounts/blobServices/containers`. */
  readonly type: string;
  /** What the class sends: "Uses Azure REST API version …" in its documentation. */
  readonly apiVersion: string;
  /** Where its id begins: in a subscription, in a resource group, or behind the id of the resource that it is attached to. */
  readonly scope: 'subscription' | 'resource-group' | { readonly argument: string };
  /** The argument for each segment of the type, the last one names the resource itself; `=default` is a fixed name. */
  readonly names: readonly string[];
  /** The argument that says the last segment of the type, where one class makes several. `type` has the one that the kit makes. @default - none */
  readonly kindArgument?: string;
  /**
   * The arguments that stand beside `properties`, where the class moves the inner properties up. All others go below `properties`.
   * @default - the class has an argument `properties` of its own: every argument stands where it is given
   */
  readonly beside?: readonly string[];
  /** Paths of inner objects (or lists of them) whose properties the class moved up as well. @default - none */
  readonly inner?: readonly string[];
  /** New names by path, where the class does not use the name on the wire. @default - none */
  readonly renames?: Readonly<Record<string, string>>;
}

const AROUND = ['resourceGroupName'];

/** The arguments of a class that are part of its URL and not of its body. */
export function urlArguments({ names, scope, kindArgument }: ArmType): readonly string[] {
  return [...AROUND, ...names, ...(typeof scope === 'object' ? [scope.argument] : []), ...(kindArgument ? [kindArgument] : [])];
}

/** The resource type that a class makes of some arguments. */
export function resourceTypeOf({ type, kindArgument }: ArmType, inputs: Readonly<Record<string, unknown>>): string {
  const kind = kindArgument === undefined ? undefined : inputs[kindArgument];
  return typeof kind === 'string' ? `${type.slice(0, type.lastIndexOf('/'))}/${kind}` : type;
}

/** The argument that names the resource itself; undefined where its name is fixed. */
export function ownNameArgument({ names }: ArmType): string | undefined {
  const last = names.at(-1);
  return last?.startsWith('=') ? undefined : last;
}

/**
 * How azure-native names what the program leaves unnamed: a UUID for role assignments, the logical name as it is for a child, the
 * logical name and eight hexadecimal digits for the rest.
 */
export function autoNaming({ type, names }: ArmType): 'uuid' | 'copy' | 'suffix' {
  if (type === 'Microsoft.Authorization/roleAssignments') return 'uuid';
  return names.length > 1 ? 'copy' : 'suffix';
}
