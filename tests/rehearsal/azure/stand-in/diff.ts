import { replacingInputs } from '../../../../constructs/azure/arm/index.ts';
import type { Values } from './cloud.ts';
import { replacesByLocation, standInType } from './types.ts';

/** How a property changed. */
export type ChangeKind = 'add' | 'delete' | 'update';

export interface Change {
  readonly path: string;
  readonly kind: ChangeKind;
  readonly replaces: boolean;
}

/**
 * What changed from the old inputs to the new ones, by full path, and what of it replaces the resource: everything in its path, and what
 * the table says. A value that is not known yet is a change, as it is for azure-native.
 */
export function changesOf(type: string, old: Values, now: Values): readonly Change[] {
  const replacing = replacedBy(type);
  return changedPaths(old, now, '').map(({ path, kind }) => ({ path, kind, replaces: replacing.includes(path.split(/[.[]/)[0] ?? '') }));
}

/** The inputs of a type that azure-native replaces it by. */
export function replacedBy(type: string): readonly string[] {
  const row = standInType(type);
  const inputs = replacingInputs(type) ?? [];
  return inputs.filter(({ replaces }) => replaces === 'certain' || replacesByLocation(row)).map(({ input }) => input);
}

function changedPaths(old: unknown, now: unknown, path: string): readonly Omit<Change, 'replaces'>[] {
  if (JSON.stringify(old) === JSON.stringify(now)) return [];
  if (!isContainer(old) || !isContainer(now) || Array.isArray(old) !== Array.isArray(now)) {
    return [{ path, kind: old === undefined ? 'add' : now === undefined ? 'delete' : 'update' }];
  }
  const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...keys].flatMap((key) => changedPaths(old[key], now[key], inner(path, key, Array.isArray(old))));
}

function inner(path: string, key: string, isList: boolean): string {
  if (isList) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
