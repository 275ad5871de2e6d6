import { GetGuardrailCommand } from '@aws-sdk/client-bedrock';
import { UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation';
import { GetPolicyCommand } from '@aws-sdk/client-iam';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bucketPosture } from './buckets.ts';
import type { CdkApp } from './cdk-cli.ts';
import { Emulator } from './emulator.ts';
import { API_GATEWAY_ACCOUNT, apiGatewayAccount } from './inventory.ts';
import { Rehearsal } from './rehearsal.ts';
import { outputsOf, stackStatuses } from './stacks.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await Emulator.start();
});
afterAll(() => emulator.stop());

const example = (name: string): CdkApp => ({
  kind: 'command',
  command: `node --conditions=source --import tsx examples/${name}/app.ts`,
});

test('single blocks work in a stack of somebody’s own, and what is retained stays when it goes', async () => {
  const rehearsal = new Rehearsal(emulator, '555566667777', 'eu-central-1');
  const { aws } = rehearsal;
  await rehearsal.bootstrap();
  await rehearsal.deploys(example('single-block'));
  await rehearsal.begins();
  const bucket = await rehearsal.first('AWS::S3::Bucket', 'DocumentsRaw');
  expect(await bucketPosture(aws, bucket.physicalId)).toMatchObject({ encryption: 'AES256', expiresAfterDays: 30, refusesPlainHttp: true });
  const { physicalId: FunctionName } = await rehearsal.first('AWS::Lambda::Function');
  expect((await aws.lambda.send(new InvokeCommand({ FunctionName }))).FunctionError).toBeUndefined();
  const kept = await rehearsal.held(['AWS::S3::Bucket', 'AWS::S3::BucketPolicy']);
  await rehearsal.destroys(example('single-block'));
  // Lambda itself makes the log of a function that names none, at its first call.
  expect(await rehearsal.leftovers()).toEqual({ ...kept, 'AWS::Logs::LogGroup': [`/aws/lambda/${FunctionName}`] });
});

test('an account’s baseline is made in two regions, protected, and what its APIs depend on outlives it', async () => {
  const app = example('account-baseline');
  const regions = ['eu-central-1', 'eu-west-1'].map((region) => new Rehearsal(emulator, '666677778888', region));
  for (const region of regions) await region.bootstrap();
  // Roles and policies are the account's, whatever the region.
  for (const region of regions) await region.settles();
  const [first] = regions;
  if (!first) throw new Error('there is no region');

  await first.deploys(app);
  const held = await Promise.all(regions.map((region) => region.held(['AWS::IAM::Role', 'AWS::IAM::ManagedPolicy'])));
  regions.forEach((region, index) => {
    for (const others of held.filter((_, other) => other !== index)) region.accept(others);
  });
  for (const region of regions) {
    const { aws } = region;
    await region.begins();
    const stack = `llm-account-baseline-${aws.region}`;
    expect(await stackStatuses(aws)).toEqual({ [stack]: 'CREATE_COMPLETE' });
    const { physicalId: role } = await region.first('AWS::IAM::Role');
    expect((await apiGatewayAccount(aws)).cloudwatchRoleArn).toBe(`arn:aws:iam::${aws.id}:role/${role}`);
    const { ApplyGuardrailPolicyArn: PolicyArn } = await outputsOf(aws, stack);
    expect((await aws.iam.send(new GetPolicyCommand({ PolicyArn }))).Policy?.Arn).toBe(PolicyArn);
    const { physicalId: guardrail } = await region.first('AWS::Bedrock::Guardrail');
    const published = new GetGuardrailCommand({ guardrailIdentifier: guardrail.split('/')[1], guardrailVersion: '1' });
    expect((await aws.bedrock.send(published)).sensitiveInformationPolicy?.piiEntities).toContainEqual({
      type: 'PASSWORD',
      action: 'BLOCK',
    });
  }

  expect(await first.failsToDestroy(app)).toMatch(/terminationprotection is enabled/i);
  const roles = await first.held(['AWS::IAM::Role']);
  for (const { aws } of regions) {
    const StackName = `llm-account-baseline-${aws.region}`;
    await aws.cloudformation.send(new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }));
  }
  await first.destroys(app);
  expect(await first.leftovers()).toEqual({ 'AWS::ApiGateway::Account': [API_GATEWAY_ACCOUNT], ...roles });
});
