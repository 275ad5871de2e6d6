import * as z from 'zod';

const name = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/)
  .max(32);
const seconds = z.int().min(1).max(60);
const millis = (least: number, most: number) => z.int().min(least).max(most);
const count = z.int().min(1).max(1_000_000_000_000);

/** `http` for stand-ins and services in the same network alone: never with a provider's key behind it. */
const url = address(/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/);
const httpsUrl = address(/^https:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/);

/** What matches may still be no URL: a port of 99999, a bracket. A call to it would fail as if the model did. */
function address(form: RegExp) {
  return z.string().regex(form).refine(URL.canParse, 'no URL');
}

const secretPlace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('secrets-manager'), arn: z.string().min(1), field: z.string().min(1).optional() }),
  z.strictObject({ kind: z.literal('key-vault-secret'), url: httpsUrl, field: z.string().min(1).optional() }),
]);

const openAi = { model: z.string().min(1), dimensions: count.optional() };

const upstream = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('bedrock'),
    region: z.string().min(1),
    modelId: z.string().min(1),
    guardrail: z.strictObject({ id: z.string().min(1), version: z.string().min(1) }).optional(),
    embeddingFormat: z.enum(['titan', 'cohere']).optional(),
    dimensions: count.optional(),
    endpoint: url.optional(),
  }),
  z.strictObject({ kind: z.literal('azure-openai'), endpoint: url, deployment: z.string().min(1), dimensions: count.optional() }),
  z.strictObject({ kind: z.enum(['openai', 'gemini']), ...openAi, key: secretPlace, baseUrl: url.optional() }),
  z.strictObject({ kind: z.literal('openai-compatible'), ...openAi, baseUrl: url, key: secretPlace.optional() }),
]);

const model = z.strictObject({
  type: z.enum(['chat', 'embedding']),
  upstream,
  contextTokens: count,
  maxOutputTokens: count.optional(),
  images: z.boolean().optional(),
  dimensions: count.optional(),
});

const route = z.strictObject({
  kind: z.enum(['chat', 'embeddings']),
  split: z.record(name, z.number().min(0).max(100)),
  stickyBy: z.enum(['user', 'consumer', 'none']),
  fallbacks: z.array(name),
  salt: z.string().optional(),
});

const consumer = z.strictObject({
  routes: z.array(name).min(1),
  requestsPerMinute: count.optional(),
  tokensPerMinute: count.optional(),
  tokensPerMonth: count.optional(),
  subjects: z.array(z.string().min(1)).optional(),
});

const jwt = z.strictObject({
  issuer: httpsUrl,
  audiences: z.array(z.string().min(1)).min(1),
  consumerClaim: z.string().min(1),
  jwksUri: httpsUrl.optional(),
});

/** The grammar of the configuration; what its parts say of each other is checked afterwards. */
export const configSchema = z.strictObject({
  version: z.literal(1),
  platform: z.strictObject({ name: z.string().min(1), environment: z.string().min(1) }),
  models: z.record(name, model),
  routes: z.record(name, route),
  consumers: z.record(name, consumer),
  auth: z.strictObject({ apiKeys: z.strictObject({ cacheSeconds: seconds }).optional(), jwt: z.array(jwt).optional() }),
  limits: z.strictObject({
    maxBodyBytes: z
      .int()
      .min(1024)
      .max(32 << 20),
    maxMessages: z.int().min(1).max(100_000),
    maxInputsPerEmbedding: z.int().min(1).max(100_000),
    countersFail: z.enum(['open', 'closed']),
    leasePercent: z.number().min(0.1).max(5),
  }),
  timeouts: z.strictObject({
    totalMillis: millis(1000, 900_000),
    firstByteMillis: millis(100, 900_000),
    idleMillis: millis(100, 900_000),
    keepAliveMillis: millis(10, 25_000),
    attempts: z.int().min(1).max(5),
    // Platforms kill 30 s after SIGTERM; leases and metrics leave after the drain.
    drainMillis: millis(100, 22_000),
  }),
  network: z.strictObject({ corsOrigins: z.array(httpsUrl) }),
});
