import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LlmPlatform } from '../../../constructs/aws/platform/index.ts';
import { nameFault } from '../../../constructs/spec/names.ts';
import { parsePlatformSpec } from '../../../constructs/spec/parse.ts';
import { PLATFORM, platformTemplates, resourcesIn, type TemplateJson, templatesOf, testApp } from '../../support/platforms.ts';
import { FROZEN_IDS, FROZEN_NAMES, STATEFUL_TYPES } from './frozen-ids.ts';

type Templates = Readonly<Record<string, TemplateJson>>;
const EXAMPLE = readFileSync(new URL('../../../examples/support-assistant/platform.yaml', import.meta.url), 'utf8');
const ENVIRONMENTS = ['dev', 'prod'] as const;

function statefulIds(templates: Templates): Record<string, Record<string, string>> {
  const stacks = Object.entries(templates).map(([stack, { Resources }]) => {
    const stateful = Object.entries(Resources).filter(([, { Type }]) => STATEFUL_TYPES.includes(Type));
    return [stack, Object.fromEntries(stateful.map(([id, { Type }]) => [id, Type]))];
  });
  return Object.fromEntries(stacks);
}

function physicalNames(templates: Templates): Record<string, string> {
  const named = [
    ...resourcesIn(templates, 'AWS::SecretsManager::Secret').map(([id, { Properties }]) => [id, Properties.Name]),
    ...resourcesIn(templates, 'AWS::Bedrock::Guardrail').map(([id, { Properties }]) => [id, Properties.Name]),
    ...resourcesIn(templates, 'AWS::Bedrock::ApplicationInferenceProfile').map(([id, { Properties }]) => [
      id,
      Properties.InferenceProfileName,
    ]),
  ];
  return Object.fromEntries(named);
}

