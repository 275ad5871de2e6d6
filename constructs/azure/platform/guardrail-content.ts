import type { GuardrailSpec } from '../../spec/platform-spec.ts';
import type { GuardrailContent } from '../guardrail/index.ts';

/**
 * The content of a guardrail in Azure's terms. `insults` and `misconduct` have no filter there, personal data is masked in front of the
 * model, and a refusal has the service's own words; topics and grounding are handed on, so that the block refuses them with its remedy.
 */
export function guardrailContent(spec: GuardrailSpec): GuardrailContent {
  const { hate, sexual, violence, 'prompt-attack': promptAttack } = spec.contentFilters;
  const refused: object = { deniedTopics: spec.deniedTopics, grounding: spec.grounding };
  return {
    ...refused,
    contentFilters: { hate, sexual, violence, 'prompt-attack': promptAttack },
    profanity: spec.profanity,
    blockedWords: spec.blockedWords,
  };
}
