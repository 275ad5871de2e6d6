import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { App, CrossStackReferences, Duration, Lazy, ReferenceStrength, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { KEY_SERVICES, type KeyService, PlatformKey, type PlatformKeyProps } from '../../../constructs/aws/keys/index.ts';
import { FLAG_SETS, resourcesOf, resourcesOfType, snapshotOf, testStack } from '../../support/stacks.ts';

function keyOf(props?: PlatformKeyProps, stack = testStack()) {
  new PlatformKey(stack, 'Key', props);
  const [key] = resourcesOfType(stack, 'AWS::KMS::Key');
  return key;
}

interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Principal: { readonly AWS?: unknown; readonly Service?: unknown };
  readonly Condition?: unknown;
}

const FULL: PlatformKeyProps = {
  description: 'Encrypts everything of the support assistant',
  alias: 'support-assistant',
  rotationPeriod: Duration.days(90),
  pendingWindow: Duration.days(7),
  services: ['cloudwatch-logs'],
  removalPolicy: RemovalPolicy.DESTROY,
};

test('snapshot: minimal', () => {
  const stack = testStack();
  new PlatformKey(stack, 'Key');
  expect(snapshotOf(stack)).toMatchSnapshot();
});

test('snapshot: everything', () => {
  const stack = testStack({ env: { account: '111122223333', region: 'eu-central-1' } });
  new PlatformKey(stack, 'Key', FULL);
  expect(snapshotOf(stack)).toMatchSnapshot();
});

describe.each(['none', 'all'] as const)('With %s of the feature flags', (flags) => {
  const stack = () => testStack({ flags });

  test('SEC-06: rotates the key and leaves 7 to 30 days to bring it back', () => {
    expect(keyOf({}, stack())?.Properties).toMatchObject({ EnableKeyRotation: true, RotationPeriodInDays: 365, PendingWindowInDays: 30 });
    expect(keyOf(FULL, stack())?.Properties).toMatchObject({ EnableKeyRotation: true, RotationPeriodInDays: 90, PendingWindowInDays: 7 });
  });

  test('SEC-06: names no principal *, and lets the account alone do everything', () => {
    const statements: Statement[] = keyOf({}, stack())?.Properties.KeyPolicy.Statement;
    expect(JSON.stringify(statements.map(({ Principal }) => Principal))).not.toContain('*');
    expect(statements.filter(({ Action }) => [Action].flat().some((action) => action === 'kms:*' || action === '*'))).toEqual([
      expect.objectContaining({ Principal: { AWS: expect.anything() } }),
    ]);
  });

  test('binds every service to this account', () => {
    const statements: Statement[] = keyOf({}, stack())?.Properties.KeyPolicy.Statement;
    const services = statements.filter(({ Principal }) => Principal.Service);
    expect(services).toHaveLength(KEY_SERVICES.length);
    for (const { Condition } of services) expect(JSON.stringify(Condition)).toContain('AWS::AccountId');
  });

  test('REL-01: keeps the key when its stack is deleted or the key would be replaced', () => {
    expect(keyOf({}, stack())).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(keyOf(FULL, stack())).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
  });
});

test('lets log groups of this account and region use the key, and no service that is not named', () => {
  const key = keyOf({ services: ['cloudwatch-logs'] }, testStack({ env: { account: '111122223333', region: 'eu-central-1' } }));
  const [, logs, ...others] = key?.Properties.KeyPolicy.Statement ?? [];
  expect(logs.Principal).toEqual({ Service: 'logs.eu-central-1.amazonaws.com' });
  expect(logs.Condition).toEqual({
    ArnLike: { 'kms:EncryptionContext:aws:logs:arn': expect.stringContaining(':111122223333:log-group:*') },
  });
  expect(others).toEqual([]);
});

test('writes ARNs for the partition that it is deployed in', () => {
  expect(JSON.stringify(keyOf({}, testStack({ flags: 'none' })))).not.toContain('arn:aws');
});

test('makes no alias unless one is asked for, and takes it with and without its prefix', () => {
  const names = ([undefined, 'support', 'alias/support'] as const).map((alias) => {
    const stack = testStack();
    new PlatformKey(stack, 'Key', { alias });
    return resourcesOfType(stack, 'AWS::KMS::Alias').map(({ Properties }) => Properties.AliasName);
  });
  expect(names).toEqual([[], ['alias/support'], ['alias/support']]);
});

