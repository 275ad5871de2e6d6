import type { FixedProperty, Footprint, KeptResource } from './footprint.ts';
import type { Effect } from './property-costs.ts';
import { areEqual } from './value.ts';

/** A resource of an earlier template or program that a later one would lose. */
export interface Loss {
  /** Logical id or URN, with the stack in front where several templates are compared. */
  readonly id: string;
  readonly type: string;
  /** `removed`: it is no longer there. `another type`: the id stands for something else. Otherwise what the change of `property` does. */
  readonly change: 'removed' | 'another type' | Effect;
  /** What becomes of the earlier resource. */
  readonly fate: KeptResource['fate'];
  /** The property that changes. @default - none: the resource as a whole */
  readonly property?: string;
  /** The earlier value of the property, or type of the resource. @default - it was not set */
  readonly before?: unknown;
  /** The later one. @default - it is not set */
  readonly after?: unknown;
  /** The resource whose replacement gives the property another value. @default - the property itself is written differently */
  readonly because?: string;
}

/**
 * What of an earlier footprint a later one loses, in the order of the earlier one. A replacement goes on to what takes its value from the
 * replaced resource. What stands between is judged for that alone and is in no loss of its own.
 */
export function lossesBetween(before: Footprint, after: Footprint): readonly Loss[] {
  const successors = successorsIn(after);
  const ids = Object.keys(before);
  const losses = new Map<string, readonly Loss[]>();
  for (let found = -1; found !== losses.size; ) {
    found = losses.size;
    for (const id of ids.filter((candidate) => !losses.has(candidate))) {
      const own = lossesOf(id, before, successors.get(id), losses);
      if (own.length > 0) losses.set(id, own);
    }
  }
  return ids.flatMap((id) => (before[id]?.fate === 'between' ? [] : (losses.get(id) ?? [])));
}

/** The later resource of each earlier identity: its own id comes before the ids that others had. */
function successorsIn(after: Footprint): ReadonlyMap<string, KeptResource> {
  const entries = Object.entries(after);
  const former = entries.flatMap(([, resource]) => (resource.formerly ?? []).map((id) => [id, resource] as const));
  return new Map([...former, ...entries]);
}

type Found = ReadonlyMap<string, readonly Loss[]>;

function lossesOf(id: string, before: Footprint, later: KeptResource | undefined, found: Found): readonly Loss[] {
  const earlier = before[id];
  if (!earlier) return [];
  const { type, fate } = earlier;
  if (!later) return [{ id, type, fate, change: 'removed' }];
  if (later.type !== type) return [{ id, type, fate, change: 'another type', before: type, after: later.type }];
  const properties = [...new Set([...Object.keys(earlier.fixed), ...Object.keys(later.fixed)])].sort();
  return properties.flatMap((property): Loss[] => {
    const [one, other] = [earlier.fixed[property], later.fixed[property]];
    const change = other?.effect ?? one?.effect ?? 'replaces';
    const because = one?.from?.find((source) => isReplaced(found.get(source)));
    if (because !== undefined && change !== 'overwrites') return [{ id, type, fate, change, property, because }];
    if (isSame(one, other)) return [];
    return [{ id, type, fate, change, property, ...(one ? { before: one.value } : {}), ...(other ? { after: other.value } : {}) }];
  });
}

function isSame(one: FixedProperty | undefined, other: FixedProperty | undefined): boolean {
  return one?.value === null || other?.value === null || areEqual(one?.value, other?.value);
}

/** A secret whose value is overwritten keeps its ARN. */
function isReplaced(losses: readonly Loss[] | undefined): boolean {
  return losses?.some(({ change }) => change !== 'overwrites') ?? false;
}
