import type { Observation } from './rule.ts';
import { isTrue, type Resource, shown } from './template.ts';

/** What a rule says of a property that is not as it must be. */
export interface Demand {
  readonly allowed: string;
  readonly remedy: string;
}

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
