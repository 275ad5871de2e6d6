import { describeValue } from '../fault.ts';
import { pascalCase } from '../names.ts';
import type { Draft } from './draft.ts';

/**
 * How many entries a map of the outputs contract may have. Each map is one parameter, which holds 8 KB: a model takes about 200 bytes.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
 */
const MOST_ENTRIES = 30;

/** Names of one map that would become one thing, and maps that are too large for what tells of them. */
export function checkCollisions(draft: Draft): void {
  for (const map of ['models', 'secrets', 'guardrails', 'routes', 'consumers'] as const) {
    const names = Object.keys(draft.file[map] ?? {});
    checkConstructs(draft, map, names);
    if (names.length > MOST_ENTRIES) {
      draft.report({
        path: [map],
        code: 'CFG-109',
        message: 'more entries than the outputs of one platform can tell of',
        got: `${names.length} entries`,
        allowed: `at most ${MOST_ENTRIES}`,
        remedy: 'Split the platform in two.',
      });
    }
  }
  checkModelOutputs(draft);
}

/** `a-1b` and `a1b` are both the construct `A1b`. */
function checkConstructs(draft: Draft, map: string, names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
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

/** The guardrail's id of the model `a` and the id of a model `a-guardrail` are both the output `ModelsAGuardrailId`. */
function checkModelOutputs(draft: Draft): void {
  const aliases = Object.keys(draft.file.models ?? {});
  for (const alias of aliases) {
    const other = aliases.find((name) => `${name}-guardrail` === alias);
    if (!other) continue;
    draft.report({
      path: ['models', alias],
      code: 'CFG-006',
      message: `its outputs get the names of those of models.${other} and its guardrail`,
      got: describeValue(alias),
      allowed: `any name but '${other}-guardrail'`,
      remedy: 'Rename one of the two before the first deployment.',
    });
  }
}
