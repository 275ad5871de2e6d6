import type { ContentFilter, FilterStrength } from '../../spec/guardrail-filters.ts';

/**
 * The kinds of harm that Azure grades by severity, in the question and in the answer. Self-harm is a kind of its own on Azure; the
 * vocabulary that both clouds share has no word for it.
 */
export const HARM_FILTERS = ['hate', 'sexual', 'violence', 'self-harm'] as const;
export type HarmFilter = (typeof HARM_FILTERS)[number];

/** What Azure can look for. */
export type AzureContentFilter = HarmFilter | 'prompt-attack';

/** The filters of the shared vocabulary that Azure has none for, with what comes nearest. */
export const UNSUPPORTED_CONTENT_FILTERS = {
  insults: "take it away: Azure judges harassment and bullying under 'hate'",
  misconduct: "take it away: Azure judges weapons under 'violence' and suicide under 'self-harm'; block further terms by blockedWords",
} as const satisfies Record<Exclude<ContentFilter, AzureContentFilter>, string>;

// The service's own names, from the example of its REST API (RaiPolicies_CreateOrUpdate, 2025-06-01).
// https://learn.microsoft.com/rest/api/aiservices/accountmanagement/rai-policies/create-or-update
export const AZURE_HARM_FILTERS = {
  hate: 'Hate',
  sexual: 'Sexual',
  violence: 'Violence',
  'self-harm': 'Selfharm',
} as const satisfies Record<HarmFilter, string>;

/** The two shields against prompt attacks: in what the user writes, and in documents within the prompt. They have no severity. */
export const AZURE_PROMPT_SHIELDS = ['Jailbreak', 'Indirect Attack'] as const;

/** Known texts and code of others, in the answer alone. They have no severity. */
export const AZURE_PROTECTED_MATERIAL = ['Protected Material Text', 'Protected Material Code'] as const;

/** The service's own list of profanities, in the question alone. */
export const AZURE_PROFANITY = 'Profanity';

/** The severity from which a filter blocks: the more readily, the lower it is. */
export const SEVERITY_THRESHOLDS = {
  low: 'High',
  medium: 'Medium',
  high: 'Low',
} as const satisfies Record<Exclude<FilterStrength, 'none'>, string>;

/** Microsoft's own policy: what a deployment has that names no other, and what every policy starts from. */
export const MICROSOFT_DEFAULT_POLICY = 'Microsoft.DefaultV2';
