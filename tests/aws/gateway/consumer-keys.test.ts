import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Code } from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Lazy, RemovalPolicy, type Stack } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import {
  BootstrapTask,
  type BootstrapTaskProps,
  ConsumerKeys,
  type ConsumerKeysProps,
  GatewayState,
} from '../../../constructs/aws/gateway/index.ts';
import { resourcesOf, resourcesOfType, snapshotOf, testStack } from '../../support/stacks.ts';
import { ENV, gatewayWith, TABLE_ARN } from './gateways.ts';

const KEY_ARN = 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const keyIn = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Given', KEY_ARN);
const roleIn = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });

const keysWith = (props: Partial<ConsumerKeysProps> = {}, stack = testStack({ env: ENV })) =>
  new ConsumerKeys(stack, 'Keys', { consumers: ['web', 'mail'], ...props });

/** Keys and the task that fills them, in a stack of their own. */
function bootstrapped(stack: Stack, props: Partial<ConsumerKeysProps> = {}, task: Partial<BootstrapTaskProps> = {}) {
  const state = GatewayState.fromAttributes(stack, 'State', { tableArn: TABLE_ARN });
  const steps = [keysWith(props, stack).bootstrap(state)];
  return new BootstrapTask(stack, 'Bootstrap', { code: Code.fromInline('export {};'), steps, ...task });
}

test('snapshot: minimal', () => {
  const stack = testStack({ env: ENV });
  bootstrapped(stack, { consumers: ['web'] });
  expect(snapshotOf(stack)).toMatchSnapshot();
});

test('snapshot: everything', () => {
  const stack = testStack({ env: ENV });
  const encryptionKey = keyIn(stack);
  bootstrapped(
    stack,
    { encryptionKey, maxAgeDays: 30, secretNamePrefix: 'support-assistant/dev', removalPolicy: RemovalPolicy.DESTROY },
    { encryptionKey, logRetention: logs.RetentionDays.ONE_YEAR, logRemovalPolicy: RemovalPolicy.DESTROY },
  );
  expect(snapshotOf(stack)).toMatchSnapshot();
});

describe.each(['none', 'all'] as const)('With %s of the feature flags', (flags) => {
  const secretsOf = (props?: Partial<ConsumerKeysProps>) => {
    const stack = testStack({ flags, env: ENV });
    keysWith(props, stack);
    return resourcesOfType(stack, 'AWS::SecretsManager::Secret');
  };

  test('SEC-03: holds the frozen template, which has no key', () => {
    for (const { Properties } of secretsOf()) expect(Properties.SecretString).toBe('{"current":"","previous":""}');
  });

  test('SEC-01, SEC-02: stays when the stack goes, and says whose it is and how old it may get', () => {
    const secrets = secretsOf();
    expect(secrets).toHaveLength(2);
    expect(secrets[0]).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Tags: [
          { Key: 'llm-infra:consumer', Value: 'web' },
          { Key: 'llm-infra:max-age-days', Value: '90' },
        ],
      },
    });
  });

  test('never widens the policy of a given key', () => {
    const stack = testStack({ flags, env: ENV });
    const keys = keysWith({ encryptionKey: new kms.Key(stack, 'Given') }, stack);
    keys.secret('web').grantRead(roleIn(stack));
    expect(resourcesOfType(stack, 'AWS::KMS::Key')[0]?.Properties.KeyPolicy.Statement).toHaveLength(1);
  });
});

test('F-21: the ids of a consumer’s secret do not depend on the others', () => {
  const idsOf = (...consumers: readonly string[]) => {
    const stack = testStack({ env: ENV });
    keysWith({ consumers }, stack);
    return Object.keys(resourcesOf(stack));
  };
  expect(idsOf('mail', 'web')).toEqual(expect.arrayContaining(idsOf('web')));
  // Names that are alike but for a hyphen stay two.
  expect(new Set(idsOf('a-1b', 'a1b')).size).toBe(2);
});

test('whoever is granted a consumer reads its keys and no other’s', () => {
  const stack = testStack({ env: ENV });
  keysWith({}, stack).grants('web').read(roleIn(stack));
  const [policy] = resourcesOfType(stack, 'AWS::IAM::Policy');
  expect(policy?.Properties.PolicyDocument.Statement).toMatchObject([
    { Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], Resource: { Ref: expect.stringMatching(/^Keysweb/) } },
  ]);
});

test('an unknown consumer is named with the known ones', () => {
  expect(() => keysWith().secret('other')).toThrow("ConsumerKeys 'Test/Keys' knows no 'other', it has web, mail; add it to consumers");
});

