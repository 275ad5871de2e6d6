import { valueAt } from './value-at.ts';

type Json = Readonly<Record<string, unknown>>;
type Path = readonly PropertyKey[];

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * JSON Merge Patch (RFC 7396): maps are merged key by key, anything else is replaced whole, null takes a key out.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return patch;
  const merged: Record<string, unknown> = isMap(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

/** What is the same in every environment, so that an overlay cannot change it. */
export const FIXED_KEYS = ['version', 'name', 'environments'] as const;
const NOT_MERGED: ReadonlySet<string> = new Set(['profile', ...FIXED_KEYS]);

/** The data of a file for one environment, and the way back from a place in it to the place in the file. */
export interface OverlaidData {
  readonly data: unknown;
  /** The path in the file of a path in the data: in the overlay where it stands there, else in the file's body. */
  sourcePath(path: Path): Path;
  /** Whether a path of the data comes from the overlay. */
  isOverlaid(path: Path): boolean;
  /** Where the overlay takes out what the file's body has not. */
  readonly idleNulls: readonly Path[];
}

/** Applies an environment's overlay to the file's body; without an environment the body stays as it is. */
export function overlay(file: Json, environment: string | undefined): OverlaidData {
  const { environments, ...body } = file;
  const entry = environment === undefined ? undefined : valueAt(environments, [environment]);
  const patch = Object.fromEntries(Object.entries(isMap(entry) ? entry : {}).filter(([key]) => !NOT_MERGED.has(key)));
  const isOverlaid = (path: Path) => comesFromPatch(body, patch, path);
  return {
    data: { ...(mergePatch(body, patch) as Json), ...(environments === undefined ? {} : { environments }) },
    sourcePath: (path) => (environment !== undefined && isOverlaid(path) ? ['environments', environment, ...path] : path),
    isOverlaid,
    idleNulls: nullsOf(patch).filter((path) => valueAt(body, path) === undefined),
  };
}

/** A missing key belongs where more of the maps around it stands; the body wins a tie, since it holds for every environment. */
function comesFromPatch(body: Json, patch: Json, path: Path): boolean {
  let value: unknown = patch;
  for (const [level, part] of path.entries()) {
    value = valueAt(value, [part]);
    if (value === undefined) return level > levelsOf(body, path);
    // What is no map is replaced whole, with all that lies below it.
    if (!isMap(value)) return true;
  }
  return path.length > 0;
}

/** How much of a path exists. */
function levelsOf(data: Json, path: Path): number {
  const missing = path.findIndex((_, level) => valueAt(data, path.slice(0, level + 1)) === undefined);
  return missing < 0 ? path.length : missing;
}

function nullsOf(patch: Json, above: Path = []): Path[] {
  return Object.entries(patch).flatMap(([key, value]) => {
    if (value === null) return [[...above, key]];
    return isMap(value) ? nullsOf(value, [...above, key]) : [];
  });
}
