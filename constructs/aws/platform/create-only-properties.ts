/**
 * The properties whose change makes CloudFormation replace a resource, for the types that the kit refers to from another stack.
 * A type that is not listed counts as create-only in all of its properties: its consumers are then deployed once too often, never once
 * too seldom.
 *
 * Source: `createOnlyProperties` of each type's CloudFormation resource schema.
 */
export const CREATE_ONLY_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'AWS::Bedrock::ApplicationInferenceProfile': ['Description', 'InferenceProfileName', 'ModelSource'],
  'AWS::Bedrock::Guardrail': [],
  'AWS::EC2::SecurityGroup': ['GroupDescription', 'GroupName', 'VpcId'],
  'AWS::EC2::VPC': ['CidrBlock', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength'],
  'AWS::KMS::Key': [],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::S3::Bucket': ['BucketName', 'BucketNamePrefix', 'BucketNamespace'],
  'AWS::SecretsManager::Secret': ['Name'],
};
