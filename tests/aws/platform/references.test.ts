import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import {
  App,
  AspectPriority,
  Aspects,
  type CfnResource,
  CrossStackReferences,
  Fn,
  NestedStack,
  ReferenceStrength,
  RemovalPolicy,
  Stack,
  Tags,
} from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { CREATE_ONLY_PROPERTIES } from '../../../constructs/aws/platform/create-only-properties.ts';
import { PlatformStacks } from '../../../constructs/aws/platform/platform-stacks.ts';
import { PRODUCERS_METADATA, ProducerDigests } from '../../../constructs/aws/platform/producer-digests.ts';
import {
  ACCOUNT,
  platformTemplates,
  REGION,
  resourcesIn,
  specOf,
  type TemplateJson,
  templatesOf,
  testApp,
  testPlatform,
} from '../../support/platforms.ts';
import { FLAG_SETS } from '../../support/stacks.ts';

describe('The order of the stacks', () => {
  test.each([
    ['network', 'data', 'serving'],
    ['serving', 'data', 'network'],
    ['serving', 'network', 'data'],
  ] as const)('is that of their parts, whichever is made first: %s, %s, %s', (...parts) => {
    const { app, stacks } = kitStacks();
    for (const part of parts) new s3.CfnBucket(stacks.stack(part), 'Bucket');
    const assembly = app.synth();
    const needs = (id: string) => assembly.getStackArtifact(id).dependencies.map((artifact) => artifact.id);
    expect(needs('KitNetwork')).not.toEqual(expect.arrayContaining([expect.stringMatching(/^Kit(Network|Data|Serving)$/)]));
    expect(needs('KitData')).toContain('KitNetwork');
    expect(needs('KitServing')).toContain('KitData');
  });
});

/** A later part of the platform, reduced to one resource that holds a text. */
function consume(scope: Stack, value: string, id = 'Consumer'): ssm.StringParameter {
  return new ssm.StringParameter(scope, id, { stringValue: value });
}

function kitStacks(app: App = testApp()): { readonly app: App; readonly stacks: PlatformStacks } {
  const spec = specOf();
  if (!spec.clouds.aws) throw new Error('the platform of the tests is for aws');
  return { app, stacks: new PlatformStacks(app, 'Kit', spec, spec.clouds.aws) };
}

const consumers = (templates: Readonly<Record<string, TemplateJson>>) =>
  resourcesIn(templates, 'AWS::SSM::Parameter').filter(([id]) => id.startsWith('Consumer'));

