import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack, Stage } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { LlmPlatform } from '../../../constructs/aws/platform/index.ts';
import { evaluated } from '../../support/intrinsics.ts';
import {
  ACCOUNT,
  platformTemplates,
  REGION,
  resourcesIn,
  specOf,
  templatesOf,
  testApp,
  testPlatform,
  typesIn,
} from '../../support/platforms.ts';

const PROFILES = ['ephemeral', 'dev', 'prod'] as const;

describe('The stacks of a platform', () => {
  test('are network, data and serving, in the order of their deployment', () => {
    const { platform } = testPlatform({}, { environment: 'prod' });
    expect(platform.stacks.all.map(({ node, stackName, templateOptions }) => [node.path, stackName, templateOptions.description])).toEqual([
      ['PlatformNetwork', 'support-assistant-prod-network', 'support-assistant (prod): network, its endpoints and its flow logs'],
      ['PlatformData', 'support-assistant-prod-data', 'support-assistant (prod): keys, buckets and secrets'],
      ['PlatformServing', 'support-assistant-prod-serving', 'support-assistant (prod): models and guardrails'],
    ]);
  });

  test.each([
    ['network', 'the file says none', { network: { kind: 'none' } }, ['PlatformData', 'PlatformServing']],
    ['serving', 'there is neither model nor guardrail', { models: null }, ['PlatformData']],
    ['data', 'never: it tells what the platform is', { data: null, secrets: null }, ['PlatformData', 'PlatformServing']],
  ])('leave out %s where %s', (_, __, patch, ids) => {
    const templates = platformTemplates(patch);
    expect(Object.keys(templates)).toEqual(ids);
  });

  test.each(PROFILES)('hold a resource each, in %s', (environment) => {
    for (const [id, { Resources }] of Object.entries(platformTemplates({}, { environment }))) {
      expect(Object.keys(Resources ?? {}).length, id).toBeGreaterThan(0);
    }
  });

  test('need an app or a stage: a stack as scope is refused and the blocks are named', () => {
    const stack = new Stack(new App(), 'Mine');
    expect(() => new LlmPlatform(stack as unknown as Stage, 'Platform', { spec: specOf() })).toThrow(
      "needs an App or a Stage as its scope, got 'Mine'; in a stack of yours use the blocks, such as DataBuckets or ManagedModel",
    );
  });

  test('are refused for a file that does not name aws', () => {
    const { clouds: _, ...spec } = specOf();
    expect(() => new LlmPlatform(testApp(), 'Platform', { spec: { ...spec, clouds: {} } })).toThrow(
      "The platform 'support-assistant' is not deployed on aws",
    );
  });

  test("lie directly in a stage of CDK Pipelines, so that 'Prod/*' selects them, under the same names", () => {
    const app = testApp();
    const stage = new Stage(app, 'Prod');
    new LlmPlatform(stage, 'Platform', { spec: specOf({}, 'prod') });
    const { nestedAssemblies, stacks } = app.synth();
    expect(stacks).toEqual([]);
    expect(nestedAssemblies[0]?.nestedAssembly.stacks.map(({ hierarchicalId, stackName }) => [hierarchicalId, stackName])).toEqual([
      ['Prod/PlatformNetwork', 'support-assistant-prod-network'],
      ['Prod/PlatformData', 'support-assistant-prod-data'],
      ['Prod/PlatformServing', 'support-assistant-prod-serving'],
    ]);
  });

  test('hold the same in a stage as in an app, but for the names that show a path', () => {
    const stage = new Stage(testApp(), 'Prod');
    new LlmPlatform(stage, 'Platform', { spec: specOf({}, 'prod') });
    const inStage = JSON.stringify(Object.values(templatesOf(stage))).replaceAll('Prod/Platform', 'Platform');
    expect(inStage).toBe(JSON.stringify(Object.values(platformTemplates({}, { environment: 'prod' }))));
  });

  test('of two environments live in one app', () => {
    const app = testApp();
    for (const environment of ['dev', 'prod'] as const) new LlmPlatform(app, environment, { spec: specOf({}, environment) });
    const names = app.synth().stacks.map(({ stackName }) => stackName);
    expect(new Set(names).size).toBe(5);
  });

  test.each(PROFILES)('are protected from deletion where they keep data in prod, here in %s', (environment) => {
    const { platform } = testPlatform({}, { environment });
    const isProtected = platform.stacks.all.filter(({ terminationProtection }) => terminationProtection).map(({ node }) => node.id);
    expect(isProtected).toEqual(environment === 'prod' ? ['PlatformData'] : []);
  });
});

