import { CONTENT_FILTERS } from '../guardrail-filters.ts';
import { resolveGuardrail } from '../resolve/guardrails.ts';
import type { Draft } from './draft.ts';

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
    if (pii === 'redact' && guardrail.pii.action === 'allow') {
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
