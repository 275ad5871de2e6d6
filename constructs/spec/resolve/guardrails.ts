import { DEFAULT_GUARDRAIL } from '../defaults.ts';
import {
  CONTENT_FILTERS,
  DEFAULT_BLOCKED_INPUT_MESSAGE,
  DEFAULT_BLOCKED_OUTPUT_MESSAGE,
  DEFAULT_CONTENT_FILTERS,
  DEFAULT_PII_ACTIONS,
  PII_KINDS,
} from '../guardrail-filters.ts';
import type { GuardrailInput, PlatformFile } from '../platform-file.ts';
import type { GuardrailSpec, ModelSpec } from '../platform-spec.ts';

/** The guardrails that a model may name: those of the file, and the kit's own. */
export function guardrailNames(file: Partial<PlatformFile>): string[] {
  return [...new Set([DEFAULT_GUARDRAIL, ...Object.keys(file.guardrails ?? {})])];
}

/** Fills a guardrail's defaults. `pii` is what the platform does with personal data. */
export function resolveGuardrail(input: GuardrailInput = {}, pii: 'redact' | 'keep'): GuardrailSpec {
  const filters = CONTENT_FILTERS.map((filter) => {
    const strength = input.contentFilters?.[filter];
    // A prompt attack exists only in what goes in.
    return [
      filter,
      strength ? { input: strength, output: filter === 'prompt-attack' ? 'none' : strength } : DEFAULT_CONTENT_FILTERS[filter],
    ];
  });
  return {
    contentFilters: Object.fromEntries(filters),
    pii: {
      action: input.pii?.action ?? (pii === 'redact' ? 'anonymize' : 'allow'),
      kinds: input.pii?.kinds ?? PII_KINDS.filter((kind) => kind in DEFAULT_PII_ACTIONS),
    },
    deniedTopics: (input.deniedTopics ?? []).map((topic) => ({ ...topic, examples: topic.examples ?? [] })),
    blockedWords: input.blockedWords ?? [],
    profanity: input.profanity ?? 'block',
    ...(input.grounding ? { grounding: input.grounding } : {}),
    blockedInputMessage: input.blockedMessage ?? DEFAULT_BLOCKED_INPUT_MESSAGE,
    blockedOutputMessage: input.blockedMessage ?? DEFAULT_BLOCKED_OUTPUT_MESSAGE,
    version: input.version ?? 'published',
  };
}

/** The guardrails to make: those of the file, and the kit's own where a model takes it. */
export function resolveGuardrails(file: PlatformFile, models: readonly ModelSpec<unknown>[]): Record<string, GuardrailSpec> {
  const taken = new Set(models.flatMap((model) => (model.guardrail ? [model.guardrail] : [])));
  const names = guardrailNames(file).filter((name) => taken.has(name) || file.guardrails?.[name]);
  return Object.fromEntries(names.map((name) => [name, resolveGuardrail(file.guardrails?.[name], file.data?.pii ?? 'redact')]));
}