describe("A reference between the kit's stacks", () => {
  test.each(['none', 'all'] as const)('is weak: read from an output of the producer and never imported, feature flags: %s', (flags) => {
    const { app, platform } = testPlatform({}, { environment: 'prod', flags });
    const serving = platform.stacks.stack('serving');
    consume(
      serving,
      `${platform.buckets?.bucket('raw').bucketArn} ${platform.network?.vpc.vpcId} ${platform.secret('openai-key').secret.secretArn}`,
    );
    const templates = templatesOf(app);

    const text = JSON.stringify(templates);
    expect(text).not.toContain('Fn::ImportValue');
    expect(text).not.toContain('"Export"');
    const [[, consumer] = []] = consumers(templates);
    const read = [
      ...JSON.stringify(consumer?.Properties.Value).matchAll(/\{"StackName":"([^"]*)","Region":"[^"]*","OutputName":"([^"]*)"\}/g),
    ];
    expect(read.map(([, stack]) => stack)).toEqual([
      'support-assistant-prod-data',
      'support-assistant-prod-network',
      'support-assistant-prod-data',
    ]);
    const outputs = { ...templates.PlatformData?.Outputs, ...templates.PlatformNetwork?.Outputs };
    for (const [, , output = ''] of read) expect(outputs).toHaveProperty(output);
  });

  test('has the producer deployed first', () => {
    const { app, platform } = testPlatform({}, { environment: 'prod' });
    consume(platform.stacks.stack('serving'), `${platform.buckets?.bucket('raw').bucketName} ${platform.network?.vpc.vpcId}`);
    const serving = app.synth().getStackArtifact('PlatformServing');
    expect(serving.dependencies.map(({ id }) => id)).toEqual(expect.arrayContaining(['PlatformData', 'PlatformNetwork']));
  });

  test('is noted on the consumer with a digest of the producer', () => {
    const { app, platform } = testPlatform({}, { environment: 'prod' });
    consume(
      platform.stacks.stack('serving'),
      Fn.join('/', [platform.network?.vpc.vpcId ?? '', platform.buckets?.bucket('raw').bucketName ?? '']),
    );
    const [[, consumer] = []] = consumers(templatesOf(app));
    expect(consumer?.Metadata[PRODUCERS_METADATA]).toEqual({
      'support-assistant-prod-data/BucketsRaw686CB728': expect.stringMatching(/^[0-9a-f]{16}$/),
      'support-assistant-prod-network/Network1C6012B5': expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  test('is noted when a grant makes it', () => {
    const { app, platform } = testPlatform();
    const role = new iam.Role(platform.stacks.stack('serving'), 'Reader', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    platform.buckets?.grants('curated').read(role);
    const [[, policy] = []] = resourcesIn(templatesOf(app), 'AWS::IAM::Policy');
    expect(Object.keys(policy?.Metadata[PRODUCERS_METADATA])).toEqual([
      'support-assistant-dev-data/BucketsCurated3112A365',
      'support-assistant-dev-data/KeyE447D366',
    ]);
  });

  test("is noted in a stack within the kit's", () => {
    const { app, stacks } = kitStacks();
    const bucket = new s3.CfnBucket(stacks.stack('data'), 'Bucket');
    const nested = new NestedStack(stacks.stack('serving'), 'Nested');
    const { node } = consume(nested, bucket.ref);
    app.synth();
    const rendered = Stack.of(nested).resolve((node.defaultChild as CfnResource).cfnOptions.metadata);
    expect(Object.keys(rendered[PRODUCERS_METADATA])).toEqual(['support-assistant-dev-data/Bucket']);
  });

  test('is noted where the producer is of another account, which CDK lets no stack wait for', () => {
    const app = testApp();
    const other = new Stack(app, 'Other', { env: { region: REGION, account: '444455556666' } });
    const own = new Stack(app, 'Own', { env: { region: REGION, account: ACCOUNT } });
    CrossStackReferences.of(own).consume(ReferenceStrength.WEAK);
    Aspects.of(own).add(new ProducerDigests(), { priority: AspectPriority.READONLY });
    consume(own, new s3.CfnBucket(other, 'Bucket').ref);
    const [[, consumer] = []] = consumers(templatesOf(app));
    expect(Object.keys(consumer?.Metadata[PRODUCERS_METADATA])).toEqual(['Other/Bucket']);
  });

  test('is what is noted: a resource without one carries nothing', () => {
    expect(JSON.stringify(platformTemplates({}, { environment: 'prod' }))).not.toContain(PRODUCERS_METADATA);
  });
});

describe("A stack of a user's own", () => {
  function ownStack(context: Record<string, unknown>) {
    const app = new App({ analyticsReporting: false, context });
    const { stacks } = kitStacks(app);
    const bucket = new s3.Bucket(stacks.stack('data'), 'Bucket');
    const model = new bedrock.CfnApplicationInferenceProfile(stacks.stack('serving'), 'Model', { inferenceProfileName: 'assistant' });
    consume(new Stack(app, 'Own', { env: { region: REGION } }), `${bucket.bucketName} ${model.attrInferenceProfileArn}`);
    return templatesOf(app);
  }

  test.each([
    ['none', 'Fn::ImportValue', {}],
    ['strong', 'Fn::ImportValue', { '@aws-cdk/core:defaultCrossStackReferences': 'strong' }],
    ['weak', 'Fn::GetStackOutput', { '@aws-cdk/core:defaultCrossStackReferences': 'weak' }],
  ])("refers to the kit's as its app says: %s by %s", (_, intrinsic, context) => {
    const { Own } = ownStack(context);
    const functions = JSON.stringify(Own).match(/Fn::(?:ImportValue|GetStackOutput)/g);
    expect(functions).toEqual([intrinsic, intrinsic]);
  });

  test('is left alone: its resources carry no digest', () => {
    expect(JSON.stringify(ownStack({ ...FLAG_SETS.all }).Own)).not.toContain(PRODUCERS_METADATA);
  });

  test('may read all that the platform offers', () => {
    const { app, platform } = testPlatform();
    const own = new Stack(app, 'Own', { env: { region: REGION } });
    consume(own, [...(platform.buckets?.buckets.values() ?? [])].map(({ bucketName }) => bucketName).join());
    for (const [alias, { inferenceProfileArn }] of platform.models) consume(own, inferenceProfileArn, alias);
    expect(Object.keys(templatesOf(app).Own?.Resources ?? {})).toHaveLength(3);
  });
});

describe('The digest of a producer', () => {
  type Change = 'nothing' | 'change';
  type Producer = readonly [
    what: string,
    make: (stack: Stack, change: Change) => { readonly value: string; readonly producer: CfnResource },
  ];

  /** The digest that a consumer carries of the named producer. */
  function digestOf(make: Producer[1], change: Change): string {
    const { app, stacks } = kitStacks();
    const { value, producer } = make(stacks.stack('data'), change);
    const logicalId = Stack.of(producer).resolve(producer.logicalId);
    consume(stacks.stack('serving'), value);
    const [[, consumer] = []] = consumers(templatesOf(app));
    return consumer?.Metadata[PRODUCERS_METADATA][`support-assistant-dev-data/${logicalId}`];
  }

  const profile =
    (changed: Partial<bedrock.CfnApplicationInferenceProfileProps>): Producer[1] =>
    (stack, change) => {
      const producer = new bedrock.CfnApplicationInferenceProfile(stack, 'Model', {
        inferenceProfileName: 'assistant',
        modelSource: { copyFrom: 'arn:aws:bedrock:eu-central-1::foundation-model/one' },
        ...(change === 'change' ? changed : {}),
      });
      return { producer, value: producer.attrInferenceProfileArn };
    };
  const bucket =
    (changed: (bucket: s3.CfnBucket) => void): Producer[1] =>
    (stack, change) => {
      const producer = new s3.CfnBucket(stack, 'Bucket');
      if (change === 'change') changed(producer);
      return { producer, value: producer.ref };
    };
  const securityGroup =
    (changed: (vpc: ec2.CfnVPC, group: ec2.CfnSecurityGroup) => void): Producer[1] =>
    (stack, change) => {
      const vpc = new ec2.CfnVPC(stack, 'Vpc', { cidrBlock: '10.42.0.0/16' });
      const producer = new ec2.CfnSecurityGroup(stack, 'Group', { groupDescription: 'endpoints', vpcId: vpc.ref });
      if (change === 'change') changed(vpc, producer);
      return { producer, value: producer.attrGroupId };
    };
  const subnet =
    (changed: (subnet: ec2.CfnSubnet) => void): Producer[1] =>
    (stack, change) => {
      const producer = new ec2.CfnSubnet(stack, 'Subnet', { vpcId: 'vpc-0123456789abcdef0', cidrBlock: '10.42.0.0/24' });
      if (change === 'change') changed(producer);
      return { producer, value: producer.ref };
    };
  const secret =
    (changed: secretsmanager.CfnSecretProps): Producer[1] =>
    (stack, change) => {
      const producer = new secretsmanager.CfnSecret(stack, 'Secret', { name: 'openai', ...(change === 'change' ? changed : {}) });
      return { producer, value: producer.ref };
    };
  const key =
    (changed: (key: kms.Key) => void): Producer[1] =>
    (stack, change) => {
      const made = new kms.Key(stack, 'Key');
      if (change === 'change') changed(made);
      return { producer: made.node.defaultChild as CfnResource, value: made.keyArn };
    };
  const queue =
    (changed: sqs.CfnQueueProps): Producer[1] =>
    (stack, change) => {
      const producer = new sqs.CfnQueue(stack, 'Queue', change === 'change' ? changed : {});
      return { producer, value: producer.attrArn };
    };
  const version =
    (changed: (guardrail: bedrock.CfnGuardrail, version: bedrock.CfnGuardrailVersion) => void): Producer[1] =>
    (stack, change) => {
      const guardrail = new bedrock.CfnGuardrail(stack, 'Guardrail', {
        name: 'standard',
        blockedInputMessaging: 'No.',
        blockedOutputsMessaging: 'No.',
      });
      const producer = new bedrock.CfnGuardrailVersion(stack, 'Version', {
        guardrailIdentifier: guardrail.attrGuardrailId,
        description: 'content 1',
      });
      if (change === 'change') changed(guardrail, producer);
      return { producer, value: producer.attrVersion };
    };

  test.each<Producer>([
    ["an inference profile's model", profile({ modelSource: { copyFrom: 'arn:aws:bedrock:eu-central-1::foundation-model/other' } })],
    ["an inference profile's name", profile({ inferenceProfileName: 'writer' })],
    ["an inference profile's description", profile({ description: 'The assistant' })],
    ["a bucket's name", bucket((it) => (it.bucketName = 'a-name-of-its-own'))],
    ["a bucket's name by an override", bucket((it) => it.addPropertyOverride('BucketName', 'a-name-of-its-own'))],
    ['the logical id', bucket((it) => it.overrideLogicalId('Other'))],
    ["a secret's name", secret({ name: 'anthropic' })],
    ["a security group's description", securityGroup((_, group) => (group.groupDescription = 'others'))],
    ['the range of the VPC that a security group lies in', securityGroup((vpc) => (vpc.cidrBlock = '10.43.0.0/16'))],
    ['the logical id of the VPC that a security group lies in', securityGroup((vpc) => vpc.overrideLogicalId('Other'))],
    ["a subnet's range", subnet((it) => (it.cidrBlock = '10.42.1.0/24'))],
    ["the description of a guardrail's version", version((_, it) => (it.description = 'content 2'))],
    ['anything of a type that the table does not know', queue({ visibilityTimeout: 60 })],
  ])('changes with %s, which replaces it', (_, make) => {
    expect(digestOf(make, 'nothing')).toMatch(/^[0-9a-f]{16}$/);
    expect(digestOf(make, 'change')).not.toBe(digestOf(make, 'nothing'));
  });

  test.each<Producer>([
    ["an inference profile's tag", profile({ tags: [{ key: 'backup', value: 'daily' }] })],
    ["a bucket's lifecycle", bucket((it) => (it.lifecycleConfiguration = { rules: [{ status: 'Enabled', expirationInDays: 30 }] }))],
    ["a bucket's tag", bucket((it) => Tags.of(it).add('backup', 'daily'))],
    ['what becomes of a bucket that is deleted', bucket((it) => it.applyRemovalPolicy(RemovalPolicy.RETAIN))],
    ["a secret's description", secret({ name: 'openai', description: 'Key of the OpenAI project' })],
    ["a security group's rules", securityGroup((_, group) => (group.securityGroupIngress = [{ ipProtocol: '-1', cidrIp: '10.0.0.0/8' }]))],
    ['the tags of the VPC that a security group lies in', securityGroup((vpc) => Tags.of(vpc).add('backup', 'daily'))],
    ["a subnet's tag", subnet((it) => Tags.of(it).add('backup', 'daily'))],
    [
      "a key's policy",
      key((it) =>
        it.addToResourcePolicy(
          new iam.PolicyStatement({ actions: ['kms:Decrypt'], principals: [new iam.AccountRootPrincipal()], resources: ['*'] }),
        ),
      ),
    ],
    [
      "the content of a version's guardrail, which has a version of its own",
      version((guardrail) => (guardrail.blockedInputMessaging = 'Never.')),
    ],
  ])('stays the same with %s, which is updated in place', (_, make) => {
    expect(digestOf(make, 'nothing')).toMatch(/^[0-9a-f]{16}$/);
    expect(digestOf(make, 'change')).toBe(digestOf(make, 'nothing'));
  });

  test('ends where resources refer to each other in a circle, which CloudFormation then refuses', () => {
    const circle: Producer[1] = (stack) => {
      const one = new sqs.CfnQueue(stack, 'One');
      const other = new sqs.CfnQueue(stack, 'Other', { redrivePolicy: { deadLetterTargetArn: one.attrArn } });
      one.redrivePolicy = { deadLetterTargetArn: other.attrArn };
      return { producer: one, value: one.attrArn };
    };
    expect(digestOf(circle, 'nothing')).toMatch(/^[0-9a-f]{16}$/);
  });
});

test('The table of create-only properties names properties that the types have', () => {
  const stack = new Stack();
  const resources: Readonly<Record<string, CfnResource>> = {
    'AWS::Bedrock::ApplicationInferenceProfile': new bedrock.CfnApplicationInferenceProfile(stack, 'Profile', {
      inferenceProfileName: 'a',
    }),
    'AWS::Bedrock::Guardrail': new bedrock.CfnGuardrail(stack, 'Guardrail', {
      name: 'a',
      blockedInputMessaging: 'a',
      blockedOutputsMessaging: 'a',
    }),
    'AWS::EC2::SecurityGroup': new ec2.CfnSecurityGroup(stack, 'Group', { groupDescription: 'a' }),
    'AWS::DynamoDB::Table': new dynamodb.CfnTable(stack, 'Table', { keySchema: [] }),
    'AWS::EC2::Subnet': new ec2.CfnSubnet(stack, 'Subnet', { vpcId: 'a' }),
    'AWS::EC2::VPC': new ec2.CfnVPC(stack, 'Vpc'),
    'AWS::KMS::Key': new kms.CfnKey(stack, 'Key'),
    'AWS::Logs::LogGroup': new logs.CfnLogGroup(stack, 'Logs'),
    'AWS::S3::Bucket': new s3.CfnBucket(stack, 'Bucket'),
    'AWS::SecretsManager::Secret': new secretsmanager.CfnSecret(stack, 'Secret'),
  };
  for (const [type, properties] of Object.entries(CREATE_ONLY_PROPERTIES)) {
    expect(resources[type]?.cfnResourceType, type).toBe(type);
    for (const name of properties)
      expect(`${name.charAt(0).toLowerCase()}${name.slice(1)}` in (resources[type] ?? {}), `${type} ${name}`).toBe(true);
  }
});
