import { CfnResource, Lazy, type Stack, Tags } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { Guardrail } from '../../../constructs/aws/guardrail/index.ts';
import { ManagedModel, type ManagedModelProps } from '../../../constructs/aws/serving/index.ts';
import { resourcesOfType, snapshotOf, testStack } from '../../support/stacks.ts';

const EU = { region: 'eu-central-1', account: '111122223333' };
const EMBEDDER: ManagedModelProps = { modelId: 'amazon.titan-embed-text-v2:0', routing: { kind: 'in-region' }, use: 'embedding' };
const ASSISTANT: ManagedModelProps = {
  modelId: 'anthropic.claude-sonnet-5-5',
  routing: { kind: 'geography', profileId: 'eu.anthropic.claude-sonnet-5-5' },
  use: 'chat',
};

const profileOf = (stack: Stack) => resourcesOfType(stack, 'AWS::Bedrock::ApplicationInferenceProfile')[0]?.Properties;

function stackWith(props: ManagedModelProps, options?: Parameters<typeof testStack>[0]): Stack {
  const stack = testStack(options);
  new ManagedModel(stack, 'Model', props);
  return stack;
}

test('snapshot: minimal', () => {
  expect(snapshotOf(stackWith(EMBEDDER))).toMatchSnapshot();
});

test('snapshot: with everything', () => {
  const stack = testStack({ env: EU });
  const guardrail = Guardrail.fromAttributes(stack, 'Guardrail', {
    guardrailArn: 'arn:aws:bedrock:eu-central-1:111122223333:guardrail/abc',
    guardrailVersion: '2',
  });
  const inferenceProfileName = 'support assistant';
  new ManagedModel(stack, 'Model', {
    ...ASSISTANT,
    guardrail,
    inferenceProfileName,
    description: 'Answers: support v1.2',
    tags: { model: 'assistant' },
  });
  expect(snapshotOf(stack)).toMatchSnapshot();
});

describe('the source of the profile', () => {
  test('is the foundation model in the region', () => {
    expect(profileOf(stackWith(EMBEDDER, { env: EU })).ModelSource.CopyFrom).toBe(
      'arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0',
    );
  });

  test('F-14: is the system profile of a geography', () => {
    expect(profileOf(stackWith(ASSISTANT, { env: EU })).ModelSource.CopyFrom).toBe(
      'arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-5-5',
    );
  });

  test('names no partition, region or account in a region-agnostic stack', () => {
    const source = JSON.stringify(profileOf(stackWith(ASSISTANT)).ModelSource.CopyFrom);
    for (const pseudo of ['AWS::Partition', 'AWS::Region', 'AWS::AccountId']) expect(source).toContain(pseudo);
  });
});

describe('the name', () => {
  test('is legal however deep the construct lies', () => {
    for (let depth = 1; depth < 40; depth++) {
      const stack = testStack();
      let scope: Construct = stack;
      for (let level = 0; level < depth; level++) scope = new Construct(scope, `L${'x'.repeat(depth % 5)}${level}`);
      new ManagedModel(scope, 'Model', EMBEDDER);
      const name = profileOf(stack).InferenceProfileName;
      expect(name).toMatch(/^([0-9a-zA-Z][ _-]?)+$/);
      expect(name.length).toBeLessThanOrEqual(64);
    }
  });

  test('differs between two models of one stack', () => {
    const stack = stackWith(EMBEDDER);
    new ManagedModel(stack, 'Other', EMBEDDER);
    const names = resourcesOfType(stack, 'AWS::Bedrock::ApplicationInferenceProfile').map(
      ({ Properties }) => Properties.InferenceProfileName,
    );
    expect(new Set(names).size).toBe(2);
  });
});

test('carries the tags of its stack beside its own', () => {
  const stack = stackWith({ ...EMBEDDER, tags: { model: 'embedder' } });
  Tags.of(stack).add('costCenter', '4711');
  expect(profileOf(stack).Tags).toEqual([
    { Key: 'costCenter', Value: '4711' },
    { Key: 'model', Value: 'embedder' },
  ]);
});