test('leaves its policy to the owner: what others add to the handed-on key changes nothing, what is added to the resource does', () => {
  const stack = testStack();
  const key = new PlatformKey(stack, 'Key');
  const statement = new iam.PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: ['*'],
    principals: [new iam.AccountPrincipal('444455556666')],
  });

  expect(key.key.addToResourcePolicy(statement).statementAdded).toBe(false);
  expect(key.resource.addToResourcePolicy(statement).statementAdded).toBe(true);
  expect(resourcesOfType(stack, 'AWS::KMS::Key')[0]?.Properties.KeyPolicy.Statement).toHaveLength(1 + KEY_SERVICES.length + 1);
});

/** A stack that refers to others weakly, as every later stack of a platform does. */
function laterStack(app: App): Stack {
  const stack = new Stack(app, 'Later');
  CrossStackReferences.of(stack).consume(ReferenceStrength.WEAK);
  return stack;
}

test.each(['none', 'all'] as const)(
  'a consumer in a later stack leaves the resources of its stack alone, with %s of the flags',
  (flags) => {
    const synth = (consume: boolean) => {
      const app = new App({ context: { ...FLAG_SETS[flags] } });
      const owner = new Stack(app, 'Data');
      const { key, grants } = new PlatformKey(owner, 'Key');
      if (consume) {
        const consumer = laterStack(app);
        const role = new iam.Role(consumer, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
        grants.encryptDecrypt(role, 's3');
        new secretsmanager.Secret(consumer, 'Secret', { encryptionKey: key }).grantRead(role);
      }
      return app.synth().getStackByName('Data').template.Resources;
    };
    expect(synth(true)).toEqual(synth(false));
  },
);

describe('Errors', () => {
  const refused = (props: PlatformKeyProps) => () => keyOf(props);

  test.each([
    [{ rotationPeriod: Duration.days(89) }, 'rotationPeriod must be 90 to 2560 whole days, got 89; the nearest is Duration.days(90)'],
    [{ rotationPeriod: Duration.days(2561) }, 'rotationPeriod must be 90 to 2560 whole days, got 2561; the nearest is Duration.days(2560)'],
    [
      { rotationPeriod: Duration.hours(2401) },
      'rotationPeriod must be 90 to 2560 whole days, got 100.04166666666667; the nearest is Duration.days(100)',
    ],
    [{ pendingWindow: Duration.days(6) }, 'pendingWindow must be 7 to 30 whole days, got 6'],
    [{ pendingWindow: Duration.days(31) }, 'pendingWindow must be 7 to 30 whole days, got 31'],
    [{ alias: 'aws/mine' }, "alias 'aws/mine' begins with 'aws/'"],
    [{ alias: 'alias/aws/mine' }, "alias 'alias/aws/mine' begins with 'aws/'"],
    [{ alias: 'my key' }, "alias must be 1 to 250 letters, digits or : / _ - after 'alias/', got 'my key' (6)"],
    [{ alias: 'a'.repeat(251) }, '(251)'],
    [{ services: ['events' as KeyService] }, "services has 'events', allowed are cloudwatch-logs, cloudwatch-alarms"],
    [{ services: ['cloudwatch-logs', 'cloudwatch-logs'] }, "services names 'cloudwatch-logs' twice"],
    [{ removalPolicy: RemovalPolicy.SNAPSHOT }, "removalPolicy is 'snapshot', which a key cannot have"],
  ] satisfies [PlatformKeyProps, string][])('refuses a wrong value: %#', (props, message) => {
    expect(refused(props)).toThrow(message);
  });

  test.each([
    { rotationPeriod: Duration.days(90), pendingWindow: Duration.days(7) },
    { rotationPeriod: Duration.days(2560), pendingWindow: Duration.days(30) },
    { alias: 'a'.repeat(250) },
  ])('takes the limits themselves: %#', (props) => {
    expect(refused(props)).not.toThrow();
  });

  test('names its path and every fault at once', () => {
    expect(refused({ rotationPeriod: Duration.days(1), pendingWindow: Duration.days(1) })).toThrow(
      /PlatformKey 'Test\/Key'.*\n- rotationPeriod.*\n- pendingWindow/,
    );
  });

  test('leaves values alone that are known at deployment only', () => {
    expect(refused({ alias: Lazy.string({ produce: () => 'alias/later' }) })).not.toThrow();
  });
});

test('makes one key and nothing else by default', () => {
  const stack = testStack();
  new PlatformKey(stack, 'Key');
  expect(Object.values(resourcesOf(stack)).map(({ Type }) => Type)).toEqual(['AWS::KMS::Key']);
});
