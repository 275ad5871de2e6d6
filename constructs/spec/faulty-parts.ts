import type { z } from 'zod';
import { isOptional, schemaAt } from './schema-walk.ts';
import { valueAt } from './value-at.ts';

/** The parts of some data that have the right shape, and what was taken out of it. */
export interface SoundData {
  /** The data without its faulty parts. A list keeps its places: one that was taken out is a hole. */
  readonly data: unknown;
  /** Whether something was taken out at a path, above it or below it, so that nothing can be concluded from what is there. */
  isFaulty(path: readonly PropertyKey[]): boolean;
}

/**
 * Takes out what has no right shape, so that the rest is still held against each other: as little as possible, and what cannot do without
 * the missing part as well.
 */
export function withoutFaultyParts(schema: z.ZodType, data: unknown, faulty: readonly (readonly PropertyKey[])[]): SoundData {
  const sound: unknown = structuredClone(data);
  const removed = faulty.map((path) => smallestPart(schema, data, path));
  for (const path of removed) {
    const parent = valueAt(sound, path.slice(0, -1));
    const last = path.at(-1);
    // `delete` on a list leaves a hole, and the others keep their places.
    if (typeof parent === 'object' && parent !== null && last !== undefined) delete (parent as Record<PropertyKey, unknown>)[last];
  }
  const isAbove = (outer: readonly PropertyKey[], inner: readonly PropertyKey[]) => outer.every((part, index) => part === inner[index]);
  return { data: sound, isFaulty: (path) => removed.some((part) => isAbove(part, path) || isAbove(path, part)) };
}

/** The smallest part around a faulty place that can be left out: an optional key, an entry of a map by name, an item of a list. */
function smallestPart(schema: z.ZodType, data: unknown, path: readonly PropertyKey[]): readonly PropertyKey[] {
  const parent = path.slice(0, -1);
  const key = path.at(-1);
  // A required part of the file itself is left out as well: each check says for itself what it cannot do without.
  if (key === undefined || parent.length === 0 || typeof key === 'number') return path;
  return isOptional(schemaAt(schema, parent, data), key) ? path : smallestPart(schema, data, parent);
}
