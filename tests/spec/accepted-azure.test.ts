import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordPlatform } from '../../constructs/azure/platform/synthesize.ts';
import { type PlatformFile, type PlatformSpec, parsePlatformSpec, SpecError } from '../../constructs/index.ts';
import { armId, EXISTING_AZURE, FULL_AZURE, OPEN_AZURE } from './full-files.ts';
import { mutationOf } from './mutations.ts';

// A block throws with a stack trace; whoever wrote a file must hear of it as a fault of the file.
async function expectMade(spec: PlatformSpec): Promise<void> {
  expect((await recordPlatform(spec)).resources.length).toBeGreaterThan(0);
}

const BASE = {
  version: 1,
  name: 'demo',
  owner: { team: 'support', email: 'llm@example.com', costCenter: '4711' },
  dataClassification: 'confidential',
  residency: 'eu',
  naming: { seed: 'example-seed' },
  clouds: { azure: { location: 'swedencentral' } },
  environments: { ephemeral: { profile: 'ephemeral' }, dev: { profile: 'dev' }, prod: { profile: 'prod' } },
  models: { chat: { kind: 'managed', model: 'gpt-5.1' } },
  data: {},
  secrets: { key: {} },
} as const satisfies PlatformFile;

const azure = (given: NonNullable<PlatformFile['clouds']['azure']>) => ({ clouds: { azure: given } });
const WORDS = Array.from({ length: 100 }, (_, index) => `word ${index}`);

const EDGES: readonly (readonly [what: string, part: Partial<PlatformFile>])[] = [
  ['nothing but a cloud', { models: {}, data: undefined, secrets: {} }],
  ['buckets without audit', { data: { buckets: ['raw'] } }],
  ['one bucket, for audit', { data: { buckets: ['audit'] } }],
  ['the shortest lives', { data: { retentionDays: { raw: 1 }, softDeleteDays: 1 }, keys: { rotationDays: 90, deletionWindowDays: 7 } }],
  ['the longest lives', { data: { retentionDays: { raw: 36_500 }, softDeleteDays: 365 } }],
  ['no chat model', { models: { e: { kind: 'managed', model: 'text-embedding-3-large' } } }],
  ['no model, but a guardrail', { models: {}, guardrails: { strict: { profanity: 'allow' } } }],
  ['a guardrail that no model has', { guardrails: { strict: { contentFilters: { hate: 'low' }, deniedTopics: [] } } }],
  ['as many words as are taken', { guardrails: { standard: { blockedWords: WORDS } } }],
  ['filters that Azure has', { guardrails: { standard: { contentFilters: { hate: 'low', insults: 'none', 'prompt-attack': 'none' } } } }],
  ['a firewall', { network: { kind: 'new', egress: { kind: 'firewall', allowedDomains: ['api.openai.com', '.example.com'] } } }],
  ['a proxy', { network: { kind: 'new', egress: { kind: 'proxy', url: 'http://proxy.example.com:65535', cidr: '192.168.1.1/32' } } }],
  ['the smallest network', { network: { kind: 'new', cidr: '10.0.0.0/22', egress: { kind: 'nat' } } }],
  ['flow logs for a day', { network: { kind: 'new', flowLogDays: 1 } }],
  ['the most tags', { tags: { add: Object.fromEntries(WORDS.slice(0, 7).map((word) => [word, 'x'])) } }],
  ['the least tokens', { models: { c: { kind: 'managed', model: 'gpt-5.1', capacity: { kind: 'on-demand', tokensPerMinute: 1000 } } } }],
  ['the longest name', { name: 'a'.repeat(24), secrets: { ['b'.repeat(32)]: { description: 'c'.repeat(200), maxAgeDays: 730 } } }],
  ['groups in brackets', azure({ location: 'swedencentral', resourceGroups: { data: '(Rg.Data)_1', run: 'r' } })],
  ['a new registry', azure({ location: 'swedencentral', registry: { kind: 'new' } })],
  ['a hub', { network: FULL_AZURE.network }],
  [
    'ids in lower case',
    azure({ location: 'swedencentral', keyVault: { id: armId('Microsoft.KeyVault/vaults', 'kv-central').toLowerCase() } }),
  ],
];

describe.each(['ephemeral', 'dev', 'prod'])('What the spec accepts, the blocks accept on Azure, in %s:', (environment) => {
  test.each(EDGES)('%s', async (_, part) => {
    await expectMade(parsePlatformSpec({ ...BASE, ...part } as PlatformFile, { environment }));
  });
});

test.each([
  ['everything that may be given', FULL_AZURE],
  ['an existing network', EXISTING_AZURE],
  ['no network', OPEN_AZURE],
])('What the spec accepts of a full file with %s, the blocks accept', async (_, file) => {
  await expectMade(parsePlatformSpec(file, { environment: 'dev' }));
});

test('What the spec accepts of a full file with changes, the blocks accept on Azure', async () => {
  const changed = fc.constantFrom(FULL_AZURE, EXISTING_AZURE, OPEN_AZURE).chain((file) => mutationOf(file).map(({ apply }) => apply(file)));
  const judged = fc.asyncProperty(changed, async (file) => {
    try {
      await expectMade(parsePlatformSpec(file as PlatformFile, { environment: 'dev' }));
    } catch (error) {
      if (!SpecError.isSpecError(error)) throw error;
    }
  });
  await fc.assert(judged, { seed: 20_261_123, ...(process.env.FAST_CHECK_RUNS ? {} : { numRuns: 40 }) });
});
