import type { PolicyContext } from '../../constructs/policy/index.ts';

/** The strictest context: prod, EU, no way out. */
export const PROD: PolicyContext = {
  cloud: 'aws',
  profile: 'prod',
  private: true,
  residency: 'eu',
  region: 'eu-central-1',
  regionsAllowed: ['eu-central-1', 'eu-west-1'],
  requiredTags: [],
};
export const DEV: PolicyContext = { ...PROD, profile: 'dev', private: false };
export const EPHEMERAL: PolicyContext = { ...DEV, profile: 'ephemeral' };

type Properties = Readonly<Record<string, unknown>>;

/** A template of the given resources. */
export function template(resources: Readonly<Record<string, unknown>>, rest: Properties = {}): unknown {
  return { ...rest, Resources: resources };
}

/** A resource as CloudFormation spells it. */
export function res(type: string, properties: Properties = {}, rest: Properties = {}): Properties {
  return { Type: type, Properties: properties, ...rest };
}

export const KEPT = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
export const getAtt = (logicalId: string, attribute: string) => ({ 'Fn::GetAtt': [logicalId, attribute] });
export const ref = (logicalId: string) => ({ Ref: logicalId });
export const either = (one: unknown, other: unknown) => ({ 'Fn::If': ['Condition', one, other] });
export const NO_VALUE = { Ref: 'AWS::NoValue' };
/** An ARN as CDK writes it, with the partition as a reference. */
export const arn = (...parts: readonly unknown[]) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...parts]] });
export const policy = (...statements: readonly Properties[]) => ({ Version: '2012-10-17', Statement: statements });

/** A bucket that follows every rule, its policy and where its access logs go. */
export function bucketTemplate(
  properties: Properties = {},
  policyStatements: readonly Properties[] = [],
  rest: Properties = KEPT,
): unknown {
  return template({
    Raw: res(
      'AWS::S3::Bucket',
      {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: getAtt('Key', 'Arn') } },
          ],
        },
        VersioningConfiguration: { Status: 'Enabled' },
        LoggingConfiguration: { DestinationBucketName: 'existing-log-bucket' },
        LifecycleConfiguration: {
          Rules: [
            {
              Status: 'Enabled',
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
              NoncurrentVersionExpiration: { NoncurrentDays: 30 },
            },
          ],
        },
        ...properties,
      },
      rest,
    ),
    RawPolicy: res('AWS::S3::BucketPolicy', { Bucket: ref('Raw'), PolicyDocument: policy(denyPlainHttp('Raw'), ...policyStatements) }),
  });
}

export function denyPlainHttp(bucket: string): Properties {
  return {
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 's3:*',
    Resource: [getAtt(bucket, 'Arn'), { 'Fn::Join': ['', [getAtt(bucket, 'Arn'), '/*']] }],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/** A role with one policy, as CDK attaches it. */
export function roleTemplate(statements: readonly Properties[], others: Readonly<Record<string, unknown>> = {}): unknown {
  return template({
    Role: res('AWS::IAM::Role', {
      AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }),
    }),
    RolePolicy: res('AWS::IAM::Policy', { PolicyName: 'Default', Roles: [ref('Role')], PolicyDocument: policy(...statements) }),
    ...others,
  });
}

export const TEXT_MODEL = arn(':bedrock:', ref('AWS::Region'), '::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0');
export const EMBEDDING_MODEL = arn(':bedrock:', ref('AWS::Region'), '::foundation-model/amazon.titan-embed-text-v2:0');
export const allowInvoke = (resource: unknown): Properties => ({
  Effect: 'Allow',
  Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
  Resource: resource,
});
export const denyUnguarded = (
  resource: unknown,
  condition: Properties = { StringNotEquals: { 'bedrock:GuardrailIdentifier': getAtt('Guardrail', 'GuardrailArn') } },
): Properties => ({
  Effect: 'Deny',
  Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
  Resource: resource,
  Condition: condition,
});

const FILTERS = ['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'].map((Type) => ({
  Type,
  InputStrength: 'HIGH',
  OutputStrength: 'MEDIUM',
}));
export const PROMPT_ATTACK = { Type: 'PROMPT_ATTACK', InputStrength: 'HIGH', OutputStrength: 'NONE' };

/** A guardrail that follows every rule, with a published version. */
export function guardrailTemplate(
  properties: Properties = {},
  others: Readonly<Record<string, unknown>> = { Version: guardrailVersion() },
): unknown {
  return template({
    Guardrail: res('AWS::Bedrock::Guardrail', {
      ContentPolicyConfig: { FiltersConfig: [...FILTERS, PROMPT_ATTACK] },
      SensitiveInformationPolicyConfig: { PiiEntitiesConfig: [{ Type: 'EMAIL', Action: 'ANONYMIZE' }] },
      ...properties,
    }),
    ...others,
  });
}

export function guardrailVersion(): Properties {
  return res('AWS::Bedrock::GuardrailVersion', { GuardrailIdentifier: getAtt('Guardrail', 'GuardrailId') });
}

export { FILTERS };
