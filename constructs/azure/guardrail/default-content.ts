import { DEFAULT_CONTENT_FILTERS, DEFAULT_PROFANITY, type FilterStrengths } from '../../spec/guardrail-filters.ts';
import type { AzureContentFilter } from './azure-names.ts';
import type { GuardrailContent } from './policies.ts';

/** What of the kit's default content Azure has filters for, and self-harm at the same strength, which is Microsoft's own default. */
export const DEFAULT_AZURE_CONTENT_FILTERS = {
  hate: DEFAULT_CONTENT_FILTERS.hate,
  sexual: DEFAULT_CONTENT_FILTERS.sexual,
  violence: DEFAULT_CONTENT_FILTERS.violence,
  'self-harm': { input: 'medium', output: 'medium' },
  'prompt-attack': DEFAULT_CONTENT_FILTERS['prompt-attack'],
} as const satisfies Record<AzureContentFilter, FilterStrengths>;

/** A guardrail's content with every default filled in. */
export interface EffectiveContent {
  readonly contentFilters: Readonly<Record<AzureContentFilter, FilterStrengths>>;
  readonly protectedMaterial: 'block' | 'allow';
  readonly profanity: 'block' | 'allow';
}

/** Fills in what is not stated. */
export function withDefaults({
  contentFilters,
  protectedMaterial = 'block',
  profanity = DEFAULT_PROFANITY,
}: GuardrailContent): EffectiveContent {
  return { contentFilters: { ...DEFAULT_AZURE_CONTENT_FILTERS, ...contentFilters }, protectedMaterial, profanity };
}
