import type { FilterStrengths } from '../../spec/guardrail-filters.ts';
import type { AzureContentFilter } from './azure-names.ts';

/** A pattern of the organisation's own sensitive data: customer numbers, ticket ids. */
export interface SensitivePattern {
  /** Name of the blocklist's item, 2 to 64 of letters, digits and `_.-`, a letter or digit first; unique in the guardrail. */
  readonly name: string;
  /** Regular expression of 1 to 1000 characters. Azure matches it with regard to case. */
  readonly pattern: string;
  /** What happens to a match. Azure can't mask. */
  readonly action: 'block';
}

/** What the guardrails of AWS offer and those of Azure do not. Each is refused, with what to do instead. */
export interface UnsupportedContent {
  /** Azure's filters take no topics in words. @default - none: stating it is an error */
  readonly deniedTopics?: never;
  /** The API that this block speaks has no filter for personal data. @default - none: stating it is an error */
  readonly pii?: never;
  /** The API that this block speaks has no check against sources. @default - none: stating it is an error */
  readonly grounding?: never;
  /** A blocked call gets the service's own error. @default - none: stating it is an error */
  readonly blockedInputMessaging?: never;
  /** A blocked answer ends with the reason `content_filter`. @default - none: stating it is an error */
  readonly blockedOutputsMessaging?: never;
  /** Azure has one set of detectors. @default - none: stating it is an error */
  readonly tier?: never;
}

/** What a guardrail looks for and what it does. */
export interface GuardrailContent extends UnsupportedContent {
  /**
   * Strength per filter, for the question and for the answer. A filter that is left out keeps its default, since Azure lets nobody switch
   * one off without its approval. The shields against prompt attacks are on or off: every strength but `none` is on.
   * @default - every kind of harm at medium, prompt attacks shielded: DEFAULT_AZURE_CONTENT_FILTERS
   */
  readonly contentFilters?: Partial<Record<AzureContentFilter, FilterStrengths>>;
  /**
   * Whether answers are withheld that repeat known texts or code of others. Microsoft's copyright commitment asks for `block`.
   * @default 'block'
   */
  readonly protectedMaterial?: 'block' | 'allow';
  /** Whether questions with words of the service's own list of profanities are refused. @default 'block' */
  readonly profanity?: 'block' | 'allow';
  /**
   * Words or phrases that are blocked where they stand literally, in question and answer, each of 1 to 1000 characters. With
   * `sensitivePatterns` up to 100 in all: each is written by itself, one after the other. @default - none
   */
  readonly blockedWords?: readonly string[];
  /** Patterns of the organisation's own sensitive data. @default - none */
  readonly sensitivePatterns?: readonly SensitivePattern[];
  /**
   * States that Microsoft has approved the subscription for modified content filters, without which a kind of harm can't be switched off.
   * @default - not approved: the strength `none` on a kind of harm is an error
   */
  readonly modifiedContentFilters?: 'approved';
}
