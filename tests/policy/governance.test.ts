import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { KNOWN_TYPES, taggingOf } from '../../constructs/policy/index.ts';
import { findingsOf, judges } from './judge.ts';
import {
  allowInvoke,
  arn,
  bucketTemplate,
  DEV,
  EPHEMERAL,
  either,
  NO_VALUE,
  PROD,
  policy,
  ref,
  res,
  roleTemplate,
  TEXT_MODEL,
  template,
} from './templates.ts';

type Properties = Record<string, unknown>;

describe('GOV-02', () => {
  const audit = (properties: Properties, logicalId = 'DataBucketsauditA1B2C3D4') =>
    template({ [logicalId]: res('AWS::S3::Bucket', properties) });
  const locked = (retention: Properties, rest: Properties = {}) => ({
    ObjectLockEnabled: true,
    ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: retention } },
    ...rest,
  });
  const lives = (days: number) => ({ LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: days }] } });
  judges('GOV-02', 'aws', {
    allows: [
      ['a locked audit bucket', audit(locked({ Mode: 'COMPLIANCE', Days: 365 }))],
      ['a lock that can be taken off, in dev', audit(locked({ Mode: 'GOVERNANCE', Years: 1 })), DEV],
      ['objects that live longer than the lock', audit(locked({ Mode: 'GOVERNANCE', Days: 365 }, lives(400)))],
      ['no lock in ephemeral', audit({}), EPHEMERAL],
      ['another bucket without a lock', bucketTemplate()],
    ],
    finds: [
      ['an audit bucket without a lock', audit({})],
      ['an audit bucket by its tag', audit({ Tags: [{ Key: 'role', Value: 'audit' }] }, 'Bucket')],
      ['a lock without a default retention', audit({ ObjectLockEnabled: true }, 'Bucket')],
      ['a retention without a duration', audit(locked({ Mode: 'GOVERNANCE' }))],
      ['a lock that only one branch has', audit({ ...locked({ Mode: 'GOVERNANCE', Days: 1 }), ObjectLockEnabled: either(true, NO_VALUE) })],
      ['objects that expire before the lock', audit(locked({ Mode: 'GOVERNANCE', Years: 1 }, lives(364)))],
    ],
  });
});

describe('GOV-03', () => {
  const owned = { ...PROD, requiredTags: ['Owner', 'CostCenter'] };
  const tags = (...pairs: readonly (readonly [string, unknown])[]) => pairs.map(([Key, Value]) => ({ Key, Value }));
  const both = tags(['Owner', 'team'], ['CostCenter', ref('CostCenter')]);
  const it = (type: string, Tags?: unknown) => template({ It: res(type, { Tags }) });
  judges('GOV-03', 'aws', {
    allows: [
      ['a resource with both tags', it('AWS::S3::Bucket', both), owned],
      ['tags as a map', it('AWS::SSM::Parameter', { Owner: 'team', CostCenter: '1' }), owned],
      ['a type that takes no tags', it('AWS::S3::BucketPolicy'), owned],
      ['a custom resource', it('Custom::Thing'), owned],
      ['an unknown type that carries them', it('AWS::New::Thing', both), owned],
      ['anything where no tags are asked for', it('AWS::New::Thing'), PROD],
    ],
    finds: [
      ['no tags', it('AWS::S3::Bucket'), owned],
      ['one tag of two', it('AWS::S3::Bucket', tags(['Owner', 'team'])), owned],
      ['a key in another case', it('AWS::S3::Bucket', tags(['owner', 'team'], ['CostCenter', '1'])), owned],
      ['an empty tag', it('AWS::S3::Bucket', tags(['Owner', ''], ['CostCenter', '1'])), owned],
      ['tags that only one branch has', it('AWS::S3::Bucket', either(both, NO_VALUE)), owned],
      ['one tag that only one branch has', it('AWS::S3::Bucket', [both[0], either(both[1], NO_VALUE)]), owned],
      ['an unknown type without them', it('AWS::New::Thing'), owned],
      ['a type named like a member of every object', it('constructor'), owned],
    ],
  });

  test('GOV-03 says that a type is unknown, and does not pass it', () => {
    expect(findingsOf('GOV-03', it('AWS::New::Thing'), owned).map(({ got }) => got)).toEqual([
      'AWS::New::Thing, of which is unknown whether it takes tags',
    ]);
  });

  test('the table of taggable types agrees with aws-cdk-lib', () => {
    const taggable = typesOfCdk();
    const wrong = KNOWN_TYPES.filter((type) => taggable.has(type)).filter((type) => (taggingOf(type) !== 'none') !== taggable.get(type));
    expect(wrong).toEqual([]);
    // CDK writes it itself, as a plain resource.
    expect(KNOWN_TYPES.filter((type) => !taggable.has(type))).toEqual(['AWS::CDK::Metadata']);
  });
});

