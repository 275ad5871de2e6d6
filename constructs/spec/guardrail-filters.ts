/**
 * What a guardrail can look for, in words that belong to no cloud. Bedrock Guardrails knows all six. Azure's content filters know hate,
 * sexual, violence and, for prompt attacks, jailbreak and indirect attack: each cloud's block maps a name or declares it unsupported.
 */
export const CONTENT_FILTERS = ['hate', 'insults', 'sexual', 'violence', 'misconduct', 'prompt-attack'] as const;
export type ContentFilter = (typeof CONTENT_FILTERS)[number];

/**
 * How readily a filter blocks: `high` blocks even what is probably harmless, `low` only what is surely harmful, `none` nothing. Bedrock
 * says it with the same words as confidence levels; Azure says it the other way round, as the severity from which it blocks (`high` is
 * the threshold Low).
 */
export const FILTER_STRENGTHS = ['none', 'low', 'medium', 'high'] as const;
export type FilterStrength = (typeof FILTER_STRENGTHS)[number];

export interface FilterStrengths {
  /** Strength on what the user and the application send to the model. */
  readonly input: FilterStrength;
  /** Strength on what the model answers. A prompt attack exists only in the input, so its output strength is `none`. */
  readonly output: FilterStrength;
}

/** The kinds of personal and secret data that a guardrail can recognise. `us-`, `uk-` and `ca-` kinds know that country's format alone. */
export const PII_KINDS = [
  'address',
  'age',
  'aws-access-key',
  'aws-secret-key',
  'ca-health-number',
  'ca-social-insurance-number',
  'card-cvv',
  'card-expiry',
  'card-number',
  'driver-id',
  'email',
  'iban',
  'ip-address',
  'license-plate',
  'mac-address',
  'name',
  'password',
  'phone',
  'pin',
  'swift-code',
  'uk-health-service-number',
  'uk-national-insurance-number',
  'uk-taxpayer-reference-number',
  'url',
  'us-bank-account-number',
  'us-bank-routing-number',
  'us-passport-number',
  'us-social-security-number',
  'us-taxpayer-identification-number',
  'username',
  'vehicle-identification-number',
] as const;
export type PiiKind = (typeof PII_KINDS)[number];

/** `block` answers with the blocked message, `anonymize` puts a placeholder in the datum's place and goes on. */
export const PII_ACTIONS = ['block', 'anonymize'] as const;
export type PiiAction = (typeof PII_ACTIONS)[number];

/**
 * The content filters of a guardrail that states none. `medium` on both sides is the default of Azure's own policy as well, so that one
 * platform file means the same on both clouds; `high` also blocks what is probably harmless. Prompt attacks are the exception: an
 * injected instruction does more harm than a refused question.
 */
export const DEFAULT_CONTENT_FILTERS = {
  hate: { input: 'medium', output: 'medium' },
  insults: { input: 'medium', output: 'medium' },
  sexual: { input: 'medium', output: 'medium' },
  violence: { input: 'medium', output: 'medium' },
  misconduct: { input: 'medium', output: 'medium' },
  'prompt-attack': { input: 'high', output: 'none' },
} as const satisfies Record<ContentFilter, FilterStrengths>;

/**
 * The personal data that a guardrail masks when it states none: what identifies a person or opens an account. It is masked, not blocked,
 * so that a user who signs with a name still gets an answer. Left out is what ordinary questions are about and what identifies nobody
 * alone: ages, addresses of machines, links, user names, bank codes that stand on every invoice.
 */
export const DEFAULT_PII_ACTIONS = {
  address: 'anonymize',
  'aws-access-key': 'anonymize',
  'aws-secret-key': 'anonymize',
  'ca-health-number': 'anonymize',
  'ca-social-insurance-number': 'anonymize',
  'card-cvv': 'anonymize',
  'card-expiry': 'anonymize',
  'card-number': 'anonymize',
  'driver-id': 'anonymize',
  email: 'anonymize',
  iban: 'anonymize',
  'license-plate': 'anonymize',
  name: 'anonymize',
  password: 'anonymize',
  phone: 'anonymize',
  pin: 'anonymize',
  'uk-health-service-number': 'anonymize',
  'uk-national-insurance-number': 'anonymize',
  'uk-taxpayer-reference-number': 'anonymize',
  'us-bank-account-number': 'anonymize',
  'us-passport-number': 'anonymize',
  'us-social-security-number': 'anonymize',
  'us-taxpayer-identification-number': 'anonymize',
  'vehicle-identification-number': 'anonymize',
} as const satisfies Partial<Record<PiiKind, PiiAction>>;

/** Whether a guardrail that does not state it blocks the cloud's own list of profanities: an assistant at work needs none of them. */
export const DEFAULT_PROFANITY = 'block';

/** What a user reads in place of a blocked question. It says nothing about the rule, which would help to get around it. */
export const DEFAULT_BLOCKED_INPUT_MESSAGE = 'This request cannot be answered. Please rephrase it.';

/** What a user reads in place of a blocked answer. */
export const DEFAULT_BLOCKED_OUTPUT_MESSAGE = 'The answer to this request was withheld.';
