import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LlmPlatform } from '../../../constructs/aws/platform/index.ts';
import { BUCKET_ROLES } from '../../../constructs/spec/bucket-roles.ts';
import type { PlatformFile } from '../../../constructs/spec/platform-file.ts';
import { acceptedSpec } from '../../support/accepted-spec.ts';
import { ACCOUNT, PLATFORM, REGION, templatesOf, testApp } from '../../support/platforms.ts';

const some = <T>(values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
/** A record of what is there: a key whose value is undefined is left out. */
const record = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(fields).map((made) => Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)));

// Words that construct trees, templates and the kit's own outputs use for themselves are among the names.
const NAMES = [
  'default',
  'resource',
  'a-guardrail',
  'tree',
  'key',
  'outputs',
  'kind',
  'a',
  'a1',
  'a-version',
  'a-name-of-twenty-six-letter',
  'standard',
];
const mapOf = <T>(values: fc.Arbitrary<T>) => maybe(fc.dictionary(some(NAMES), values, { maxKeys: 4 }));
const days = fc.integer({ min: 1, max: 800 });
const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

const data = record({
  buckets: maybe(fc.uniqueArray(some(BUCKET_ROLES), { minLength: 1 })),
  retentionDays: maybe(fc.dictionary(some(BUCKET_ROLES), days, { maxKeys: 2 })),
  softDeleteDays: maybe(fc.integer({ min: 1, max: 365 })),
  auditLock: maybe(fc.oneof(fc.constant({ kind: 'none' }), fc.record({ kind: some(['removable', 'permanent']), days }))),
  pii: maybe(some(['redact', 'keep'])),
});
const secret = fc.oneof(
  record({
    maxAgeDays: maybe(fc.integer({ min: 1, max: 730 })),
    description: maybe(some(['Key of a provider', 'ключ', '"quoted" \\ {{braces}}'])),
  }),
  fc.constant({ existing: { aws: arn('secretsmanager', 'secret:team/openai-AbCdEf') } }),
);
const guardrail = record({
  contentFilters: maybe(fc.dictionary(some(['hate', 'insults', 'prompt-attack']), some(['none', 'low', 'high']), { maxKeys: 2 })),
  pii: maybe(
    record({
      action: some(['anonymize', 'block', 'allow']),
      kinds: maybe(fc.uniqueArray(some(['email', 'name', 'phone']), { minLength: 1 })),
    }),
  ),
  deniedTopics: maybe(
    fc.uniqueArray(fc.record({ name: some(['Law', 'tax advice?']), definition: some(['Advice that a lawyer gives.']) }), {
      selector: ({ name }) => name,
    }),
  ),
  blockedWords: maybe(fc.uniqueArray(some(['competitor', 'secret sauce']))),
  profanity: maybe(some(['block', 'allow'])),
  grounding: maybe(fc.record({ grounding: some([0, 0.5, 0.99]), relevance: some([0, 0.99]) })),
  blockedMessage: maybe(some(['No.', 'Das geht nicht: «nein».'])),
  version: maybe(some(['published', 'draft'])),
});
const model = record({
  kind: fc.constant('managed'),
  model: some(['claude-sonnet-5.5', 'claude-haiku-4.5', 'titan-embed-v2', 'cohere-embed-v4', 'nova-pro']),
  guardrail: maybe(some(NAMES)),
  processing: maybe(some(['geography', 'in-region', 'global'])),
});
const network = fc.oneof(
  fc.constant({ kind: 'none' }),
  record({
    kind: fc.constant('new'),
    cidr: maybe(some(['10.42.0.0/16', '10.0.0.0/20', '192.168.0.0/22'])),
    zones: maybe(some([2, 3])),
    flowLogDays: maybe(some([7, 90, 365])),
    clientCidrs: maybe(fc.constant(['172.16.0.0/12'])),
    egress: maybe(
      some([
        { kind: 'none' },
        { kind: 'nat' },
        { kind: 'nat', gateways: 2 },
        { kind: 'firewall', allowedDomains: ['.example.com'] },
        { kind: 'proxy', url: 'http://proxy.example.com:3128', cidr: '172.20.0.0/24' },
      ]),
    ),
  }),
  record({
    kind: fc.constant('existing'),
    aws: record({
      vpcId: fc.constant('vpc-0123456789abcdef0'),
      vpcCidr: fc.constant('10.0.0.0/16'),
      availabilityZones: fc.constant(['eu-central-1a', 'eu-central-1b']),
      subnetIds: fc.constant(['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1']),
      routeTableIds: maybe(fc.constant(['rtb-0123456789abcdef0', 'rtb-0123456789abcdef1'])),
      existingEndpoints: maybe(
        fc.uniqueArray(some(['bedrock-runtime', 'kms', 'logs', 'secretsmanager', 'sts', 's3', 'ecr.api', 'events'])),
      ),
    }),
  }),
);
const aws = record({
  region: fc.constant(REGION),
  account: maybe(fc.constant(ACCOUNT)),
  permissionsBoundary: maybe(fc.constant(`arn:aws:iam::${ACCOUNT}:policy/boundary`)),
  logBucket: maybe(fc.constant({ name: 'central-access-logs' })),
  encryptionKeys: maybe(
    fc.dictionary(some(['data', 'secrets', 'logs']), fc.constant(arn('kms', 'key/01234567-89ab-cdef-0123-456789abcdef')), { maxKeys: 3 }),
  ),
});
const tags = record({
  names: maybe(fc.dictionary(some(['owner', 'model', 'environment']), some(['org:a', 'Org B']), { maxKeys: 1 })),
  add: maybe(fc.dictionary(some(['backup', 'Name', 'org/unit']), some(['daily', 'a = b @ c']), { maxKeys: 3 })),
});

const files = record({
  profile: some(['ephemeral', 'dev', 'prod']),
  dataClassification: some(['public', 'restricted']),
  residency: some(['eu', 'any']),
  clouds: fc.record({ aws }),
  models: mapOf(model),
  guardrails: mapOf(guardrail),
  secrets: mapOf(secret),
  data: maybe(data),
  network: maybe(network),
  tags: maybe(tags),
}).map(({ profile, ...parts }) => {
  const { models: _, secrets: __, data: ___, ...rest } = PLATFORM;
  return { ...rest, environments: { test: { profile } }, ...parts } as unknown as PlatformFile;
});

describe('A file that is not refused', () => {
  test('is synthesised, and each of its stacks holds a resource', () => {
    let accepted = 0;
    fc.assert(
      fc.property(files, (file) => {
        const spec = acceptedSpec(file);
        if (!spec) return;
        accepted += 1;
        const app = testApp();
        new LlmPlatform(app, 'Platform', { spec });
        for (const [id, { Resources }] of Object.entries(templatesOf(app))) expect(Object.keys(Resources ?? {}), id).not.toEqual([]);
      }),
      { numRuns: 100 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});
