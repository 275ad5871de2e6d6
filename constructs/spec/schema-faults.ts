import { z } from 'zod';
import { describeValue, type Fault } from './fault.ts';
import { nearestNames } from './nearest.ts';
import { NOT_OFFERED_KINDS } from './not-offered.ts';
import { type FieldNotes, notes } from './schema/primitives.ts';
import { keySchemaOf, schemaAt } from './schema-walk.ts';
import { describeType, expectedType, NUMBER, sampleLine, TEXT, typeOf } from './schema-words.ts';
import { unknownKey } from './unknown-key.ts';
import { valueAt } from './value-at.ts';

/** A fault whose path is that of the merged data; the caller turns it into the place in the file. */
export type DataFault = Omit<Fault, 'path' | 'line' | 'column' | 'environment'> & { readonly path: readonly PropertyKey[] };

/** Turns what zod says of some data into faults with code, value, limit and remedy: one a place. */
export function schemaFaults(schema: z.ZodType, data: unknown, issues: readonly z.core.$ZodIssue[]): DataFault[] {
  const faults = issues.flatMap((issue) => faultsOf(schema, data, issue));
  const first = new Map(faults.toReversed().map((fault) => [JSON.stringify(fault.path), fault]));
  return faults.filter((fault) => first.get(JSON.stringify(fault.path)) === fault && !isOfOtherKind(fault, data));
}

/** Within what is of a kind that is not offered, that kind is the one fault. */
function isOfOtherKind({ path, code }: DataFault, data: unknown): boolean {
  if (code === 'CFG-100' && path.at(-1) === 'kind') return false;
  return path.some((_, level) => {
    const kind = [...path.slice(0, level + 1), 'kind'];
    return isNotOffered(kind, valueAt(data, kind));
  });
}

/** `models.<alias>.kind` and `gateway.kind`: the part of the file says which kinds are reserved. */
function isNotOffered(path: readonly PropertyKey[], value: unknown): boolean {
  const [part] = path;
  const isPlace = path.at(-1) === 'kind' && path.length === (part === 'models' ? 3 : 2);
  return isPlace && (part === 'models' || part === 'gateway') && NOT_OFFERED_KINDS[part].includes(String(value));
}

function faultsOf(schema: z.ZodType, data: unknown, issue: z.core.$ZodIssue): DataFault[] {
  const field = schemaAt(schema, issue.path, data);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(field, issue.path, key, data));
  if (issue.code === 'invalid_key') {
    const names = keySchemaOf(schemaAt(schema, issue.path.slice(0, -1), data));
    return [badValue(issue.path, String(issue.path.at(-1)), names, 'not a valid name')];
  }
  if (issue.code === 'invalid_union' && typeOf(valueAt(data, issue.path)) === 'a map') {
    // A plain union, in this grammar `model`: of a map its member for maps says more.
    const nested = issue.errors.find((errors) => !errors.some((error) => error.path.length === 0 && error.code === 'invalid_type'));
    if (nested)
      return nested.flatMap((error) => faultsOf(schema, data, { ...error, path: [...issue.path, ...error.path] } as z.core.$ZodIssue));
  }
  return [valueFault(field, data, issue)];
}

function valueFault(field: z.ZodType | undefined, data: unknown, { path, code }: z.core.$ZodIssue): DataFault {
  const value = valueAt(data, path);
  if (value === undefined) return missingKey(path, field);
  if (value === null) return wrongType(path, value, field, 'nothing stands here', 'CFG-005');
  if (typeOf(value) !== expectedType(field)) {
    return wrongType(path, value, field, `wrong type: expected ${expectedType(field)}, got ${typeOf(value)}`, 'CFG-002');
  }
  if (code === 'invalid_type') {
    const message = Number.isFinite(value) ? 'not a whole number' : 'not a finite number';
    return { ...badValue(path, value, field, message), code: 'CFG-005' };
  }
  if (isNotOffered(path, value)) {
    return {
      path,
      severity: 'error',
      code: 'CFG-100',
      message: `the kind '${String(value)}' is not offered by this release`,
      allowed: describeType(field),
      remedy: 'Choose one of these, or wait for the release that brings it.',
    };
  }
  return badValue(path, value, field, code === 'too_small' || code === 'too_big' ? 'out of range' : 'not a valid value');
}

// What a file must say of itself has a code of its own.
const CODES_OF_MISSING = ['CFG-076', 'CFG-083'];

function missingKey(path: readonly PropertyKey[], field: z.ZodType | undefined): DataFault {
  const note = notesOf(field);
  return {
    path,
    severity: 'error',
    code: note.code && CODES_OF_MISSING.includes(note.code) ? note.code : 'CFG-003',
    message: 'a required key is missing',
    allowed: note.allowed ?? describeType(field),
    remedy: `Add a line such as '${sampleLine(String(path.at(-1)), exampleOf(field))}'.`,
  };
}

function exampleOf(field: z.ZodType | undefined): unknown {
  const { example } = notesOf(field);
  return example ?? (field instanceof z.ZodEnum ? field.options[0] : '…');
}

function wrongType(
  path: readonly PropertyKey[],
  value: unknown,
  field: z.ZodType | undefined,
  message: string,
  code: 'CFG-002' | 'CFG-005',
): DataFault {
  return { ...badValue(path, value, field, message), code, remedy: remedyForType(path, value, field) };
}

function remedyForType(path: readonly PropertyKey[], value: unknown, field: z.ZodType | undefined): string {
  const expected = expectedType(field);
  const { example, remedy } = notesOf(field);
  if (expected === NUMBER && typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value)) return `Write ${value} without quotes.`;
  if (expected === TEXT && (typeof value === 'number' || typeof value === 'boolean')) return remedy ?? 'Write it in quotes.';
  const key = path.at(-1);
  return example === undefined || typeof key !== 'string' ? `Write ${expected}.` : `Write a line such as '${sampleLine(key, example)}'.`;
}

function badValue(path: readonly PropertyKey[], value: unknown, field: z.ZodType | undefined, message: string): DataFault {
  const note = notesOf(field);
  const allowed = note.allowed ?? describeType(field);
  const isChoice = field instanceof z.ZodEnum || field instanceof z.ZodLiteral;
  const [nearest] = field instanceof z.ZodEnum && typeof value === 'string' ? nearestNames(value, field.options.map(String), 1) : [];
  return {
    path,
    severity: 'error',
    code: note.code ?? (isChoice ? 'CFG-002' : 'CFG-106'),
    message,
    got: describeValue(value),
    allowed,
    remedy: (nearest && `Did you mean '${nearest}'?`) ?? note.remedy ?? (isChoice ? 'Choose one of these.' : `Write ${allowed}.`),
  };
}

const notesOf = (schema: z.ZodType | undefined): FieldNotes => (schema && notes.get(schema)) ?? {};
