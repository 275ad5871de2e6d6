import { describe, expect, test } from 'vitest';
import { footprintOfTemplate, lossesBetween } from '../../constructs/replacement/index.ts';

type Resources = Readonly<Record<string, object>>;
const losses = (before: Resources, after: Resources) =>
  lossesBetween(footprintOfTemplate({ Resources: before }), footprintOfTemplate({ Resources: after }));

const bucket = (Properties: object = {}, options: object = {}) => ({ Type: 'AWS::S3::Bucket', Properties, ...options });

describe('A change of a template loses', () => {
  test('what is no longer there, and says whether CloudFormation deletes it', () => {
    expect(losses({ A: bucket({}, { DeletionPolicy: 'Retain' }), B: bucket() }, {})).toEqual([
      { id: 'A', type: 'AWS::S3::Bucket', change: 'removed', fate: 'kept' },
      { id: 'B', type: 'AWS::S3::Bucket', change: 'removed', fate: 'deleted' },
    ]);
  });

  test('what has another logical id, even with the same properties', () => {
    expect(losses({ A: bucket({ BucketName: 'a' }) }, { B: bucket({ BucketName: 'a' }) })).toMatchObject([{ id: 'A', change: 'removed' }]);
  });

  test('what becomes another type', () => {
    expect(losses({ A: bucket() }, { A: { Type: 'AWS::S3Express::DirectoryBucket' } })).toMatchObject([
      { id: 'A', change: 'another type', before: 'AWS::S3::Bucket', after: 'AWS::S3Express::DirectoryBucket' },
    ]);
  });

  test.each<[string, object, object]>([
    ['is another', { BucketName: 'a' }, { BucketName: 'b' }],
    ['is added', {}, { BucketName: 'b' }],
    ['is taken away', { BucketName: 'a' }, {}],
  ])('what is replaced where a create-only property %s', (_, before, after) => {
    expect(losses({ A: bucket(before) }, { A: bucket(after) })).toMatchObject([{ id: 'A', change: 'replaces', property: 'BucketName' }]);
  });

  test('what may be replaced', () => {
    const vpc = (InstanceTenancy: string) => ({ Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', InstanceTenancy } });
    expect(losses({ V: vpc('default') }, { V: vpc('dedicated') })).toMatchObject([{ change: 'may replace', property: 'InstanceTenancy' }]);
  });

  test('what is replaced by a property inside of one that is updated', () => {
    const base = (Type: string) => ({
      Type: 'AWS::Bedrock::KnowledgeBase',
      Properties: { KnowledgeBaseConfiguration: { Type, Other: Type } },
    });
    expect(losses({ K: base('VECTOR') }, { K: base('SQL') })).toMatchObject([{ property: 'KnowledgeBaseConfiguration.Type' }]);
  });

  test('the value of a secret whose template changes, without telling the template', () => {
    const secret = (SecretString: string) => ({ Type: 'AWS::SecretsManager::Secret', Properties: { SecretString } });
    const found = losses({ S: secret('hunter1') }, { S: secret('hunter2') });
    expect(found).toMatchObject([{ id: 'S', change: 'overwrites', property: 'SecretString' }]);
    expect(JSON.stringify(found)).not.toContain('hunter');
  });

  test('what takes a create-only property from something that is replaced, however far', () => {
    const vpc = (CidrBlock: string) => ({ Type: 'AWS::EC2::VPC', Properties: { CidrBlock } });
    const rest = {
      Group: { Type: 'AWS::RDS::DBSubnetGroup', Properties: { SubnetIds: [{ Ref: 'Subnet' }] } },
      Cluster: { Type: 'AWS::RDS::DBCluster', Properties: { DBSubnetGroupName: { Ref: 'Group' } } },
      Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { 'Fn::GetAtt': ['Vpc', 'VpcId'] } } },
    };
    expect(losses({ Vpc: vpc('10.0.0.0/16'), ...rest }, { Vpc: vpc('10.1.0.0/16'), ...rest })).toMatchObject([
      { id: 'Subnet', property: 'VpcId', because: 'Vpc' },
      { id: 'Vpc', property: 'CidrBlock' },
    ]);
  });

  test('what hangs on a replaced resource that keeps nothing itself', () => {
    const group = (DBSubnetGroupName: string) => ({ Type: 'AWS::RDS::DBSubnetGroup', Properties: { DBSubnetGroupName } });
    const cluster = { Type: 'AWS::RDS::DBCluster', Properties: { DBSubnetGroupName: { 'Fn::Sub': `\${Group}` } } };
    expect(losses({ Group: group('a'), Cluster: cluster }, { Group: group('b'), Cluster: cluster })).toEqual([
      expect.objectContaining({ id: 'Cluster', property: 'DBSubnetGroupName', because: 'Group' }),
    ]);
  });

  test('what is kept by its policy, of whatever type', () => {
    const custom = { Type: 'Custom::Store', DeletionPolicy: 'Retain' };
    expect(losses({ C: custom }, {})).toMatchObject([{ id: 'C', change: 'removed', fate: 'kept' }]);
  });
});

describe('The account', () => {
  const profile = (ModelSource: unknown) => ({
    Resources: { P: { Type: 'AWS::Bedrock::ApplicationInferenceProfile', Properties: { ModelSource } } },
  });
  const written = {
    CopyFrom: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':bedrock:eu-central-1:111122223333:inference-profile/a']] },
  };
  const referred = {
    CopyFrom: {
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':bedrock:eu-central-1:', { Ref: 'AWS::AccountId' }, ':inference-profile/a']],
    },
  };

  test('is the same as a reference to it, since a deployment resolves both alike', () => {
    const before = footprintOfTemplate(profile(referred));
    expect(lossesBetween(before, footprintOfTemplate(profile(written), { account: '111122223333' }))).toEqual([]);
  });

  test('of somebody else is not', () => {
    const before = footprintOfTemplate(profile(referred));
    expect(lossesBetween(before, footprintOfTemplate(profile(written), { account: '444455556666' }))).toMatchObject([
      { property: 'ModelSource' },
    ]);
  });
});

describe('A change of a template loses nothing', () => {
  test.each<[string, Resources, Resources]>([
    ['where properties are updated in place', { A: bucket({ Tags: [] }) }, { A: bucket({ Tags: [{ Key: 'a', Value: 'b' }] }) }],
    ['where keys stand in another order', { A: bucket({ BucketName: { a: 1, b: 2 } }) }, { A: bucket({ BucketName: { b: 2, a: 1 } }) }],
    ['where something stateful is added', { A: bucket() }, { A: bucket(), B: bucket() }],
    ['where what keeps nothing goes', { A: bucket(), F: { Type: 'AWS::Lambda::Function' } }, { A: bucket() }],
    [
      'where a subnet group goes that nothing stateful hangs on',
      { A: bucket(), G: { Type: 'AWS::RDS::DBSubnetGroup' } },
      { A: bucket(), G: { Type: 'AWS::RDS::DBSubnetGroup', Properties: { DBSubnetGroupName: 'b' } } },
    ],
    [
      'where a secret is overwritten that others only refer to',
      { A: bucket({ BucketName: { Ref: 'P' } }) },
      { A: bucket({ BucketName: { Ref: 'P' } }) },
    ],
  ])('%s', (_, before, after) => {
    expect(losses(before, after)).toEqual([]);
  });
});
