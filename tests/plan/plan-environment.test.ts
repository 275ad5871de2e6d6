import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { synthesizePlatform } from '../../constructs/aws/platform/index.ts';
import { planEnvironment, policyContext } from '../../constructs/plan/index.ts';
import { specOf } from '../support/platforms.ts';
import { AS_OF, key, planOf, synthesizedWith, UNGUARDED } from './synthesized.ts';

const out = mkdtempSync(join(tmpdir(), 'plan-'));
afterAll(() => rmSync(out, { recursive: true }));

describe('The findings of a plan', () => {
  test('are none where every rule is followed', () => {
    expect(planOf(synthesizedWith()).findings).toEqual([]);
  });

  test('are the broken rules of the kit, as errors, with place and remedy', () => {
    expect(planOf(synthesizedWith({ second: UNGUARDED })).findings).toEqual([
      {
        rule: 'REL-01',
        severity: 'error',
        message: 'got Delete, allowed Retain or Snapshot',
        remedy: 'Set removalPolicy: RETAIN; only the ephemeral profile may lose data.',
        stack: 'assistant-dev-data',
        logicalId: 'Second',
        path: 'DeletionPolicy',
      },
    ]);
  });

  test.each([
    ['F3002', 'error'],
    ['E3012', 'error'],
    ['W3030', 'error'],
    ['W3005', 'warning'],
    ['I9001', 'warning'],
  ])("of the cloud's validation that would fail the deployment are errors: %s is a %s", (rule, severity) => {
    const finding = {
      rule,
      source: 'CloudFormation Validate',
      message: 'Not allowed',
      template: 'PlatformData.template.json',
      logicalId: 'First',
      path: 'Properties.Enabled',
    };
    expect(planOf(synthesizedWith({ findings: [finding] })).findings).toEqual([
      {
        rule,
        severity,
        message: 'Not allowed (CloudFormation Validate)',
        stack: 'assistant-dev-data',
        logicalId: 'First',
        path: 'Properties.Enabled',
      },
    ]);
  });

  test("of the cloud's validation may be about no resource", () => {
    const finding = { rule: 'F1001', source: 'CloudFormation Validate', message: 'No resources' };
    expect(planOf(synthesizedWith({ findings: [finding] })).findings).toEqual([
      { rule: 'F1001', severity: 'error', message: 'No resources (CloudFormation Validate)' },
    ]);
  });

  test('begin with the warnings of the file', () => {
    const spec = specOf({ environments: { prod: { clouds: null } } }, 'prod');
    expect(spec.warnings).toHaveLength(1);
    const [first] = planOf(synthesizedWith(), { spec }).findings;
    expect(first).toMatchObject({ rule: 'CFG-019', severity: 'warning', path: spec.warnings[0]?.path, message: spec.warnings[0]?.message });
  });

  test.each([
    ['ephemeral', []],
    ['dev', ['REL-01']],
  ] as const)('are judged by the profile: %s', (environment, rules) => {
    const { findings } = planOf(synthesizedWith({ second: UNGUARDED }), { spec: specOf({}, environment) });
    expect(findings.map(({ rule }) => rule)).toEqual(rules);
  });
});

describe('An exemption', () => {
  const exempt = (changes: object = {}) =>
    specOf({ exemptions: [{ rule: 'REL-01', reason: 'The key is thrown away on purpose', expires: '2026-12-31', ...changes }] });
  const broken = synthesizedWith({ second: UNGUARDED });

  test('takes the finding away and is listed with its reason and its last day', () => {
    const { findings, acknowledgements } = planOf(broken, { spec: exempt() });
    expect(findings).toEqual([]);
    expect(acknowledgements).toEqual([{ rule: 'REL-01', reason: 'The key is thrown away on purpose', expires: '2026-12-31', findings: 1 }]);
  });

  test.each([
    ['the logical id', 'Second', []],
    ['a construct above it', 'PlatformData/Second', []],
    ['another resource', 'First', ['error', 'warning']],
  ])('for one place holds there alone: %s', (_, where, severities) => {
    const { findings } = planOf(broken, { spec: exempt({ where }) });
    expect(findings.map(({ severity }) => severity)).toEqual(severities);
  });

  test('that has expired takes nothing away and is a warning itself', () => {
    const { findings, acknowledgements } = planOf(broken, { spec: exempt(), asOf: '2027-01-01' });
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['REL-01', 'error'],
      ['REL-01', 'warning'],
    ]);
    expect(findings[1]?.message).toContain('expired on 2026-12-31 (judged on 2027-01-01)');
    expect(acknowledgements).toEqual([]);
  });

  test('that matches nothing is a warning, so that the list never grows stale', () => {
    const { findings, acknowledgements } = planOf(synthesizedWith(), { spec: exempt() });
    expect(findings).toEqual([{ rule: 'REL-01', severity: 'warning', message: 'exemption of REL-01 matches no finding; remove it' }]);
    expect(acknowledgements).toEqual([]);
  });
});