describe('Region and account', () => {
  const withoutAccount = { environments: { prod: { clouds: null } } };

  test('are those of the file, and no account where it gives none', () => {
    const environmentsOf = (patch: object) =>
      testPlatform(patch, { environment: 'prod' })
        .app.synth()
        .stacks.map(({ environment }) => environment.name);
    expect(environmentsOf({})).toEqual(Array(3).fill(`aws://${ACCOUNT}/${REGION}`));
    expect(environmentsOf(withoutAccount)).toEqual(Array(3).fill(`aws://unknown-account/${REGION}`));
  });

  test('look nothing up, with an account or without', () => {
    for (const patch of [{}, withoutAccount]) {
      expect(testPlatform(patch, { environment: 'prod' }).app.synth().manifest.missing).toBeUndefined();
    }
  });

  test.each(['nat', 'firewall'] as const)('make equal templates but for the account itself, egress by %s', (kind) => {
    const network = { egress: kind === 'nat' ? { kind } : { kind, allowedDomains: ['api.example.com'] } };
    const deployed = (patch: object) =>
      evaluated(platformTemplates({ network, ...patch }, { environment: 'prod' }), {
        ref: (name) => (name === 'AWS::AccountId' ? ACCOUNT : undefined),
      });
    expect(deployed(withoutAccount)).toEqual(deployed({}));
  });
});

