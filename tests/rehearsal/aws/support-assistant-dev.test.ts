import { GetGuardrailCommand, GetInferenceProfileCommand } from '@aws-sdk/client-bedrock';
import { DescribeKeyCommand, GetKeyRotationStatusCommand } from '@aws-sdk/client-kms';
import { DescribeSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AwsAccount } from './aws-account.ts';
import { bucketPosture } from './buckets.ts';
import type { CdkApp } from './cdk-cli.ts';
import { expectFilled, fill, type Places } from './contents.ts';
import { Emulator } from './emulator.ts';
import { type Edits, editedExample, exampleFile } from './platform-files.ts';
import { Rehearsal } from './rehearsal.ts';
import { outputsOf, stackStatuses, stackTimes, statefulIds, updatesBeforeTheFailure } from './stacks.ts';

const ACCOUNT = '222233334444';
const REGION = 'eu-central-1';
const DATA = 'support-assistant-dev-data';
const SERVING = 'support-assistant-dev-serving';

/** The second version of the file: a field of every block. */
const CHANGED: Edits = {
  'owner.costCenter': '0815',
  'keys.rotationDays': 180,
  'data.retentionDays.raw': 400,
  'data.softDeleteDays': 14,
  'secrets.openai-key.maxAgeDays': 60,
  'secrets.openai-key.description': 'Key of the second OpenAI project',
  guardrails: { standard: { profanity: 'allow' } },
};

/** The third, which is deployed with a failure first. */
const THIRD: Edits = { ...CHANGED, 'data.retentionDays.raw': 500, 'secrets.openai-key.description': 'Key of the third OpenAI project' };

let emulator: Emulator;
let rehearsal: Rehearsal;
let aws: AwsAccount;

beforeAll(async () => {
  emulator = await Emulator.start();
  rehearsal = new Rehearsal(emulator, ACCOUNT, REGION);
  aws = rehearsal.aws;
});
afterAll(() => emulator.stop());

function platform(version: string, edits?: Edits): CdkApp {
  const text = edits === undefined ? exampleFile('support-assistant') : editedExample('support-assistant', edits);
  return { kind: 'platform', environment: 'dev', file: emulator.write(`${version}.yaml`, text) };
}

