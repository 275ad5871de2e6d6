import { z } from 'zod';
import { keysOf, kindsOf } from './schema-walk.ts';

/** What may stand at a place of the grammar, in words. */
export function describeType(schema: z.ZodType | undefined): string {
  if (schema instanceof z.ZodEnum) return schema.options.join(', ');
  if (schema instanceof z.ZodLiteral) return [...schema.values].join(', ');
  if (schema instanceof z.ZodDiscriminatedUnion) return `a map whose kind is ${oneOf(kindsOf(schema))}`;
  if (schema instanceof z.ZodObject) return `a map with ${keysOf(schema).join(', ')}`;
  if (schema instanceof z.ZodRecord) return 'a map by name';
  if (schema instanceof z.ZodArray) return `a list, each ${describeType(schema.element as z.ZodType)}`;
  if (schema instanceof z.ZodNumber) return 'a number';
  return 'a text';
}

/** The type that the grammar wants, as `typeOf` says what stands there. */
export function expectedType(schema: z.ZodType | undefined): string {
  if (schema instanceof z.ZodNumber) return NUMBER;
  if (schema instanceof z.ZodLiteral) return typeOf(schema.value);
  if (schema instanceof z.ZodArray) return 'a list';
  if (schema instanceof z.ZodUnion && !(schema instanceof z.ZodDiscriminatedUnion)) return 'a text or a map';
  return schema instanceof z.ZodString || schema instanceof z.ZodEnum ? TEXT : 'a map';
}

export function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return TEXT;
  return `a ${typeof value}`;
}

export const TEXT = 'a text';
export const NUMBER = 'a number';

const oneOf = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** A value as a person would write it in a line of YAML. */
export function sampleLine(key: string, value: unknown): string {
  return `${key}: ${flow(value)}`;
}

function flow(value: unknown): string {
  if (typeof value === 'string') return /^[A-Za-z][\w.@ -]*$/.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, item]) => sampleLine(key, item));
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
