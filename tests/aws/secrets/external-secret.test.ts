import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { App, CrossStackReferences, Lazy, ReferenceStrength, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { PlatformKey } from '../../../constructs/aws/keys/index.ts';
import { ExternalSecret, type ExternalSecretProps } from '../../../constructs/aws/secrets/index.ts';
import { EXTERNAL_SECRET_FIELD, EXTERNAL_SECRET_TEMPLATE, MAX_AGE_TAG } from '../../../constructs/spec/external-secret.ts';
import { FLAG_SETS, resourcesOf, resourcesOfType, snapshotOf, testStack } from '../../support/stacks.ts';

const KEY_ARN = 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const SECRET_ARN = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:llm/openai-AbCdEf';
const ENV = { account: '111122223333', region: 'eu-central-1' };

const roleIn = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
const statementsOf = (stack: Stack) =>
  resourcesOfType(stack, 'AWS::IAM::Policy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

function secretOf(props: Partial<ExternalSecretProps> = {}, stack = testStack()) {
  new ExternalSecret(stack, 'OpenAi', { maxAgeDays: 90, ...props });
  return resourcesOfType(stack, 'AWS::SecretsManager::Secret')[0];
}

const full = (stack: Stack): ExternalSecretProps => ({
  maxAgeDays: 30,
  description: 'Key of the OpenAI project, from platform.openai.com',
  encryptionKey: kms.Key.fromKeyArn(stack, 'Given', KEY_ARN),
  secretName: 'support-assistant/openai',
  removalPolicy: RemovalPolicy.DESTROY,
});

test('snapshot: minimal', () => {
  const stack = testStack();
  new ExternalSecret(stack, 'OpenAi', { maxAgeDays: 90 });
  expect(snapshotOf(stack)).toMatchSnapshot();
});

test('snapshot: everything', () => {
  const stack = testStack({ env: ENV });
  new ExternalSecret(stack, 'OpenAi', full(stack)).grants.read(roleIn(stack));
  expect(snapshotOf(stack)).toMatchSnapshot();
});

test('the template of the value is frozen: another text would overwrite what a user has set', () => {
  expect(EXTERNAL_SECRET_TEMPLATE).toBe('{"value":""}');
  expect(JSON.parse(EXTERNAL_SECRET_TEMPLATE)).toEqual({ [EXTERNAL_SECRET_FIELD]: '' });
});

describe.each(['none', 'all'] as const)('With %s of the feature flags', (flags) => {
  test('SEC-01: encrypts with the given key and stays when its stack is deleted', () => {
    const stack = testStack({ flags });
    expect(secretOf({ encryptionKey: kms.Key.fromKeyArn(stack, 'Given', KEY_ARN) }, stack)).toMatchObject({
      Properties: { KmsKeyId: KEY_ARN },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
    expect(secretOf({ removalPolicy: RemovalPolicy.DESTROY }, testStack({ flags }))).toMatchObject({ DeletionPolicy: 'Delete' });
    expect(secretOf({}, testStack({ flags }))?.Properties.KmsKeyId).toBeUndefined();
  });

  test('SEC-02: carries its age limit as a tag, and nothing that would generate a value', () => {
    const secret = secretOf({}, testStack({ flags }));
    expect(secret?.Properties.Tags).toEqual([{ Key: MAX_AGE_TAG, Value: '90' }]);
    expect(secret?.Properties.GenerateSecretString).toBeUndefined();
  });

  test('SEC-03: holds the frozen template whatever its props are', () => {
    const stack = testStack({ flags });
    for (const secret of [secretOf({}, testStack({ flags })), secretOf(full(stack), stack)]) {
      expect(secret?.Properties.SecretString).toBe('{"value":""}');
    }
  });

  test('F-12: has no name of its own unless one is asked for', () => {
    expect(secretOf({}, testStack({ flags }))?.Properties.Name).toBeUndefined();
    expect(secretOf({ secretName: 'openai' }, testStack({ flags }))?.Properties.Name).toBe('openai');
  });

  test('read gives the value by role policy alone, and the key through Secrets Manager alone', () => {
    const stack = testStack({ flags, env: ENV });
    const { grants } = new ExternalSecret(stack, 'OpenAi', { maxAgeDays: 90, encryptionKey: kms.Key.fromKeyArn(stack, 'Given', KEY_ARN) });
    grants.read(roleIn(stack));
    expect(statementsOf(stack)).toEqual([
      { Effect: 'Allow', Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], Resource: { Ref: 'OpenAi16F482A5' } },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: KEY_ARN,
        Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com' } },
      },
    ]);
    expect(resourcesOfType(stack, 'AWS::SecretsManager::ResourcePolicy')).toEqual([]);
  });

  test('never widens the policy of a given key', () => {
    const stack = testStack({ flags });
    const { grants, secret } = new ExternalSecret(stack, 'OpenAi', { maxAgeDays: 90, encryptionKey: new kms.Key(stack, 'Given') });
    const role = roleIn(stack);
    grants.read(role);
    secret.grantWrite(role);
    expect(resourcesOfType(stack, 'AWS::KMS::Key')[0]?.Properties.KeyPolicy.Statement).toHaveLength(1);
  });
});

test('SEC-03: the only strings of the template that could be a value are the empty ones', () => {
  const stack = testStack();
  secretOf(full(stack), stack);
  const values = Object.values(resourcesOf(stack)).flatMap(({ Properties }) => [
    Properties?.SecretString,
    Properties?.GenerateSecretString,
  ]);
  const set = values.filter((value) => value !== undefined).flatMap((value) => Object.values(JSON.parse(value)));
  expect(set).toEqual(['']);
});

test('works without a customer key, and then grants none', () => {
  const stack = testStack();
  new ExternalSecret(stack, 'OpenAi', { maxAgeDays: 90 }).grants.read(roleIn(stack));
  expect(statementsOf(stack)).toHaveLength(1);
});

test('acknowledges that AWS cannot rotate it', () => {
  const { secret } = new ExternalSecret(testStack(), 'OpenAi', { maxAgeDays: 90 });
  const acknowledged = secret.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  expect(JSON.stringify(acknowledged)).toContain('AwsSolutions-SMG4');
});

/** A stack that refers to others weakly, as every later stack of a platform does. */
function laterStack(app: App): Stack {
  const stack = new Stack(app, 'Later');
  CrossStackReferences.of(stack).consume(ReferenceStrength.WEAK);
  return stack;
}

test.each(['none', 'all'] as const)(
  'a consumer in a later stack leaves the stack of secret and key alone, with %s of the flags',
  (flags) => {
    const synth = (consume: boolean) => {
      const app = new App({ context: { ...FLAG_SETS[flags] } });
      const owner = new Stack(app, 'Data');
      const { grants, secret } = new ExternalSecret(owner, 'OpenAi', { maxAgeDays: 90, encryptionKey: new PlatformKey(owner, 'Key').key });
      if (consume) {
        const role = roleIn(laterStack(app));
        grants.read(role);
        secret.grantRead(role);
      }
      return app.synth().getStackByName('Data').template.Resources;
    };
    expect(synth(true)).toEqual(synth(false));
  },
);

describe('An existing secret', () => {
  test('is used by its complete ARN, makes no resource and grants the same', () => {
    const stack = testStack({ env: ENV });
    const { grants, secret } = ExternalSecret.fromAttributes(stack, 'OpenAi', {
      secretCompleteArn: SECRET_ARN,
      encryptionKey: kms.Key.fromKeyArn(stack, 'Given', KEY_ARN),
    });
    grants.read(roleIn(stack));
    expect(secret.secretArn).toBe(SECRET_ARN);
    expect(resourcesOfType(stack, 'AWS::SecretsManager::Secret')).toEqual([]);
    expect(statementsOf(stack).map(({ Resource }: { Resource: unknown }) => Resource)).toEqual([SECRET_ARN, KEY_ARN]);
  });

  test.each([
    'arn:aws:secretsmanager:eu-central-1:111122223333:secret:llm/openai',
    'arn:aws:ssm:eu-central-1:111122223333:parameter/openai',
    'llm/openai',
  ])('is refused by %s', (secretCompleteArn) => {
    expect(() => ExternalSecret.fromAttributes(testStack(), 'OpenAi', { secretCompleteArn })).toThrow(
      "ExternalSecret 'Test/OpenAi' cannot be made:\n- secretCompleteArn must be the whole ARN of a secret",
    );
  });

  test('may be known at deployment only', () => {
    const secretCompleteArn = Lazy.string({ produce: () => SECRET_ARN });
    expect(() => ExternalSecret.fromAttributes(testStack(), 'OpenAi', { secretCompleteArn })).not.toThrow();
  });
});

describe('Errors', () => {
  test.each([
    [{ maxAgeDays: 0 }, 'maxAgeDays must be 1 to 1000 whole days, got 0'],
    [{ maxAgeDays: 1001 }, 'got 1001'],
    [{ maxAgeDays: 1.5 }, 'got 1.5'],
    [{ description: 'x'.repeat(2049) }, 'description must have at most 2048 characters, got 2049'],
    [{ secretName: '' }, "secretName must be 1 to 512 letters, digits or / _ + = . @ -, got '' (0)"],
    [{ secretName: 'x'.repeat(513) }, '(513)'],
    [{ secretName: 'open ai' }, "got 'open ai' (7)"],
    [{ secretName: 'open-secret' }, "secretName 'open-secret' ends in a hyphen and six characters"],
    [{ removalPolicy: RemovalPolicy.SNAPSHOT }, "removalPolicy is 'snapshot', which a secret cannot have"],
  ] satisfies [Partial<ExternalSecretProps>, string][])('refuses a wrong value: %#', (props, message) => {
    expect(() => secretOf(props)).toThrow(message);
  });

  test.each([
    { maxAgeDays: 1 },
    { maxAgeDays: 1000 },
    { description: 'x'.repeat(2048) },
    { secretName: 'x'.repeat(512) },
    { secretName: 'openai-key' },
  ])('takes the limits themselves: %#', (props) => {
    expect(() => secretOf(props)).not.toThrow();
  });

  test('names its path and every fault at once', () => {
    expect(() => secretOf({ maxAgeDays: 0, secretName: '' })).toThrow(/ExternalSecret 'Test\/OpenAi'.*\n- maxAgeDays.*\n- secretName/);
  });

  test('leaves values alone that are known at deployment only', () => {
    expect(() => secretOf({ secretName: Lazy.string({ produce: () => 'later' }) })).not.toThrow();
  });
});