describe('What a plan says of an environment', () => {
  test('names it, and the files below its folder', () => {
    expect(planOf(synthesizedWith({ second: key() }))).toMatchObject({
      environment: 'dev',
      cloud: 'aws',
      profile: 'dev',
      region: 'eu-central-1',
      files: ['dev/aws/PlatformData.template.json'],
      outputs: { stackOutputs: [{ stack: 'assistant-dev-data', output: 'Version' }], parameters: '/llm-infra/assistant/dev/' },
    });
  });

  test('counts every resource of the templates to a block of the kit', () => {
    const spec = specOf({ network: { egress: { kind: 'firewall', allowedDomains: ['api.example.com'] } } }, 'prod');
    const { resources, files } = planEnvironment(spec, synthesizePlatform(spec, join(out, 'blocks')), 'prod/aws', AS_OF);
    const blocks = Object.fromEntries(resources.map(({ type, block }) => [type, block]));
    expect(blocks).toMatchObject({
      'AWS::EC2::VPC': 'network',
      'AWS::NetworkFirewall::Firewall': 'network',
      'AWS::KMS::Key': 'keys',
      'AWS::S3::Bucket': 'data',
      'AWS::SecretsManager::Secret': 'secrets',
      'AWS::Bedrock::Guardrail': 'guardrail',
      'AWS::Bedrock::ApplicationInferenceProfile': 'serving',
      'AWS::SSM::Parameter': 'outputs',
    });
    expect(resources.filter(({ block }) => block === 'shared')).toEqual([]);
    expect(files).toEqual(['PlatformNetwork', 'PlatformData', 'PlatformServing'].map((stack) => `prod/aws/${stack}.template.json`));
  });

  test('lists the resources that the templates hold, and no other', () => {
    const spec = specOf({}, 'prod');
    const synthesized = synthesizePlatform(spec, join(out, 'listed'));
    const listed = synthesized.resources.map(({ stack, logicalId, type }) => `${stack} ${logicalId} ${type}`).sort();
    const held = synthesized.templates.flatMap(({ stack, template }) =>
      Object.entries((template as { Resources: Record<string, { Type: string }> }).Resources).map(
        ([id, { Type }]) => `${stack} ${id} ${Type}`,
      ),
    );
    expect(listed).toEqual(held.sort());
  });

  test('is equal for an equal file and day', () => {
    const spec = specOf({}, 'prod');
    const [one, other] = ['one', 'other'].map((run) =>
      JSON.stringify(planEnvironment(spec, synthesizePlatform(spec, join(out, run)), 'prod/aws', AS_OF)),
    );
    expect(one).toBe(other);
  });
});

describe('What the rules are told of an environment', () => {
  test('is its posture, its region, where data may be, and the tags in the words of the organisation', () => {
    const context = policyContext(specOf({ tags: { names: { owner: 'org:owner' } } }, 'prod'), 'aws');
    expect(context).toMatchObject({
      cloud: 'aws',
      profile: 'prod',
      private: true,
      residency: 'eu',
      region: 'eu-central-1',
      egress: 'none',
    });
    expect(context.regionsAllowed).toContain('eu-central-1');
    expect(context.regionsAllowed).not.toContain('us-east-1');
    expect(context.requiredTags).toEqual(['org:owner', 'costCenter', 'dataClassification', 'environment']);
  });

  test('is private wherever there is a network, in dev too', () => {
    expect(policyContext(specOf(), 'aws').private).toBe(false);
    expect(policyContext(specOf({ network: { kind: 'new' } }), 'aws').private).toBe(true);
  });

  test('allows every region where the file names no residency', () => {
    expect(policyContext(specOf({ residency: 'any' }), 'aws').regionsAllowed).toEqual([]);
  });

  test('has the egress that the file declares', () => {
    expect(policyContext(specOf({ network: { egress: { kind: 'nat' } } }, 'prod'), 'aws').egress).toBe('nat');
  });
});
