import { describe, expect, test } from 'vitest';
import { type RecordedResource, recordedOfType } from '../../../constructs/azure/recorder/index.ts';
import {
  ManagedModel,
  type ManagedModelOptions,
  ModelAccount,
  type ModelRouting,
  type ModelThroughput,
} from '../../../constructs/azure/serving/index.ts';
import { METRIC_NAMES } from '../../../constructs/azure/serving/metrics.ts';
import { ACCOUNT, DEPLOYMENT_TYPE, errorOf, known, recordAccount, recordProgram, snapshotOf } from '../support/ai-accounts.ts';

const CHAT: ManagedModelOptions = {
  model: { format: 'OpenAI', name: 'gpt-5.1', version: '2025-11-13' },
  routing: { kind: 'geography' },
  use: 'chat',
  throughput: { kind: 'pay-as-you-go', capacity: 50 },
};
const EMBEDDER: ManagedModelOptions = {
  model: { format: 'OpenAI', name: 'text-embedding-3-large', version: '1' },
  routing: { kind: 'in-region' },
  use: 'embedding',
  throughput: { kind: 'pay-as-you-go', capacity: 10 },
};

async function deploymentWith(options: Partial<ManagedModelOptions> = {}): Promise<RecordedResource> {
  const recording = await recordAccount((account) => account.addModel('chat', { ...CHAT, ...options }));
  const [deployment] = recordedOfType(recording, DEPLOYMENT_TYPE);
  if (!deployment) throw new Error('no deployment was registered');
  return deployment;
}

const errorWith = (options: unknown, limits = {}) =>
  errorOf(() =>
    new ModelAccount('ai', { ...ACCOUNT, ...limits }).addModel('chat', { ...CHAT, ...(options as Partial<ManagedModelOptions>) }),
  );

test('snapshot: minimal', async () => {
  expect(snapshotOf(await recordAccount((account) => account.addModel('embedder', EMBEDDER)))).toMatchSnapshot();
});

test('snapshot: with everything', async () => {
  const recording = await recordAccount((account) => {
    account.addModel('chat', {
      ...CHAT,
      routing: { kind: 'global' },
      throughput: { kind: 'provisioned', capacity: 15 },
      guardrail: account.addGuardrail('guard', { raiPolicyName: 'support' }),
      versionUpgradeOption: 'OnceCurrentVersionExpired',
      deploymentName: 'chat',
      tags: { model: 'assistant' },
    });
  });
  expect(snapshotOf({ ...recording, resources: recording.resources.filter(({ type }) => type === DEPLOYMENT_TYPE) })).toMatchSnapshot();
});

test('keeps its type token', async () => {
  const recording = await recordAccount((account) => account.addModel('chat', CHAT));
  expect(recordedOfType(recording, 'llm-infra-kit:azure:ManagedModel')).toMatchObject([{ name: 'ai-chat', custom: false }]);
});

describe('the SKU', () => {
  test.each<[ModelRouting['kind'], ModelThroughput['kind'], string]>([
    ['in-region', 'pay-as-you-go', 'Standard'],
    ['geography', 'pay-as-you-go', 'DataZoneStandard'],
    ['global', 'pay-as-you-go', 'GlobalStandard'],
    ['in-region', 'provisioned', 'ProvisionedManaged'],
    ['geography', 'provisioned', 'DataZoneProvisionedManaged'],
    ['global', 'provisioned', 'GlobalProvisionedManaged'],
  ])('%s, %s is %s', async (routing, throughput, sku) => {
    const { inputs } = await deploymentWith({ routing: { kind: routing }, throughput: { kind: throughput, capacity: 7 } });
    expect(inputs.sku).toEqual({ name: sku, capacity: 7 });
  });
});

test('INF-14: pins the version and does not upgrade by itself', async () => {
  expect((await deploymentWith()).inputs.properties).toMatchObject({
    model: { format: 'OpenAI', name: 'gpt-5.1', version: '2025-11-13' },
    versionUpgradeOption: 'NoAutoUpgrade',
  });
});

test('INF-14: upgrades only where that is asked for by name', async () => {
  expect((await deploymentWith({ versionUpgradeOption: 'OnceCurrentVersionExpired' })).inputs.properties).toMatchObject({
    versionUpgradeOption: 'OnceCurrentVersionExpired',
  });
});

test('INF-18: names a policy in every case', async () => {
  expect((await deploymentWith()).inputs.properties).toMatchObject({ raiPolicyName: 'Microsoft.DefaultV2' });
  const recording = await recordAccount((account) => {
    account.addModel('chat', { ...CHAT, guardrail: account.addGuardrail('guard', { raiPolicyName: 'support' }) });
    account.addModel('embedder', EMBEDDER);
  });
  const policies = recordedOfType(recording, DEPLOYMENT_TYPE).map(({ name, inputs }) => [name, inputs.properties]);
  expect(policies).toMatchObject([
    ['ai-chat', { raiPolicyName: 'support' }],
    ['ai-embedder', { raiPolicyName: 'Microsoft.DefaultV2' }],
  ]);
});

