import type { z } from 'zod';
import { describeValue } from './fault.ts';
import { nearestNames } from './nearest.ts';
import { IDLE_ON_AZURE, NOT_OFFERED_FIELDS, NOT_OFFERED_KEYS, PUBLIC_DATA_KEYS } from './not-offered.ts';
import type { DataFault } from './schema-faults.ts';
import { keyAbove, keysOf } from './schema-walk.ts';
import { valueAt } from './value-at.ts';

/** A key that the grammar has not: reserved for later, refused for a reason, or mistyped. */
export function unknownKey(field: z.ZodType | undefined, parent: readonly PropertyKey[], key: string, data: unknown): DataFault {
  const known = keysOf(field);
  const at = { path: [...parent, key], severity: 'error' as const, allowed: known.join(', ') };
  if (isNotOffered(at.path)) {
    return {
      ...at,
      code: 'CFG-100',
      message: `'${key}' is not offered by this release`,
      remedy: 'Take it out; a later release brings it.',
    };
  }
  if (parent.length === 1 && parent[0] === 'clouds') {
    return {
      ...at,
      code: 'CFG-004',
      message: 'no such cloud',
      got: describeValue(key),
      remedy: 'Name one of the clouds that the kit deploys on.',
    };
  }
  if (parent[0] === 'data' && isOneOf(key, PUBLIC_DATA_KEYS)) {
    return {
      ...at,
      code: 'CFG-067',
      message: 'a data bucket is never public and never a website',
      got: `${key}: ${describeValue(valueAt(data, at.path))}`,
      allowed: 'private buckets',
      remedy: 'Take it out and hand out signed URLs.',
    };
  }
  const idle = idleOnAzure(at.path);
  if (idle !== undefined) {
    return {
      ...at,
      code: 'CFG-103',
      message: `'${key}' has no effect: ${idle}`,
      got: describeValue(valueAt(data, at.path)),
      remedy: 'Take it out; among the shared fields of the network it holds for AWS.',
    };
  }
  return { ...at, code: 'CFG-001', message: 'unknown key', got: describeValue(key), remedy: remedyFor(field, known, key) };
}

/** A key of the file, or one below it that the table has with `*` for a name. */
function isNotOffered(path: readonly PropertyKey[]): boolean {
  const parts = path.map(String);
  const isReserved = (field: string) => {
    const wanted = field.split('.');
    return wanted.length === parts.length && wanted.every((part, level) => part === '*' || part === parts[level]);
  };
  return [...NOT_OFFERED_KEYS, ...NOT_OFFERED_FIELDS].some(isReserved);
}

function idleOnAzure([network, cloud, ...inner]: readonly PropertyKey[]): string | undefined {
  return network === 'network' && cloud === 'azure' ? IDLE_ON_AZURE[inner.map(String).join('.')] : undefined;
}

function remedyFor(field: z.ZodType | undefined, known: readonly string[], key: string): string {
  const above = keyAbove(field, key);
  if (above) return `Write it under '${above}'.`;
  const [nearest] = nearestNames(key, known, 1);
  return nearest ? `Did you mean '${nearest}'?` : 'Take it out.';
}

const isOneOf = (key: string, keys: readonly string[]): boolean => keys.includes(key);