/** Every resource type that aws-cdk-lib knows, and whether its class is taggable, as its typings say. */
function typesOfCdk(): ReadonlyMap<string, boolean> {
  const library = dirname(createRequire(import.meta.url).resolve('aws-cdk-lib/package.json'));
  const services = new Set(KNOWN_TYPES.map((type) => `aws-${(type.split('::')[1] ?? '').toLowerCase()}`));
  const files = ['core', ...readdirSync(library).filter((folder) => services.has(folder))].flatMap((folder) =>
    readdirSync(join(library, folder, 'lib'))
      .filter((file) => file.endsWith('.generated.d.ts'))
      .map((file) => readFileSync(join(library, folder, 'lib', file), 'utf8')),
  );
  // Each class follows the comment that names its type.
  const classes = files.flatMap((text) => text.split('@cloudformationResource ').slice(1));
  return new Map(
    classes.map((text) => [
      text.slice(0, text.indexOf('\n')).trim(),
      /export declare class Cfn\w+ extends [^{]*/.exec(text)?.[0].includes('ITaggable') ?? false,
    ]),
  );
}

describe('GOV-04', () => {
  const profile = (id: string) =>
    template({
      Profile: res('AWS::Bedrock::ApplicationInferenceProfile', {
        ModelSource: { CopyFrom: arn(`:bedrock:eu-central-1:111122223333:inference-profile/${id}`) },
      }),
    });
  const replica = (region: unknown) => template({ Secret: res('AWS::SecretsManager::Secret', { ReplicaRegions: [{ Region: region }] }) });
  judges('GOV-04', 'aws', {
    allows: [
      [
        'a model in the region',
        template({ Profile: res('AWS::Bedrock::ApplicationInferenceProfile', { ModelSource: { CopyFrom: TEXT_MODEL } }) }),
      ],
      ['a profile of the residency', profile('eu.anthropic.claude-opus-4-7')],
      ['the European profile in the EEA', profile('eu.anthropic.claude-opus-4-7'), { ...PROD, residency: 'eea' }],
      ['any profile where data may be anywhere', profile('global.anthropic.claude-opus-4-7'), { ...PROD, residency: 'any' }],
      ['any profile without a residency', profile('global.anthropic.claude-opus-4-7'), { ...PROD, residency: undefined }],
      ['a replica in an allowed region', replica('eu-west-1')],
      ['any region where none is named', template({}), { ...PROD, region: 'us-east-1', regionsAllowed: [] }],
    ],
    finds: [
      ['a stack in another region', template({}), { ...PROD, region: 'us-east-1' }],
      ['a profile of another geography', profile('us.anthropic.claude-opus-4-7')],
      ['the European profile in the United Kingdom', profile('eu.anthropic.claude-opus-4-7'), { ...PROD, residency: 'uk' }],
      ['a global profile', profile('global.anthropic.claude-opus-4-7')],
      [
        'the right to call a profile of another geography',
        roleTemplate([allowInvoke(arn(':bedrock:eu-central-1:111122223333:inference-profile/us.anthropic.claude-opus-4-7'))]),
      ],
      ['the right to call a model anywhere', roleTemplate([allowInvoke(arn(':bedrock:::foundation-model/anthropic.claude-opus-4-7'))])],
      ['a replica in another region', replica('us-east-1')],
      ['a replica that a parameter places', replica(ref('Region'))],
    ],
  });
});

describe('GOV-05', () => {
  const allow = (action: unknown, resource: unknown) => roleTemplate([{ Effect: 'Allow', Action: action, Resource: resource }]);
  judges('GOV-05', 'aws', {
    allows: [
      ['named actions on a named resource', allow(['s3:GetObject*', 's3:List*'], arn(':s3:::bucket/*'))],
      ['an action that takes no resource', allow('cloudwatch:PutMetricData', '*')],
      ['a policy of the account', template({ Role: res('AWS::IAM::Role', { ManagedPolicyArns: [ref('Policy')] }) })],
      ['a Deny of everything', roleTemplate([{ Effect: 'Deny', Action: '*', Resource: '*' }])],
    ],
    finds: [
      [
        'an AWS-managed policy',
        template({ Role: res('AWS::IAM::Role', { ManagedPolicyArns: [arn(':iam::aws:policy/AdministratorAccess')] }) }),
      ],
      [
        'an AWS-managed policy in one branch',
        template({ Role: res('AWS::IAM::Role', { ManagedPolicyArns: either([arn(':iam::aws:policy/ReadOnlyAccess')], NO_VALUE) }) }),
      ],
      ['everything', allow('*', '*')],
      ['all actions of a service', allow('bedrock:*', arn(':bedrock:::x'))],
      ['everything but one action', roleTemplate([{ Effect: 'Allow', NotAction: 'iam:*', Resource: arn(':s3:::x') }])],
      ['an action on all resources', allow('s3:GetObject', '*')],
      ['an action on all resources beside one that takes none', allow(['cloudwatch:PutMetricData', 's3:GetObject'], '*')],
      ['a pattern of actions on all resources', allow('cloudwatch:Put*', '*')],
      ['all resources in one branch', allow('s3:GetObject', either('*', arn(':s3:::x')))],
      ['an action that a parameter names', allow(ref('Action'), arn(':s3:::x'))],
      [
        'an effect that a parameter decides',
        template({ P: res('AWS::IAM::Policy', { PolicyDocument: policy({ Effect: ref('Effect'), Action: '*', Resource: '*' }) }) }),
      ],
      ['a document that a macro writes', template({ P: res('AWS::IAM::Policy', { PolicyDocument: { 'Fn::Transform': {} } }) })],
    ],
  });
});
