import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { recordPlatform } from '../../../constructs/azure/platform/synthesize.ts';
import type { Recording } from '../../../constructs/azure/recorder/index.ts';
import { parsePlatformSpec } from '../../../constructs/spec/parse.ts';
import { givenId, recordingOf } from '../support/platforms.ts';
import { FROZEN_NAMES, FROZEN_TOKENS, FROZEN_URNS, GATEWAY_TOKENS, NAME_ARGUMENTS, STATEFUL_TYPES } from './frozen.ts';

const EXAMPLE = readFileSync(new URL('../../../examples/support-assistant/platform.yaml', import.meta.url), 'utf8');
const SOURCES = new URL('../../../constructs/azure/', import.meta.url);
const ENVIRONMENTS = ['dev', 'prod'] as const;

const tokensOf = ({ resources }: Recording) => resources.flatMap(({ type }) => (type.startsWith('llm-infra-kit:') ? [type] : []));
const statefulUrns = ({ resources }: Recording) => resources.flatMap(({ type, urn }) => (STATEFUL_TYPES.includes(type) ? [urn] : []));
const namesOf = ({ resources }: Recording): Record<string, unknown> =>
  Object.fromEntries(
    resources.flatMap(({ type, name, inputs }) => {
      const argument = NAME_ARGUMENTS[type];
      return argument === undefined ? [] : [[`${type.split(':').at(-1)} ${name}`, inputs[argument]]];
    }),
  );

describe('The type tokens of the components', () => {
  test('are those of the first release', async () => {
    const vnetId = givenId('Microsoft.Network/virtualNetworks', 'org-vnet');
    const existing = { vnetId, vnetCidr: '10.80.0.0/20', subnetIds: { endpoints: `${vnetId}/subnets/endpoints` } };
    const logWorkspace = { id: givenId('Microsoft.OperationalInsights/workspaces', 'central') };
    const recordings = await Promise.all([
      recordingOf({ network: { egress: { kind: 'firewall', allowedDomains: ['api.example.com'] } } }, 'prod'),
      recordingOf({ network: { egress: { kind: 'nat' } } }, 'prod'),
      recordingOf({ network: { kind: 'existing', azure: existing }, clouds: { azure: { logWorkspace } } }, 'prod'),
    ]);
    expect([...new Set(recordings.flatMap(tokensOf))].sort()).toEqual(FROZEN_TOKENS);
  });

  test('are all that the sources name, so that none is left out of the table', () => {
    const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const named = sources.flatMap((file) => readFileSync(new URL(file, SOURCES), 'utf8').match(/llm-infra-kit:azure:\w+/g) ?? []);
    expect([...new Set(named)].sort()).toEqual([...FROZEN_TOKENS, ...GATEWAY_TOKENS].sort());
  });

  test('are the names of their classes', () => {
    for (const token of [...FROZEN_TOKENS, ...GATEWAY_TOKENS]) expect(token).toMatch(/^llm-infra-kit:azure:[A-Z][A-Za-z]+$/);
  });
});

describe('The URNs of what is dear to lose', () => {
  test.each(ENVIRONMENTS)('are those of the first release, for the example in %s', async (environment) => {
    expect(statefulUrns(await recordPlatform(parsePlatformSpec(EXAMPLE, { environment })))).toEqual(FROZEN_URNS[environment]);
  });

  test.each<[string, object]>([
    ['a secret', { secrets: { 'a-key': { maxAgeDays: 30 } } }],
    ['a model', { models: { another: { kind: 'managed', model: 'gpt-5.1' } } }],
    ['a guardrail', { guardrails: { another: {} } }],
    ['egress by firewall', { network: { egress: { kind: 'firewall', allowedDomains: ['api.example.com'] } } }],
    ['another seed', { naming: { seed: 'another-seed' } }],
    ['a generation', { naming: { generation: 2 } }],
    ['tags', { tags: { add: { backup: 'daily' } } }],
    ['a lock on the audit trail', { data: { auditLock: { kind: 'permanent', days: 400 } } }],
  ])('stay where %s is added', async (_, patch) => {
    const [before, after] = await Promise.all([recordingOf({}, 'prod'), recordingOf(patch, 'prod')]);
    expect(after).not.toEqual(before);
    expect(statefulUrns(after)).toEqual(expect.arrayContaining(statefulUrns(before)));
  });
});

describe('The physical names', () => {
  test.each(ENVIRONMENTS)('are those of the first release in %s', async (environment) => {
    expect(namesOf(await recordingOf({}, environment))).toEqual(FROZEN_NAMES[environment]);
  });

  test('that are one person’s in the whole of Azure are others for another generation; groups and children stay', async () => {
    const names = namesOf(await recordingOf({ naming: { generation: 2 } }));
    const same = Object.keys(FROZEN_NAMES.dev).filter((key) => names[key] === (FROZEN_NAMES.dev as Record<string, unknown>)[key]);
    expect(same.filter((key) => !/^(ResourceGroup|Deployment|RaiPolicy|BlobContainer) /.test(key))).toEqual([]);
    expect(same.filter((key) => key.startsWith('ResourceGroup '))).toHaveLength(2);
  });

  test('belong to one resource each: dev and prod live in one subscription', async () => {
    const unique = ['StorageAccount', 'Vault', 'Account', 'Registry', 'ResourceGroup'];
    const all = ENVIRONMENTS.flatMap((environment) =>
      Object.entries(FROZEN_NAMES[environment]).flatMap(([key, name]) => (unique.includes(key.split(' ')[0] ?? '') ? [name] : [])),
    );
    expect(new Set(all).size).toBe(all.length);
  });
});
