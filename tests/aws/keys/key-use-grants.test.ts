import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Stack } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { KeyUseGrants } from '../../../constructs/aws/keys/index.ts';
import { resourcesOfType, testStack } from '../../support/stacks.ts';

const KEY_ARN = 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const ENV = { account: '111122223333', region: 'eu-central-1' };

const roleIn = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
const statementsOf = (stack: Stack) =>
  resourcesOfType(stack, 'AWS::IAM::Policy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

describe.each(['none', 'all'] as const)('With %s of the feature flags', (flags) => {
  test('decrypt reads through the named service alone', () => {
    const stack = testStack({ flags, env: ENV });
    KeyUseGrants.fromKey(kms.Key.fromKeyArn(stack, 'Key', KEY_ARN)).decrypt(roleIn(stack), 'secretsmanager');
    expect(statementsOf(stack)).toEqual([
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: KEY_ARN,
        Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com' } },
      },
    ]);
  });

  test('encryptDecrypt adds data keys, and no right to administer the key', () => {
    const stack = testStack({ flags, env: ENV });
    KeyUseGrants.fromKey(kms.Key.fromKeyArn(stack, 'Key', KEY_ARN)).encryptDecrypt(roleIn(stack), 's3');
    expect(statementsOf(stack)[0].Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
  });

  test('never changes the policy of a key that it could change', () => {
    const stack = testStack({ flags });
    const key = new kms.Key(stack, 'Key');
    KeyUseGrants.fromKey(key).encryptDecrypt(roleIn(stack), 's3');
    expect(resourcesOfType(stack, 'AWS::KMS::Key')[0]?.Properties.KeyPolicy.Statement).toHaveLength(1);
  });
});

test('refuses a principal that has no policy of its own', () => {
  const stack = testStack();
  const grants = KeyUseGrants.fromKey(kms.Key.fromKeyArn(stack, 'Key', KEY_ARN));
  expect(() => grants.decrypt(new iam.ServicePrincipal('events.amazonaws.com'), 's3')).toThrow('could not be added');
});
