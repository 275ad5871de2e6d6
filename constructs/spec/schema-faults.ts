import { z } from 'zod';
import { describeValue, type Fault } from './fault.ts';
import { nearestNames } from './nearest.ts';
import { NOT_OFFERED_KEYS, NOT_OFFERED_MODEL_KINDS, PUBLIC_DATA_KEYS } from './not-offered.ts';
import { type FieldNotes, notes } from './schema/primitives.ts';

/** A fault whose path is that of the merged data; the caller turns it into the place in the file. */
export type DataFault = Omit<Fault, 'path' | 'line' | 'column' | 'environment'> & { readonly path: readonly PropertyKey[] };

/** Turns what zod says of some data into faults with code, value, limit and remedy. */
export function schemaFaults(schema: z.ZodType, data: unknown, issues: readonly z.core.$ZodIssue[]): DataFault[] {
  return issues.flatMap((issue) => faultsOf(schema, data, issue));
}

function faultsOf(schema: z.ZodType, data: unknown, issue: z.core.$ZodIssue): DataFault[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysOf(schemaAt(schema, issue.path, data));
    return issue.keys.map((key) => unknownKey([...issue.path, key], key, known, valueAt(data, [...issue.path, key])));
  }
  if (issue.code === 'invalid_key') {
    const inner = keySchema(schemaAt(schema, issue.path.slice(0, -1), data));
    return [badValue(issue.path, String(issue.path.at(-1)), inner, 'not a valid name')];
  }
  if (issue.code === 'invalid_union' && issue.path.at(-1) !== 'kind') {
    // A plain union, in this grammar `model`: its members' own issues say more when the value is an object.
    const nested = issue.errors.find((errors) => errors.some((error) => error.path.length > 0));
    if (nested)
      return nested.flatMap((error) => faultsOf(schema, data, { ...error, path: [...issue.path, ...error.path] } as z.core.$ZodIssue));
  }
  return [valueFault(schema, data, issue)];
}

function unknownKey(path: readonly PropertyKey[], key: string, known: readonly string[], value: unknown): DataFault {
  const at = { path, severity: 'error' as const };
  if (path.length === 1 && (NOT_OFFERED_KEYS as readonly string[]).includes(key)) {
    return {
      ...at,
      code: 'CFG-100',
      message: `'${key}' is not offered by this release`,
      allowed: known.join(', '),
      remedy: 'Take it out; a later release brings it.',
    };
  }
  if (path.length === 2 && path[0] === 'clouds') {
    return {
      ...at,
      code: 'CFG-004',
      message: 'no such cloud',
      got: describeValue(key),
      allowed: known.join(', '),
      remedy: 'Name one of the clouds that the kit deploys on.',
    };
  }
  if (path[0] === 'data' && (PUBLIC_DATA_KEYS as readonly string[]).includes(key)) {
    return {
      ...at,
      code: 'CFG-067',
      message: 'a data bucket is never public and never a website',
      got: `${key}: ${describeValue(value)}`,
      allowed: 'private buckets',
      remedy: 'Take it out and hand out signed URLs.',
    };
  }
  const [nearest] = nearestNames(key, known, 1);
  return {
    ...at,
    code: 'CFG-001',
    message: 'unknown key',
    got: describeValue(key),
    allowed: known.join(', '),
    remedy: nearest ? `Did you mean '${nearest}'?` : 'Take it out.',
  };
}

function valueFault(schema: z.ZodType, data: unknown, issue: z.core.$ZodIssue): DataFault {
  const value = valueAt(data, issue.path);
  const field = schemaAt(schema, issue.path, data);
  if (value === undefined) {
    const note = notesOf(field);
    const key = String(issue.path.at(-1));
    return {
      path: issue.path,
      severity: 'error',
      code: note.code === 'CFG-076' || note.code === 'CFG-083' ? note.code : 'CFG-003',
      message: 'a required key is missing',
      allowed: note.allowed ?? describeType(field),
      remedy: note.example === undefined ? `Add '${key}'.` : `Add a line such as '${key}: ${sample(note.example)}'.`,
    };
  }
  if (value === null) return { ...badValue(issue.path, value, field, 'nothing stands here'), code: 'CFG-005' };
  if (issue.code === 'invalid_type') {
    const isNumber = typeof value === 'number';
    const expectsNumber = issue.expected === 'int' || issue.expected === 'number';
    const wrongType = {
      ...badValue(issue.path, value, field, `wrong type: expected ${expectedWords(issue.expected)}, got ${typeOf(value)}`),
      code: 'CFG-002',
    };
    return isNumber && expectsNumber ? badValue(issue.path, value, field, 'not a whole number', 'CFG-005') : wrongType;
  }
  if (issue.path[0] === 'models' && issue.path.at(-1) === 'kind' && (NOT_OFFERED_MODEL_KINDS as readonly unknown[]).includes(value)) {
    return {
      path: issue.path,
      severity: 'error',
      code: 'CFG-100',
      message: `the kind '${String(value)}' is not offered by this release`,
      allowed: 'managed',
      remedy: 'Use a managed model, or wait for the release that brings it.',
    };
  }
  const outOfRange = issue.code === 'too_small' || issue.code === 'too_big';
  return badValue(
    issue.path,
    value,
    field,
    outOfRange ? 'out of range' : 'not a valid value',
    issue.code === 'invalid_value' ? 'CFG-002' : undefined,
  );
}

