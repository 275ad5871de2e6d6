import { App } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LlmPlatform } from '../../constructs/aws/platform/index.ts';
import { type PlatformFile, type PlatformSpec, parsePlatformSpec, SpecError } from '../../constructs/index.ts';
import { FULL_AWS } from './full-files.ts';
import { mutationOf } from './mutations.ts';

// A block throws with a stack trace; whoever wrote a file must hear of it as a fault of the file.
function expectMade(spec: PlatformSpec): void {
  const app = new App({ analyticsReporting: false });
  new LlmPlatform(app, 'Platform', { spec });
  expect(app.synth().stacks.length).toBeGreaterThanOrEqual(0);
}

const BASE = {
  version: 1,
  name: 'demo',
  owner: { team: 'support', email: 'llm@example.com', costCenter: '4711' },
  dataClassification: 'confidential',
  residency: 'eu',
  naming: { seed: 'example-seed' },
  clouds: { aws: { region: 'eu-central-1' } },
  environments: { ephemeral: { profile: 'ephemeral' }, dev: { profile: 'dev' }, prod: { profile: 'prod' } },
  models: { chat: { kind: 'managed', model: 'claude-sonnet-5.5' } },
  data: {},
  secrets: { key: {} },
} as const satisfies PlatformFile;

const EDGES: readonly (readonly [what: string, part: Partial<PlatformFile>])[] = [
  ['buckets without audit', { data: { buckets: ['raw', 'logs'] } }],
  ['one bucket, for logs', { data: { buckets: ['logs'] } }],
  ['a log bucket with dots', { data: { buckets: ['raw'] }, clouds: { aws: { region: 'eu-central-1', logBucket: { name: 'my.logs' } } } }],
  [
    'the shortest lives',
    { data: { retentionDays: { logs: 1, raw: 1 }, softDeleteDays: 1 }, keys: { rotationDays: 90, deletionWindowDays: 7 } },
  ],
  [
    'the longest lives',
    { data: { retentionDays: { raw: 36_500 }, softDeleteDays: 365 }, keys: { rotationDays: 2560, deletionWindowDays: 30 } },
  ],
  ['no chat model', { models: { embedder: { kind: 'managed', model: 'titan-embed-v2' } } }],
  [
    'a guardrail of several lines',
    {
      guardrails: {
        strict: { blockedWords: ['a', 'a'], blockedMessage: 'No.\nAsk a person.', grounding: { grounding: 0, relevance: 0.99 } },
      },
    },
  ],
  [
    'a guardrail with one filter',
    {
      guardrails: {
        standard: { profanity: 'allow', contentFilters: { hate: 'none', insults: 'none' }, pii: { action: 'block', kinds: ['url'] } },
      },
    },
  ],
  ['topics', { guardrails: { strict: { deniedTopics: [{ name: 'Is it law?', definition: 'b', examples: [] }] } } }],
  [
    'a firewall',
    { network: { kind: 'new', egress: { kind: 'firewall', allowedDomains: ['api.openai.com', '.example.com', 'api.openai.com'] } } },
  ],
  [
    'a proxy on the last port',
    { network: { kind: 'new', egress: { kind: 'proxy', url: 'http://proxy.example.com:65535', cidr: '192.168.1.1/32' } } },
  ],
  ['the smallest network', { network: { kind: 'new', cidr: '10.0.0.0/22', zones: 3, egress: { kind: 'nat', gateways: 3 } } }],
  ['tags with blanks', { tags: { add: { 'a b': 'c d', Name: 'x' }, names: { model: 'm' } } }],
  ['an empty place for an existing secret', { secrets: { key: { existing: {} } } }],
];

describe.each(['ephemeral', 'dev', 'prod'])('What the spec accepts, the blocks accept, in %s:', (environment) => {
  test.each(EDGES)('%s', (_, part) => {
    expectMade(parsePlatformSpec({ ...BASE, ...part } as PlatformFile, { environment }));
  });
});

test('What the spec accepts of a full file with changes, the blocks accept', () => {
  const network = {
    kind: 'new',
    egress: { kind: 'nat', gateways: 2 },
    peers: ['10.30.0.0/16'],
    clientCidrs: ['192.168.0.0/16'],
    flowLogDays: 180,
  } as const;
  const files = [FULL_AWS, { ...FULL_AWS, network }, { ...BASE, network }];
  const changed = fc.constantFrom(...files).chain((file) => mutationOf(file).map(({ apply }) => apply(file)));
  const judged = fc.property(changed, (file) => {
    try {
      expectMade(parsePlatformSpec(file as PlatformFile, { environment: 'dev' }));
    } catch (error) {
      if (!SpecError.isSpecError(error)) throw error;
    }
  });
  fc.assert(judged, { seed: 20_261_123, ...(process.env.FAST_CHECK_RUNS ? {} : { numRuns: 100 }) });
});
