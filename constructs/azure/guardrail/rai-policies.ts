import { createHash } from 'node:crypto';
import type { FilterStrength } from '../../spec/guardrail-filters.ts';
import {
  AZURE_HARM_FILTERS,
  AZURE_PROFANITY,
  AZURE_PROMPT_SHIELDS,
  AZURE_PROTECTED_MATERIAL,
  HARM_FILTERS,
  SEVERITY_THRESHOLDS,
} from './azure-names.ts';
import type { EffectiveContent } from './default-content.ts';
import type { GuardrailContent } from './policies.ts';

/**
 * One filter as API 2025-06-01 knows it. The SDK's own type also has an `action` and sources of newer versions, which that API refuses.
 */
export interface RaiContentFilter {
  readonly name: string;
  readonly enabled: boolean;
  readonly blocking: boolean;
  readonly severityThreshold?: 'Low' | 'Medium' | 'High';
  readonly source: 'Prompt' | 'Completion';
}

/** One item of a blocklist. */
export interface RaiBlocklistTerm {
  readonly name: string;
  readonly pattern: string;
  readonly isRegex: boolean;
}

/** Writes a guardrail's filters in Azure's words. The order is the vocabulary's, never the caller's, so that diffs stay small. */
export function renderContentFilters({ contentFilters, protectedMaterial, profanity }: EffectiveContent): RaiContentFilter[] {
  const harms = HARM_FILTERS.flatMap((filter) => {
    const { input, output } = contentFilters[filter];
    return [harmFilter(AZURE_HARM_FILTERS[filter], 'Prompt', input), harmFilter(AZURE_HARM_FILTERS[filter], 'Completion', output)];
  });
  return [
    ...harms,
    ...AZURE_PROMPT_SHIELDS.map((name) => switchedFilter(name, 'Prompt', contentFilters['prompt-attack'].input !== 'none')),
    ...AZURE_PROTECTED_MATERIAL.map((name) => switchedFilter(name, 'Completion', protectedMaterial === 'block')),
    switchedFilter(AZURE_PROFANITY, 'Prompt', profanity === 'block'),
  ];
}

// A filter that is off is written as such, since one that is missing is taken from the base policy.
function harmFilter(name: string, source: RaiContentFilter['source'], strength: FilterStrength): RaiContentFilter {
  const on = strength !== 'none';
  return { name, enabled: on, blocking: on, severityThreshold: on ? SEVERITY_THRESHOLDS[strength] : 'High', source };
}

function switchedFilter(name: string, source: RaiContentFilter['source'], on: boolean): RaiContentFilter {
  return { name, enabled: on, blocking: on, source };
}

/** The items of a guardrail's blocklist. A word's name is a digest of it, so that another word moves none. */
export function blocklistTerms({ blockedWords = [], sensitivePatterns = [] }: GuardrailContent): RaiBlocklistTerm[] {
  return [
    ...blockedWords.map((word) => ({ name: `word-${digest(word)}`, pattern: word, isRegex: false })),
    ...sensitivePatterns.map(({ name, pattern }) => ({ name, pattern, isRegex: true })),
  ];
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