describe('Roles', () => {
  const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
  const network = { egress: { kind: 'nat' } };

  test('have the permissions boundary of the file, those that a user adds to the stacks too', () => {
    const clouds = { aws: { permissionsBoundary: BOUNDARY } };
    const { app, platform } = testPlatform({ clouds, network }, { environment: 'prod' });
    new iam.Role(platform.stacks.stack('serving'), 'Caller', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const roles = resourcesIn(templatesOf(app), 'AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(2);
    for (const [id, { Properties }] of roles) expect(Properties.PermissionsBoundary, id).toBe(BOUNDARY);
  });

  test('have none where the file names none', () => {
    const roles = resourcesIn(platformTemplates({ network }, { environment: 'prod' }), 'AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(0);
    for (const [id, { Properties }] of roles) expect(Properties, id).not.toHaveProperty('PermissionsBoundary');
  });
});

describe('What is kept', () => {
  const KEPT = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
  const LOST = { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' };
  // A failed first deployment takes back what it has just made, so that the name is free for the next one.
  const KEPT_ONCE_MADE = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };

  test.each([
    ['AWS::KMS::Key', KEPT],
    ['AWS::S3::Bucket', KEPT],
    ['AWS::S3::BucketPolicy', KEPT],
    ['AWS::SecretsManager::Secret', KEPT_ONCE_MADE],
  ])('%s stays when its stack goes, in ephemeral alone it goes along', (type, kept) => {
    const network = { kind: 'new' };
    for (const environment of PROFILES) {
      const resources = resourcesIn(platformTemplates({ network }, { environment }), type);
      expect(resources.length).toBeGreaterThan(0);
      for (const [id, resource] of resources)
        expect(resource, `${environment} ${id}`).toMatchObject(environment === 'ephemeral' ? LOST : kept);
    }
  });

  test('flow logs stay when their stack goes, in ephemeral alone they go along', () => {
    for (const environment of PROFILES) {
      const templates = platformTemplates({ network: { kind: 'new' } }, { environment });
      const [[, flowLog] = []] = resourcesIn(templates, 'AWS::EC2::FlowLog');
      const group = templates.PlatformNetwork?.Resources[flowLog?.Properties.LogGroupName.Ref];
      expect(group, environment).toMatchObject(environment === 'ephemeral' ? LOST : KEPT);
    }
  });
});

describe('Secrets', () => {
  test.each(PROFILES)('are made empty in %s: no template holds a value', (environment) => {
    const templates = platformTemplates({}, { environment });
    const secrets = resourcesIn(templates, 'AWS::SecretsManager::Secret');
    expect(secrets).toHaveLength(2);
    for (const [, { Properties }] of secrets) {
      expect(Properties.SecretString).toBe('{"value":""}');
      expect(Properties).not.toHaveProperty('GenerateSecretString');
    }
    expect(JSON.stringify(templates)).not.toContain('{{resolve:secretsmanager');
  });

  test('are found by their name, and the file is named for one that it has not', () => {
    const { platform } = testPlatform();
    expect(platform.secret('openai-key').secret.secretArn).toBeDefined();
    expect(() => platform.secret('groq-key')).toThrow(
      "The platform has no 'groq-key' in secrets, it has openai-key, wandb-key; add it to secrets",
    );
  });
});

describe('Models', () => {
  function callerOf(alias: string): iam.PolicyDocument {
    const { platform } = testPlatform();
    const role = new iam.Role(platform.stacks.stack('serving'), 'Caller', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    platform.model(alias).grants.invoke(role);
    return (role.node.findChild('DefaultPolicy') as iam.Policy).document;
  }

  const deniedCalls = (document: iam.PolicyDocument) =>
    new Stack()
      .resolve(document)
      .Statement.filter(
        ({ Effect, Action }: { Effect: string; Action: readonly string[] }) => Effect === 'Deny' && Action.includes('bedrock:InvokeModel'),
      );

  test('for chat carry the guardrail and deny a call that leaves it out', () => {
    const { platform } = testPlatform();
    expect(platform.model('assistant').guardrail).toBe(platform.guardrails.get('standard'));
    const [denied, ...others] = deniedCalls(callerOf('assistant'));
    expect(others).toEqual([]);
    expect(denied.Condition).toEqual({ ArnNotLike: { 'bedrock:GuardrailIdentifier': expect.anything() } });
  });

  test('for embeddings take no guardrail', () => {
    const { platform } = testPlatform();
    expect(platform.model('embedder').guardrail).toBeUndefined();
    expect(deniedCalls(callerOf('embedder'))).toEqual([]);
  });

  test('take the guardrail that the file names, with its content', () => {
    const guardrails = { strict: { contentFilters: { hate: 'high' }, pii: { action: 'block', kinds: ['email'] }, blockedMessage: 'No.' } };
    const { platform, app } = testPlatform({ guardrails, models: { assistant: { guardrail: 'strict' } } });
    expect(platform.model('assistant').guardrail).toBe(platform.guardrails.get('strict'));
    const made = resourcesIn(templatesOf(app), 'AWS::Bedrock::Guardrail');
    expect(made).toHaveLength(1);
    const [, { Properties }] = made[0] ?? [undefined, {} as never];
    expect(Properties.ContentPolicyConfig.FiltersConfig).toContainEqual({ Type: 'HATE', InputStrength: 'HIGH', OutputStrength: 'HIGH' });
    expect(Properties.SensitiveInformationPolicyConfig.PiiEntitiesConfig).toEqual([{ Type: 'EMAIL', Action: 'BLOCK' }]);
    expect(Properties).toMatchObject({ BlockedInputMessaging: 'No.', BlockedOutputsMessaging: 'No.' });
  });

  test('mask no personal data where the file keeps it', () => {
    const guardrails = resourcesIn(platformTemplates({ data: { pii: 'keep' } }), 'AWS::Bedrock::Guardrail');
    expect(guardrails).toHaveLength(1);
    expect(guardrails[0]?.[1].Properties).not.toHaveProperty('SensitiveInformationPolicyConfig');
  });

  test('that are paid by use make the template that saying nothing makes', () => {
    const capacity = { kind: 'on-demand' };
    expect(platformTemplates({ models: { assistant: { capacity } } })).toEqual(platformTemplates());
  });

  test('are called where the file says: across the geography, or in the region', () => {
    const sourceOf = (patch: object) =>
      resourcesIn(platformTemplates(patch), 'AWS::Bedrock::ApplicationInferenceProfile').map(([, { Properties }]) =>
        JSON.stringify(Properties.ModelSource.CopyFrom),
      );
    expect(sourceOf({})).toEqual([
      expect.stringContaining(':inference-profile/eu.anthropic.claude-sonnet-5-5'),
      expect.stringContaining('::foundation-model/amazon.titan-embed-text-v2:0'),
    ]);
    const worldwide = { residency: 'any', models: { assistant: { processing: 'global' } } };
    expect(sourceOf(worldwide)[0]).toContain(':inference-profile/global.anthropic.claude-sonnet-5-5');
  });

  test('are found by their alias, and the file is named for one that it has not', () => {
    expect(() => testPlatform().platform.model('writer')).toThrow(
      "The platform has no 'writer' in models, it has assistant, embedder; add it to models in the file",
    );
    expect(() => testPlatform({ models: null }).platform.model('writer')).toThrow("no 'writer' in models, it has none;");
  });
});

describe('Egress', () => {
  const typesWith = (egress: object) => typesIn(platformTemplates({ network: { egress } }, { environment: 'prod' }));
  const gateways = (egress: object) =>
    resourcesIn(platformTemplates({ network: { egress } }, { environment: 'prod' }), 'AWS::EC2::NatGateway').length;

  test('is closed by default: no internet gateway, no NAT, no route out', () => {
    const types = typesIn(platformTemplates({}, { environment: 'prod' }));
    expect(types).toContain('AWS::EC2::VPC');
    for (const type of ['AWS::EC2::InternetGateway', 'AWS::EC2::NatGateway', 'AWS::EC2::Route']) expect(types).not.toContain(type);
  });

  test('by nat has one gateway a zone in prod, or as many as the file says', () => {
    expect(gateways({ kind: 'nat' })).toBe(3);
    expect(gateways({ kind: 'nat', gateways: 1 })).toBe(1);
  });

  test('by firewall lets through the domains of the file alone', () => {
    const egress = { kind: 'firewall', allowedDomains: ['api.example.com'] };
    const groups = resourcesIn(platformTemplates({ network: { egress } }, { environment: 'prod' }), 'AWS::NetworkFirewall::RuleGroup');
    const targets = groups.flatMap(([, { Properties }]) => Properties.RuleGroup.RulesSource.RulesSourceList?.Targets ?? []);
    expect(targets).toEqual(['api.example.com']);
  });

  test('by proxy makes nothing and is told to clients', () => {
    const egress = { kind: 'proxy', url: 'http://proxy.example.com:3128', cidr: '10.99.0.0/24' };
    expect(typesWith(egress)).toEqual(typesWith({ kind: 'none' }));
    expect(testPlatform({ network: { egress } }, { environment: 'prod' }).platform.network?.egress).toEqual(egress);
  });
});

describe('What the file cannot say', () => {
  test('is done on the public children', () => {
    const { app, platform } = testPlatform({}, { environment: 'prod' });
    const raw = platform.buckets?.bucket('raw').node.defaultChild as s3.CfnBucket;
    raw.accelerateConfiguration = { accelerationStatus: 'Enabled' };
    platform.model('assistant').resource.description = 'The assistant of the support team';
    const templates = templatesOf(app);
    const accelerated = resourcesIn(templates, 'AWS::S3::Bucket').filter(([, { Properties }]) => Properties.AccelerateConfiguration);
    expect(accelerated.map(([id]) => id)).toEqual([expect.stringMatching(/^BucketsRaw/)]);
    const described = resourcesIn(templates, 'AWS::Bedrock::ApplicationInferenceProfile').filter(
      ([, { Properties }]) => Properties.Description,
    );
    expect(described.map(([id]) => id)).toEqual([expect.stringMatching(/^ModelsAssistant/)]);
  });
});
