/**
 * Prunes the ARM types that the kit uses out of a clone of the public project Azure/bicep-types-az into tests/support/arm-schemas:
 *
 *     npx tsx .ci/prune-arm-types.ts --types ../bicep-types-az/generated --commit <its commit>
 *
 * Which types those are stands in constructs/azure/arm/types.ts. What is read-only keeps its name alone, descriptions go.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { ArmType } from '../constructs/azure/arm/arm-type.ts';
import type { ArmSchema, ArmSchemaFile } from '../constructs/azure/arm/schema.ts';
import { ARM_TYPES } from '../constructs/azure/arm/types.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TARGET = join(ROOT, 'tests/support/arm-schemas');

/** The format of bicep-types: one array, `{ $ref: '#/12' }` is its item 12. */
interface Ref {
  readonly $ref: string;
}
type BicepType =
  | { readonly $type: 'ResourceType'; readonly name: string; readonly body: Ref }
  | {
      readonly $type: 'ObjectType';
      readonly name: string;
      readonly properties: Record<string, BicepProperty>;
      readonly additionalProperties?: Ref;
    }
  | {
      readonly $type: 'DiscriminatedObjectType';
      readonly name: string;
      readonly discriminator: string;
      readonly baseProperties: Record<string, BicepProperty>;
      readonly elements: Record<string, Ref>;
    }
  | { readonly $type: 'UnionType'; readonly elements: readonly Ref[] }
  | { readonly $type: 'StringLiteralType'; readonly value: string }
  | { readonly $type: 'StringType'; readonly minLength?: number; readonly maxLength?: number; readonly pattern?: string }
  | { readonly $type: 'IntegerType'; readonly minValue?: number; readonly maxValue?: number }
  | { readonly $type: 'ArrayType'; readonly itemType: Ref; readonly minLength?: number; readonly maxLength?: number }
  | { readonly $type: 'BooleanType' }
  | { readonly $type: 'AnyType' };
interface BicepProperty {
  readonly type: Ref;
  readonly flags: number;
}
const REQUIRED = 1;
const READ_ONLY = 2;
const ADDRESS = READ_ONLY | 8;

/** The licence of Azure/bicep-types-az word for word: its own text ends without a full stop. */
const LICENSE = `MIT License

Copyright (c) Microsoft Corporation.

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE
`;

/** Every `<namespace>/<version>/types.json`, however deep, by namespace and version. */
function sourceFiles(root: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    const [namespace, version, file] = path.split('/').slice(-3);
    if (file !== 'types.json') continue;
    const key = `${namespace}@${version}`.toLowerCase();
    found.set(key, [...(found.get(key) ?? []), join(root, path)]);
  }
  return found;
}

/** Takes a type from the first file that has it. */
function prune(armType: ArmType): boolean {
  const name = `${armType.type.split('/')[0]}@${armType.apiVersion}`.toLowerCase();
  const pruner = pruners.get(name) ?? new Pruner();
  pruners.set(name, pruner);
  return (sources.get(name) ?? []).some((source) => pruner.addResource(armType, read(source)));
}

function read(source: string): readonly BicepType[] {
  const types = parsed.get(source) ?? (JSON.parse(readFileSync(source, 'utf8')) as readonly BicepType[]);
  parsed.set(source, types);
  return types;
}

class Pruner {
  readonly definitions: Record<string, ArmSchema> = {};
  readonly resources: Record<string, ArmSchema> = {};
  private readonly origins = new Map<string, BicepType>();
  /** The file that is read, one of those that a provider's version is spread over. */
  private all: readonly BicepType[] = [];

  addResource({ type, apiVersion }: ArmType, all: readonly BicepType[]): boolean {
    const name = `${type}@${apiVersion}`.toLowerCase();
    const resource = all.find((entry) => entry.$type === 'ResourceType' && entry.name.toLowerCase() === name);
    if (resource?.$type !== 'ResourceType') return false;
    this.all = all;
    this.resources[type] = this.schema(resource.body);
    return true;
  }

  private schema(ref: Ref): ArmSchema {
    const type = this.at(ref);
    switch (type.$type) {
      case 'ObjectType':
        return this.object(type);
      case 'DiscriminatedObjectType':
        return this.variants(type);
      case 'UnionType':
        return this.union(type.elements);
      case 'StringLiteralType':
        return { type: 'string', enum: [type.value] };
      case 'StringType':
        return { type: 'string', ...defined({ minLength: type.minLength, maxLength: type.maxLength, pattern: type.pattern }) };
      case 'IntegerType':
        return { type: 'integer', ...defined({ minimum: type.minValue, maximum: type.maxValue }) };
      case 'ArrayType':
        return { type: 'array', items: this.schema(type.itemType), ...defined({ minItems: type.minLength, maxItems: type.maxLength }) };
      case 'BooleanType':
        return { type: 'boolean' };
      case 'AnyType':
        return {};
      case 'ResourceType':
        throw new Error(`a resource type within a type: ${type.name}`);
    }
    // The data is not typed by a compiler: it may bring kinds of types that those in use do not have today.
    throw new Error(`'${(type as { $type: string }).$type}' is not handled; extend Pruner and checkArm`);
  }

