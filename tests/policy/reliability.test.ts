import { describe, expect, test } from 'vitest';
import { STATEFUL_TYPES } from '../../constructs/policy/index.ts';
import { findingsOf, judges } from './judge.ts';
import { DEV, EPHEMERAL, either, getAtt, KEPT, NO_VALUE, PROD, ref, res, template } from './templates.ts';

describe('REL-01', () => {
  const bucket = (rest: Record<string, unknown>) => template({ It: res('AWS::S3::Bucket', {}, rest) });
  judges('REL-01', 'aws', {
    allows: [
      ['Retain for both', bucket(KEPT)],
      ['a snapshot', template({ It: res('AWS::RDS::DBCluster', {}, { DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot' }) })],
      ['a resource that a failed creation may take back', bucket({ ...KEPT, DeletionPolicy: 'RetainExceptOnCreate' })],
      ['a loss in ephemeral', bucket({ DeletionPolicy: 'Delete' }), EPHEMERAL],
      ['a role that goes', template({ It: res('AWS::IAM::Role') })],
    ],
    finds: [
      ['neither', bucket({})],
      ['a deletion', bucket({ ...KEPT, DeletionPolicy: 'Delete' })],
      ['a replacement that loses the old one', bucket({ DeletionPolicy: 'Retain' })],
      ['a deletion in dev', bucket({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' }), DEV],
      ['a policy that a condition decides', bucket({ ...KEPT, DeletionPolicy: either('Retain', 'Delete') })],
      ['what empties a bucket with its stack', template({ It: res('Custom::S3AutoDeleteObjects') })],
    ],
  });
  test.each(STATEFUL_TYPES)('REL-01 keeps %s', (type) => {
    expect(findingsOf('REL-01', template({ It: res(type) }))).toHaveLength(2);
  });
});

describe('REL-03', () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`R${index}`, { Type: 'AWS::SNS::Topic' }]));
  const sized = (bytes: number) => {
    const empty = JSON.stringify(template({}, { Description: '' }), undefined, 1).length;
    return template({}, { Description: 'x'.repeat(bytes - empty) });
  };
  judges('REL-03', 'aws', {
    allows: [
      ['400 resources', template(many(400))],
      ['200 outputs', template({}, { Outputs: many(200) })],
      ['one byte less than 1 MB', sized(999_999)],
    ],
    finds: [
      ['401 resources', template(many(401))],
      ['201 outputs', template({}, { Outputs: many(201) })],
      ['1 MB', sized(1_000_000)],
    ],
  });
});

describe('MON-03', () => {
  const group = (properties: Record<string, unknown>) => template({ It: res('AWS::Logs::LogGroup', properties) });
  judges('MON-03', 'aws', {
    allows: [
      ['a retention and a key', group({ RetentionInDays: 365, KmsKeyId: getAtt('Key', 'Arn') })],
      ['a retention without a key in dev', group({ RetentionInDays: '30' }), DEV],
    ],
    finds: [
      ['no retention', group({ KmsKeyId: getAtt('Key', 'Arn') })],
      ['a retention that the service does not have', group({ RetentionInDays: 45, KmsKeyId: getAtt('Key', 'Arn') })],
      ['a retention that a parameter decides', group({ RetentionInDays: ref('Days'), KmsKeyId: getAtt('Key', 'Arn') })],
      ['no key in prod', group({ RetentionInDays: 365 })],
      ['no key where dev is private', group({ RetentionInDays: 365 }), { ...DEV, private: true }],
      ['a key that only one branch has', group({ RetentionInDays: 365, KmsKeyId: either(getAtt('Key', 'Arn'), NO_VALUE) })],
    ],
  });
});

describe('KIT-01', () => {
  judges('KIT-01', 'aws', {
    allows: [
      ['an empty template', {}],
      ['a template of typed resources', template({ It: res('AWS::SNS::Topic') }), PROD],
    ],
    finds: [
      ['no object', 'Resources: {}'],
      ['null', null],
      ['a list of resources', { Resources: [] }],
      ['a resource without a type', template({ It: {} })],
      ['a loop that a macro unrolls', template({ 'Fn::ForEach::Topics': ['X', ['a'], { T: res('AWS::SNS::Topic') }] })],
      ['a macro over the template', template({}, { Transform: 'AWS::LanguageExtensions' })],
      ['a macro over a resource', template({ It: { Type: 'AWS::S3::Bucket', Properties: { 'Fn::Transform': {} } } })],
    ],
  });
});