test('INF-22: states what it takes', async () => {
  expect((await deploymentWith({ throughput: { kind: 'provisioned', capacity: 25 } })).inputs.sku).toMatchObject({ capacity: 25 });
});

describe('the processing of the account', () => {
  test.each<[string, 'in-region' | 'geography' | 'global', ModelRouting['kind']]>([
    ['a data zone where the region alone is allowed', 'in-region', 'geography'],
    ['the world where the region alone is allowed', 'in-region', 'global'],
    ['the world where a data zone is allowed', 'geography', 'global'],
  ])('refuses %s', async (_, processing, routing) => {
    for (const kind of ['pay-as-you-go', 'provisioned'] as const) {
      const error = await errorWith({ routing: { kind: routing }, throughput: { kind, capacity: 15 } }, { processing });
      expect(error).toContain(`routing.kind: got '${routing}' (`);
      expect(error).toContain(`the account's processing is '${processing}'`);
    }
  });

  test.each<['in-region' | 'geography' | 'global' | undefined, ModelRouting['kind']]>([
    ['in-region', 'in-region'],
    ['geography', 'in-region'],
    ['geography', 'geography'],
    ['global', 'global'],
    [undefined, 'global'],
  ])('%s allows %s', async (processing, routing) => {
    expect(await errorWith({ routing: { kind: routing } }, { processing })).toBe('no error');
  });
});

describe('F-09: quotas', () => {
  const quotas = [
    { sku: 'DataZoneStandard', model: 'gpt-5.1', capacity: 100 },
    { sku: 'GlobalProvisionedManaged', capacity: 50 },
  ] as const;
  const units = (capacity: number) => ({ ...CHAT, throughput: { kind: 'pay-as-you-go', capacity } }) as const;

  test('names every deployment that shares an exceeded quota', async () => {
    const error = await errorOf(() => {
      const account = new ModelAccount('ai', { ...ACCOUNT, quotas });
      account.addModel('a', units(60));
      account.addModel('embedder', EMBEDDER);
      account.addModel('b', units(41));
    });
    expect(error).toContain('throughput.capacity: got 101 for DataZoneStandard of gpt-5.1: ai-a 60, ai-b 41');
    expect(error).toContain('allowed: 100 together');
  });

  test('counts provisioned units over all models', async () => {
    const provisioned = (name: string, capacity: number) =>
      ({
        ...CHAT,
        model: { ...CHAT.model, name },
        routing: { kind: 'global' },
        throughput: { kind: 'provisioned', capacity },
      }) as const;
    const error = await errorOf(() => {
      const account = new ModelAccount('ai', { ...ACCOUNT, quotas });
      account.addModel('a', provisioned('gpt-5.1', 30));
      account.addModel('b', provisioned('gpt-5.1-mini', 30));
    });
    expect(error).toContain('got 60 for GlobalProvisionedManaged: ai-a 30, ai-b 30');
  });

  test('lets a quota be used up, and leaves alone what none is stated for', async () => {
    const error = await errorOf(() => {
      const account = new ModelAccount('ai', { ...ACCOUNT, quotas });
      account.addModel('a', units(60));
      account.addModel('b', units(40));
      account.addModel('c', { ...units(1000), model: { ...CHAT.model, name: 'gpt-5.1-mini' } });
      account.addModel('d', { ...units(1000), routing: { kind: 'in-region' } });
    });
    expect(error).toBe('no error');
  });
});

