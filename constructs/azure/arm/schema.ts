import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The part of JSON Schema in which the pruned ARM types are written (`.ci/prune-arm-types.ts`). An empty schema takes everything. */
export interface ArmSchema {
  readonly type?: 'string' | 'integer' | 'boolean' | 'array' | 'object';
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, ArmSchema>>;
  readonly required?: readonly string[];
  /** What properties beside the listed ones are. @default - there are none */
  readonly additionalProperties?: ArmSchema;
  readonly items?: ArmSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** A closed list: nothing else is taken. */
  readonly enum?: readonly string[];
  /** An open list, no word of JSON Schema: the values that were known when the version was published. */
  readonly knownValues?: readonly string[];
  /** One of several objects: the value of a property tells which (OpenAPI's word). */
  readonly discriminator?: { readonly propertyName: string; readonly mapping: Readonly<Record<string, ArmSchema>> };
  readonly readOnly?: true;
}

/** One file of the folder: the types of one provider at one API version. */
export interface ArmSchemaFile {
  readonly $comment: string;
  readonly apiVersion: string;
  /** Bodies by resource type. */
  readonly resources: Readonly<Record<string, ArmSchema>>;
  readonly $defs: Readonly<Record<string, ArmSchema>>;
}

/** A body and the definitions that it refers to. */
export interface ArmTypeSchema {
  readonly body: ArmSchema;
  readonly definitions: Readonly<Record<string, ArmSchema>>;
}

/** Published ARM types by `type@apiVersion`, in lower case. */
export type ArmSchemas = ReadonlyMap<string, ArmTypeSchema>;

/** Reads a folder of pruned ARM types. */
export function loadArmSchemas(folder: string): ArmSchemas {
  const schemas = new Map<string, ArmTypeSchema>();
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.json')) continue;
    const { apiVersion, resources, $defs } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as ArmSchemaFile;
    for (const [type, body] of Object.entries(resources)) schemas.set(schemaKey(type, apiVersion), { body, definitions: $defs });
  }
  if (schemas.size === 0) throw new Error(`${folder} has no ARM schemas; make them with .ci/prune-arm-types.ts`);
  return schemas;
}

export function schemaKey(type: string, apiVersion: string): string {
  return `${type}@${apiVersion}`.toLowerCase();
}

/** Follows a reference. */
export function resolveSchema(schema: ArmSchema, { definitions }: ArmTypeSchema): ArmSchema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.slice('#/$defs/'.length);
  const found = definitions[name];
  if (!found) throw new Error(`the ARM schemas refer to '${name}', which is not in its file; make them again with .ci/prune-arm-types.ts`);
  return found;
}
