import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { CATALOG_DATE } from '../../constructs/catalog/index.ts';
import {
  checkPlatform,
  definePlatform,
  type PlatformFile,
  type PlatformSpec,
  type Profile,
  parsePlatformSpec,
} from '../../constructs/index.ts';
import { NOT_OFFERED_KEYS } from '../../constructs/spec/not-offered.ts';
import { mergePatch } from '../../constructs/spec/overlay.ts';
import { platformSchema } from '../../constructs/spec/schema/platform.ts';
import { armId, EXISTING_AZURE, FULL_AWS, FULL_AZURE, OPEN_AZURE } from './full-files.ts';
import { SAMPLE_FILE } from './sample-file.ts';

const MINIMAL = definePlatform({
  version: 1,
  name: 'demo',
  owner: { team: 'support', email: 'llm@example.com', costCenter: '4711' },
  dataClassification: 'confidential',
  residency: 'eu',
  naming: { seed: 'example-seed' },
  clouds: { aws: { region: 'eu-central-1' } },
  environments: { ephemeral: { profile: 'ephemeral' }, dev: { profile: 'dev' }, prod: { profile: 'prod' } },
});

const parse = (file: Partial<PlatformFile>, environment = 'dev', asOf?: string): PlatformSpec =>
  parsePlatformSpec({ ...MINIMAL, ...file }, { environment, ...(asOf ? { asOf } : {}) });

/** The minimal file with something in the overlay of `dev`. */
const overlaid = (dev: Record<string, unknown>, file: Partial<PlatformFile> = {}): PlatformSpec =>
  parse({ ...file, environments: { dev: { profile: 'dev', ...dev } } });

describe('A minimal file', () => {
  test('gets every default and nothing that it did not ask for', () => {
    expect(parse({})).toEqual({
      version: 1,
      name: 'demo',
      environment: 'dev',
      profile: 'dev',
      owner: { team: 'support', email: 'llm@example.com', costCenter: '4711' },
      dataClassification: 'confidential',
      residency: 'eu',
      naming: { seed: 'example-seed', generation: 1 },
      tags: {
        names: {
          owner: 'owner',
          contact: 'contact',
          costCenter: 'costCenter',
          dataClassification: 'dataClassification',
          environment: 'environment',
          platform: 'platform',
          model: 'model',
        },
        common: {
          owner: 'support',
          contact: 'llm@example.com',
          costCenter: '4711',
          dataClassification: 'confidential',
          environment: 'dev',
          platform: 'demo',
        },
      },
      keys: { rotationDays: 365, deletionWindowDays: 30 },
      guardrails: {},
      externalModels: {},
      exemptions: [],
      clouds: { aws: { region: 'eu-central-1', encryptionKeys: {}, network: { kind: 'none' }, models: {}, secrets: {} } },
      warnings: [],
    });
  });

  test.each([
    ['ephemeral', 'none', undefined, undefined, { kind: 'none' }, 'destroy', 7],
    ['dev', 'none', undefined, undefined, { kind: 'removable', days: 30 }, 'retain', 90],
    ['prod', 'new', 3, 3, { kind: 'removable', days: 365 }, 'retain', 365],
  ] as const)('takes the posture of its profile: %s', (profile, network, zones, gateways, auditLock, removal, flowLogDays) => {
    const spec = parse({ data: {} }, profile);
    expect(spec.data).toMatchObject({ auditLock, removal, softDeleteDays: 30, pii: 'redact' });
    expect(spec.data?.buckets).toEqual(['raw', 'curated', 'quarantine', 'feedback', 'artifacts', 'logs', 'audit']);
    expect(spec.data?.retentionDays).toEqual({ quarantine: 30, logs: 365 });
    expect(spec.clouds.aws?.network).toMatchObject({
      kind: network,
      ...(zones ? { zones, cidr: '10.42.0.0/16', egress: { kind: 'none' }, flowLogDays } : {}),
    });
    const withNat = parse({ network: { kind: 'new', egress: { kind: 'nat' } } }, profile).clouds.aws?.network;
    expect(withNat).toMatchObject({ flowLogDays, zones: zones ?? 2, egress: { kind: 'nat', gateways: gateways ?? 1 } });
  });

  test.each(['ephemeral', 'dev', 'prod'] as const)('puts restricted data into a network in every profile: %s', (profile) => {
    expect(parse({ dataClassification: 'restricted' }, profile).clouds.aws?.network.kind).toBe('new');
  });

  test('warns that prod names no account and no subscription', () => {
    expect(parse({}, 'prod').warnings).toEqual([expect.objectContaining({ severity: 'warning', code: 'CFG-019', path: 'clouds.aws' })]);
    const azure = parse({ clouds: { azure: { location: 'swedencentral' } } }, 'prod');
    expect(azure.warnings).toEqual([expect.objectContaining({ severity: 'warning', code: 'CFG-019', path: 'clouds.azure' })]);
    expect(parse({ clouds: { aws: { region: 'eu-central-1', account: '111122223333' } } }, 'prod').warnings).toEqual([]);
  });
});

