import { describe } from 'vitest';
import { judges } from './judge.ts';
import { bucketTemplate, DEV, denyPlainHttp, either, getAtt, NO_VALUE, policy, ref, res, template } from './templates.ts';

const CLOSED = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
const anybody = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
const lone = (policyStatement: Record<string, unknown>, rest: Record<string, unknown> = {}) =>
  template({
    Raw: res('AWS::S3::Bucket'),
    RawPolicy: res('AWS::S3::BucketPolicy', { Bucket: ref('Raw'), PolicyDocument: policy(policyStatement) }, rest),
  });

/** A bucket that takes the access logs of another. */
const logsBucket = (properties: Record<string, unknown> = {}) =>
  template({
    Logs: res('AWS::S3::Bucket', properties),
    LogsPolicy: res('AWS::S3::BucketPolicy', {
      Bucket: ref('Logs'),
      PolicyDocument: policy({
        Effect: 'Allow',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: '*',
      }),
    }),
  });

describe('DAT-01', () => {
  judges('DAT-01', 'aws', {
    allows: [
      ['a bucket that blocks all public access', bucketTemplate()],
      ['an Allow for the organisation', bucketTemplate({}, [{ ...anybody, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }])],
      ['a block in both branches', bucketTemplate({ PublicAccessBlockConfiguration: either(CLOSED, CLOSED) })],
    ],
    finds: [
      ['a bucket without a block', bucketTemplate({ PublicAccessBlockConfiguration: NO_VALUE })],
      ['one of four left open', bucketTemplate({ PublicAccessBlockConfiguration: { ...CLOSED, BlockPublicPolicy: false } })],
      ['a block that only one branch has', bucketTemplate({ PublicAccessBlockConfiguration: either(CLOSED, NO_VALUE) })],
      [
        'a block that a parameter decides',
        bucketTemplate({ PublicAccessBlockConfiguration: { ...CLOSED, BlockPublicAcls: ref('Closed') } }),
      ],
      ['a public canned ACL', bucketTemplate({ AccessControl: 'PublicRead' })],
      ['a website', bucketTemplate({ WebsiteConfiguration: { IndexDocument: 'index.html' } })],
      ['an Allow for anybody', bucketTemplate({}, [anybody])],
      [
        'an Allow for anybody under a condition that a missing key meets',
        bucketTemplate({}, [{ ...anybody, Condition: { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } } }]),
      ],
      [
        'an Allow for everybody but one',
        bucketTemplate({}, [{ Effect: 'Allow', NotPrincipal: { AWS: 'x' }, Action: 's3:GetObject', Resource: '*' }]),
      ],
    ],
  });
});

describe('DAT-02', () => {
  judges('DAT-02', 'aws', {
    allows: [
      ['a policy that denies plain HTTP', bucketTemplate()],
      [
        'a policy that names the bucket',
        template({
          Raw: res('AWS::S3::Bucket', { BucketName: 'raw' }),
          P: res('AWS::S3::BucketPolicy', { Bucket: 'raw', PolicyDocument: policy(denyPlainHttp('Raw')) }),
        }),
      ],
    ],
    finds: [
      ['a bucket without a policy', template({ Raw: res('AWS::S3::Bucket') })],
      [
        'the policy of another bucket',
        template({
          Raw: res('AWS::S3::Bucket'),
          P: res('AWS::S3::BucketPolicy', { Bucket: ref('Other'), PolicyDocument: policy(denyPlainHttp('Raw')) }),
        }),
      ],
      ['a Deny of one action', lone({ ...denyPlainHttp('Raw'), Action: 's3:GetObject' })],
      ['a Deny for one principal', lone({ ...denyPlainHttp('Raw'), Principal: { AWS: '111122223333' } })],
      ['a Deny of the bucket without its objects', lone({ ...denyPlainHttp('Raw'), Resource: getAtt('Raw', 'Arn') })],
      [
        'a Deny with a second condition',
        lone({
          ...denyPlainHttp('Raw'),
          Condition: { Bool: { 'aws:SecureTransport': 'false' }, StringEquals: { 'aws:PrincipalTag/x': 'y' } },
        }),
      ],
      ['a Deny of requests with TLS', lone({ ...denyPlainHttp('Raw'), Condition: { Bool: { 'aws:SecureTransport': 'true' } } })],
      ['a Deny that only one branch has', lone(either(denyPlainHttp('Raw'), NO_VALUE))],
      ['a policy that exists under a condition', lone(denyPlainHttp('Raw'), { Condition: 'IsProd' })],
    ],
  });
});