describe('The bootstrap', () => {
  const customIn = (stack: Stack) => resourcesOfType(stack, 'Custom::LlmInfraBootstrap')[0];
  const digestWith = (consumers: readonly string[], code = 'export {};') => {
    const stack = testStack({ env: ENV });
    bootstrapped(stack, { consumers }, { code: Code.fromInline(code) });
    return customIn(stack)?.Properties.Digest;
  };

  test('is told the table and every consumer with its secret', () => {
    const stack = testStack({ env: ENV });
    bootstrapped(stack);
    expect(customIn(stack)?.Properties.Steps).toEqual([
      {
        kind: 'consumer-keys',
        table: 'gateway',
        consumers: [
          { name: 'web', secret: { Ref: expect.stringMatching(/^Keysweb/) } },
          { name: 'mail', secret: { Ref: expect.stringMatching(/^Keysmail/) } },
        ],
      },
    ]);
  });

  test('may fill these secrets and write hashes, and nothing else', () => {
    const stack = testStack({ env: ENV });
    bootstrapped(stack);
    const statements = resourcesOfType(stack, 'AWS::IAM::Policy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    expect(statements.map(({ Action }: { Action: unknown }) => Action)).toEqual([
      ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
      ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
      ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    ]);
    expect(statements[1].Resource).toHaveLength(2);
    expect(statements[2].Condition).toEqual({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['keys'] } });
  });

  test('runs again when a consumer comes, when a secret is replaced, and with another program', () => {
    const before = digestWith(['web']);
    expect(digestWith(['web'])).toBe(before);
    expect(digestWith(['web', 'mail'])).not.toBe(before);
    expect(digestWith(['web'], 'export const changed = 1;')).not.toBe(before);
    const renamed = (secretNamePrefix: string) => {
      const stack = testStack({ env: ENV });
      bootstrapped(stack, { secretNamePrefix });
      return customIn(stack)?.Properties;
    };
    expect(renamed('one').Steps).toEqual(renamed('other').Steps);
    expect(renamed('one').Digest).not.toBe(renamed('other').Digest);
  });

  test('is called after its rights are there', () => {
    const stack = testStack({ env: ENV });
    bootstrapped(stack);
    const policy = Object.entries(resourcesOf(stack)).find(([, { Type }]) => Type === 'AWS::IAM::Policy')?.[0];
    expect(customIn(stack)?.DependsOn).toContain(policy);
  });

  test('can be what a gateway waits for', () => {
    const stack = testStack({ env: ENV });
    const task = bootstrapped(stack);
    gatewayWith({ state: GatewayState.fromAttributes(stack, 'Other', { tableArn: TABLE_ARN }) }, stack).node.addDependency(task);
    const program = Object.entries(resourcesOf(stack)).find(([id]) => id.startsWith('GatewayFunction') && !/Role|Log/.test(id))?.[1];
    const custom = Object.entries(resourcesOf(stack)).find(([, { Type }]) => Type === 'Custom::LlmInfraBootstrap')?.[0];
    expect(program?.DependsOn).toContain(custom);
  });

  test('is one a stack', () => {
    const stack = testStack({ env: ENV });
    const { steps, code } = { steps: [{ properties: {}, grant: () => {} }], code: Code.fromInline('export {};') };
    new BootstrapTask(stack, 'One', { steps, code });
    expect(() => new BootstrapTask(stack, 'Other', { steps, code })).toThrow(
      "BootstrapTask 'Test/Other' cannot be made:\n- the stack has 'Test/One' already; give its steps to one task",
    );
  });

  test.each<[Partial<BootstrapTaskProps>, string]>([
    [{ steps: [] }, 'steps is empty; name at least one'],
    [{ logRetention: logs.RetentionDays.INFINITE }, 'logRetention must be one of'],
    [{ logRemovalPolicy: RemovalPolicy.SNAPSHOT }, "logRemovalPolicy is 'snapshot'"],
  ])('refuses %j', (props, message) => {
    expect(() => bootstrapped(testStack(), {}, props)).toThrow(message);
  });
});

describe('Errors', () => {
  test.each<[Partial<ConsumerKeysProps>, string]>([
    [{ consumers: [] }, 'consumers is empty; name at least one'],
    [{ consumers: ['x'.repeat(33)] }, '(33); names are not shortened, so choose a shorter one'],
    [{ consumers: ['Web'] }, "consumers[0] must be 1 to 32 lower-case letters, digits and single hyphens, begun by a letter, got 'Web'"],
    [{ consumers: ['web', 'a--b'] }, 'consumers[1]'],
    [{ consumers: ['web', 'web'] }, "consumers names 'web' more than once"],
    [{ maxAgeDays: 0 }, 'maxAgeDays must be 1 to 1000 whole days, got 0'],
    [{ secretNamePrefix: '/a' }, 'secretNamePrefix must be 1 to 472 letters'],
    [{ secretNamePrefix: 'x'.repeat(473) }, '(473)'],
    [{ removalPolicy: RemovalPolicy.SNAPSHOT }, "removalPolicy is 'snapshot'"],
  ])('refuses %j', (props, message) => {
    expect(() => keysWith(props)).toThrow(message);
  });

  test.each<Partial<ConsumerKeysProps>>([
    { consumers: ['x'.repeat(32)] },
    { maxAgeDays: 1000 },
    { secretNamePrefix: 'x'.repeat(472) },
    { secretNamePrefix: Lazy.string({ produce: () => 'late' }) },
  ])('takes the limits themselves: %#', (props) => {
    expect(() => keysWith(props)).not.toThrow();
  });

  test('names its path and every fault at once', () => {
    expect(() => keysWith({ consumers: ['Web'], maxAgeDays: 0 })).toThrow(/ConsumerKeys 'Test\/Keys'.*\n- consumers\[0\].*\n- maxAgeDays/);
  });
});
