import { z } from 'zod';
import { MODEL_USES } from '../../catalog/index.ts';
import { CONTENT_FILTERS, FILTER_STRENGTHS, PII_KINDS } from '../guardrail-filters.ts';
import { EXTERNAL_PROVIDERS, PROCESSING_SCOPES } from '../vocabulary.ts';
import { entryName, form, isoDate, notes, sentence, wholeNumber } from './primitives.ts';

// https://learn.microsoft.com/azure/ai-foundry/openai/how-to/quota: a deployment takes its share in units of 1000 tokens a minute
const tokensPerMinute = z.int().min(1000).max(100_000_000).multipleOf(1000).register(notes, {
  code: 'CFG-005',
  allowed: 'whole thousands from 1000 to 100000000',
  example: 50_000,
});

const modelName = z.string().register(notes, { code: 'CFG-021', example: 'claude-sonnet-5.5' });

const managed = z.strictObject({
  kind: z.literal('managed'),
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

const residencyException = z
  .strictObject({
    reason: sentence(500, { code: 'CFG-083', example: 'contract with EU processing', remedy: 'Say why the data may leave the residency.' }),
    approvedBy: sentence(100, { code: 'CFG-083', example: 'dpo', remedy: 'Say who approved it.' }),
    expires: isoDate,
  })
  .register(notes, { example: { reason: 'contract with EU processing', approvedBy: 'dpo', expires: '2027-06-30' } });

const tokens = (example: number) => wholeNumber(1, 100_000_000, { example });

const external = z.strictObject({
  kind: z.literal('external'),
  provider: z.enum(EXTERNAL_PROVIDERS).register(notes, { example: 'openai' }),
  model: form(/^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,199}$/, {
    code: 'CFG-106',
    allowed: "1 to 200 letters, digits and . _ : / @ -, the provider's own name of the model",
    example: 'gpt-5.5',
    remedy: "Take the name from the provider's list of models.",
  }),
  url: z.string().register(notes, { code: 'CFG-051', allowed: 'a public https URL', example: 'https://models.example.com/v1' }).optional(),
  auth: z
    .strictObject({ kind: z.literal('api-key').register(notes, { example: 'api-key' }), secret: entryName(32, 'openai-key') })
    .register(notes, { example: { kind: 'api-key', secret: 'openai-key' } })
    .optional(),
  type: z.enum(MODEL_USES).register(notes, { example: 'chat' }).optional(),
  contextTokens: tokens(128_000).optional(),
  maxOutputTokens: tokens(16_384).optional(),
  images: z
    .literal(true)
    .register(notes, { allowed: 'true, or left out', remedy: 'Leave it out where the model takes text alone.' })
    .optional(),
  dimensions: wholeNumber(1, 100_000, { code: 'CFG-052', example: 1024 }).optional(),
  residencyException: residencyException.optional(),
});

export const model = z
  .discriminatedUnion('kind', [managed, external])
  .register(notes, { example: { kind: 'managed', model: 'claude-sonnet-5.5' } });

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
