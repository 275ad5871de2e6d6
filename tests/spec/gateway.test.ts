import { describe, expect, test } from 'vitest';
import { checkPlatform, type PlatformFile, parsePlatformSpec } from '../../constructs/index.ts';
import { FULL_AWS } from './full-files.ts';

const FILE = {
  version: 1,
  name: 'demo',
  owner: { team: 'support', email: 'llm@example.com', costCenter: '4711' },
  dataClassification: 'confidential',
  residency: 'any',
  naming: { seed: 'example-seed' },
  clouds: { aws: { region: 'eu-central-1' } },
  environments: { dev: { profile: 'dev' }, prod: { profile: 'prod', consumers: { web: { tokensPerMonth: 1000 } } } },
  secrets: { 'openai-key': {} },
  models: { assistant: { kind: 'managed', model: 'claude-sonnet-5.5' }, embedder: { kind: 'managed', model: 'titan-embed-v2' } },
  routes: { chat: { model: 'assistant' }, embed: { model: 'embedder' } },
  gateway: { kind: 'serverless', auth: { apiKeys: true } },
  consumers: { web: { routes: ['chat', 'embed'] } },
} as const satisfies PlatformFile;

const parse = (part: Partial<PlatformFile> = {}, environment = 'dev') => parsePlatformSpec({ ...FILE, ...part }, { environment });
const codesOf = (part: Partial<PlatformFile>, environment = 'dev') =>
  checkPlatform({ ...FILE, ...part }, { environment }).faults.map(({ code, path }) => `${code} ${path}`);

const OPENAI = { kind: 'external', provider: 'openai', model: 'gpt-5.5', auth: { kind: 'api-key', secret: 'openai-key' } } as const;
const withOpenAi = (fields: object = {}): Partial<PlatformFile> => ({ models: { ...FILE.models, openai: { ...OPENAI, ...fields } } });

describe('A gateway', () => {
  test('gets every default', () => {
    expect(parse().gateway).toEqual({
      kind: 'serverless',
      auth: { apiKeys: { cacheSeconds: 30 }, jwt: [] },
      limits: { maxBodyBytes: 4_000_000, maxMessages: 2000, maxInputsPerEmbedding: 2048, countersFail: 'closed' },
      timeouts: { totalSeconds: 300, firstByteSeconds: 120, idleSeconds: 60 },
      attempts: 2,
      corsOrigins: [],
      routes: {
        chat: { use: 'chat', split: { assistant: 100 }, stickyBy: 'user', fallbacks: [] },
        embed: { use: 'embedding', split: { embedder: 100 }, stickyBy: 'user', fallbacks: [] },
      },
      consumers: { web: { routes: ['chat', 'embed'], subjects: [] } },
    });
  });

  test('keeps what the file says', () => {
    const { gateway } = parsePlatformSpec(FULL_AWS, { environment: 'dev' });
    expect(gateway).toMatchObject({
      auth: { jwt: [{ consumerClaim: 'azp', jwksUri: 'https://login.example.com/tenant/keys' }] },
      limits: { countersFail: 'open', maxBodyBytes: 2_000_000 },
      timeouts: { totalSeconds: 240, firstByteSeconds: 60, idleSeconds: 30 },
      attempts: 3,
      routes: { chat: { split: { assistant: 90, openai: 10 }, stickyBy: 'consumer', experiment: 'openai-or-not' } },
      consumers: { batch: { tokensPerMonth: 50_000_000 } },
    });
  });

  test('knows a consumer by the claim sub where the file names none', () => {
    const auth = { jwt: [{ issuer: 'https://login.example.com', audiences: ['llm'] }] };
    expect(parse({ gateway: { kind: 'serverless', auth } }).gateway?.auth).toEqual({ jwt: [{ ...auth.jwt[0], consumerClaim: 'sub' }] });
  });

  test('takes limits of an overlay alone', () => {
    expect(parse({}, 'prod').gateway?.consumers).toEqual({ web: { routes: ['chat', 'embed'], tokensPerMonth: 1000, subjects: [] } });
  });
});

describe('An external model', () => {
  test('is none of the models that a cloud runs', () => {
    const spec = parse(withOpenAi());
    expect(Object.keys(spec.clouds.aws?.models ?? {})).toEqual(['assistant', 'embedder']);
    expect(Object.keys(spec.externalModels)).toEqual(['openai']);
  });

  test('of OpenAI is known from the catalogue', () => {
    expect(parse(withOpenAi()).externalModels.openai).toEqual({
      kind: 'external',
      provider: 'openai',
      model: 'gpt-5.5',
      secret: 'openai-key',
      use: 'chat',
      contextTokens: 1_050_000,
      maxOutputTokens: 128_000,
      images: true,
    });
  });

  test('of OpenAI may have other numbers where an account has them', () => {
    expect(parse(withOpenAi({ contextTokens: 200_000, maxOutputTokens: 8000 })).externalModels.openai).toMatchObject({
      contextTokens: 200_000,
      maxOutputTokens: 8000,
    });
  });

  test('that OpenAI does not sell is not known by the name that the catalogue has for it', () => {
    expect(codesOf(withOpenAi({ model: 'claude-sonnet-5.5' }))).toEqual(
      expect.arrayContaining(['CFG-003 models.openai.type', 'CFG-003 models.openai.contextTokens']),
    );
    expect(codesOf(withOpenAi({ model: 'gpt-oss-120b' }))).toContain('CFG-003 models.openai.type');
  });

  test('of a server loses the slash at the end of its URL', () => {
    const server = {
      kind: 'external',
      provider: 'openai-compatible',
      model: 'a',
      url: 'https://models.example.com/v1/',
      type: 'chat',
    } as const;
    const models = { ...FILE.models, server: { ...server, contextTokens: 8192, maxOutputTokens: 2048 } };
    expect(parse({ models }).externalModels.server).toMatchObject({ url: 'https://models.example.com/v1', images: false });
  });

  test.each([
    ['a network with a way out', { kind: 'new', egress: { kind: 'nat' } }],
    ['a firewall that lets it out', { kind: 'new', egress: { kind: 'firewall', allowedDomains: ['.openai.com'] } }],
    ['no network', { kind: 'none' }],
  ] as const)('is accepted in %s', (_, network) => {
    expect(codesOf({ ...withOpenAi(), network })).toEqual(['CFG-119 gateway']);
  });

  test('is refused for the cloud alone whose network keeps it in', () => {
    const network = { kind: 'new', egress: { kind: 'nat' }, azure: { egress: { kind: 'none' } } } as const;
    const models = { openai: OPENAI };
    const clouds = { ...FILE.clouds, azure: { location: 'swedencentral' } };
    const routes = { chat: { model: 'openai' } };
    const consumers = { web: { routes: ['chat'] } };
    const { faults } = checkPlatform({ ...FILE, clouds, models, routes, consumers, network }, { environment: 'dev' });
    expect(faults.filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({
        code: 'CFG-117',
        path: 'models.openai',
        cloud: 'azure',
        message: expect.stringContaining('network on azure'),
      }),
    ]);
  });
});

test('a mistake in one model is said once, and not again of the routes that lead to it', () => {
  const models = { assistant: { kind: 'managed', model: 7 }, embedder: FILE.models.embedder } as unknown as PlatformFile['models'];
  expect(codesOf({ models })).toEqual(['CFG-002 models.assistant.model', 'CFG-119 gateway']);
});