describe('A file on one cloud', () => {
  test('asks for nothing on the other', () => {
    expect(Object.keys(parsePlatformSpec(FULL_AWS, { environment: 'dev' }).clouds)).toEqual(['aws']);
    expect(Object.keys(parsePlatformSpec(FULL_AZURE, { environment: 'dev' }).clouds)).toEqual(['azure']);
  });
});

describe('A file on both clouds', () => {
  const clouds = { aws: { region: 'eu-central-1' }, azure: { location: 'swedencentral' } };

  test('names a model for each, or one that both offer', () => {
    const { clouds: made } = parse({
      clouds,
      models: {
        chat: { kind: 'managed', model: { aws: 'claude-sonnet-5.5', azure: 'gpt-5.1' } },
        shared: { kind: 'managed', model: 'gpt-5.4' },
      },
      residency: 'any',
    });
    expect([made.aws?.models.chat?.model, made.azure?.models.chat?.model]).toEqual(['claude-sonnet-5.5', 'gpt-5.1']);
    expect([made.aws?.models.shared?.offer.cloud, made.azure?.models.shared?.offer.cloud]).toEqual(['aws', 'azure']);
  });

  test("lays a cloud's own fields of the network over the shared ones, and takes the kind from there", () => {
    const { clouds: made } = parse({
      clouds,
      network: { kind: 'new', cidr: '10.20.0.0/16', zones: 2, azure: { cidr: '10.30.0.0/16' }, aws: { zones: 3 } },
    });
    expect(made.aws?.network).toMatchObject({ kind: 'new', cidr: '10.20.0.0/16', zones: 3 });
    expect(made.azure?.network).toMatchObject({ kind: 'new', cidr: '10.30.0.0/16', zones: 2 });
    const mixed = parse({ clouds, network: { aws: { kind: 'none' }, azure: { kind: 'new' } } }).clouds;
    expect([mixed.aws?.network.kind, mixed.azure?.network.kind]).toEqual(['none', 'new']);
  });

  test('refers to the secret that exists on a cloud, and makes the one that does not', () => {
    const aws = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:openai-AbCdEf';
    const { clouds: made } = parse({ clouds, secrets: { key: { existing: { aws }, maxAgeDays: 30, description: 'Key' } } });
    expect(made.aws?.secrets.key).toEqual({ maxAgeDays: 30, description: 'Key', existing: aws });
    expect(made.azure?.secrets.key).toEqual({ maxAgeDays: 30, description: 'Key' });
  });

  test('makes a bucket for logs where something is written to it: access logs on AWS, flow logs of a new network on Azure', () => {
    const logBucket = { name: 'central-logs' };
    const flowLogStorage = { id: armId('Microsoft.Storage/storageAccounts', 'stlogs') };
    const hasLogs = (aws: object, azure: object, kind: 'new' | 'none') =>
      parse({
        clouds: { aws: { ...clouds.aws, ...aws }, azure: { ...clouds.azure, ...azure } },
        data: {},
        network: { kind },
      }).data?.buckets.includes('logs');
    expect(hasLogs({}, { flowLogStorage }, 'none')).toBe(true);
    expect(hasLogs({ logBucket }, {}, 'new')).toBe(true);
    expect(hasLogs({ logBucket }, {}, 'none')).toBe(false);
    expect(hasLogs({ logBucket }, { flowLogStorage }, 'new')).toBe(false);
  });
});

