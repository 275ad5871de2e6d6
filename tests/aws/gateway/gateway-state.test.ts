import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CfnResource, Lazy, RemovalPolicy, type Stack } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { GatewayState, type GatewayStateProps, type IGatewayState } from '../../../constructs/aws/gateway/index.ts';
import { resourcesOfType, snapshotOf, testStack } from '../../support/stacks.ts';

const KEY_ARN = 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const TABLE_ARN = 'arn:aws:dynamodb:eu-central-1:111122223333:table/gateway';
const ENV = { account: '111122223333', region: 'eu-central-1' };

const keyIn = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Given', KEY_ARN);
const roleIn = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
const statementsOf = (stack: Stack) =>
  resourcesOfType(stack, 'AWS::IAM::Policy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

function tableOf(props: GatewayStateProps = {}, stack = testStack()) {
  new GatewayState(stack, 'State', props);
  return resourcesOfType(stack, 'AWS::DynamoDB::Table')[0];
}

test('snapshot: minimal', () => {
  const stack = testStack();
  new GatewayState(stack, 'State');
  expect(snapshotOf(stack)).toMatchSnapshot();
});

test('snapshot: everything', () => {
  const stack = testStack({ env: ENV });
  const { grants } = new GatewayState(stack, 'State', {
    encryptionKey: keyIn(stack),
    tableName: 'gateway',
    recoveryDays: 7,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  grants.serve(roleIn(stack));
  expect(snapshotOf(stack)).toMatchSnapshot();
});

describe.each(['none', 'all'] as const)('With %s of the feature flags', (flags) => {
  test('has the keys and the time to live that the program writes', () => {
    expect(tableOf({}, testStack({ flags }))?.Properties).toMatchObject({
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      BillingMode: 'PAY_PER_REQUEST',
    });
  });

  test('REL-01: stays, cannot be deleted by hand, and comes back to any second of 35 days', () => {
    expect(tableOf({}, testStack({ flags }))).toMatchObject({
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('goes with its stack where that is asked for: no protection would stop it', () => {
    expect(tableOf({ removalPolicy: RemovalPolicy.DESTROY }, testStack({ flags }))).toMatchObject({
      Properties: { DeletionProtectionEnabled: false },
      DeletionPolicy: 'Delete',
    });
  });

  test('takes a customer key, whose policy never changes', () => {
    const stack = testStack({ flags });
    const state = new GatewayState(stack, 'State', { encryptionKey: new kms.Key(stack, 'Given') });
    state.table.grantFullAccess(roleIn(stack));
    const [table] = resourcesOfType(stack, 'AWS::DynamoDB::Table');
    expect(table?.Properties.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
    expect(resourcesOfType(stack, 'AWS::KMS::Key')[0]?.Properties.KeyPolicy.Statement).toHaveLength(1);
  });
});

describe('The grants', () => {
  const grantedBy = (grant: (state: IGatewayState, role: iam.Role) => void, encryptionKey?: true) => {
    const stack = testStack({ env: ENV });
    const state = GatewayState.fromAttributes(stack, 'State', {
      tableArn: TABLE_ARN,
      ...(encryptionKey ? { encryptionKey: keyIn(stack) } : {}),
    });
    grant(state, roleIn(stack));
    return statementsOf(stack);
  };
  const on = (Action: string | readonly string[], ...partitions: readonly string[]) => ({
    Effect: 'Allow',
    Action,
    Resource: TABLE_ARN,
    Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
  });
  const rows = ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:Query'];

  test('serve reads hashes and flags and counts, and can write neither', () => {
    expect(grantedBy(({ grants }, role) => grants.serve(role))).toEqual([
      on('dynamodb:Query', 'keys', 'kill'),
      on('dynamodb:UpdateItem', 'counter#*'),
    ]);
  });

  test('authenticate reads hashes alone', () => {
    expect(grantedBy(({ grants }, role) => grants.authenticate(role))).toEqual([on('dynamodb:Query', 'keys')]);
  });

  test('bootstrap writes hashes alone, switch flags alone', () => {
    expect(grantedBy(({ grants }, role) => grants.bootstrap(role))).toEqual([on(rows, 'keys')]);
    expect(grantedBy(({ grants }, role) => grants.switch(role))).toEqual([on(rows, 'kill')]);
  });

  test('open the customer key through DynamoDB alone', () => {
    expect(grantedBy(({ grants }, role) => grants.authenticate(role), true)).toContainEqual({
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: KEY_ARN,
      Condition: { StringEquals: { 'kms:ViaService': 'dynamodb.eu-central-1.amazonaws.com' } },
    });
  });
});

test('An existing table is used by its ARN and makes no resource', () => {
  const stack = testStack();
  const state = GatewayState.fromAttributes(stack, 'State', { tableArn: TABLE_ARN });
  expect(state).toMatchObject({ tableArn: TABLE_ARN, tableName: 'gateway' });
  expect(stack.node.findAll().filter(CfnResource.isCfnResource)).toEqual([]);
});

describe('Errors', () => {
  test.each<[GatewayStateProps, string]>([
    [{ tableName: 'ab' }, "tableName must be 3 to 255 letters, digits or _ . -, got 'ab' (2)"],
    [{ tableName: 'x'.repeat(256) }, '(256)'],
    [{ tableName: 'a table' }, "got 'a table'"],
    [{ recoveryDays: 0 }, 'recoveryDays must be 1 to 35 whole days, got 0'],
    [{ recoveryDays: 36 }, 'got 36'],
    [{ removalPolicy: RemovalPolicy.SNAPSHOT }, "removalPolicy is 'snapshot', which a table cannot have"],
  ])('refuses %j', (props, message) => {
    expect(() => tableOf(props)).toThrow(message);
  });

  test.each([{ tableName: 'abc' }, { tableName: 'x'.repeat(255) }, { recoveryDays: 1 }])('takes the limits themselves: %#', (props) => {
    expect(() => tableOf(props)).not.toThrow();
  });

  test('names its path and every fault at once, and leaves late values alone', () => {
    expect(() => tableOf({ tableName: '', recoveryDays: 0 })).toThrow(/GatewayState 'Test\/State'.*\n- tableName.*\n- recoveryDays/);
    expect(() => tableOf({ tableName: Lazy.string({ produce: () => 'late' }) })).not.toThrow();
  });
});
