import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnResource, type Stack } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { Guardrail } from '../../../constructs/aws/guardrail/index.ts';
import { ManagedModel, type ManagedModelOptions } from '../../../constructs/aws/serving/index.ts';
import { FLAG_SETS, resourcesOf, resourcesOfType, testStack } from '../../support/stacks.ts';

const EU = { region: 'eu-central-1', account: '111122223333' };
const PROFILE = 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/abc';
const GUARDRAIL = 'arn:aws:bedrock:eu-central-1:111122223333:guardrail/gr1';
const MODEL_ID = 'anthropic.claude-sonnet-5-5';
const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const model = (region: string) => `arn:aws:bedrock:${region}::foundation-model/${MODEL_ID}`;
const systemProfile = (prefix: string) => `arn:aws:bedrock:eu-central-1:111122223333:inference-profile/${prefix}.${MODEL_ID}`;
const roleIn = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
const statementsOf = (stack: Stack): Statement[] =>
  resourcesOfType(stack, 'AWS::IAM::Policy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
/** What may or may not be invoked: CDK may merge other actions into the same statement. */
const invoking = (statements: Statement[], effect: 'Allow' | 'Deny') =>
  statements
    .filter(({ Effect, Action }) => Effect === effect && INVOKE.every((action) => [Action].flat().includes(action)))
    .map(({ Resource, Condition }) => ({ Resource, ...(Condition ? { Condition } : {}) }));

function grantedTo(
  routing: ManagedModelOptions['routing'],
  options: { guardrailVersion?: string; enforcement?: 'pinned' | 'any-published'; flags?: keyof typeof FLAG_SETS } = {},
): Statement[] {
  // Literal ARNs read better here, so the partition is made literal too; what that flag changes is tested elsewhere.
  const stack = testStack({ env: EU, flags: options.flags });
  stack.node.setContext('@aws-cdk/core:enablePartitionLiterals', true);
  const { guardrailVersion } = options;
  const guardrail = guardrailVersion
    ? Guardrail.fromAttributes(stack, 'Guardrail', { guardrailArn: GUARDRAIL, guardrailVersion })
    : undefined;
  const attributes = {
    inferenceProfileArn: PROFILE,
    modelId: MODEL_ID,
    use: 'chat',
    routing,
    guardrail,
    guardrailEnforcement: options.enforcement,
  } as const;
  ManagedModel.fromAttributes(stack, 'Model', attributes).grants.invoke(roleIn(stack));
  return statementsOf(stack);
}

describe.each(Object.keys(FLAG_SETS) as (keyof typeof FLAG_SETS)[])('with feature flags: %s', (flags) => {
  test('INF-07: in its region, allows the model through this profile alone', () => {
    expect(invoking(grantedTo({ kind: 'in-region' }, { flags }), 'Allow')).toEqual([
      { Resource: PROFILE },
      {
        Resource: model('eu-central-1'),
        Condition: { StringEquals: { 'bedrock:InferenceProfileArn': PROFILE } },
      },
    ]);
  });

  test('F-14: in a geography, allows the model in the own region and in every destination', () => {
    const routing = { kind: 'geography', profileId: `eu.${MODEL_ID}`, regions: ['eu-west-1', 'eu-central-1'] } as const;
    expect(invoking(grantedTo(routing, { flags }), 'Allow')).toEqual([
      { Resource: [PROFILE, systemProfile('eu')] },
      {
        Resource: [model('eu-central-1'), model('eu-west-1')],
        Condition: { StringEquals: { 'bedrock:InferenceProfileArn': PROFILE } },
      },
    ]);
  });

  test('in a geography of unknown regions, allows this one model through this profile in any region', () => {
    const [, models] = invoking(grantedTo({ kind: 'geography', profileId: `eu.${MODEL_ID}` }, { flags }), 'Allow');
    expect(models).toMatchObject({ Resource: model('*'), Condition: { StringEquals: { 'bedrock:InferenceProfileArn': PROFILE } } });
  });

  test('globally, allows the three resources that AWS documents, each in its own region', () => {
    expect(invoking(grantedTo({ kind: 'global', profileId: `global.${MODEL_ID}` }, { flags }), 'Allow')).toEqual([
      {
        Resource: [PROFILE, systemProfile('global')],
        Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
      },
      {
        Resource: model('eu-central-1'),
        Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1', 'bedrock:InferenceProfileArn': PROFILE } },
      },
      {
        Resource: model(''),
        Condition: { StringEquals: { 'aws:RequestedRegion': 'unspecified', 'bedrock:InferenceProfileArn': PROFILE } },
      },
    ]);
  });

  test('INF-18: denies a call that does not name the guardrail in this version', () => {
    expect(invoking(grantedTo({ kind: 'in-region' }, { guardrailVersion: '3', flags }), 'Deny')).toEqual([
      {
        Resource: model('*'),
        Condition: { StringNotEquals: { 'bedrock:GuardrailIdentifier': `${GUARDRAIL}:3` } },
      },
    ]);
  });

  test('INF-05: denies Bedrock API keys on both endpoints', () => {
    expect(grantedTo({ kind: 'in-region' }, { flags })).toContainEqual({
      Effect: 'Deny',
      Action: expect.toSatisfy((actions: string[]) =>
        ['bedrock:CallWithBearerToken', 'bedrock-mantle:CallWithBearerToken'].every((action) => actions.includes(action)),
      ),
      Resource: '*',
    });
  });
});

test('INF-18: any published version may be named when that is asked for', () => {
  const [denied] = invoking(grantedTo({ kind: 'in-region' }, { guardrailVersion: '3', enforcement: 'any-published' }), 'Deny');
  expect(denied?.Condition).toEqual({ ArnNotLike: { 'bedrock:GuardrailIdentifier': `${GUARDRAIL}:*` } });
});

test('INF-18: the draft is named without a version', () => {
  for (const enforcement of ['pinned', 'any-published'] as const) {
    const [denied] = invoking(grantedTo({ kind: 'in-region' }, { guardrailVersion: 'DRAFT', enforcement }), 'Deny');
    expect(denied?.Condition).toEqual({ StringNotEquals: { 'bedrock:GuardrailIdentifier': GUARDRAIL } });
  }
});

test('INF-18: a model without a guardrail, like an embedding model, is denied nothing', () => {
  expect(invoking(grantedTo({ kind: 'in-region' }), 'Deny')).toEqual([]);
});

test('INF-07: allows nothing on every resource, not even with all kinds of routing', () => {
  const routings = [
    { kind: 'in-region' },
    { kind: 'geography', profileId: `eu.${MODEL_ID}` },
    { kind: 'global', profileId: `global.${MODEL_ID}` },
  ] as const;
  for (const routing of routings) {
    const allowed = grantedTo(routing, { guardrailVersion: '1' }).filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.length).toBeGreaterThan(0);
    for (const { Action, Resource } of allowed) {
      expect([Resource].flat()).not.toContain('*');
      expect([Action].flat().join()).not.toContain('*');
    }
  }
});