describe('rejects', () => {
  test.each<[string, unknown, string]>([
    ['a name with a space', { deploymentName: 'my chat' }, "deploymentName: got 'my chat'"],
    ['a name of 65 characters', { deploymentName: 'a'.repeat(65) }, 'deploymentName: got'],
    ['no version', { model: { ...CHAT.model, version: '' } }, "model.version: got ''"],
    ['the latest version', { model: { ...CHAT.model, version: 'latest' } }, "model.version: got 'latest'"],
    ['a model of Anthropic', { model: { format: 'Anthropic', name: 'claude-opus-5', version: '1' } }, "model.format: got 'Anthropic'"],
    ['half a unit', { throughput: { kind: 'pay-as-you-go', capacity: 0.5 } }, 'throughput.capacity: got 0.5'],
    ['no unit', { throughput: { kind: 'provisioned', capacity: 0 } }, 'write the number of provisioned units'],
  ])('%s', async (_, options, message) => {
    expect(await errorWith(options)).toContain(message);
  });

  test('a guardrail on an embedding model', async () => {
    const error = await errorOf(() => {
      const account = new ModelAccount('ai', ACCOUNT);
      account.addModel('embedder', { ...EMBEDDER, guardrail: account.addGuardrail('guard') });
    });
    expect(error).toContain("guardrail: got a guardrail on a model whose use is 'embedding'");
  });

  test('a guardrail of another account', async () => {
    const error = await errorOf(() => {
      const guardrail = new ModelAccount('other', { ...ACCOUNT, accountName: 'other' }).addGuardrail('guard');
      new ModelAccount('ai', ACCOUNT).addModel('chat', { ...CHAT, guardrail });
    });
    expect(error).toContain('guardrail: got a guardrail of another account');
  });

  test("a blocklist on another vendor's model, and takes a guardrail without one", async () => {
    const mistral = { ...CHAT, model: { format: 'Mistral AI', name: 'Mistral-Large-3', version: '1' } };
    const errors = [{ blockedWords: ['acme'] }, {}].map((content) =>
      errorOf(() => {
        const account = new ModelAccount('ai', ACCOUNT);
        account.addModel('chat', { ...mistral, guardrail: account.addGuardrail('guard', content) });
      }),
    );
    expect(await errors[0]).toContain("allowed: a blocklist on OpenAI's models alone");
    expect(await errors[1]).toBe('no error');
  });

  test('everything at once', async () => {
    expect(
      await errorWith({ deploymentName: '', model: { ...CHAT.model, version: '' }, throughput: { kind: 'provisioned', capacity: -1 } }),
    ).toMatch(/ManagedModel ai-chat can't be made:\n- deploymentName.*\n- model\.version.*\n- throughput\.capacity/);
  });
});

describe('metrics', () => {
  test('are counted under the account, by the name of the deployment', async () => {
    const models: ManagedModel[] = [];
    await recordAccount((account) => {
      models.push(account.addModel('chat', { ...CHAT, deploymentName: 'chat' }));
    });
    const [model] = models;
    if (!model) throw new Error('no model');
    const metrics = [
      model.metricInvocationsSum(),
      model.metricInvocationThrottlesSum(),
      model.metricAvailabilityAverageInPercent(),
      model.metricInvocationLatencyAverageInMillis(),
      model.metricTimeToFirstTokenAverageInMillis(),
      model.metricInputTokenCountSum(),
      model.metricOutputTokenCountSum(),
      model.metricProvisionedUtilizationAverageInPercent(),
      model.metricGuardrailRefusalsSum(),
    ];
    expect(metrics.map(({ name, aggregation }) => `${name} ${aggregation}`)).toEqual([
      'AzureOpenAIRequests Total',
      'AzureOpenAIRequests Total',
      'AzureOpenAIAvailabilityRate Average',
      'AzureOpenAITTLTInMS Average',
      'AzureOpenAITimeToResponse Average',
      'ProcessedPromptTokens Total',
      'GeneratedTokens Total',
      'AzureOpenAIProvisionedManagedUtilizationV2 Average',
      'RAIRejectedRequests Total',
    ]);
    expect(metrics[1]?.dimensions.StatusCode).toEqual(['429']);
    for (const { namespace, dimensions, resourceId } of metrics) {
      expect(namespace).toBe('Microsoft.CognitiveServices/accounts');
      expect(dimensions.ModelDeploymentName).toEqual([model.deploymentName]);
      expect(await known(resourceId)).toContain('/accounts/support-dev-1a2b3c4d');
    }
    expect(await known(model.deploymentName)).toBe('chat');
  });

  test("have other names for other vendors' models", async () => {
    const names: string[] = [];
    await recordAccount((account) => {
      const model = account.addModel('chat', { ...CHAT, model: { format: 'Mistral AI', name: 'Mistral-Large-3', version: '1' } });
      names.push(model.metricInvocationsSum().name, model.metricInputTokenCountSum().name);
    });
    expect(names).toEqual([METRIC_NAMES.invocations.other, METRIC_NAMES.inputTokens.other]);
  });
});

test('ManagedModel.fromAttributes makes no resource and counts under the name', async () => {
  const models: string[] = [];
  const recording = await recordProgram(() => {
    const account = ModelAccount.fromAttributes('theirs', {
      accountId: '/subscriptions/x/y',
      accountName: 'theirs',
      resourceGroupName: 'theirs',
    });
    const model = ManagedModel.fromAttributes('theirs-chat', { account, deploymentName: 'chat', model: CHAT.model, use: 'chat' });
    models.push(JSON.stringify([model.model, model.use, model.metricInvocationsSum().name]));
  });
  expect(recording.resources.filter(({ custom }) => custom)).toEqual([]);
  expect(models).toEqual([JSON.stringify([CHAT.model, 'chat', 'AzureOpenAIRequests'])]);
});