describe('DAT-03', () => {
  const encryption = (key: unknown, algorithm: unknown = 'aws:kms', bucketKey: unknown = true) => ({
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { BucketKeyEnabled: bucketKey, ServerSideEncryptionByDefault: { SSEAlgorithm: algorithm, KMSMasterKeyID: key } },
      ],
    },
  });
  judges('DAT-03', 'aws', {
    allows: [
      ['a customer key', bucketTemplate()],
      ['a key of another stack', bucketTemplate(encryption({ 'Fn::GetStackOutput': { StackName: 'data', OutputName: 'Key' } }))],
      ['the service key in dev', bucketTemplate({ BucketEncryption: NO_VALUE }), DEV],
      ['the service key on a bucket for access logs', logsBucket()],
    ],
    finds: [
      ['no encryption', bucketTemplate({ BucketEncryption: NO_VALUE })],
      ['the service key', bucketTemplate(encryption(undefined, 'AES256'))],
      ["AWS's own KMS key", bucketTemplate(encryption('arn:aws:kms:eu-central-1:111122223333:alias/aws/s3'))],
      ['no bucket key', bucketTemplate(encryption(getAtt('Key', 'Arn'), 'aws:kms', false))],
      ['a key that only one branch has', bucketTemplate(encryption(either(getAtt('Key', 'Arn'), NO_VALUE)))],
      ['the service key where dev is private', bucketTemplate({ BucketEncryption: NO_VALUE }), { ...DEV, private: true }],
    ],
  });
});

describe('DAT-04', () => {
  judges('DAT-04', 'aws', {
    allows: [
      ['versions', bucketTemplate()],
      ['a bucket for access logs without versions', logsBucket()],
    ],
    finds: [
      ['no versions', bucketTemplate({ VersioningConfiguration: NO_VALUE })],
      ['suspended versions', bucketTemplate({ VersioningConfiguration: { Status: 'Suspended' } })],
      ['versions that a parameter decides', bucketTemplate({ VersioningConfiguration: { Status: ref('Status') } })],
    ],
  });
});

describe('DAT-05', () => {
  judges('DAT-05', 'aws', {
    allows: [
      ['access logs in another bucket', bucketTemplate()],
      ['a bucket for access logs', logsBucket()],
    ],
    finds: [
      ['no access logs', bucketTemplate({ LoggingConfiguration: NO_VALUE })],
      ['access logs in the bucket itself', bucketTemplate({ LoggingConfiguration: { DestinationBucketName: ref('Raw') } })],
      ['access logs without a destination', bucketTemplate({ LoggingConfiguration: { LogFilePrefix: 'raw/' } })],
    ],
  });
});

describe('DAT-06', () => {
  const rules = (...list: readonly unknown[]) => ({ LifecycleConfiguration: { Rules: list } });
  const whole = {
    Status: 'Enabled',
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    NoncurrentVersionExpiration: { NoncurrentDays: 30 },
  };
  judges('DAT-06', 'aws', {
    allows: [
      ['a rule that ends uploads and old versions', bucketTemplate()],
      [
        'two rules that do so together',
        bucketTemplate(
          rules(
            { ...whole, NoncurrentVersionExpiration: undefined },
            { Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
          ),
        ),
      ],
      ['access logs that expire', logsBucket(rules({ ...whole, ExpirationInDays: 90 }))],
    ],
    finds: [
      ['no lifecycle', bucketTemplate({ LifecycleConfiguration: NO_VALUE })],
      ['a rule that is switched off', bucketTemplate(rules({ ...whole, Status: 'Disabled' }))],
      ['a rule for one prefix', bucketTemplate(rules({ ...whole, Prefix: 'tmp/' }))],
      ['old versions without end', bucketTemplate(rules({ ...whole, NoncurrentVersionExpiration: undefined }))],
      ['a rule that only one branch has', bucketTemplate({ LifecycleConfiguration: either({ Rules: [whole] }, NO_VALUE) })],
      ['access logs without end', logsBucket(rules(whole))],
    ],
  });
});
