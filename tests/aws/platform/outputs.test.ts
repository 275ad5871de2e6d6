import { describe, expect, test } from 'vitest';
import type { PlatformOutputs } from '../../../constructs/spec/outputs.ts';
import { evaluated } from '../../support/intrinsics.ts';
import { platformTemplates, REGION, resourcesIn, type TemplateJson, testPlatform } from '../../support/platforms.ts';

type Templates = Readonly<Record<string, TemplateJson>>;

/** A value in which a reader sees the resource that it came from. */
const deployed = (value: unknown) => evaluated(value, { ref: (id) => `<${id}>`, getAtt: (id, attribute) => `<${id}.${attribute}>` });

const outputsOf = ({ Outputs = {} }: TemplateJson) =>
  Object.fromEntries(Object.entries(Outputs).map(([name, { Value }]) => [name, deployed(Value)]));

/** The parameters by name, as they read after the deployment. */
function parametersOf(templates: Templates): Record<string, string> {
  const parameters = resourcesIn(templates, 'AWS::SSM::Parameter').map(([, { Properties }]) => [
    Properties.Name,
    deployed(Properties.Value),
  ]);
  return Object.fromEntries(parameters);
}

describe('The outputs of the stacks', () => {
  test('are one for each leaf of the contract, in the stack that owns it, under names that never change', () => {
    const { PlatformNetwork, PlatformData, PlatformServing } = platformTemplates({}, { environment: 'prod' });
    expect(PlatformNetwork?.Outputs).toBeUndefined();
    expect(outputsOf(PlatformData ?? { Resources: {} })).toEqual({
      Version: '1',
      Name: 'support-assistant',
      Environment: 'prod',
      Cloud: 'aws',
      Region: REGION,
      BucketsRaw: '<BucketsRaw686CB728>',
      BucketsCurated: '<BucketsCurated3112A365>',
      BucketsQuarantine: '<BucketsQuarantine81103B59>',
      BucketsFeedback: '<BucketsFeedback267AA112>',
      BucketsArtifacts: '<BucketsArtifactsB9EE6400>',
      BucketsLogs: '<BucketsLogsF3E46FAF>',
      BucketsAudit: '<BucketsAudit0C61E492>',
      SecretsOpenaiKeyKind: 'secrets-manager',
      SecretsOpenaiKeyArn: '<SecretsOpenaiKey8392B101>',
      SecretsOpenaiKeyField: 'value',
      SecretsWandbKeyKind: 'secrets-manager',
      SecretsWandbKeyArn: '<SecretsWandbKeyAE3E0647>',
      SecretsWandbKeyField: 'value',
    });
    expect(outputsOf(PlatformServing ?? { Resources: {} })).toEqual({
      ModelsAssistantProvider: 'bedrock',
      ModelsAssistantId: '<ModelsAssistantAC6300A0.InferenceProfileArn>',
      ModelsAssistantGuardrailId: '<GuardrailsStandard674FF8B4.GuardrailId>',
      ModelsAssistantGuardrailVersion: '<GuardrailsStandardVersion45920AFD.Version>',
      ModelsEmbedderProvider: 'bedrock',
      ModelsEmbedderId: '<ModelsEmbedder011F964C.InferenceProfileArn>',
      ModelsEmbedderDimensions: '1024',
    });
  });

  test('are no exports: nothing that reads them can hold a stack fast', () => {
    for (const { Outputs = {} } of Object.values(platformTemplates({}, { environment: 'prod' }))) {
      for (const [name, output] of Object.entries(Outputs)) expect(output, name).not.toHaveProperty('Export');
    }
  });

  test('are the working copy of a guardrail that the file calls a draft', () => {
    const { PlatformServing } = platformTemplates({ guardrails: { standard: { version: 'draft' } } });
    expect(outputsOf(PlatformServing ?? { Resources: {} })).toMatchObject({ ModelsAssistantGuardrailVersion: 'DRAFT' });
  });
});

