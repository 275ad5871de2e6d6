import { valueAt } from './schema-faults.ts';

type Json = Readonly<Record<string, unknown>>;

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

/** The data of a file for one environment, and the way back from a place in it to the place in the file. */
export interface OverlaidData {
  readonly data: unknown;
  /** The path in the file of a path in the data: in the overlay where it stands there, else in the file's body. */
  sourcePath(path: readonly PropertyKey[]): readonly PropertyKey[];
  /** Whether a path of the data comes from the overlay. */
  isOverlaid(path: readonly PropertyKey[]): boolean;
}

/** Applies an environment's overlay to the file's body. `profile` belongs to the overlay alone and is not merged. */
export function overlay(file: Json, environment: string): OverlaidData {
  const entry = valueAt(file, ['environments', environment]);
  const { profile: _, ...patch } = isMap(entry) ? entry : {};
  const { environments, ...body } = file;
  const depth = (root: unknown, path: readonly PropertyKey[]) => {
    let count = 0;
    while (count < path.length && valueAt(root, path.slice(0, count + 1)) !== undefined) count += 1;
    return count;
  };
  const isOverlaid = (path: readonly PropertyKey[]) => {
    const inPatch = depth(patch, path);
    return inPatch > 0 && inPatch >= depth(body, path);
  };
  return {
    data: { ...(mergePatch(body, patch) as Json), environments },
    sourcePath: (path) => (path[0] !== 'environments' && isOverlaid(path) ? ['environments', environment, ...path] : path),
    isOverlaid,
  };
}