describe('The logical ids of what is dear to lose', () => {
  test.each(ENVIRONMENTS)('are those of the first release, for the example in %s', (environment) => {
    const app = testApp();
    new LlmPlatform(app, 'Platform', { spec: parsePlatformSpec(EXAMPLE, { environment }) });
    expect(statefulIds(templatesOf(app))).toEqual(FROZEN_IDS[environment]);
  });

  test.each(['none', 'all'] as const)('do not depend on feature flags: %s', (flags) => {
    expect(statefulIds(platformTemplates({}, { environment: 'prod', flags }))).toEqual(FROZEN_IDS.prod);
  });

  test.each<[string, object]>([
    ['a secret', { secrets: { 'z-key': { maxAgeDays: 30 } } }],
    ['a model', { models: { writer: { kind: 'managed', model: 'claude-haiku-4.5' } } }],
    ['a guardrail', { guardrails: { another: {}, zealous: {} } }],
    ['egress by nat', { network: { egress: { kind: 'nat' } } }],
    ['egress by firewall', { network: { egress: { kind: 'firewall', allowedDomains: ['api.example.com'] } } }],
    ['peers and clients of the network', { network: { peers: ['10.50.0.0/16'], clientCidrs: ['10.60.0.0/16'] } }],
    ['another seed', { naming: { seed: 'another-seed' } }],
    ['a generation', { naming: { generation: 2 } }],
    ['tags', { tags: { names: { owner: 'org:owner' }, add: { backup: 'daily' } } }],
    ['a permissions boundary', { clouds: { aws: { permissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary' } } }],
    ['a lock on the audit trail', { data: { auditLock: { kind: 'permanent', days: 400 } } }],
  ])('stay where %s is added', (_, patch) => {
    expect(Object.keys(patch).length).toBeGreaterThan(0);
    const changed = platformTemplates(patch, { environment: 'prod' });
    expect(changed).not.toEqual(platformTemplates({}, { environment: 'prod' }));
    expect(statefulIds(changed)).toMatchObject(FROZEN_IDS.prod);
  });

  test.each<[string, object]>([
    ['a secret', { secrets: { 'a-key': { maxAgeDays: 30 }, ...PLATFORM.secrets } }],
    ['a model', { models: { another: { kind: 'managed', model: 'claude-haiku-4.5' }, ...PLATFORM.models } }],
  ])('stay where %s is added in front of the others', (_, parts) => {
    const app = testApp();
    new LlmPlatform(app, 'Platform', { spec: parsePlatformSpec({ ...PLATFORM, ...parts }, { environment: 'prod' }) });
    expect(statefulIds(templatesOf(app))).toMatchObject(FROZEN_IDS.prod);
  });

  test.each(['raw', 'curated', 'quarantine', 'feedback', 'artifacts', 'audit'])(
    'stay for the other buckets where %s is taken away',
    (role) => {
      const roles = ['raw', 'curated', 'quarantine', 'feedback', 'artifacts', 'logs', 'audit'].filter((other) => other !== role);
      const { PlatformData } = statefulIds(platformTemplates({ data: { buckets: roles } }));
      const lost = Object.keys(FROZEN_IDS.dev.PlatformData).filter((id) => !(id in (PlatformData ?? {})));
      expect(lost).toEqual([expect.stringMatching(new RegExp(`^Buckets${role}[0-9A-F]{8}$`, 'i'))]);
      expect(FROZEN_IDS.dev.PlatformData).toMatchObject(PlatformData ?? {});
    },
  );

  test('stay, and so do the addresses, for two zones where a third is added', () => {
    const subnets = (zones: number) =>
      Object.fromEntries(
        resourcesIn(platformTemplates({ network: { zones } }, { environment: 'prod' }), 'AWS::EC2::Subnet').map(([id, { Properties }]) => [
          id,
          [Properties.CidrBlock, Properties.AvailabilityZone],
        ]),
      );
    expect(Object.keys(subnets(2))).toHaveLength(8);
    expect(subnets(3)).toMatchObject(subnets(2));
  });
});

describe('The physical names', () => {
  const names = (patch: object = {}, environment: (typeof ENVIRONMENTS)[number] = 'dev') =>
    physicalNames(platformTemplates(patch, { environment }));
  const suffixes = (all: Record<string, string>) => Object.values(all).map((name) => name.slice(-8));

  test.each(ENVIRONMENTS)('are those of the first release in %s', (environment) => {
    expect(names({}, environment)).toEqual(FROZEN_NAMES[environment]);
  });

  test.each<[string, object]>([
    ['the generation is raised', { naming: { generation: 2 } }],
    ['the seed is another', { naming: { seed: 'another-seed' } }],
  ])('are all others where %s', (_, patch) => {
    const others = names(patch);
    expect(Object.keys(others)).toEqual(Object.keys(FROZEN_NAMES.dev));
    expect(suffixes(others).filter((suffix) => suffixes(FROZEN_NAMES.dev).includes(suffix))).toEqual([]);
  });

  test('belong to one resource each: dev and prod live in one account', () => {
    const all = [...Object.values(names({}, 'dev')), ...Object.values(names({}, 'prod'))];
    expect(new Set(all).size).toBe(all.length);
  });

  test.each<[string, object]>([
    ['its model is another', { models: { assistant: { model: 'claude-haiku-4.5' } } }],
    ['it computes elsewhere', { residency: 'any', models: { assistant: { processing: 'global' } } }],
  ])('of a model is another where %s, since its profile is made anew before the old one goes', (_, patch) => {
    const { ModelsAssistantAC6300A0: changed, ...others } = names(patch);
    const { ModelsAssistantAC6300A0: first, ...same } = FROZEN_NAMES.dev;
    expect(changed).not.toBe(first);
    expect(others).toEqual(same);
  });

  test('of what is updated in place stay: a secret that lives longer, a guardrail with other content', () => {
    const patch = {
      secrets: { 'openai-key': { maxAgeDays: 30, description: 'Another' } },
      guardrails: { standard: { profanity: 'allow' } },
    };
    expect(names(patch)).toEqual(FROZEN_NAMES.dev);
  });

  test('of the longest words that a file may hold are what the services take, and told apart', () => {
    const long = (word: string) => word.padEnd(32, 'x');
    const longest = {
      name: 'a-platform-of-24-letters',
      models: {
        [`${long('one')}`.slice(0, 31)]: PLATFORM.models?.assistant,
        [long('one')]: { ...PLATFORM.models?.assistant, guardrail: long('strict') },
      },
      secrets: { [long('one')]: {} },
      guardrails: { [long('strict')]: {}, [long('strict').slice(0, 31)]: {} },
      environments: { twelvechars1: { profile: 'dev' } },
    };
    const app = testApp();
    const file = { ...PLATFORM, ...longest } as unknown as typeof PLATFORM;
    const { platform } = { platform: new LlmPlatform(app, 'Platform', { spec: parsePlatformSpec(file, { environment: 'twelvechars1' }) }) };
    const templates = templatesOf(app);
    const namesOf = (type: string, property: string) =>
      resourcesIn(templates, type).map(([, { Properties }]) => Properties[property] as string);
    const made = {
      secret: namesOf('AWS::SecretsManager::Secret', 'Name'),
      guardrail: namesOf('AWS::Bedrock::Guardrail', 'Name'),
      'inference-profile': namesOf('AWS::Bedrock::ApplicationInferenceProfile', 'InferenceProfileName'),
    };
    expect(Object.values(made).map(({ length }) => length)).toEqual([1, 3, 2]);
    for (const type of ['secret', 'guardrail', 'inference-profile'] as const) {
      expect(new Set(made[type]).size).toBe(made[type].length);
      for (const name of made[type]) expect(nameFault(type, name), name).toBeUndefined();
    }
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
    for (const { stackName } of platform.stacks.all) expect(stackName).toMatch(/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/);
  });
});
