import { field, isObject } from '../json.ts';

/** A parsed CloudFormation template. Nothing about it is taken for granted: it may be any JSON. */
export type Template = unknown;

/** One entry of a template's `Resources`. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: unknown;
  readonly deletionPolicy: unknown;
  readonly updateReplacePolicy: unknown;
  /** The condition under which the resource exists. @default - it always exists */
  readonly condition: unknown;
}

/** A section of the template, such as `Parameters`, as a list of entries. */
export function section(template: Template, name: string): readonly (readonly [logicalId: string, value: unknown])[] {
  const entries = field(template, name);
  return isObject(entries) ? Object.entries(entries) : [];
}

/** The resources that can be read; `unreadableParts` tells of the rest. */
export function resourcesOf(template: Template): readonly Resource[] {
  return section(template, 'Resources').flatMap(([logicalId, value]) => {
    const type = field(value, 'Type');
    if (typeof type !== 'string') return [];
    return [
      {
        logicalId,
        type,
        properties: field(value, 'Properties'),
        deletionPolicy: field(value, 'DeletionPolicy'),
        updateReplacePolicy: field(value, 'UpdateReplacePolicy'),
        condition: field(value, 'Condition'),
      },
    ];
  });
}

export function resourcesOfType(template: Template, ...types: readonly string[]): readonly Resource[] {
  return resourcesOf(template).filter((resource) => types.includes(resource.type));
}

export function resource(template: Template, logicalId: string): Resource | undefined {
  return resourcesOf(template).find((candidate) => candidate.logicalId === logicalId);
}

/** Whether a companion (a bucket's policy, a VPC's flow log) exists whenever its owner does. */
export function existsWith(companion: Resource, owner: Resource): boolean {
  return companion.condition === undefined || companion.condition === owner.condition;
}

/** The values that a value may have: both branches of `Fn::If`, nothing for `AWS::NoValue`. Every rule judges each of them. */
export function alternatives(value: unknown): readonly unknown[] {
  const branches = field(value, 'Fn::If');
  if (Array.isArray(branches) && branches.length === 3) return [...alternatives(branches[1]), ...alternatives(branches[2])];
  if (field(value, 'Ref') === 'AWS::NoValue') return [undefined];
  return [value];
}

/** The values that a path may have, `undefined` among them where the path can be absent. */
export function valuesAt(root: unknown, ...path: readonly string[]): readonly unknown[] {
  return path.reduce<readonly unknown[]>((values, key) => values.flatMap((value) => alternatives(field(value, key))), alternatives(root));
}

/** Every element that a list may have, in whichever branch; a single value counts as a list of one, as it does for CloudFormation. */
export function itemsAt(root: unknown, ...path: readonly string[]): readonly unknown[] {
  return valuesAt(root, ...path).flatMap(elements);
}

/** The elements of one list, in whichever branch. */
export function elements(list: unknown): readonly unknown[] {
  return (Array.isArray(list) ? list : [list]).flatMap(alternatives).filter((item) => item !== undefined);
}

/** The elements that one list has for certain: those not inside an `Fn::If`. */
export function certainElements(list: unknown): readonly unknown[] {
  return (Array.isArray(list) ? list : [list])
    .filter((item) => item !== undefined && alternatives(item).length === 1)
    .flatMap(alternatives);
}
