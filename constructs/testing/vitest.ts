import type {} from 'vitest';
import type { Comparable } from './footprint-of.ts';

export { replacementMatchers } from './matchers.ts';

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: an augmentation must repeat the parameters of what it adds to
  interface Matchers<T = any> {
    /**
     * Fails where this template or program replaces, deletes or no longer names a stateful resource of an earlier one.
     *
     * @example expect(Template.fromStack(stack)).toReplaceNothingStateful(JSON.parse(readFileSync('deployed.template.json', 'utf8')))
     */
    toReplaceNothingStateful(before: Comparable): T;
  }
}
