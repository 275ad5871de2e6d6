import type { ContentFilter, FilterStrengths, PiiAction, PiiKind } from '../../spec/guardrail-filters.ts';

/** A topic that the guardrail refuses, described in words. */
export interface DeniedTopic {
  /** Name in reports and traces: 1 to 100 of letters, digits, spaces and `-_!?.`. */
  readonly name: string;
  /** What the topic is, in 1 to 200 characters. */
  readonly definition: string;
  /** Up to five questions or statements of this topic, each of 1 to 100 characters. @default - the definition alone */
  readonly examples?: readonly string[];
}

/** A pattern of the organisation's own sensitive data: customer numbers, ticket ids. */
export interface SensitivePattern {
  /** Name in reports and in the placeholder: 1 to 100 characters. */
  readonly name: string;
  /** Regular expression of 1 to 500 characters. */
  readonly pattern: string;
  /** What happens to a match. */
  readonly action: PiiAction;
  /** What the pattern stands for, 1 to 1000 characters. @default - no description */
  readonly description?: string;
}

/** The scores below which an answer is withheld, each from 0 (withholds nothing) to 0.99 (withholds almost everything). */
export interface GroundingThresholds {
  /** How well the answer must be supported by the sources in the request. @default - not checked */
  readonly grounding?: number;
  /** How well the answer must fit the question. @default - not checked */
  readonly relevance?: number;
}

/**
 * Which detectors run. `classic` knows English, French and Spanish and computes in the stack's region. `standard` knows more languages
 * and also finds prompt leakage, but needs a guardrail profile, so it may compute in any region of that profile.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-tiers.html
 */
export type GuardrailTier =
  | { readonly kind: 'classic' }
  | {
      readonly kind: 'standard';
      /** The system's guardrail profile, by its id: `eu.guardrail.v1:0`. */
      readonly guardrailProfileId: string;
      /** The regions that the profile may route to. @default - any region: callers are allowed the profile in every region */
      readonly regions?: readonly string[];
    };

/** What a guardrail looks for and what it does: everything that a published version freezes. */
export interface GuardrailContent {
  /**
   * Strength per content filter, for the question and for the answer. A filter that is left out is off; `{}` switches all off.
   * @default - `medium` both ways for all of them; prompt attacks `high` in the question
   */
  readonly contentFilters?: Partial<Record<ContentFilter, FilterStrengths>>;
  /**
   * What happens to personal and secret data, by kind. `{}` leaves it all alone.
   * @default - masked is what identifies a person, opens an account or pays; not ages, IP and MAC addresses, links, user names and bank codes
   */
  readonly pii?: Partial<Record<PiiKind, PiiAction>>;
  /** Up to 30 patterns of the organisation's own sensitive data. @default - none */
  readonly sensitivePatterns?: readonly SensitivePattern[];
  /** Up to 30 topics that are refused. @default - none */
  readonly deniedTopics?: readonly DeniedTopic[];
  /** Up to 10000 words or phrases that are blocked where they stand literally, each of 1 to 100 characters. @default - none */
  readonly blockedWords?: readonly string[];
  /** Whether Bedrock's own list of profanities is blocked. @default 'block' */
  readonly profanity?: 'block' | 'allow';
  /**
   * Withholds answers that the sources do not support. It acts only on requests that mark their sources and their question.
   * @default - answers are not checked against sources
   */
  readonly grounding?: GroundingThresholds;
  /** What the caller gets in place of a blocked question, 1 to 500 characters. @default 'This request cannot be answered. Please rephrase it.' */
  readonly blockedInputMessaging?: string;
  /** What the caller gets in place of a blocked answer, 1 to 500 characters. @default 'The answer to this request was withheld.' */
  readonly blockedOutputsMessaging?: string;
  /** Which detectors run. Changing it is an update in place. @default { kind: 'classic' } */
  readonly tier?: GuardrailTier;
}
