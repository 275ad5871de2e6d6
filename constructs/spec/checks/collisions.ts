import { describeValue } from '../fault.ts';
import { pascalCase } from '../names.ts';
import type { Draft } from './draft.ts';

/** Two names of one map that would become one construct: `a-1b` and `a1b` are both `A1b`. */
export function checkCollisions(draft: Draft): void {
  for (const map of ['models', 'secrets', 'guardrails'] as const) {
    const seen = new Map<string, string>();
    for (const name of Object.keys(draft.file[map] ?? {})) {
      const first = seen.get(pascalCase(name));
      if (first) {
        draft.report({
          path: [map, name],
          code: 'CFG-006',
          message: `becomes the same construct as ${map}.${first}`,
          got: describeValue(name),
          allowed: 'names that differ by more than dashes',
          remedy: 'Rename one of the two before the first deployment.',
        });
      }
      seen.set(pascalCase(name), name);
    }
  }
}