describe('Models', () => {
  const models = { chat: { kind: 'managed', model: 'claude-sonnet-5.5' }, embedder: { kind: 'managed', model: 'titan-embed-v2' } } as const;

  test('get the narrowest offer, the standard guardrail, and the dimensions of the model', () => {
    const { clouds, guardrails } = parse({ models });
    expect(clouds.aws?.models).toEqual({
      chat: {
        kind: 'managed',
        model: 'claude-sonnet-5.5',
        use: 'chat',
        capacity: { kind: 'on-demand' },
        guardrail: 'standard',
        offer: expect.objectContaining({ processing: 'geography' }),
      },
      embedder: {
        kind: 'managed',
        model: 'titan-embed-v2',
        use: 'embedding',
        capacity: { kind: 'on-demand' },
        dimensions: 1024,
        offer: expect.objectContaining({ processing: 'in-region' }),
      },
    });
    expect(Object.keys(guardrails)).toEqual(['standard']);
    expect(guardrails.standard).toMatchObject({ pii: { action: 'anonymize' }, profanity: 'block', version: 'published' });
  });

  test('without a chat model among them ask for no guardrail', () => {
    expect(parse({ models: { embedder: models.embedder } }).guardrails).toEqual({});
  });

  test('take a guardrail of the file in place of the standard one, field by field', () => {
    const { guardrails } = parse({ models, guardrails: { standard: { contentFilters: { hate: 'low' }, pii: { action: 'block' } } } });
    expect(guardrails.standard?.contentFilters).toMatchObject({
      hate: { input: 'low', output: 'low' },
      violence: { input: 'medium', output: 'medium' },
    });
    expect(guardrails.standard?.contentFilters['prompt-attack']).toEqual({ input: 'high', output: 'none' });
    expect(guardrails.standard?.pii).toMatchObject({ action: 'block', kinds: expect.arrayContaining(['email']) });
  });

  test('keep what is provisioned', () => {
    const spec = parsePlatformSpec(FULL_AZURE, { environment: 'dev' });
    expect(spec.clouds.azure?.models.assistant?.capacity).toEqual({ kind: 'provisioned', units: 15 });
  });

  test('let personal data through where the platform keeps it', () => {
    expect(parse({ models, data: { pii: 'keep' } }).guardrails.standard?.pii.action).toBe('allow');
  });
});

describe('The day that a file is judged by', () => {
  const azure = {
    residency: 'eu',
    clouds: { azure: { location: 'swedencentral' } },
    models: { chat: { kind: 'managed', model: 'gpt-5.1' } },
  } as const;
  const exempt = (expires: string) => ({ exemptions: [{ rule: 'NET-01' as const, reason: 'trial', expires }] });

  test("is the catalogue's own where none is given, so that nothing changes with the calendar", () => {
    expect(parse(azure)).toEqual(parse(azure, 'dev', CATALOG_DATE));
    expect(parse(exempt(CATALOG_DATE)).exemptions).toHaveLength(1);
  });

  test.each([
    ['2027-02-14', 0],
    ['2027-02-15', 1],
  ])('decides whether a retirement is near: on %s', (asOf, warnings) => {
    expect(parse(azure, 'dev', asOf).warnings.filter(({ code }) => code === 'CFG-023')).toHaveLength(warnings);
  });

  test('decides whether a model is retired, from its first day without', () => {
    expect(() => parse(azure, 'dev', '2027-05-14')).not.toThrow();
    expect(() => parse(azure, 'dev', '2027-05-15')).toThrow(/CFG-023 .*retired on azure on 2027-05-15/);
  });

  test('decides whether an exemption holds, until the end of its last day', () => {
    expect(parse(exempt('2027-03-01'), 'dev', '2027-03-01').exemptions).toHaveLength(1);
    expect(() => parse(exempt('2027-03-01'), 'dev', '2027-03-02')).toThrow(/CFG-083 exemptions\[0\]\.expires/);
  });

  test('is a day: a caller that passes anything else is told so', () => {
    expect(() => parse({}, 'dev', '23.11.2026')).toThrow("asOf must be a day as YYYY-MM-DD, got '23.11.2026'");
  });
});

