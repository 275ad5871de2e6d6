import { field } from '../json.ts';
import type { AzureCheck } from '../rule.ts';
import { demand, isWord, observe, onEach } from './observe.ts';
import { listAt } from './registrations.ts';

const HARMS = ['Hate', 'Sexual', 'Violence', 'Selfharm'];
const SHIELDS = ['Jailbreak', 'Indirect Attack'];
const WANTED = [
  ...HARMS.flatMap((name) => ['Prompt', 'Completion'].map((source) => ({ name, source, graded: true }))),
  ...SHIELDS.map((name) => ({ name, source: 'Prompt', graded: false })),
];

/**
 * Filters of harm have a severity from which they block: `Low` and `Medium` block more than `High`. Shields have none.
 * https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter-severity-levels
 */
export const harmfulContent: readonly AzureCheck[] = [
  onEach(['cognitiveservices:RaiPolicy'], (policy) => {
    const filters = listAt(policy, 'properties.contentFilters');
    return [
      ...WANTED.filter((wanted) => !filters.some((filter) => blocks(filter, wanted))).map(({ name, source, graded }) =>
        observe(policy, 'properties.contentFilters', `no filter ${name} of ${source} that blocks`, {
          allowed: graded ? 'enabled and blocking, from severity Low or Medium' : 'enabled and blocking',
          remedy: `Add the filter ${name} for ${source}, or raise its strength.`,
        }),
      ),
      // The asynchronous and deferred modes hand an answer out before the filters have seen it.
      ...demand(policy, 'properties.mode', (mode) => mode === undefined || isWord(mode, 'Default', 'Blocking'), {
        allowed: 'Default or Blocking',
        remedy: 'Leave the mode out, so that nothing is handed out before it is filtered.',
      }),
    ];
  }),
];

function blocks(filter: unknown, { name, source, graded }: (typeof WANTED)[number]): boolean {
  return (
    isWord(field(filter, 'name'), name) &&
    isWord(field(filter, 'source'), source) &&
    field(filter, 'enabled') === true &&
    field(filter, 'blocking') === true &&
    (!graded || isWord(field(filter, 'severityThreshold'), 'Low', 'Medium'))
  );
}
