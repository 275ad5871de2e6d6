import fc from 'fast-check';
import { z } from 'zod';
import { mergePatch } from '../../constructs/spec/overlay.ts';
import type { ExternalModelInput, PlatformFile } from '../../constructs/spec/platform-file.ts';
import { platformSchema } from '../../constructs/spec/schema/platform.ts';
import { DATA_CLASSIFICATIONS, PROFILES } from '../../constructs/spec/vocabulary.ts';
import { PLATFORM } from '../azure/support/platforms.ts';
import { type DrawnGateway, fittingModel, linkedGateway } from './linked-gateway.ts';
import { schemaArbitrary, type Values } from './schema-arbitrary.ts';

export const AWS = { region: 'eu-central-1' };
export const AZURE = { location: 'swedencentral' };
export const CHAT = { kind: 'managed', model: { aws: 'claude-sonnet-5.5', azure: 'gpt-5.1' } };
export const EMBEDDING = { kind: 'managed', model: { aws: 'titan-embed-v2', azure: 'text-embedding-3-large' }, dimensions: 1024 };

/** A file for both clouds, and what differs in it. */
export const bothClouds = (patch: object) =>
  mergePatch(PLATFORM, {
    environments: { ephemeral: null, dev: null, prod: null },
    clouds: { aws: AWS, azure: { ...AZURE, registry: null } },
    models: { assistant: null, embedder: null },
    ...patch,
  }) as unknown as PlatformFile;

const some = <T>(...values: readonly T[]) => fc.constantFrom(...values);

const ALIASES = ['assistant', 'a', 'writer', 'embedder', 'openai', 'server', 'vectors'] as const;
const JWT = { issuer: 'https://login.example.com', audiences: ['llm'] };

/** What the schema alone does not tell, and what one cloud alone has: that is left out. */
const VALUES: Values = {
  'models.(key)': some('assistant', 'a', 'writer'),
  'embedders.(key)': some('embedder', 'standard'),
  'models.*.model': some(CHAT.model),
  'models.*.dimensions': undefined,
  'models.*.guardrail': some('standard'),
  // Provisioned throughput is Azure's alone.
  'models.*.capacity': some({ kind: 'on-demand' }, { kind: 'on-demand', tokensPerMinute: 120_000 }),
  'embedders.*.model': some(EMBEDDING.model),
  'embedders.*.dimensions': some(256, 1024),
  'embedders.*.guardrail': undefined,
  'embedders.*.capacity': undefined,
  'guardrails.(key)': some('standard', 'strict'),
  'secrets.(key)': some('openai-key', 'wandb-key'),
  'secrets.*.existing': undefined,
  'externals.(key)': some('openai', 'server', 'vectors'),
  'externals.*.model': some('gpt-5.5', 'gemini-2.5-flash', 'text-embedding-3-small'),
  'externals.*.url': some('https://models.example.com/v1', 'https://models.example.com/'),
  'externals.*.auth': some({ kind: 'api-key', secret: 'openai-key' }),
  'externals.*.dimensions': some(256, 1024),
  'routes.(key)': some('talk', 'trial', 'embed'),
  'routes.*.model': some(...ALIASES),
  'routes.*.split': some({ assistant: 90, writer: 10 }, { a: 33.3, assistant: 33.3, writer: 33.4 }, { openai: 100 }, { embedder: 100 }),
  'routes.*.fallbacks.*': some(...ALIASES),
  'consumers.(key)': some('support-web', 'batch'),
  'consumers.*.routes.*': some('talk', 'trial', 'embed'),
  'consumers.*.subjects.*': some('client-1', 'client-2', 'batch'),
  'gateway.auth.jwt': some([JWT], [JWT, { ...JWT, issuer: 'https://login.example.org/', consumerClaim: 'azp' }]),
  'network.kind': some('new', 'none'),
  'network.cidr': some('10.42.0.0/16', '10.0.0.0/20', '192.168.0.0/22'),
  'network.peers.*': some('10.99.0.0/16', '172.16.0.0/16'),
  'network.clientCidrs.*': some('10.98.0.0/16', '172.17.0.0/16'),
  'network.egress.cidr': some('172.20.0.0/24'),
  'network.aws': undefined,
  'network.azure': undefined,
};

const { models, guardrails, secrets, data, network, keys, routes, gateway, consumers } = platformSchema.shape;
const [managed, external] = models.unwrap().valueType.options;
const named = (schema: z.ZodType) => z.record(z.string(), schema).optional();
const drawn = (schema: z.ZodType, path: string) => schemaArbitrary(schema, path, VALUES);

/** Files of what exists on both clouds, drawn from the schema. */
export const files = fc
  .record({
    profile: some(...PROFILES),
    dataClassification: some(...DATA_CLASSIFICATIONS),
    residency: some('eu', 'any'),
    models: drawn(named(managed), 'models'),
    embedders: drawn(named(managed), 'embedders'),
    externals: drawn(named(external), 'externals'),
    guardrails: drawn(guardrails, 'guardrails'),
    secrets: drawn(secrets, 'secrets'),
    data: drawn(data, 'data'),
    network: drawn(network, 'network'),
    keys: drawn(keys, 'keys'),
    routes: drawn(routes, 'routes'),
    gateway: drawn(gateway, 'gateway'),
    consumers: drawn(consumers, 'consumers'),
  })
  .map(({ profile, models: chat, embedders, externals, routes: drawnRoutes, gateway: door, consumers: callers, ...parts }) => {
    const others = Object.entries((externals ?? {}) as Readonly<Record<string, ExternalModelInput>>).map(
      ([alias, model]) => [alias, fittingModel(model, parts.residency === 'any' ? 'any' : 'eu')] as const,
    );
    const all = Object.assign({ assistant: CHAT }, chat, embedders, Object.fromEntries(others));
    const ofVectors = [...Object.keys(embedders ?? {}), ...others.filter(([, { type }]) => type === 'embedding').map(([alias]) => alias)];
    return {
      ...bothClouds({ environments: { ephemeral: null, dev: null, prod: null, test: { profile } }, secrets: null, data: null }),
      ...Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)),
      ...(others.length > 0 ? { secrets: Object.assign({ 'openai-key': {} }, parts.secrets) } : {}),
      models: all,
      ...linkedGateway({ routes: drawnRoutes, gateway: door, consumers: callers } as DrawnGateway, all, ofVectors),
    };
  }) as fc.Arbitrary<PlatformFile>;
