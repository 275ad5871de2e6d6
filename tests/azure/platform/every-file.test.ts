import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { armTemplate, checkArm, formatArmFinding, loadArmSchemas } from '../../../constructs/azure/arm/index.ts';
import { ARM_SCHEMAS_FOLDER } from '../../../constructs/azure/platform/arm-schemas-folder.cjs';
import { recordPlatform } from '../../../constructs/azure/platform/synthesize.ts';
import { BUCKET_ROLES } from '../../../constructs/spec/bucket-roles.ts';
import type { PlatformFile } from '../../../constructs/spec/platform-file.ts';
import { acceptedSpec } from '../../support/accepted-spec.ts';
import { givenId, LOCATION, PLATFORM, SUBSCRIPTION } from '../support/platforms.ts';

const SCHEMAS = loadArmSchemas(ARM_SCHEMAS_FOLDER);

const some = <T>(values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
/** A record of what is there: a key whose value is undefined is left out. */
const record = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(fields).map((made) => Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)));

// Words that names of the kit's own end in are among the names.
const NAMES = ['default', 'blob-data', 'vault', 'models', 'standard-blocklist', 'a', 'a1', 'a-name-of-twenty-six-letter', 'standard'];
const mapOf = <T>(values: fc.Arbitrary<T>) => maybe(fc.dictionary(some(NAMES), values, { maxKeys: 4 }));
const days = fc.integer({ min: 1, max: 800 });

const data = record({
  buckets: maybe(fc.uniqueArray(some(BUCKET_ROLES), { minLength: 1 })),
  retentionDays: maybe(fc.dictionary(some(BUCKET_ROLES), days, { maxKeys: 2 })),
  softDeleteDays: maybe(fc.integer({ min: 1, max: 365 })),
  auditLock: maybe(fc.oneof(fc.constant({ kind: 'none' }), fc.record({ kind: some(['removable', 'permanent']), days }))),
  pii: maybe(some(['redact', 'keep'])),
});
const secret = record({
  maxAgeDays: maybe(fc.integer({ min: 1, max: 730 })),
  description: maybe(some(['Key of a provider', 'ключ', '"quoted" \\ {{braces}}'])),
});
const guardrail = record({
  contentFilters: maybe(fc.dictionary(some(['hate', 'sexual', 'prompt-attack']), some(['low', 'high']), { maxKeys: 2 })),
  blockedWords: maybe(fc.uniqueArray(some(['competitor', 'secret sauce']))),
  profanity: maybe(some(['block', 'allow'])),
});
const model = record({
  kind: fc.constant('managed'),
  model: some(['gpt-5.1', 'text-embedding-3-large', 'text-embedding-3-small']),
  guardrail: maybe(some(NAMES)),
  processing: maybe(some(['geography', 'in-region', 'global'])),
});
const vnetId = givenId('Microsoft.Network/virtualNetworks', 'org-vnet');
const network = fc.oneof(
  fc.constant({ kind: 'none' }),
  record({
    kind: fc.constant('new'),
    cidr: maybe(some(['10.42.0.0/16', '10.0.0.0/20', '192.168.0.0/22'])),
    flowLogDays: maybe(some([7, 90, 365])),
    clientCidrs: maybe(fc.constant(['172.16.0.0/12'])),
    egress: maybe(
      some([
        { kind: 'none' },
        { kind: 'nat' },
        { kind: 'firewall', allowedDomains: ['.example.com'] },
        { kind: 'proxy', url: 'http://proxy.example.com:3128', cidr: '172.20.0.0/24' },
      ]),
    ),
  }),
  record({
    kind: fc.constant('existing'),
    azure: record({
      vnetId: fc.constant(vnetId),
      vnetCidr: fc.constant('10.0.0.0/16'),
      subnetIds: fc.constant({ endpoints: `${vnetId}/subnets/endpoints` }),
      dns: maybe(some([{ kind: 'own' }, { kind: 'policy' }])),
    }),
  }),
);
const azure = record({
  location: fc.constant(LOCATION),
  subscription: maybe(fc.constant(SUBSCRIPTION)),
  registry: maybe(some([{ kind: 'new' }, { kind: 'none' }])),
  allowedCidrs: maybe(fc.constant(['203.0.113.7', '198.51.100.0/24'])),
  keyVault: maybe(fc.constant({ id: givenId('Microsoft.KeyVault/vaults', 'org-vault') })),
  logWorkspace: maybe(fc.constant({ id: givenId('Microsoft.OperationalInsights/workspaces', 'central') })),
  resourceGroups: maybe(fc.dictionary(some(['data', 'run']), fc.constant('org-group'), { maxKeys: 2 })),
});

const files = record({
  profile: some(['ephemeral', 'dev', 'prod']),
  dataClassification: some(['public', 'restricted']),
  residency: some(['eu', 'any']),
  clouds: fc.record({ azure }),
  models: mapOf(model),
  guardrails: mapOf(guardrail),
  secrets: mapOf(secret),
  data: maybe(data),
  network: maybe(network),
}).map(({ profile, ...parts }) => {
  const { models: _, secrets: __, data: ___, ...rest } = PLATFORM;
  return { ...rest, environments: { test: { profile } }, ...parts } as unknown as PlatformFile;
});

describe('A file that is not refused', () => {
  test('is recorded, and every resource fits the published schema of its version', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(files, async (file) => {
        const spec = acceptedSpec(file);
        if (!spec) return;
        accepted += 1;
        const template = armTemplate(await recordPlatform(spec));
        // With groups and log workspace given, and nothing asked for, there is nothing to make.
        const { resourceGroups, logWorkspace } = spec.clouds.azure ?? {};
        if (!(resourceGroups?.data && resourceGroups.run && logWorkspace)) expect(template.resources.length).toBeGreaterThan(0);
        expect(checkArm(template, SCHEMAS).map(formatArmFinding)).toEqual([]);
      }),
      { numRuns: Math.min(Number(process.env.FAST_CHECK_RUNS ?? 40), 300) },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});
