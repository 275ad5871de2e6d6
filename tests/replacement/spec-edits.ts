import { SpecError } from '../../constructs/spec/fault.ts';
import { mergePatch } from '../../constructs/spec/overlay.ts';
import { parsePlatformSpec } from '../../constructs/spec/parse.ts';
import type { PlatformFile } from '../../constructs/spec/platform-file.ts';
import type { PlatformSpec } from '../../constructs/spec/platform-spec.ts';
import { type Cloud, PROFILES, type Profile } from '../../constructs/spec/vocabulary.ts';
import { BASES } from './edit-bases.ts';
import { COMPANIONS, candidateValues, REMOVED } from './edit-values.ts';
import type { SpecField } from './spec-fields.ts';

type Path = readonly (string | number)[];

/** Two valid specs for one environment, made of files that differ in one field. */
export interface SpecEdit {
  readonly field: string;
  readonly cloud: Cloud;
  readonly profile: Profile;
  readonly base: string;
  /** The place in the file, and what is written there. */
  readonly place: string;
  readonly value: unknown;
  readonly before: PlatformSpec;
  readonly after: PlatformSpec;
}

/** `first`: one edit, in the strictest profile that takes any. `all`: every profile, a few edits of each base. */
export type Extent = 'first' | 'all';

const MOST_OF_A_BASE = 4;

const STRICTEST_FIRST = [...PROFILES].reverse();

/** The clouds that a field can concern. */
export function cloudsOf({ path }: SpecField): readonly Cloud[] {
  const own = /(?:^|\.)(aws|azure)(?:\.|$)/.exec(path)?.[1];
  return own === undefined ? ['aws', 'azure'] : [own as Cloud];
}

/** The edits of a field on a cloud, in a fixed order. */
export function* editsOf(field: SpecField, cloud: Cloud, extent: Extent): Generator<SpecEdit> {
  for (const profile of STRICTEST_FIRST) {
    for (const [base, file] of Object.entries(BASES[cloud])) {
      let count = 0;
      for (const edit of editsOfBase(field, cloud, profile, base, withProfile(file, profile))) {
        yield edit;
        if (extent === 'first') return;
        count += 1;
        if (count === MOST_OF_A_BASE) break;
      }
    }
  }
}

function withProfile(file: PlatformFile, profile: Profile): PlatformFile {
  return { ...file, environments: { main: { profile } } };
}

function* editsOfBase(field: SpecField, cloud: Cloud, profile: Profile, base: string, file: PlatformFile): Generator<SpecEdit> {
  const before = accepted(file);
  if (!before) return;
  // The word that tells a union apart changes together with what stands beside it.
  const segments = field.path.split('.').slice(0, field.form === 'kind' ? -1 : undefined);
  for (const path of placesOf(file, segments)) {
    for (const value of candidateValues(field, valueAt(file, path))) {
      const after = accepted(mergePatch(edited(file, path, value), COMPANIONS[field.path] ?? {}) as PlatformFile);
      const place = path.join('.');
      if (after) yield { field: field.path, cloud, profile, base, place, value: value === REMOVED ? 'removed' : value, before, after };
    }
  }
}

function accepted(file: PlatformFile): PlatformSpec | undefined {
  try {
    return parsePlatformSpec(file, { environment: 'main' });
  } catch (error) {
    if (SpecError.isSpecError(error)) return undefined;
    throw error;
  }
}

/** The concrete places of a field in a file: under every name that is there, at every entry, and at one more of each. */
function placesOf(value: unknown, [segment, ...rest]: readonly string[]): Path[] {
  if (segment === undefined) return [[]];
  const below = (key: string | number) =>
    placesOf((value as Record<string | number, unknown> | undefined)?.[key], rest).map((path) => [key, ...path]);
  if (segment === '[]') return [...(Array.isArray(value) ? value.keys() : []), Array.isArray(value) ? value.length : 0].flatMap(below);
  if (segment === '*') return [...Object.keys((value ?? {}) as object), ...(rest.length === 0 ? ['added'] : [])].flatMap(below);
  return below(segment);
}

function valueAt(file: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], file);
}

/** The file with another value at a place; what holds it is made where it is missing. */
function edited(file: PlatformFile, path: Path, value: unknown): PlatformFile {
  const copy = structuredClone(file) as unknown as Record<string | number, unknown>;
  let parent = copy;
  for (const [index, key] of path.slice(0, -1).entries()) {
    parent[key] ??= typeof path[index + 1] === 'number' ? [] : {};
    if (typeof parent[key] !== 'object') parent[key] = {};
    parent = parent[key] as Record<string | number, unknown>;
  }
  const key = path.at(-1) ?? '';
  if (value !== REMOVED) parent[key] = value;
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return copy as unknown as PlatformFile;
}
