import { lossesBetween, renderLosses } from '../replacement/index.ts';
import { type Comparable, footprintOf } from './footprint-of.ts';

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * Fails where `after` replaces, deletes or no longer names a stateful resource of `before`, with a line for each.
 *
 * A `before` that keeps nothing is a mistake and throws: the comparison could not fail.
 */
function toReplaceNothingStateful(after: unknown, before: unknown): MatcherResult {
  const [earlier, later] = [footprintOf(before), footprintOf(after)];
  const kept = Object.values(earlier).filter(({ fate }) => fate !== 'between').length;
  if (kept === 0)
    throw new TypeError('the earlier template or program keeps nothing, so this can never fail; compare with the deployed one');
  const losses = lossesBetween(earlier, later);
  const lost = new Set(losses.map(({ id }) => id)).size;
  return {
    pass: losses.length === 0,
    message: () =>
      losses.length === 0
        ? `expected a stateful resource to be lost; all ${kept} are kept`
        : `${lost} of ${kept} stateful resources would be lost:\n${renderLosses(losses)}`,
  };
}

/**
 * What `expect.extend(replacementMatchers)` adds, for the types of the test runner. For vitest 3.2 and later:
 *
 * `declare module 'vitest' { interface Matchers<T> extends ReplacementMatchers<T> {} }`
 */
export interface ReplacementMatchers<R = unknown> {
  /** Fails where this template or program replaces, deletes or no longer names a stateful resource of an earlier one. */
  toReplaceNothingStateful(before: Comparable): R;
}

/** For `expect.extend` of vitest or jest. */
export const replacementMatchers = { toReplaceNothingStateful };
