import { z } from 'zod';

/** What the schema says of a field beyond its type; read by the faults and by the JSON Schema. */
export interface FieldNotes {
  /** Stable code of a value out of range or form. */
  readonly code?: string;
  /** What may stand there, in words. */
  readonly allowed?: string;
  /** A value that is right, for the fault of a missing key. */
  readonly example?: unknown;
  /** What to do about a wrong value. */
  readonly remedy?: string;
}

export const notes = z.registry<FieldNotes>();

/** A whole number in a range. */
export function wholeNumber(least: number, most: number, field: FieldNotes = {}) {
  return z
    .int()
    .min(least)
    .max(most)
    .register(notes, { code: 'CFG-005', allowed: `a whole number from ${least} to ${most}`, ...field });
}

/** A text of a fixed form. */
export function form(pattern: RegExp, field: FieldNotes & { readonly code: string; readonly allowed: string }) {
  return z.string().regex(pattern).register(notes, field);
}

/** A sentence for people. */
export function sentence(longest: number, field: FieldNotes = {}) {
  return z
    .string()
    .regex(/\S/)
    .max(longest)
    .register(notes, { code: 'CFG-106', allowed: `a text of 1 to ${longest} characters`, ...field });
}

/**
 * The name of something that the file lists: it becomes part of construct ids and physical names. CDK takes a child of the name
 * `Default` or `Resource` for what its parent stands for.
 */
export const NAME_PATTERN = /^(?!(?:default|resource)$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
export function entryName(longest: number, example: string) {
  return z
    .string()
    .regex(NAME_PATTERN)
    .max(longest)
    .register(notes, {
      code: 'CFG-106',
      allowed: `1 to ${longest} lower-case letters, digits and single dashes, a letter first, not 'default' or 'resource'`,
      example,
      remedy: `Choose a name such as '${example}'.`,
    });
}

/** The name of an environment. Without a dash, so that the stacks of `chat` in `eu-dev` and of `chat-eu` in `dev` are never the same. */
export function environmentName() {
  return form(/^[a-z][a-z0-9]{0,11}$/, {
    code: 'CFG-106',
    allowed: '1 to 12 lower-case letters and digits, a letter first',
    example: 'dev',
    remedy: "Choose a name such as 'dev'.",
  });
}

export const cidr = form(/^\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}$/, {
  code: 'CFG-045',
  allowed: 'an IPv4 range such as 10.42.0.0/16',
  example: '10.42.0.0/16',
  remedy: 'Write the range as address/prefix.',
});

export const isoDate = form(/^\d{4}-\d{2}-\d{2}$/, {
  code: 'CFG-083',
  allowed: 'a date as YYYY-MM-DD',
  example: '2027-06-30',
  remedy: 'Write the last day that it holds as YYYY-MM-DD.',
});