describe('An overlay', () => {
  test('changes a nested key and leaves its neighbours', () => {
    const spec = overlaid({ keys: { rotationDays: 180 } }, { keys: { deletionWindowDays: 7 } });
    expect(spec.keys).toEqual({ rotationDays: 180, deletionWindowDays: 7 });
  });

  test('takes a key out with null, and the default is back', () => {
    expect(overlaid({ keys: { rotationDays: null } }, { keys: { rotationDays: 180 } }).keys.rotationDays).toBe(365);
    expect(overlaid({ data: null }, { data: {} })).not.toHaveProperty('data');
    expect(overlaid({ secrets: { a: null } }, { secrets: { a: {}, b: {} } }).clouds.aws?.secrets).not.toHaveProperty('a');
  });

  test('replaces a list whole', () => {
    const spec = overlaid({ data: { buckets: ['raw', 'logs'] } }, { data: { buckets: ['raw', 'curated', 'logs'] } });
    expect(spec.data?.buckets).toEqual(['raw', 'logs']);
  });

  test('adds a model, a cloud and a kind of network', () => {
    const spec = overlaid({
      models: { chat: { kind: 'managed', model: { aws: 'claude-sonnet-5.5', azure: 'gpt-5.1' } } },
      clouds: { azure: { location: 'swedencentral' } },
      network: { azure: { kind: 'new' } },
    });
    expect(spec.clouds.azure).toMatchObject({ network: { kind: 'new' }, models: { chat: { model: 'gpt-5.1' } } });
    expect(spec.clouds.aws).toMatchObject({ network: { kind: 'none' } });
  });

  test('replaces a cloud: the old one is taken out', () => {
    const spec = overlaid({ clouds: { aws: null, azure: { location: 'swedencentral' } } });
    expect(Object.keys(spec.clouds)).toEqual(['azure']);
  });

  test('changes what is the same on the whole platform: owner, classification, residency, tags, seed, exemptions', () => {
    const spec = overlaid({
      owner: { team: 'trials' },
      dataClassification: 'public',
      residency: 'any',
      tags: { add: { stage: 'trial' } },
      naming: { generation: 3 },
      exemptions: [{ rule: 'NET-01', reason: 'trial', expires: '2027-01-01' }],
    });
    expect(spec).toMatchObject({
      owner: { team: 'trials', email: 'llm@example.com' },
      dataClassification: 'public',
      residency: 'any',
      naming: { generation: 3 },
    });
    expect(spec.tags.common).toMatchObject({ stage: 'trial', owner: 'trials', dataClassification: 'public' });
    expect(spec.exemptions).toHaveLength(1);
  });

  test('leaves the other environments as they are', () => {
    const file = { environments: { dev: { profile: 'dev', keys: { rotationDays: 180 } }, prod: { profile: 'prod' } } } as const;
    expect([parse(file).keys.rotationDays, parse(file, 'prod').keys.rotationDays]).toEqual([180, 365]);
  });

  test('is part of the file: parsing it is parsing the merged file', () => {
    const { environments, ...body } = FULL_AWS;
    const { profile, ...patch } = environments.dev as Record<string, unknown>;
    const merged = { ...(mergePatch(body, patch) as PlatformFile), environments: { dev: { profile: profile as Profile } } };
    expect(parsePlatformSpec(merged, { environment: 'dev' })).toEqual(parsePlatformSpec(FULL_AWS, { environment: 'dev' }));
  });
});

