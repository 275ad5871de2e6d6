import { field, isObject, shown } from '../json.ts';
import type { Check, Observation } from '../rule.ts';
import { observe } from './observe.ts';
import { type Resource, resourcesOf, section, type Template } from './template.ts';

// CloudFormation takes 500 resources and 200 outputs a template, and 1 MB by S3; the kit stops at four fifths of the first, as CDK warns.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
const MOST_RESOURCES = 400;
const MOST_OUTPUTS = 200;
const MOST_BYTES = 1_000_000;

export const stackSize: Check<Template> = (template) => {
  const remedy = 'Move a part into a stack of its own.';
  const limits = [
    { path: 'Resources', size: section(template, 'Resources').length, most: MOST_RESOURCES, unit: 'resources' },
    { path: 'Outputs', size: section(template, 'Outputs').length, most: MOST_OUTPUTS, unit: 'outputs' },
    // As CDK writes it, with an indentation of one.
    { path: 'template', size: Buffer.byteLength(JSON.stringify(template, undefined, 1) ?? ''), most: MOST_BYTES - 1, unit: 'bytes' },
  ];
  return limits
    .filter(({ size, most }) => size > most)
    .map(({ path, size, most, unit }) => ({ path, got: `${size} ${unit}`, allowed: `at most ${most} ${unit}`, remedy }));
};

export const readable: Check<Template> = unreadableParts;

function unreadableParts(template: Template): readonly Observation[] {
  const remedy = 'Write the resources out: what a macro makes at deploy is judged by nobody.';
  const allowed = 'an object of resources, each with a Type';
  if (!isObject(template) || !isObject(field(template, 'Resources') ?? {}))
    return [{ path: 'Resources', got: shown(Array.isArray(template) ? 'a list' : typeof template), allowed, remedy }];
  const untyped = section(template, 'Resources').filter(([, value]) => typeof field(value, 'Type') !== 'string');
  const macros = ['Transform', 'Fn::Transform'].filter((key) => field(template, key) !== undefined);
  return [
    ...untyped.map(([logicalId]) => ({ logicalId, path: 'Type', got: 'no type', allowed, remedy })),
    ...macros.map((path) => ({ path, got: 'a macro', allowed: 'no macro', remedy })),
    ...resourcesOf(template)
      .filter(({ properties }) => isMacro(properties))
      .map((resource: Resource) => observe(resource, 'Properties', 'a macro', { allowed: 'no macro', remedy })),
  ];
}

function isMacro(properties: unknown): boolean {
  return field(properties, 'Fn::Transform') !== undefined;
}
