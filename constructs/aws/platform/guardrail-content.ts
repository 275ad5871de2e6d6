import type { GuardrailSpec } from '../../spec/platform-spec.ts';
import type { GuardrailContent } from '../guardrail/index.ts';

/** The content of a guardrail in Bedrock's terms. */
export function guardrailContent(spec: GuardrailSpec): GuardrailContent {
  const { action, kinds } = spec.pii;
  return {
    contentFilters: spec.contentFilters,
    pii: action === 'allow' ? {} : Object.fromEntries(kinds.map((kind) => [kind, action])),
    deniedTopics: spec.deniedTopics,
    blockedWords: spec.blockedWords,
    profanity: spec.profanity,
    ...(spec.grounding ? { grounding: spec.grounding } : {}),
    blockedInputMessaging: spec.blockedInputMessage,
    blockedOutputsMessaging: spec.blockedOutputMessage,
  };
}
