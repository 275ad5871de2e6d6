import type { Usage } from './openai-types.ts';

/**
 * The counts of a provider, where they are counts: whole, not negative, and a total that holds its parts (some count thoughts in the total
 * alone). Undefined for anything else: a budget that adds up what is no number would stop to be one.
 */
export function counted(usage: Partial<Usage> | null | undefined): Usage | undefined {
  if (typeof usage !== 'object' || usage === null) return undefined;
  const { prompt_tokens: prompt, completion_tokens: completion = 0, total_tokens: total } = usage;
  if (!isCount(prompt) || !isCount(completion)) return undefined;
  const parts = prompt + completion;
  return { ...usage, prompt_tokens: prompt, completion_tokens: completion, total_tokens: isCount(total) ? Math.max(total, parts) : parts };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