describe('An exemption', () => {
  test('for another environment is left out', () => {
    const exemptions = [
      { rule: 'NET-01', reason: 'a', expires: '2027-01-01', environment: 'prod' },
      { rule: 'NET-02', reason: 'b', expires: '2027-01-01', environment: 'dev' },
      { rule: 'INF-04', reason: 'c', expires: '2027-01-01' },
    ] as const;
    expect(parse({ exemptions }).exemptions.map(({ rule }) => rule)).toEqual(['NET-02', 'INF-04']);
  });
});

describe("An organisation's own tags", () => {
  test('take the place of the words of the kit', () => {
    const { tags } = parse({ tags: { names: { owner: 'x-team', model: 'x-model' }, add: { purpose: 'support' } } });
    expect(tags.common).toMatchObject({ 'x-team': 'support', purpose: 'support' });
    expect(tags.common).not.toHaveProperty('owner');
    expect(tags.names.model).toBe('x-model');
  });
});

describe('A spec', () => {
  test.each([
    ['on AWS', FULL_AWS],
    ['on Azure', FULL_AZURE],
  ])('%s is plain data: written as JSON and read again it is the same', (_, file) => {
    for (const environment of ['dev', 'prod']) {
      const spec = parsePlatformSpec(file, { environment });
      expect(JSON.parse(JSON.stringify(spec))).toStrictEqual(spec);
      expect(spec.warnings.map(({ code }) => code)).toEqual(['CFG-119']);
    }
  });

  /** A warning has a place in a text alone. */
  const withoutPlaces = (spec: PlatformSpec) => ({ ...spec, warnings: spec.warnings.map(({ line, column, ...warning }) => warning) });

  test.each([
    ['on AWS', FULL_AWS],
    ['on Azure', FULL_AZURE],
    ['with defaults', MINIMAL],
  ])('%s is the same from an object and from YAML', (_, file) => {
    const fromObject = parsePlatformSpec(file, { environment: 'dev' });
    for (const text of [stringify(file, { aliasDuplicateObjects: false }), JSON.stringify(file)])
      expect(withoutPlaces(parsePlatformSpec(text, { environment: 'dev' }))).toEqual(fromObject);
  });

  test('shares nothing with the object that it was made from', () => {
    const file = structuredClone(FULL_AWS);
    const spec = parsePlatformSpec(file, { environment: 'dev' });
    const before = JSON.stringify(spec);
    (file.owner as { team: string }).team = 'others';
    (file.data?.buckets as string[]).length = 0;
    expect(JSON.stringify(spec)).toBe(before);
  });

  test('is made of files that use every key of the grammar', () => {
    expect(keysOf(platformSchema, '').filter((path) => !isUsed(path))).toEqual([]);
  });
});

/** The paths of every key of the grammar: `*` for an entry of a map or a list, `<kind>` for a variant. */
function keysOf(schema: z.ZodType, path: string): string[] {
  if (schema instanceof z.ZodOptional) return keysOf(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, child]) => [`${path}.${key}`, ...keysOf(child as z.ZodType, `${path}.${key}`)]);
  if (schema instanceof z.ZodRecord) return keysOf(schema.valueType as z.ZodType, `${path}.*`);
  if (schema instanceof z.ZodArray) return keysOf(schema.element as z.ZodType, `${path}.*`);
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap((option) => keysOf(option, path));
  return [];
}

/** The fields of a network stand in three places; one of them will do. */
function isUsed(path: string): boolean {
  const field = /^\.network(?:\.aws|\.azure)?\.(.+)$/.exec(path)?.[1];
  const places = field === undefined ? [path] : ['', '.aws', '.azure'].map((cloud) => `.network${cloud}.${field}`);
  const isOfOtherVariant = field === 'egress.url' || field === 'egress.cidr';
  return (
    isOfOtherVariant ||
    places.some((place) =>
      [FULL_AWS, FULL_AZURE, EXISTING_AZURE, OPEN_AZURE].some((file) => valuesAt(file, place.split('.').slice(1)).length > 0),
    )
  );
}

function valuesAt(value: unknown, [part, ...rest]: readonly string[]): unknown[] {
  if (part === undefined) return value === undefined ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  const inner = part === '*' ? Object.values(value) : [(value as Record<string, unknown>)[part]];
  return inner.flatMap((item) => valuesAt(item, rest));
}