  private object(type: BicepType & { $type: 'ObjectType' }, origin: BicepType = type): ArmSchema {
    const reference = { $ref: `#/$defs/${type.name}` };
    if (this.definitions[type.name]) {
      if (this.origins.get(type.name) !== origin) throw new Error(`two types are called ${type.name}; give one definition another name`);
      return reference;
    }
    this.origins.set(type.name, origin);
    // A body has its type and API version as read-only constants; they are its address here.
    const properties = Object.entries(type.properties).filter(([, { flags }]) => (flags & ADDRESS) !== ADDRESS);
    if (properties.length === 0 && type.additionalProperties) {
      return { type: 'object', additionalProperties: this.schema(type.additionalProperties) };
    }
    // Taken before its parts, which may refer back to it.
    this.definitions[type.name] = {};
    const writable = properties.filter(([, { flags }]) => (flags & READ_ONLY) === 0);
    const required = writable.filter(([, { flags }]) => flags & REQUIRED).map(([name]) => name);
    this.definitions[type.name] = {
      type: 'object',
      properties: Object.fromEntries(
        properties.map(([name, { flags, type: part }]) => [name, flags & READ_ONLY ? { readOnly: true } : this.schema(part)]),
      ),
      ...(required.length > 0 && { required: required.sort() }),
      ...(type.additionalProperties && { additionalProperties: this.schema(type.additionalProperties) }),
    };
    return reference;
  }

  /** Each element repeats the base properties, so that a variant reads as a whole. */
  private variants({ discriminator, baseProperties, elements }: BicepType & { $type: 'DiscriminatedObjectType' }): ArmSchema {
    const mapping = Object.entries(elements).map(([value, element]) => {
      const type = this.at(element);
      if (type.$type !== 'ObjectType') throw new Error(`a variant that is a ${type.$type} is not handled; extend Pruner`);
      return [value, this.object({ ...type, properties: { ...baseProperties, ...type.properties } }, type)] as const;
    });
    return { discriminator: { propertyName: discriminator, mapping: Object.fromEntries(mapping) } };
  }

  private union(elements: readonly Ref[]): ArmSchema {
    const parts = elements.map((element) => this.at(element));
    const values = parts.flatMap((part) => (part.$type === 'StringLiteralType' ? [part.value] : []));
    const others = parts.filter(({ $type }) => $type !== 'StringLiteralType');
    if (others.length === 0) return { type: 'string', enum: values };
    if (others.every(({ $type }) => $type === 'StringType')) return { type: 'string', knownValues: values };
    throw new Error(`a union of ${others.map(({ $type }) => $type).join(', ')} is not handled; extend Pruner and checkArm`);
  }

  private at({ $ref }: Ref): BicepType {
    const type = this.all[Number($ref.slice('#/'.length))];
    if (!type) throw new Error(`no type ${$ref}`);
    return type;
  }
}

function defined(entries: Record<string, number | string | undefined>): object {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

function fileOf({ resources, definitions }: Pruner, apiVersion: string): ArmSchemaFile {
  const $comment = `Azure/bicep-types-az at ${commit}, MIT licence (see LICENSE), pruned by .ci/prune-arm-types.ts`;
  return { $comment, apiVersion, resources: byName(resources), $defs: byName(definitions) };
}

function byName<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const { types: folder, commit } = parseArgs({ options: { types: { type: 'string' }, commit: { type: 'string' } } }).values;
if (!folder || !commit)
  throw new Error('usage: prune-arm-types.ts --types <the folder "generated" of bicep-types-az> --commit <its commit>');

const sources = sourceFiles(folder);
const parsed = new Map<string, readonly BicepType[]>();
const pruners = new Map<string, Pruner>();
const missing = Object.values<ArmType>(ARM_TYPES).filter((armType) => !prune(armType));
if (missing.length > 0)
  throw new Error(`${folder} has no schema for ${missing.map(({ type, apiVersion }) => `${type}@${apiVersion}`).join(', ')}`);

rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET, { recursive: true });
for (const [name, pruner] of pruners) {
  writeFileSync(join(TARGET, `${name}.json`), JSON.stringify(fileOf(pruner, name.split('@')[1] ?? '')));
}
writeFileSync(
  join(TARGET, 'LICENSE'),
  `The JSON files in this folder are pruned from the data of https://github.com/Azure/bicep-types-az
at commit ${commit}, which has this licence:

${LICENSE}`,
);
execFileSync('npx', ['biome', 'format', '--config-path=.biome.json', '--write', TARGET], { cwd: ROOT, stdio: 'inherit' });
