import { describeValue } from '../fault.ts';
import { CONTENT_FILTERS } from '../guardrail-filters.ts';
import type { GuardrailInput } from '../platform-file.ts';
import { resolveGuardrail } from '../resolve/guardrails.ts';
import { type Draft, itemsOf } from './draft.ts';

/** The guardrails: something is filtered, personal data as the platform says, no draft in prod. */
export function checkGuardrails(draft: Draft): void {
  const pii = draft.file.data?.pii ?? 'redact';
  for (const [name, input] of Object.entries(draft.file.guardrails ?? {})) {
    const guardrail = resolveGuardrail(input, pii);
    const filters = CONTENT_FILTERS.filter((filter) => guardrail.contentFilters[filter].input !== 'none');
    if (filters.length === 0) {
      draft.report({
        path: ['guardrails', name, 'contentFilters'],
        code: 'CFG-081',
        message: 'a guardrail that filters no harmful content',
        got: 'every filter none',
        allowed: `at least one of ${CONTENT_FILTERS.join(', ')}`,
        remedy: 'Leave contentFilters out to get all of them at medium.',
      });
    }
    checkTopics(draft, name, input);
    if (guardrail.pii.action === 'allow' && input.pii?.kinds) {
      draft.report({
        path: ['guardrails', name, 'pii', 'kinds'],
        code: 'CFG-103',
        message: "'kinds' say what is stopped, and the action 'allow' stops nothing",
        got: describeValue(input.pii.kinds),
        allowed: 'kinds with anonymize or block',
        remedy: 'Take it out, or change the action.',
      });
    }
    if (draft.profile === 'prod' && guardrail.version === 'draft') {
      draft.report({
        path: ['guardrails', name, 'version'],
        code: 'CFG-081',
        message: 'prod takes published versions alone: a draft changes under running traffic',
        got: "'draft'",
        allowed: 'published',
        remedy: "Write 'version: published', or set draft in the dev overlay.",
      });
    }
    if (pii === 'redact' && input.pii?.action === 'allow' && !draft.isFaulty('data', 'pii')) {
      draft.report({
        path: ['guardrails', name, 'pii', 'action'],
        code: 'CFG-077',
        message: 'lets personal data through while data.pii says redact',
        got: "'allow'",
        allowed: 'anonymize, block',
        remedy: "Write 'anonymize', or set data.pii to keep.",
      });
    }
  }
}

/** The service knows a topic by its name. */
function checkTopics(draft: Draft, guardrail: string, { deniedTopics }: GuardrailInput): void {
  const places = new Map<string, number>();
  for (const [place, topic] of itemsOf(deniedTopics)) {
    const first = places.get(topic.name);
    if (first === undefined) places.set(topic.name, place);
    else
      draft.report({
        path: ['guardrails', guardrail, 'deniedTopics', place, 'name'],
        code: 'CFG-006',
        message: `the same name as guardrails.${guardrail}.deniedTopics[${first}]`,
        got: describeValue(topic.name),
        allowed: 'each name once',
        remedy: 'Rename one of the two.',
      });
  }
}
