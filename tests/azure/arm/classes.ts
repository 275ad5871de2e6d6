import { readFileSync } from 'node:fs';
import type { RecordedObject, RecordedValue } from '../../../constructs/azure/recorder/index.ts';

const PACKAGE = new URL('../../../node_modules/@pulumi/azure-native/', import.meta.url);

/** What a class of azure-native says of itself in its declarations. */
export interface ClassDeclaration {
  readonly apiVersion: string | undefined;
  readonly token: string | undefined;
  readonly args: readonly Member[];
}

export interface Member {
  readonly name: string;
  readonly type: string;
}

export function declarationOf(token: string): ClassDeclaration {
  const [, module = '', name = ''] = token.split(':');
  const path = `${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  const declaration = read(`${path}.d.ts`);
  return {
    apiVersion: /Uses Azure REST API version (\S+?)\.\s/.exec(declaration)?.[1],
    token: /__pulumiType = ['"](.+?)['"]/.exec(read(`${path}.js`))?.[1],
    args: membersOf(/export interface \w+Args \{\n(.*?)\n\}/s.exec(declaration)?.[1] ?? '', '    '),
  };
}

/** Resources of their own, which the kit refers to by id where a class would take all of their arguments again. */
const REFERENCES = [
  'linkedPublicIPAddress',
  'natGateway',
  'networkSecurityGroup',
  'routeTable',
  'serviceEndpointPolicies',
  'servicePublicIPAddress',
  'subnet',
];

/** Every argument of a class, inner ones down to a depth, each with a value that stands for anything. */
export function everyArgument(token: string, depth: number): RecordedObject {
  return examples(declarationOf(token).args, depth);
}

function examples(members: readonly Member[], depth: number): RecordedObject {
  return Object.fromEntries(members.map((member) => [member.name, example(member, depth)]));
}

function example({ name, type }: Member, depth: number): RecordedValue {
  const [, module, interfaceName] = /inputs\.(\w+)\.(\w+)/.exec(type) ?? [];
  if (!module || !interfaceName || depth === 0) return { $unknown: true };
  const value = REFERENCES.includes(name)
    ? ({ id: { $unknown: true } } as const)
    : examples(inputTypes().get(`${module}.${interfaceName}`) ?? [], depth - 1);
  return type.includes('[]') ? [value] : value;
}

let parsed: ReadonlyMap<string, readonly Member[]> | undefined;

/** The members of `inputs.<module>.<name>`. */
function inputTypes(): ReadonlyMap<string, readonly Member[]> {
  parsed ??= parseInputTypes();
  return parsed;
}

function parseInputTypes(): ReadonlyMap<string, readonly Member[]> {
  const types = new Map<string, readonly Member[]>();
  for (const [, module, body = ''] of read('types/input.d.ts').matchAll(/^export declare namespace (\w+) \{\n(.*?)^\}/gms)) {
    for (const [, name, members = ''] of body.matchAll(/^ {4}interface (\w+) \{\n(.*?)^ {4}\}/gms)) {
      types.set(`${module}.${name}`, membersOf(members, '        '));
    }
  }
  return types;
}

function membersOf(text: string, indent: string): readonly Member[] {
  return [...text.matchAll(new RegExp(`^${indent}(\\w+)\\??: (.*)$`, 'gm'))].map(([, name = '', type = '']) => ({ name, type }));
}

function read(path: string): string {
  return readFileSync(new URL(path, PACKAGE), 'utf8');
}
