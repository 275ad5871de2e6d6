import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AwsAccount } from './aws-account.ts';
import type { CdkApp } from './cdk-cli.ts';
import { Emulator } from './emulator.ts';
import { type Edits, editedExample } from './platform-files.ts';
import { Rehearsal } from './rehearsal.ts';
import { outputsOf, stackStatuses } from './stacks.ts';

const REGION = 'eu-central-1';
const CONSUMER = 'support-assistant-dev-consumer';

/** Another model behind the same alias: its profile is replaced. */
const REPLACED: Edits = { 'models.assistant.model.aws': 'claude-opus-5.5' };
/** Without a bucket, a secret and a model that the consumer used. */
const REMOVED: Edits = {
  ...REPLACED,
  'data.buckets': ['raw', 'curated', 'quarantine', 'artifacts', 'logs', 'audit'],
  'data.retentionDays.feedback': undefined,
  'secrets.wandb-key': undefined,
  'models.embedder': undefined,
  'routes.embed': undefined,
  'consumers.support-web.routes': ['chat'],
};

let emulator: Emulator;
let rehearsal: Rehearsal;
let aws: AwsAccount;

beforeAll(async () => {
  emulator = await Emulator.start();
  rehearsal = new Rehearsal(emulator, '333344445555', REGION);
  aws = rehearsal.aws;
  await rehearsal.bootstrap();
});
afterAll(() => emulator.stop());

function app(version: string, edits: Edits = {}): CdkApp {
  const platformFile = emulator.write(`${version}.yaml`, editedExample('support-assistant', edits));
  const command = 'node --conditions=source --import tsx tests/rehearsal/aws/consumer-app.ts';
  return { kind: 'command', command, context: { environment: 'dev', platformFile } };
}

/** What the consumer's function sees: it is called and answers with its environment. */
async function seen(): Promise<Record<string, string>> {
  const { physicalId: FunctionName } = await rehearsal.first('AWS::Lambda::Function');
  const { Payload, FunctionError } = await aws.lambda.send(new InvokeCommand({ FunctionName }));
  expect(FunctionError).toBeUndefined();
  const environment = JSON.parse(Buffer.from(Payload ?? []).toString()) as Record<string, string>;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => /^(?:BUCKET|SECRET|MODEL)_/.test(name)));
}

async function policy(): Promise<string> {
  const { physicalId: RoleName } = await rehearsal.first('AWS::IAM::Role');
  const { physicalId: PolicyName } = await rehearsal.first('AWS::IAM::Policy');
  const { PolicyDocument = '' } = await aws.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  return decodeURIComponent(PolicyDocument);
}

test('resolves what a later stack refers to, by weak references alone', async () => {
  await rehearsal.deploys(app('first'));
  await rehearsal.begins();
  const data = await outputsOf(aws, 'support-assistant-dev-data');
  const serving = await outputsOf(aws, 'support-assistant-dev-serving');
  const consumer = await seen();
  expect(Object.keys(consumer)).toHaveLength(11);
  expect(consumer).toMatchObject({
    BUCKET_feedback: data.BucketsFeedback,
    SECRET_wandb_key: data.SecretsWandbKeyArn,
    MODEL_assistant: serving.ModelsAssistantId,
    MODEL_embedder: serving.ModelsEmbedderId,
  });
  for (const value of [`arn:aws:s3:::${data.BucketsFeedback}`, data.SecretsWandbKeyArn, serving.ModelsAssistantId])
    expect(await policy()).toContain(value);
});

test('hands a replaced inference profile on to its consumer in the same deployment', async () => {
  const { MODEL_assistant: before = '', ...others } = await seen();
  await rehearsal.deploys(app('second', REPLACED));
  await rehearsal.expectNothingLost();
  const { MODEL_assistant: after = '', ...still } = await seen();
  expect(after).not.toBe(before);
  expect(after).toBe((await outputsOf(aws, 'support-assistant-dev-serving')).ModelsAssistantId);
  expect(still).toEqual(others);
  const { Parameter } = await aws.ssm.send(new GetParameterCommand({ Name: '/consumer/support-assistant/dev/assistant' }));
  expect(Parameter?.Value).toBe(after);
  expect(await policy()).toContain(after);
  expect(await policy()).not.toContain(before);
});

test('takes out a bucket, a secret and a model that a later stack used, in one deployment; the data stays', async () => {
  const { BUCKET_feedback: Bucket = '', SECRET_wandb_key: SecretId = '' } = await seen();
  await aws.s3.send(new PutObjectCommand({ Bucket, Key: 'answer.json', Body: '{"rating":1}' }));
  await aws.secrets.send(new PutSecretValueCommand({ SecretId, SecretString: '{"value":"set-by-a-person"}' }));

  await rehearsal.deploys(app('third', REMOVED));
  expect(Object.keys(await seen())).toHaveLength(8);
  expect((await stackStatuses(aws))[CONSUMER]).toBe('UPDATE_COMPLETE');
  // The model holds nothing and is gone; what holds data is in no stack any more, and there.
  expect(await rehearsal.leftovers()).toEqual({
    'AWS::S3::Bucket': [Bucket],
    'AWS::S3::BucketPolicy': [`${Bucket}-policy`],
    'AWS::SecretsManager::Secret': [SecretId],
  });
  const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket, Key: 'answer.json' }));
  expect(await Body?.transformToString()).toBe('{"rating":1}');
  const { SecretString } = await aws.secrets.send(new GetSecretValueCommand({ SecretId }));
  expect(SecretString).toBe('{"value":"set-by-a-person"}');
});
