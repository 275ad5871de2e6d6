import { z } from 'zod';
import { COUNTERS_FAIL, STICKY_BY } from '../vocabulary.ts';
import { entryName, notes, sentence, wholeNumber } from './primitives.ts';

const alias = entryName(32, 'assistant');

// Zero is no share: an arm that takes no traffic is left out.
const weight = z.number().min(0.1).max(100).register(notes, {
  code: 'CFG-030',
  allowed: 'a number from 0.1 to 100',
  example: 90,
  remedy: 'Give it its share in percent, or leave it out where it takes no traffic.',
});

export const route = z.strictObject({
  model: alias.optional(),
  split: z
    .record(alias, weight)
    .register(notes, { example: { assistant: 90, drafts: 10 } })
    .optional(),
  stickyBy: z.enum(STICKY_BY).optional(),
  fallbacks: z.array(alias).optional(),
  experiment: z.strictObject({ name: entryName(32, 'drafts-vs-assistant') }).optional(),
});

const limit = wholeNumber(1, 1_000_000_000_000, {
  code: 'CFG-046',
  example: 60_000,
  remedy: 'Write the limit, or leave it out where there is none.',
});

export const consumer = z.strictObject({
  routes: z
    .array(entryName(32, 'chat'))
    .min(1)
    .register(notes, {
      code: 'CFG-118',
      allowed: 'one or more names of routes',
      example: ['chat'],
      remedy: 'Name a route that it may call, or take the consumer out.',
    }),
  requestsPerMinute: limit.optional(),
  tokensPerMinute: limit.optional(),
  tokensPerMonth: limit.optional(),
  subjects: z.array(sentence(255)).optional(),
});

const httpsUrl = (example: string) => z.string().register(notes, { code: 'CFG-050', allowed: 'a public https URL', example });

const jwt = z.strictObject({
  issuer: httpsUrl('https://login.example.com'),
  audiences: z
    .array(sentence(255))
    .min(1)
    .register(notes, {
      code: 'CFG-050',
      allowed: 'one or more values of the claim aud',
      example: ['llm'],
      remedy: 'Name the audience that the issuer writes into tokens for this gateway.',
    }),
  consumerClaim: sentence(100).optional(),
  jwksUri: httpsUrl('https://login.example.com/keys').optional(),
});

const auth = z
  .strictObject({
    apiKeys: z
      .literal(true)
      .register(notes, { allowed: 'true, or left out', remedy: "Leave it out ('apiKeys: null' in an overlay) where keys are off." })
      .optional(),
    jwt: z.array(jwt).optional(),
  })
  .register(notes, { example: { apiKeys: true } });

// The least and most are those of the program's configuration (constructs/runtime/gateway/config), but for the body, see defaults.ts.
const limits = z.strictObject({
  maxBodyBytes: wholeNumber(1024, 6_000_000).optional(),
  maxMessages: wholeNumber(1, 100_000).optional(),
  maxInputsPerEmbedding: wholeNumber(1, 100_000).optional(),
  countersFail: z.enum(COUNTERS_FAIL).optional(),
});

const timeouts = z.strictObject({
  totalSeconds: wholeNumber(1, 900).optional(),
  firstByteSeconds: wholeNumber(1, 900).optional(),
  idleSeconds: wholeNumber(1, 900).optional(),
});

export const gateway = z
  .strictObject({
    kind: z.literal('serverless').register(notes, { example: 'serverless' }),
    auth,
    limits: limits.optional(),
    timeouts: timeouts.optional(),
    attempts: wholeNumber(1, 5).optional(),
    corsOrigins: z
      .array(z.string().register(notes, { code: 'CFG-044', allowed: 'an origin of https', example: 'https://app.example.com' }))
      .optional(),
  })
  .register(notes, { example: { kind: 'serverless', auth: { apiKeys: true } } });