test('allows reading the profile and applying the guardrail', () => {
  const statements = grantedTo({ kind: 'in-region' }, { guardrailVersion: '3' });
  const resourcesFor = (action: string) =>
    statements.filter(({ Action }) => [Action].flat().includes(action)).map(({ Resource }) => Resource);
  expect(resourcesFor('bedrock:GetInferenceProfile')).toEqual([PROFILE]);
  expect(resourcesFor('bedrock:ApplyGuardrail')).toEqual([GUARDRAIL]);
});

test('GOV-05: writes into the role alone, no user, no key, no policy of AWS', () => {
  const stack = testStack();
  const guardrail = new Guardrail(stack, 'Guardrail');
  const options = { modelId: MODEL_ID, use: 'chat', routing: { kind: 'in-region' }, guardrail } as const;
  new ManagedModel(stack, 'Model', options).grants.invoke(roleIn(stack));
  const resources = Object.values(resourcesOf(stack));
  expect(resources.map(({ Type }) => Type).sort()).toEqual([
    'AWS::Bedrock::ApplicationInferenceProfile',
    'AWS::Bedrock::Guardrail',
    'AWS::Bedrock::GuardrailVersion',
    'AWS::IAM::Policy',
    'AWS::IAM::Role',
  ]);
  expect(JSON.stringify(resources)).not.toContain('ManagedPolicyArns');
});

test('F-17: the grant orders a consumer after the policy', () => {
  const stack = testStack();
  const consumer = new CfnResource(stack, 'Consumer', { type: 'AWS::CloudFormation::WaitConditionHandle' });
  const options = { modelId: MODEL_ID, use: 'chat', routing: { kind: 'in-region' }, guardrail: new Guardrail(stack, 'Guardrail') } as const;
  new ManagedModel(stack, 'Model', options).grants.invoke(roleIn(stack)).applyBefore(consumer);
  const policies = Object.entries(resourcesOf(stack)).flatMap(([id, { Type }]) => (Type === 'AWS::IAM::Policy' ? [id] : []));
  expect(policies).toHaveLength(1);
  expect(resourcesOf(stack).Consumer?.DependsOn).toEqual(expect.arrayContaining(policies));
});