describe('The parameters', () => {
  const CONTRACT: PlatformOutputs = {
    version: 1,
    name: 'support-assistant',
    environment: 'dev',
    cloud: 'aws',
    region: REGION,
    models: {
      assistant: {
        provider: 'bedrock',
        id: '<ModelsAssistantAC6300A0.InferenceProfileArn>',
        guardrail: { id: '<GuardrailsStandard674FF8B4.GuardrailId>', version: '<GuardrailsStandardVersion45920AFD.Version>' },
      },
      embedder: { provider: 'bedrock', id: '<ModelsEmbedder011F964C.InferenceProfileArn>', dimensions: 1024 },
    },
    buckets: {
      raw: '<BucketsRaw686CB728>',
      curated: '<BucketsCurated3112A365>',
      quarantine: '<BucketsQuarantine81103B59>',
      feedback: '<BucketsFeedback267AA112>',
      artifacts: '<BucketsArtifactsB9EE6400>',
      logs: '<BucketsLogsF3E46FAF>',
      audit: '<BucketsAudit0C61E492>',
    },
    secrets: {
      'openai-key': { kind: 'secrets-manager', arn: '<SecretsOpenaiKey8392B101>', field: 'value' },
      'wandb-key': { kind: 'secrets-manager', arn: '<SecretsWandbKeyAE3E0647>', field: 'value' },
    },
  };

  /** What an app repo reads back: texts as they are, objects from JSON. */
  function contractOf(parameters: Readonly<Record<string, string>>, prefix: string): Record<string, unknown> {
    const entries = Object.entries(parameters).map(([name, value]) => {
      const key = name.slice(prefix.length);
      return [key, value.startsWith('{') || key === 'version' ? JSON.parse(value) : value];
    });
    return Object.fromEntries(entries);
  }

  test('are one for each top key of the contract, at a path that never changes', () => {
    expect(Object.keys(parametersOf(platformTemplates({}, { environment: 'prod' }))).sort()).toEqual(
      ['buckets', 'cloud', 'environment', 'models', 'name', 'region', 'secrets', 'version'].map(
        (key) => `/llm-infra/support-assistant/prod/${key}`,
      ),
    );
  });

  test('say the whole contract, objects as JSON', () => {
    expect(contractOf(parametersOf(platformTemplates()), '/llm-infra/support-assistant/dev/')).toEqual(CONTRACT);
  });

  test('say what the construct says', () => {
    const { platform } = testPlatform();
    expect(deployed(platform.stacks.stack('serving').resolve(platform.outputs))).toEqual(CONTRACT);
  });

  test('tell nothing of parts that the platform has not', () => {
    const patch = { models: null, data: null, secrets: null };
    const { platform } = testPlatform(patch);
    expect(platform.outputs).toEqual({ version: 1, name: 'support-assistant', environment: 'dev', cloud: 'aws', region: REGION });
    const templates = platformTemplates(patch);
    expect(Object.keys(outputsOf(templates.PlatformData ?? { Resources: {} }))).toEqual([
      'Version',
      'Name',
      'Environment',
      'Cloud',
      'Region',
    ]);
    expect(Object.keys(parametersOf(templates))).toHaveLength(5);
  });

  test('name the given log bucket nowhere: it is not of the platform', () => {
    const { platform } = testPlatform({ clouds: { aws: { logBucket: { name: 'central-access-logs' } } } });
    expect(Object.keys(platform.outputs.buckets ?? {})).not.toContain('logs');
  });

  test('are kept in the tier that their length needs, since a standard one ends at 4 KB', () => {
    const parameters = resourcesIn(platformTemplates(), 'AWS::SSM::Parameter');
    expect(parameters).toHaveLength(8);
    for (const [, { Properties }] of parameters) expect(Properties).toMatchObject({ Type: 'String', Tier: 'Intelligent-Tiering' });
  });
});