const secretValue = async (arn: string) => (await aws.secrets.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString;

/** What must hold after every deployment: the stacks say the truth, nothing that keeps data has moved, and the data is there. */
async function expectNothingLost(): Promise<void> {
  await rehearsal.expectNothingLost();
  await expectFilled(aws, await places());
}

async function places(): Promise<Places> {
  const { SecretsOpenaiKeyArn: secret = '', BucketsRaw: bucket = '' } = await outputsOf(aws, DATA);
  return { secret, bucket };
}

test('bootstraps an account', async () => {
  await rehearsal.bootstrap();
});

test('refuses the example with its marker seed before anything is made, and says what to do', async () => {
  expect(await rehearsal.failsToDeploy(platform('as-it-lies-there'))).toContain("Run 'llm-infra init <folder>'");
  expect(await rehearsal.leftovers()).toEqual({});
});

test('takes a failed creation back, but for an empty key and empty buckets, which are always kept', async () => {
  await rehearsal.failsToDeploy(platform('first', {}), { type: 'AWS::SSM::Parameter', action: 'create' });
  expect((await stackStatuses(aws))[DATA]).toBe('ROLLBACK_COMPLETE');
  // What carries a name must go, or the next creation finds it taken.
  const leftovers = await rehearsal.leftovers();
  expect(Object.keys(leftovers)).toEqual(['AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy']);
  rehearsal.accept(leftovers);
});

test('is created by the next deployment, every resource of it', async () => {
  await rehearsal.deploys(platform('first', {}));
  expect(await stackStatuses(aws)).toEqual({ [DATA]: 'CREATE_COMPLETE', [SERVING]: 'CREATE_COMPLETE' });
  expect(Object.keys(statefulIds(await rehearsal.begins()))).toHaveLength(10);
});

test('has a key that is rotated every year', async () => {
  const { physicalId: KeyId } = await rehearsal.first('AWS::KMS::Key');
  expect(await aws.kms.send(new GetKeyRotationStatusCommand({ KeyId }))).toMatchObject({
    KeyRotationEnabled: true,
    RotationPeriodInDays: 365,
  });
  expect((await aws.kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata).toMatchObject({
    KeyState: 'Enabled',
    KeyManager: 'CUSTOMER',
  });
});

test('has private, encrypted, versioned buckets with their lifecycles, and a lock on the audit trail', async () => {
  const names = await buckets();
  const encryption = (await keyArn()) ?? 'no key';
  const logsTo = names.logs ?? 'no log bucket';
  const usual = {
    encryption,
    versioning: 'Enabled',
    noncurrentDays: 30,
    isPublicAccessBlocked: true,
    ownership: 'BucketOwnerEnforced',
    logsTo,
    announcesObjects: true,
    refusesPlainHttp: true,
  };
  const { logsTo: _, ...logs } = usual;
  const postures = await Promise.all(Object.entries(names).map(async ([role, name]) => [role, await bucketPosture(aws, name)] as const));
  expect(Object.fromEntries(postures)).toEqual({
    raw: { ...usual, expiresAfterDays: 365 },
    curated: usual,
    quarantine: { ...usual, expiresAfterDays: 30 },
    feedback: { ...usual, expiresAfterDays: 180 },
    artifacts: usual,
    audit: { ...usual, expiresAfterDays: 2555, lock: 'GOVERNANCE 30' },
    // Access-log delivery takes no customer key, and a log of the log's own accesses would never end.
    logs: { ...logs, encryption: 'AES256', expiresAfterDays: 365, announcesObjects: false },
  });
});

test('has empty secrets from the template, under the platform’s key, with their age limit', async () => {
  const { SecretsOpenaiKeyArn: SecretId = '', SecretsWandbKeyArn = '' } = await outputsOf(aws, DATA);
  expect(await Promise.all([SecretId, SecretsWandbKeyArn].map(secretValue))).toEqual(['{"value":""}', '{"value":""}']);
  const { KmsKeyId, Tags } = await aws.secrets.send(new DescribeSecretCommand({ SecretId }));
  expect(KmsKeyId).toBe(await keyArn());
  expect(Tags).toContainEqual({ Key: 'llm-infra:max-age-days', Value: '90' });
});

test('has a guardrail in a published version, and a profile for each model', async () => {
  const { ModelsAssistantGuardrailId, ModelsAssistantGuardrailVersion, ModelsAssistantId, ModelsEmbedderId } = await outputsOf(
    aws,
    SERVING,
  );
  expect(ModelsAssistantGuardrailVersion).toBe('1');
  const guardrail = await aws.bedrock.send(
    new GetGuardrailCommand({ guardrailIdentifier: ModelsAssistantGuardrailId, guardrailVersion: ModelsAssistantGuardrailVersion }),
  );
  expect(guardrail.contentPolicy?.filters).toContainEqual({ type: 'PROMPT_ATTACK', inputStrength: 'HIGH', outputStrength: 'NONE' });
  expect(guardrail.wordPolicy?.managedWordLists).toEqual([{ type: 'PROFANITY' }]);
  expect(guardrail.sensitiveInformationPolicy?.piiEntities).toContainEqual({ type: 'EMAIL', action: 'ANONYMIZE' });
  expect(await modelOf(ModelsAssistantId)).toMatch(/:inference-profile\/eu\.anthropic\.claude-sonnet-5-5$/);
  expect(await modelOf(ModelsEmbedderId)).toBe(`arn:aws:bedrock:${REGION}::foundation-model/amazon.titan-embed-text-v2:0`);
});

test('tells app repos by parameters what it tells people by outputs', async () => {
  const { Parameter } = await aws.ssm.send(new GetParameterCommand({ Name: '/llm-infra/support-assistant/dev/buckets' }));
  expect(JSON.parse(Parameter?.Value ?? '')).toEqual(await buckets());
});

test('is left alone by a second deployment of the same file, and so is what people have put in', async () => {
  await fill(aws, await places());
  const times = await stackTimes(aws);
  const output = await rehearsal.deploys(platform('first', {}));
  expect(output.match(/\(no changes\)/g)).toHaveLength(2);
  expect(await stackTimes(aws)).toEqual(times);
  await expectNothingLost();
});

test('takes a changed file, in place: a field of every block', async () => {
  await rehearsal.deploys(platform('second', CHANGED));
  expect(await stackStatuses(aws)).toEqual({ [DATA]: 'UPDATE_COMPLETE', [SERVING]: 'UPDATE_COMPLETE' });
  // The replaced version of the guardrail is kept for those who pin it.
  const { ModelsAssistantGuardrailId = '', ModelsAssistantGuardrailVersion } = await outputsOf(aws, SERVING);
  expect(ModelsAssistantGuardrailVersion).toBe('2');
  rehearsal.accept({ 'AWS::Bedrock::GuardrailVersion': [`${ModelsAssistantGuardrailId}|1`] });
  await expectNothingLost();

  const { physicalId: KeyId } = await rehearsal.first('AWS::KMS::Key');
  expect(await aws.kms.send(new GetKeyRotationStatusCommand({ KeyId }))).toMatchObject({ RotationPeriodInDays: 180 });
  const { raw = '' } = await buckets();
  expect(await bucketPosture(aws, raw)).toMatchObject({ expiresAfterDays: 400, noncurrentDays: 14, encryption: await keyArn() });
  const { SecretsOpenaiKeyArn: SecretId } = await outputsOf(aws, DATA);
  const secret = await aws.secrets.send(new DescribeSecretCommand({ SecretId }));
  expect(secret.Description).toBe('Key of the second OpenAI project');
  expect(secret.Tags).toEqual(
    expect.arrayContaining([
      { Key: 'llm-infra:max-age-days', Value: '60' },
      { Key: 'costCenter', Value: '0815' },
    ]),
  );
  const guardrail = new GetGuardrailCommand({ guardrailIdentifier: ModelsAssistantGuardrailId, guardrailVersion: '2' });
  expect((await aws.bedrock.send(guardrail)).wordPolicy).toBeUndefined();
});

test('goes back to what it was when an update fails midway', async () => {
  await rehearsal.failsToDeploy(platform('third', THIRD), { type: 'AWS::SecretsManager::Secret', action: 'update' });
  expect((await stackStatuses(aws))[DATA]).toBe('UPDATE_ROLLBACK_COMPLETE');
  // Something had been changed by then, or there would be nothing to go back from.
  expect(await updatesBeforeTheFailure(aws, DATA)).toContain('AWS::S3::Bucket');
  const { raw = '' } = await buckets();
  expect(await bucketPosture(aws, raw)).toMatchObject({ expiresAfterDays: 400 });
  await expectNothingLost();
});

test('is brought up to date by the next good deployment', async () => {
  await rehearsal.deploys(platform('third', THIRD));
  expect((await stackStatuses(aws))[DATA]).toBe('UPDATE_COMPLETE');
  const { raw = '' } = await buckets();
  expect(await bucketPosture(aws, raw)).toMatchObject({ expiresAfterDays: 500 });
  await expectNothingLost();
});

test('leaves its key, buckets and secrets with what they hold when it is destroyed, and nothing else', async () => {
  const filled = await places();
  const kept = await rehearsal.held(['AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::SecretsManager::Secret']);
  await rehearsal.destroys(platform('third', THIRD));
  expect(await stackStatuses(aws)).toEqual({});
  expect(await rehearsal.leftovers()).toEqual(kept);
  await expectFilled(aws, filled);
});

async function keyArn(): Promise<string | undefined> {
  const { physicalId: KeyId } = await rehearsal.first('AWS::KMS::Key');
  return (await aws.kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.Arn;
}

/** The buckets by role, from the outputs. */
async function buckets(): Promise<Record<string, string>> {
  const outputs = Object.entries(await outputsOf(aws, DATA)).filter(([name]) => name.startsWith('Buckets'));
  return Object.fromEntries(outputs.map(([name, bucket]) => [name.slice('Buckets'.length).toLowerCase(), bucket]));
}

async function modelOf(arn = ''): Promise<string | undefined> {
  const profile = await aws.bedrock.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: arn.split('/')[1] }));
  return profile.models?.[0]?.modelArn;
}
