import * as iam from 'aws-cdk-lib/aws-iam';
import { App, CrossStackReferences, ReferenceStrength, Stack } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { type BucketGrants, DataBuckets } from '../../../constructs/aws/data/index.ts';
import { PlatformKey } from '../../../constructs/aws/keys/index.ts';
import { BUCKET_ROLES, type BucketRole } from '../../../constructs/spec/bucket-roles.ts';
import { FLAG_SETS, resourcesOfType, testStack } from '../../support/stacks.ts';

const roleIn = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The statements that one grant adds to a role. */
function statementsOf(role: BucketRole, grant: (grants: BucketGrants, grantee: iam.Role) => iam.Grant): Statement[] {
  const stack = testStack({ flags: 'none' });
  const data = new DataBuckets(stack, 'Data', { roles: BUCKET_ROLES, encryptionKey: new PlatformKey(stack, 'Key').key });
  grant(data.grants(role), roleIn(stack)).assertSuccess();
  return resourcesOfType(stack, 'AWS::IAM::Policy').flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

const actionsOf = (statements: readonly Statement[]) => statements.flatMap(({ Action }) => Action);
const RAW = { 'Fn::GetAtt': ['DataRawAF6CB863', 'Arn'] };

describe('Each verb gives its own actions and no more', () => {
  test('read lists and reads, and decrypts through S3 alone', () => {
    expect(statementsOf('raw', (grants, role) => grants.read(role))).toEqual([
      { Effect: 'Allow', Action: ['s3:GetBucketLocation', 's3:ListBucket'], Resource: RAW },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Join': ['', [RAW, '/*']] } },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: { 'Fn::GetAtt': ['KeyE447D366', 'Arn'] },
        Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['s3.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } } },
      },
    ]);
  });

  test('append writes, and can neither read nor delete', () => {
    const actions = actionsOf(statementsOf('raw', (grants, role) => grants.append(role)));
    expect(actions).toEqual([
      's3:AbortMultipartUpload',
      's3:ListMultipartUploadParts',
      's3:PutObject',
      'kms:Decrypt',
      'kms:GenerateDataKey',
    ]);
  });

  test('erase deletes with all versions, and can neither read nor write', () => {
    const actions = actionsOf(statementsOf('raw', (grants, role) => grants.erase(role)));
    expect(actions).toEqual(['s3:ListBucketVersions', 's3:DeleteObject', 's3:DeleteObjectVersion']);
  });

  test('a pattern narrows the objects', () => {
    const [, objects] = statementsOf('raw', (grants, role) => grants.read(role, 'tenant-a/*'));
    expect(objects?.Resource).toEqual({ 'Fn::Join': ['', [RAW, '/tenant-a/*']] });
  });

  test('the logs bucket needs no key', () => {
    expect(actionsOf(statementsOf('logs', (grants, role) => grants.read(role))).filter((action) => action.startsWith('kms:'))).toEqual([]);
  });

  test('no verb gets past a lock', () => {
    const both = statementsOf('audit', (grants, role) => grants.read(role).combine(grants.append(role)));
    expect(actionsOf(both).filter((action) => /Bypass|Delete|Retention|LegalHold/.test(action))).toEqual([]);
    expect(() => statementsOf('audit', (grants, role) => grants.erase(role))).toThrow(
      "erase cannot be granted on the 'audit' bucket, which is immutable",
    );
  });
});

test('refuses a principal that has no policy of its own', () => {
  const stack = testStack();
  const data = new DataBuckets(stack, 'Data', { roles: ['raw', 'logs'] });
  expect(() => data.grants('raw').read(new iam.ServicePrincipal('events.amazonaws.com'))).toThrow('could not be added');
});

/** A stack that refers to others weakly, as every later stack of a platform does. */
function laterStack(app: App): Stack {
  const stack = new Stack(app, 'Later');
  CrossStackReferences.of(stack).consume(ReferenceStrength.WEAK);
  return stack;
}

test.each(['none', 'all'] as const)(
  'a consumer in a later stack leaves the stack of buckets and key alone, with %s of the flags',
  (flags) => {
    const synth = (consume: boolean) => {
      const app = new App({ context: { ...FLAG_SETS[flags] } });
      const owner = new Stack(app, 'Data');
      const data = new DataBuckets(owner, 'Data', { roles: BUCKET_ROLES, encryptionKey: new PlatformKey(owner, 'Key').key });
      if (consume) {
        const role = roleIn(laterStack(app));
        data.grants('raw').read(role);
        data.grants('audit').append(role);
        data.grants('feedback').erase(role);
        data.bucket('curated').grantReadWrite(role);
      }
      return app.synth().getStackByName('Data').template.Resources;
    };
    expect(synth(true)).toEqual(synth(false));
  },
);