function badValue(
  path: readonly PropertyKey[],
  value: unknown,
  field: z.ZodType | undefined,
  message: string,
  fallback = 'CFG-106',
): DataFault {
  const note = notesOf(field);
  const allowed = note.allowed ?? describeType(field);
  const options = field instanceof z.ZodEnum ? nearestNames(String(value), field.options.map(String), 1) : [];
  return {
    path,
    severity: 'error',
    code: note.code ?? fallback,
    message,
    got: describeValue(value),
    allowed,
    remedy: note.remedy ?? (options[0] ? `Did you mean '${options[0]}'?` : `Write ${allowed}.`),
  };
}

/** The sub-schema at a path of some data; undefined where the grammar knows nothing. */
export function schemaAt(schema: z.ZodType, path: readonly PropertyKey[], data: unknown): z.ZodType | undefined {
  let current: z.ZodType | undefined = unwrap(schema);
  let value = data;
  for (const part of path) {
    value = valueAt(value, [part]);
    if (current instanceof z.ZodObject) current = current.shape[String(part)];
    else if (current instanceof z.ZodRecord) current = current.valueType as z.ZodType;
    else if (current instanceof z.ZodArray) current = current.element as z.ZodType;
    else current = undefined;
    current = current && unwrap(current);
    if (current instanceof z.ZodDiscriminatedUnion) current = optionFor(current, value) ?? current;
    else if (current instanceof z.ZodUnion && typeof value === 'object') {
      current = (current.options as z.ZodType[]).find((option) => option instanceof z.ZodObject) ?? current;
    }
  }
  return current;
}

function optionFor(union: z.ZodDiscriminatedUnion, value: unknown): z.ZodType | undefined {
  const kind = valueAt(value, ['kind']);
  return (union.options as z.ZodObject[]).find((option) => {
    const literal = option.shape.kind;
    return literal instanceof z.ZodLiteral && literal.values.has(kind as string);
  });
}

function unwrap(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional ? unwrap(schema.unwrap() as z.ZodType) : schema;
}

function keysOf(schema: z.ZodType | undefined): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function keySchema(schema: z.ZodType | undefined): z.ZodType | undefined {
  return schema instanceof z.ZodRecord ? (schema.keyType as z.ZodType) : undefined;
}

function notesOf(schema: z.ZodType | undefined): FieldNotes {
  return (schema && notes.get(schema)) ?? {};
}

function describeType(schema: z.ZodType | undefined): string {
  if (schema instanceof z.ZodEnum) return schema.options.join(', ');
  if (schema instanceof z.ZodLiteral) return [...schema.values].join(', ');
  if (schema instanceof z.ZodDiscriminatedUnion) {
    return (schema.options as z.ZodObject[]).map((option) => describeType(option.shape.kind as z.ZodType)).join(', ');
  }
  if (schema instanceof z.ZodObject) return `a map with ${keysOf(schema).join(', ')}`;
  if (schema instanceof z.ZodRecord) return 'a map by name';
  if (schema instanceof z.ZodArray) return 'a list';
  if (schema instanceof z.ZodNumber) return 'a number';
  return 'a text';
}

const EXPECTED_WORDS: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  object: 'a map',
  record: 'a map by name',
  array: 'a list',
};
const expectedWords = (expected: string): string => EXPECTED_WORDS[expected] ?? expected;

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return 'a text';
  return `a ${typeof value}`;
}

const sample = (example: unknown): string => (typeof example === 'string' ? example : JSON.stringify(example));

/** The value at a path, undefined where there is none. */
export function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? (value as Record<PropertyKey, unknown>)[part] : undefined,
    data,
  );
}