describe('rejects', () => {
  test.each<[string, Partial<ManagedModelProps>, string]>([
    ['a name of 65 characters', { inferenceProfileName: 'a'.repeat(65) }, 'inferenceProfileName: got'],
    ['a name with two dashes in a row', { inferenceProfileName: 'a--b' }, "inferenceProfileName: got 'a--b'"],
    ['a description with a comma', { description: 'fast, cheap' }, 'description: got'],
    ['a model id without a provider', { modelId: 'claude' }, "modelId: got 'claude'"],
    [
      'a profile in the place of a model',
      { modelId: 'eu.anthropic.claude-opus-5' },
      "write modelId: 'anthropic.claude-opus-5' and routing: { kind: 'geography'",
    ],
    ['a global profile in the place of a model', { modelId: 'global.anthropic.claude-opus-5' }, "routing: { kind: 'global'"],
    [
      'the profile of another model',
      { routing: { kind: 'geography', profileId: 'eu.anthropic.claude-opus-5' } },
      "routing.profileId: got 'eu.anthropic.claude-opus-5'",
    ],
    [
      'a global profile as a geography',
      { routing: { kind: 'geography', profileId: 'global.anthropic.claude-sonnet-5-5' } },
      "a geography's prefix",
    ],
    [
      'a geography as global',
      { routing: { kind: 'global', profileId: 'eu.anthropic.claude-sonnet-5-5' } },
      "allowed: 'global.anthropic.claude-sonnet-5-5'",
    ],
    [
      'an empty list of regions',
      { routing: { kind: 'geography', profileId: 'eu.anthropic.claude-sonnet-5-5', regions: [] } },
      'routing.regions: got an empty list',
    ],
    [
      'an Azure region',
      { routing: { kind: 'geography', profileId: 'eu.anthropic.claude-sonnet-5-5', regions: ['westeurope'] } },
      "routing.regions: got 'westeurope'",
    ],
    ['an enforcement without a guardrail', { guardrailEnforcement: 'pinned' }, 'guardrailEnforcement: got'],
    ['a tag with an umlaut', { tags: { team: 'Käufer' } }, "tags['team']"],
    ['a tag of AWS', { tags: { 'aws:team': 'x' } }, "tags['aws:team']"],
  ])('%s', (_, props, message) => {
    expect(() => stackWith({ ...ASSISTANT, ...props })).toThrow(message);
  });

  test('a guardrail on an embedding model', () => {
    const stack = testStack();
    const guardrail = new Guardrail(stack, 'Guardrail');
    expect(() => new ManagedModel(stack, 'Model', { ...EMBEDDER, guardrail })).toThrow('Bedrock applies no guardrail to embeddings');
  });

  test('a region without application inference profiles and names others', () => {
    expect(() => stackWith(ASSISTANT, { env: { region: 'eu-north-1' } })).toThrow(
      /no AWS::Bedrock::ApplicationInferenceProfile; allowed: eu-central-1, eu-central-2, eu-west-1, eu-west-2, eu-west-3;/,
    );
  });

  test('everything at once', () => {
    expect(() => stackWith({ ...ASSISTANT, inferenceProfileName: '', description: '', tags: { '': '' } })).toThrow(
      /ManagedModel Test\/Model can't be made:\n- inferenceProfileName.*\n- description.*\n- tags/,
    );
  });
});

test('accepts late-bound values', () => {
  expect(() => stackWith({ ...EMBEDDER, modelId: Lazy.string({ produce: () => 'amazon.titan-embed-text-v2:0' }) })).not.toThrow();
});

test('metrics are counted under the id of the profile', () => {
  const stack = testStack({ env: EU });
  const model = new ManagedModel(stack, 'Model', ASSISTANT);
  const metrics = {
    invocations: model.metricInvocationsSum(),
    clientErrors: model.metricInvocationClientErrorsSum(),
    serverErrors: model.metricInvocationServerErrorsSum(),
    throttles: model.metricInvocationThrottlesSum(),
    latency: model.metricInvocationLatencyP95InMillis(),
    firstToken: model.metricTimeToFirstTokenP95InMillis(),
    input: model.metricInputTokenCountSum(),
    output: model.metricOutputTokenCountSum(),
    quota: model.metricEstimatedTpmQuotaUsageSum({ label: 'quota' }),
  };
  expect(Object.values(metrics).map(({ metricName, statistic }) => `${metricName} ${statistic}`)).toEqual([
    'Invocations Sum',
    'InvocationClientErrors Sum',
    'InvocationServerErrors Sum',
    'InvocationThrottles Sum',
    'InvocationLatency p95',
    'TimeToFirstToken p95',
    'InputTokenCount Sum',
    'OutputTokenCount Sum',
    'EstimatedTPMQuotaUsage Sum',
  ]);
  for (const metric of Object.values(metrics)) {
    expect(metric.namespace).toBe('AWS/Bedrock');
    expect(stack.resolve(metric.dimensions)).toEqual({ ModelId: { 'Fn::GetAtt': ['Model0301700E', 'InferenceProfileId'] } });
  }
  expect(metrics.quota.label).toBe('quota');
});

describe('ManagedModel.fromAttributes', () => {
  const inferenceProfileArn = 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/abc123';

  test('makes no resource and counts under the id', () => {
    const stack = testStack();
    const model = ManagedModel.fromAttributes(stack, 'Model', { ...ASSISTANT, inferenceProfileArn });
    expect(model).toMatchObject({ inferenceProfileArn, inferenceProfileId: 'abc123', modelId: ASSISTANT.modelId, use: 'chat' });
    expect(model.metricInvocationsSum().dimensions).toEqual({ ModelId: 'abc123' });
    expect(stack.node.findAll().filter(CfnResource.isCfnResource)).toEqual([]);
  });

  test('rejects the same faults', () => {
    expect(() => ManagedModel.fromAttributes(testStack(), 'Model', { ...ASSISTANT, inferenceProfileArn, modelId: 'claude' })).toThrow(
      "modelId: got 'claude'",
    );
  });
});
