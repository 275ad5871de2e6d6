import { createRequire } from 'node:module';
import { Stack } from 'aws-cdk-lib/core';

export interface TemplateJson {
  readonly Resources: Readonly<Record<string, ResourceJson>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

interface ResourceJson {
  readonly Type: string;
  readonly Properties?: unknown;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

const require = createRequire(import.meta.url);

/**
 * The text of a CDK app that makes templates of nothing but level-1 constructs: their classes and properties spelled as one would by hand,
 * references by attribute.
 *
 * @param templates by the id of their stack
 */
export function level1Source(templates: Readonly<Record<string, TemplateJson>>): string {
  const stacks = Object.entries(templates).map(([id, template]) => stackSource(id, template));
  return [`const core = require('aws-cdk-lib/core');`, 'const app = new core.App();', ...stacks, 'app.synth();', ''].join('\n');
}

function stackSource(stackId: string, { Resources, Outputs = {} }: TemplateJson): string {
  const resources = inOrder(Resources).map(([id, resource]) => resourceSource(id, resource));
  const outputs = Object.entries(Outputs).map(([id, { Value }]) => `new core.CfnOutput(stack, '${id}', { value: ${expression(Value)} });`);
  const env = `{ account: '111122223333', region: 'eu-central-1' }`;
  return [`{`, `const stack = new core.Stack(app, '${stackId}', { env: ${env} });`, 'const made = {};', ...resources, ...outputs, '}'].join(
    '\n',
  );
}

/** Each resource after those that it refers to, as constants must be. */
function inOrder(resources: TemplateJson['Resources']): [string, ResourceJson][] {
  const ordered = new Map<string, ResourceJson>();
  const visit = (id: string): void => {
    const resource = resources[id];
    if (!resource || ordered.has(id)) return;
    for (const target of [...targetsOf(resource.Properties), ...listOf(resource.DependsOn)]) visit(target);
    ordered.set(id, resource);
  };
  for (const id of Object.keys(resources)) visit(id);
  return [...ordered];
}

function resourceSource(id: string, { Type, Properties, DependsOn, DeletionPolicy, UpdateReplacePolicy }: ResourceJson): string {
  const options = { deletionPolicy: DeletionPolicy, updateReplacePolicy: UpdateReplacePolicy };
  return [
    `made['${id}'] = ${constructSource(id, Type, Properties)};`,
    `Object.assign(made['${id}'].cfnOptions, ${JSON.stringify(options)});`,
    ...listOf(DependsOn).map((target) => `made['${id}'].addResourceDependency(made['${target}']);`),
  ].join('\n');
}

function constructSource(id: string, type: string, properties: unknown): string {
  const [vendor, service = '', resource] = type.split('::');
  if (vendor !== 'AWS') return `new core.CfnResource(stack, '${id}', ${expression({ type, properties })})`;
  const module = `aws-cdk-lib/aws-${service.toLowerCase()}`;
  const { expressions, marked } = withMarks(properties);
  const props = JSON.stringify(propsOf(require(module)[`Cfn${resource}`], marked));
  return `new (require('${module}').Cfn${resource})(stack, '${id}', ${props.replaceAll(/"@@(\d+)@@"/g, (_, index) => expressions[index] ?? '')})`;
}

/** The properties in the spelling of the class, which its import from CloudFormation knows. */
function propsOf(level1: unknown, properties: unknown): unknown {
  const { _fromCloudFormation } = level1 as {
    _fromCloudFormation(scope: Stack, id: string, resource: object, options: object): { cfnProperties: unknown };
  };
  const parser = { parseValue: (value: unknown) => value, handleAttributes: () => undefined };
  return _fromCloudFormation.call(level1, new Stack(), 'Scratch', { Properties: properties }, { parser }).cfnProperties;
}

/** Puts marks where intrinsic functions stand, since the import takes a text for each of them. */
function withMarks(properties: unknown): { readonly expressions: readonly string[]; readonly marked: unknown } {
  const expressions: string[] = [];
  const mark = (value: unknown): unknown => {
    if (isIntrinsic(value)) return `@@${expressions.push(expression(value)) - 1}@@`;
    if (Array.isArray(value)) return value.map(mark);
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mark(item)])) : value;
  };
  return { marked: mark(properties ?? {}), expressions };
}

function expression(value: unknown): string {
  if (isIntrinsic(value)) return call(value);
  if (Array.isArray(value)) return `[${value.map(expression).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${expression(item)}`)
    .join(', ')} }`;
}

function call(intrinsic: object): string {
  const [[name, argument]] = Object.entries(intrinsic) as [[string, unknown]];
  const list = listOf(argument as string | readonly string[]);
  switch (name) {
    case 'Ref':
      return String(argument).startsWith('AWS::') ? `core.Fn.ref('${argument}')` : `made['${argument}'].ref`;
    case 'Fn::GetAtt':
      return `made['${list[0]}'].getAtt('${list[1]}').toString()`;
    case 'Fn::Join':
      return `core.Fn.join(${list.map(expression).join(', ')})`;
    case 'Fn::Select':
      return `core.Fn.select(${list.map(expression).join(', ')})`;
    case 'Fn::GetAZs':
      return `core.Fn.getAzs(${expression(argument)})`;
    default:
      throw new Error(`the level-1 side has no spelling for ${name}; add it to tests/bench/level-1-source.ts`);
  }
}

function targetsOf(value: unknown): string[] {
  if (!isObject(value) && !Array.isArray(value)) return [];
  const { Ref, 'Fn::GetAtt': attribute } = value as { readonly Ref?: string; readonly 'Fn::GetAtt'?: readonly string[] };
  const own = [Ref, attribute?.[0]].filter((target) => target !== undefined);
  return [...own, ...Object.values(value).flatMap(targetsOf)];
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

function isIntrinsic(value: unknown): value is object {
  if (!isObject(value)) return false;
  const [key = '', ...more] = Object.keys(value);
  return more.length === 0 && (key === 'Ref' || key.startsWith('Fn::'));
}

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;
