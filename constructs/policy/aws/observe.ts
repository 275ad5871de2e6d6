import { isTrue, shown } from '../json.ts';
import type { Demand, Observation } from '../rule.ts';
import type { Resource } from './template.ts';

/** An observation about one resource. */
export function observe(resource: Resource, path: string, got: string, demand: Demand): Observation {
  return { logicalId: resource.logicalId, path, got, allowed: demand.allowed, remedy: demand.remedy };
}

/** One observation for the first of the values that a property may have which is not as it must be. */
export function demandEvery(
  resource: Resource,
  path: string,
  values: readonly unknown[],
  isRight: (value: unknown) => boolean,
  demand: Demand,
): readonly Observation[] {
  const wrong = values.find((value) => !isRight(value));
  return values.every(isRight) ? [] : [observe(resource, path, shown(wrong), demand)];
}

/** One observation unless a property is true for certain. */
export function demandTrue(resource: Resource, path: string, values: readonly unknown[], remedy: string): readonly Observation[] {
  return demandEvery(resource, path, values, isTrue, { allowed: 'true', remedy });
}
