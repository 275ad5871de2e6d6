import { CfnResource, Validations } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { AccountBaseline, type EnforcedGuardrail } from '../../../constructs/aws/account-baseline/index.ts';
import { Guardrail } from '../../../constructs/aws/guardrail/index.ts';
import { FLAG_SETS, resourcesOfType, snapshotOf, testStack } from '../../support/stacks.ts';

const ENFORCED = 'AWS::Bedrock::EnforcedGuardrailConfiguration';
const EMBEDDER = 'amazon.titan-embed-text-v2:0';

function stackEnforcing(enforced: Partial<Extract<EnforcedGuardrail, { kind: 'managed' }>>, region?: string) {
  const stack = testStack(region ? { env: { region } } : {});
  const guardrail = Guardrail.fromAttributes(stack, 'Guardrail', {
    guardrailArn: 'arn:aws:bedrock:eu-central-1:111122223333:guardrail/abc',
    guardrailVersion: '3',
  });
  new AccountBaseline(stack, 'Baseline', { enforcedGuardrail: { kind: 'managed', guardrail, models: { kind: 'all' }, ...enforced } });
  return stack;
}

test('snapshot: minimal', () => {
  const stack = testStack();
  new AccountBaseline(stack, 'Baseline');
  expect(snapshotOf(stack)).toMatchSnapshot();
});

test('snapshot: with everything', () => {
  expect(
    snapshotOf(
      stackEnforcing({ models: { kind: 'all-except', modelIds: [EMBEDDER] }, systemPrompts: 'selective', messages: 'comprehensive' }),
    ),
  ).toMatchSnapshot();
});

test('writes nothing that someone else owns', () => {
  for (const kind of ['none', 'existing'] as const) {
    const stack = testStack();
    new AccountBaseline(stack, 'Baseline', { apiGatewayLogRole: { kind: 'existing' }, enforcedGuardrail: { kind } });
    expect(stack.node.findAll().filter(CfnResource.isCfnResource)).toEqual([]);
  }
});

describe('F-18: the log role of API Gateway', () => {
  test.each(Object.keys(FLAG_SETS) as (keyof typeof FLAG_SETS)[])(
    'is named to API Gateway and outlives its stack, with feature flags: %s',
    (flags) => {
      const stack = testStack({ flags });
      new AccountBaseline(stack, 'Baseline');
      const [account] = resourcesOfType(stack, 'AWS::ApiGateway::Account');
      const [role] = resourcesOfType(stack, 'AWS::IAM::Role');
      expect(account?.Properties.CloudWatchRoleArn).toEqual({ 'Fn::GetAtt': [expect.stringContaining('Role'), 'Arn'] });
      for (const resource of [account, role]) expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    },
  );

  test('GOV-05: has the one policy of AWS that is documented for it, with a reason', () => {
    const stack = testStack();
    const { apiGatewayLogs } = new AccountBaseline(stack, 'Baseline');
    const [role] = resourcesOfType(stack, 'AWS::IAM::Role');
    expect(JSON.stringify(role?.Properties.ManagedPolicyArns)).toContain('service-role/AmazonAPIGatewayPushToCloudWatchLogs');
    expect(role?.Properties.ManagedPolicyArns).toHaveLength(1);
    const acknowledged = apiGatewayLogs?.role.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
    expect(JSON.stringify(acknowledged)).toContain('AwsSolutions-IAM4[Policy::');
  });
});

describe('INF-18: an enforced guardrail', () => {
  test('stands in no baseline that does not ask for it', () => {
    const stack = testStack();
    new AccountBaseline(stack, 'Baseline');
    expect(resourcesOfType(stack, ENFORCED)).toEqual([]);
  });

  test('judges all models and the whole text', () => {
    expect(resourcesOfType(stackEnforcing({}), ENFORCED)[0]?.Properties).toEqual({
      GuardrailIdentifier: 'arn:aws:bedrock:eu-central-1:111122223333:guardrail/abc',
      GuardrailVersion: '3',
      SelectiveContentGuarding: { System: 'COMPREHENSIVE', Messages: 'COMPREHENSIVE' },
    });
  });

  test('leaves out the models that take no guardrail', () => {
    const [enforced] = resourcesOfType(stackEnforcing({ models: { kind: 'all-except', modelIds: [EMBEDDER] } }), ENFORCED);
    expect(enforced?.Properties.ModelEnforcement).toEqual({ IncludedModels: ['ALL'], ExcludedModels: [EMBEDDER] });
  });

  test('can be limited to some models', () => {
    const [enforced] = resourcesOfType(stackEnforcing({ models: { kind: 'only', modelIds: ['anthropic.claude-sonnet-5-5'] } }), ENFORCED);
    expect(enforced?.Properties.ModelEnforcement).toEqual({ IncludedModels: ['anthropic.claude-sonnet-5-5'], ExcludedModels: [] });
  });

  test('takes the published version of a guardrail beside it', () => {
    const stack = testStack();
    const guardrail = new Guardrail(stack, 'Guardrail');
    new AccountBaseline(stack, 'Baseline', { enforcedGuardrail: { kind: 'managed', guardrail, models: { kind: 'all' } } });
    expect(resourcesOfType(stack, ENFORCED)[0]?.Properties.GuardrailVersion).toEqual({
      'Fn::GetAtt': ['GuardrailVersionFD7632EA', 'Version'],
    });
  });
});

describe('rejects', () => {
  test('INF-14: a draft', () => {
    const stack = testStack();
    const guardrail = new Guardrail(stack, 'Guardrail', { version: 'draft' });
    expect(
      () => new AccountBaseline(stack, 'Baseline', { enforcedGuardrail: { kind: 'managed', guardrail, models: { kind: 'all' } } }),
    ).toThrow("got version 'DRAFT'; allowed: a published version, 1 to 99999999; make the guardrail with version: 'published'");
  });

  test('an empty list of models', () => {
    expect(() => stackEnforcing({ models: { kind: 'only', modelIds: [] } })).toThrow(
      'enforcedGuardrail.models.modelIds: got an empty list',
    );
  });

  test('a model id with a profile prefix', () => {
    expect(() => stackEnforcing({ models: { kind: 'only', modelIds: ['eu.anthropic.claude-sonnet-5-5'] } })).toThrow(
      "got 'eu.anthropic.claude-sonnet-5-5'",
    );
  });

  test('a region without enforced guardrails and names others', () => {
    expect(() => stackEnforcing({}, 'me-central-1')).toThrow(/no AWS::Bedrock::EnforcedGuardrailConfiguration; allowed: .*eu-central-1/);
  });

  test('a second baseline in one stack', () => {
    const stack = testStack();
    new AccountBaseline(stack, 'Baseline');
    expect(() => new AccountBaseline(stack, 'Second')).toThrow("a stack that has 'Test/Baseline' already");
  });
});

test('the log role needs no region that has Bedrock', () => {
  const stack = testStack({ env: { region: 'ca-west-1' } });
  expect(() => new AccountBaseline(stack, 'Baseline')).not.toThrow();
});
