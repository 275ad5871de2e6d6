import { CONTENT_FILTERS, type ContentFilter } from './guardrail-filters.ts';
import type { GuardrailInput } from './platform-file.ts';
import type { Cloud } from './vocabulary.ts';

/** Something that a guardrail asks for and a cloud's guardrails cannot do. */
export interface UnsupportedContent {
  /** Where it stands within the guardrail. */
  readonly path: readonly PropertyKey[];
  readonly got: unknown;
  /** What it is, after `the guardrails of azure have`. */
  readonly lacks: string;
  /** What may stand there instead. */
  readonly allowed: string;
  /** What to do instead. */
  readonly alternative: string;
}

/**
 * The filters that Azure has none for, with what comes nearest.
 * Source: https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter
 */
const FILTERS_WITHOUT_COUNTERPART = {
  insults: "Take it out: Azure judges harassment and bullying under 'hate'.",
  misconduct: "Take it out: Azure judges weapons under 'violence'; stop further terms with blockedWords.",
} as const satisfies Partial<Record<ContentFilter, string>>;

/** The kinds of harm that Azure switches off for approved subscriptions alone: https://learn.microsoft.com/azure/ai-foundry/openai/how-to/content-filters */
const ALWAYS_ON: readonly ContentFilter[] = ['hate', 'sexual', 'violence'];

/** Each word is an entry of its own, and all children of an account are written one after the other. */
const MOST_BLOCKED_WORDS = 100;

/** What of a guardrail a cloud cannot do. Bedrock can do all of the vocabulary. */
export function unsupportedOn(cloud: Cloud, guardrail: GuardrailInput): readonly UnsupportedContent[] {
  switch (cloud) {
    case 'aws':
      return [];
    case 'azure':
      return [...unsupportedFilters(guardrail), ...unsupportedParts(guardrail), ...unsupportedWords(guardrail)];
  }
}

function unsupportedFilters({ contentFilters = {} }: GuardrailInput): UnsupportedContent[] {
  return CONTENT_FILTERS.flatMap((filter): UnsupportedContent[] => {
    const got = contentFilters[filter];
    const path = ['contentFilters', filter];
    if (isWithoutCounterpart(filter) && got !== undefined && got !== 'none') {
      return [{ path, got, lacks: `no filter for ${filter}`, allowed: 'none', alternative: FILTERS_WITHOUT_COUNTERPART[filter] }];
    }
    if (!ALWAYS_ON.includes(filter) || got !== 'none') return [];
    const lacks = `no way to switch off the filter for ${filter} without an approval by Microsoft`;
    return [{ path, got, lacks, allowed: 'low, medium, high', alternative: "Write 'low'." }];
  });
}

function isWithoutCounterpart(filter: ContentFilter): filter is keyof typeof FILTERS_WITHOUT_COUNTERPART {
  return filter in FILTERS_WITHOUT_COUNTERPART;
}

function unsupportedParts({ pii, deniedTopics = [], grounding, blockedMessage }: GuardrailInput): UnsupportedContent[] {
  const parts: UnsupportedContent[] = [];
  if (pii && pii.action !== 'allow') {
    parts.push({
      path: ['pii'],
      got: pii.action,
      lacks: 'no filter for personal data',
      allowed: 'nothing',
      alternative: "Take it out: data.pii 'redact' takes personal data out before it is stored or shown.",
    });
  }
  if (deniedTopics.length > 0) {
    parts.push({
      path: ['deniedTopics'],
      got: deniedTopics.map(({ name }) => name),
      lacks: 'no topics in words',
      allowed: 'nothing',
      alternative: 'Stop the terms of the topic with blockedWords, or refuse the topic in the system message.',
    });
  }
  if (grounding) {
    parts.push({
      path: ['grounding'],
      got: grounding,
      lacks: 'no check of answers against their sources',
      allowed: 'nothing',
      alternative: 'Check answers in the application, or in the evaluation.',
    });
  }
  if (blockedMessage !== undefined) {
    parts.push({
      path: ['blockedMessage'],
      got: blockedMessage,
      lacks: 'no message of your own',
      allowed: 'nothing',
      alternative: "Put your words in the place of the error 'content_filter' in the application.",
    });
  }
  return parts;
}

function unsupportedWords({ blockedWords = [] }: GuardrailInput): UnsupportedContent[] {
  const twice = blockedWords.findIndex((word, index) => blockedWords.indexOf(word) < index);
  if (twice >= 0) {
    const at = { path: ['blockedWords', twice], got: blockedWords[twice] };
    return [{ ...at, lacks: 'no room for a word twice', allowed: 'each word once', alternative: 'Take one out.' }];
  }
  if (blockedWords.length <= MOST_BLOCKED_WORDS) return [];
  return [
    {
      path: ['blockedWords'],
      got: `${blockedWords.length} words`,
      lacks: `no room for more than ${MOST_BLOCKED_WORDS} words`,
      allowed: `at most ${MOST_BLOCKED_WORDS}`,
      alternative: 'Take out what the other filters stop.',
    },
  ];
}