describe('A platform as an object', () => {
  const faultsOf = (part: object) => checkPlatform({ ...MINIMAL, ...part } as PlatformFile, { environment: 'dev' }).faults;

  test('that holds itself is refused where it does', () => {
    const add: Record<string, unknown> = {};
    add.team = add;
    expect(faultsOf({ tags: { add } })).toEqual([
      expect.objectContaining({ code: 'CFG-007', path: 'tags.add.team', remedy: expect.any(String) }),
    ]);
  });

  test('may hold one part in two places', () => {
    const overlay = { profile: 'dev', keys: { rotationDays: 180 } } as const;
    expect(parse({ environments: { dev: overlay, test: overlay } }, 'test').keys.rotationDays).toBe(180);
  });

  test.each(['__proto__', 'constructor', 'prototype'])('with a key that reaches a prototype is refused: %s', (key) => {
    const tags = JSON.parse(`{ "add": { "${key}": { "polluted": "yes" } } }`);
    expect(faultsOf({ tags })).toEqual([
      expect.objectContaining({ code: 'CFG-007', path: 'tags.add', message: `the key '${key}' is refused as unsafe` }),
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each([
    ['a date', new Date('2027-01-01'), 'Date', /YYYY-MM-DD/],
    ['a map of the language', new Map(), 'Map', /plain data/],
    ['a function', () => 1, 'function', /plain data/],
    ['a big integer', 1n, 'bigint', /plain data/],
    ['a symbol', Symbol('x'), 'symbol', /plain data/],
  ])('with %s in it is refused', (_, value, got, remedy) => {
    expect(faultsOf({ exemptions: [{ rule: 'NET-01', reason: 'trial', expires: value }] })).toEqual([
      expect.objectContaining({
        code: 'CFG-002',
        path: 'exemptions[0].expires',
        message: 'no plain data',
        got: `'${got}'`,
        remedy: expect.stringMatching(remedy),
      }),
    ]);
  });

  test('is read as if what is undefined were left out', () => {
    expect(parse({ network: undefined, models: undefined, keys: { rotationDays: undefined } } as never)).toEqual(parse({ keys: {} }));
  });

  test('has faults without a place', () => {
    const [fault] = faultsOf({ residency: 'mars' });
    expect(fault).toMatchObject({ code: 'CFG-002', path: 'residency' });
    expect(fault).not.toHaveProperty('line');
  });
});

describe("The design's sample file", () => {
  const offered = SAMPLE_FILE.split(/^(?=[a-z])/im).filter((part) => !NOT_OFFERED_KEYS.some((key) => part.startsWith(`${key}:`)));

  test('is refused for the parts that a later release brings, and for nothing else', () => {
    const { faults } = checkPlatform(SAMPLE_FILE);
    const parts = ['vectorStores', 'slo', 'budget', 'kpis', 'alerts'];
    expect(faults.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path}`)).toEqual([
      'CFG-100 models.drafts.kind',
      // The network of prod lets nothing out.
      'CFG-117 models.openai',
      'CFG-100 routes.chat.experiment.metric',
      'CFG-100 routes.chat.experiment.minimumEffect',
      'CFG-100 gateway.access',
      'CFG-100 consumers.support-web.stores',
      ...parts.map((part) => `CFG-100 ${part}`),
    ]);
  });

  test('is accepted without them and with a way out, in both environments', () => {
    const text = offered
      .join('')
      .replace(
        /^ {2}drafts:[\s\S]+?(?=^ {2}openai:)/m,
        '  drafts:    { kind: managed, model: { aws: claude-haiku-4.5, azure: gpt-5.4 } }\n',
      )
      .replace(', metric: accuracy, minimumEffect: 0.02', '')
      .replace(' access: private,', '')
      .replace(', stores: [kb]', '')
      .replace('profile: prod,', 'profile: prod, network: { egress: { kind: nat } },');
    const { specs, faults } = checkPlatform(text);
    expect(faults.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect([...specs.keys()]).toEqual(['dev', 'prod']);
  });
});
