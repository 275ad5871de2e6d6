import { z } from 'zod';
import { CONTENT_FILTERS, FILTER_STRENGTHS, PII_KINDS } from '../guardrail-filters.ts';
import { PROCESSING_SCOPES } from '../vocabulary.ts';
import { entryName, form, notes, sentence, wholeNumber } from './primitives.ts';

// https://learn.microsoft.com/azure/ai-foundry/openai/how-to/quota: a deployment takes its share in units of 1000 tokens a minute
const tokensPerMinute = z.int().min(1000).max(100_000_000).multipleOf(1000).register(notes, {
  code: 'CFG-005',
  allowed: 'whole thousands from 1000 to 100000000',
  example: 50_000,
});

const modelName = z.string().register(notes, { code: 'CFG-021', example: 'claude-sonnet-5.5' });

export const model = z.strictObject({
  kind: z.literal('managed').register(notes, { allowed: 'managed', example: 'managed' }),
  model: z
    .union([modelName, z.strictObject({ aws: modelName.optional(), azure: modelName.optional() })])
    .register(notes, { allowed: 'a name of the catalogue, or one for each cloud: { aws: …, azure: … }', example: 'claude-sonnet-5.5' }),
  processing: z.enum(PROCESSING_SCOPES).optional(),
  dimensions: z.int().positive().register(notes, { code: 'CFG-052', allowed: 'a whole number', example: 1024 }).optional(),
  guardrail: entryName(32, 'standard').optional(),
  capacity: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('on-demand'), tokensPerMinute: tokensPerMinute.optional() }),
      z.strictObject({ kind: z.literal('provisioned'), units: wholeNumber(1, 100_000, { code: 'CFG-039' }) }),
    ])
    .register(notes, { example: { kind: 'on-demand' } })
    .optional(),
});

const strength = z.enum(FILTER_STRENGTHS);
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GuardrailTopicConfig.html
const topicName = form(/^(?! *$)[0-9a-zA-Z\-_ !?.]{1,100}$/, {
  code: 'CFG-106',
  allowed: '1 to 100 letters, digits, spaces and - _ ! ? .',
  example: 'Medical advice',
  remedy: 'Name the topic in plain words.',
});
// Bedrock: a grounding threshold is at least 0 and below 1
// https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-contextual-grounding-check.html
const threshold = z.number().min(0).max(0.99).register(notes, { code: 'CFG-005', allowed: 'a number from 0 to 0.99', example: 0.7 });

export const guardrail = z.strictObject({
  contentFilters: z.partialRecord(z.enum(CONTENT_FILTERS), strength).optional(),
  pii: z.strictObject({ action: z.enum(['anonymize', 'block', 'allow']), kinds: z.array(z.enum(PII_KINDS)).min(1).optional() }).optional(),
  deniedTopics: z
    .array(z.strictObject({ name: topicName, definition: sentence(200), examples: z.array(sentence(100)).max(5).optional() }))
    .max(30)
    .optional(),
  blockedWords: z.array(sentence(100)).max(10_000).optional(),
  profanity: z.enum(['block', 'allow']).optional(),
  grounding: z.strictObject({ grounding: threshold, relevance: threshold }).optional(),
  blockedMessage: sentence(500).optional(),
  version: z.enum(['published', 'draft']).optional(),
});
