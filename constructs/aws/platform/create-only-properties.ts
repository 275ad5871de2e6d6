/**
 * The properties whose change makes CloudFormation replace a resource, or may, for the types that the kit refers to from another stack.
 * A type that is not listed counts as create-only in all of its properties: its consumers are then deployed once too often, never once
 * too seldom.
 *
 * Source: `createOnlyProperties` and `conditionalCreateOnlyProperties` of each type's CloudFormation resource schema, as cfn-lint 1.51.0
 * carries them for eu-central-1.
 */
export const CREATE_ONLY_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'AWS::Bedrock::ApplicationInferenceProfile': ['Description', 'InferenceProfileName', 'ModelSource'],
  'AWS::Bedrock::Guardrail': [],
  'AWS::DynamoDB::Table': ['ImportSourceSpecification', 'KeySchema', 'TableName'],
  'AWS::EC2::SecurityGroup': ['GroupDescription', 'GroupName', 'VpcId'],
  'AWS::EC2::Subnet': [
    'AvailabilityZone',
    'AvailabilityZoneId',
    'CidrBlock',
    'Ipv4IpamPoolId',
    'Ipv4NetmaskLength',
    'Ipv6CidrBlock',
    'Ipv6IpamPoolId',
    'Ipv6Native',
    'Ipv6NetmaskLength',
    'OutpostArn',
    'VpcId',
  ],
  'AWS::EC2::VPC': ['CidrBlock', 'InstanceTenancy', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength'],
  'AWS::KMS::Key': [],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::S3::Bucket': ['BucketName', 'BucketNamePrefix', 'BucketNamespace'],
  'AWS::SecretsManager::Secret': ['Name'],
};
