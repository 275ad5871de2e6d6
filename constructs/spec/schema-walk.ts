import { z } from 'zod';
import { valueAt } from './value-at.ts';

/** The sub-schema at a path of some data; undefined where the grammar knows nothing. */
export function schemaAt(schema: z.ZodType, path: readonly PropertyKey[], data: unknown): z.ZodType | undefined {
  let current = memberFor(schema, data);
  let value = data;
  for (const part of path) {
    value = valueAt(value, [part]);
    current = current && memberFor(childOf(current, part), value);
  }
  return current;
}

function childOf(schema: z.ZodType, part: PropertyKey): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[String(part)];
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  // A tagged union without a known tag: of its fields the tag alone is known.
  if (schema instanceof z.ZodDiscriminatedUnion) return part === TAG ? z.enum(kindsOf(schema)) : undefined;
  return undefined;
}

/** What is meant by a schema for one value: without wrappers, of a union the member for that value. */
function memberFor(schema: z.ZodType | undefined, value: unknown): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional) return memberFor(schema.unwrap() as z.ZodType, value);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const kind = valueAt(value, [TAG]);
    return optionsOf(schema).find((option) => kindOf(option) === kind) ?? schema;
  }
  if (schema instanceof z.ZodUnion && isMap(value)) return (schema.options as z.ZodType[]).find((option) => option instanceof z.ZodObject);
  return schema;
}

const TAG = 'kind';
const optionsOf = (union: z.ZodDiscriminatedUnion): z.ZodObject[] => union.options as z.ZodObject[];

function kindOf(option: z.ZodObject): string {
  const literal = option.shape[TAG];
  return literal instanceof z.ZodLiteral ? String(literal.value) : '';
}

/** The tags of a tagged union. */
export function kindsOf(union: z.ZodDiscriminatedUnion): string[] {
  return optionsOf(union).map(kindOf);
}

/** The keys that a map may have, where the grammar names them. */
export function keysOf(schema: z.ZodType | undefined): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  const keys = keySchemaOf(schema);
  return keys instanceof z.ZodEnum ? keys.options.map(String) : [];
}

/** The grammar of the names of a map by name. */
export function keySchemaOf(schema: z.ZodType | undefined): z.ZodType | undefined {
  return schema instanceof z.ZodRecord ? (schema.keyType as z.ZodType) : undefined;
}

/** Whether a map may do without a key. An entry of a map by name always may. */
export function isOptional(parent: z.ZodType | undefined, key: PropertyKey): boolean {
  if (!(parent instanceof z.ZodObject)) return parent instanceof z.ZodRecord;
  const child: unknown = parent.shape[String(key)];
  return child === undefined || child instanceof z.ZodOptional;
}

/** The key of a map one level further down that has an inner key of this name: `aws` for `vpcId` in a network. */
export function keyAbove(schema: z.ZodType | undefined, inner: string): string | undefined {
  if (!(schema instanceof z.ZodObject)) return undefined;
  return Object.keys(schema.shape).find((key) => {
    const child = memberFor(schema.shape[key], undefined);
    return child instanceof z.ZodObject && inner in child.shape;
  });
}

const isMap = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
