import { GetGuardrailCommand, paginateListGuardrails, paginateListInferenceProfiles } from '@aws-sdk/client-bedrock';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeAddressesCommand,
  DescribeFlowLogsCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { paginateListPolicies, paginateListRolePolicies, paginateListRoles } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, paginateListKeys } from '@aws-sdk/client-kms';
import { paginateListFunctions } from '@aws-sdk/client-lambda';
import { GetBucketPolicyCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { paginateListSecrets } from '@aws-sdk/client-secrets-manager';
import { paginateDescribeParameters } from '@aws-sdk/client-ssm';
import type { AwsAccount } from './aws-account.ts';

/** The physical ids of what exists, by CloudFormation type. */
export type Inventory = Readonly<Record<string, readonly string[]>>;

/** What the settings of API Gateway are called here. */
export const API_GATEWAY_ACCOUNT = 'the account of API Gateway';

type Lister = (account: AwsAccount) => Promise<readonly (string | undefined)[]>;

/**
 * What exists of each type, asked by the service's own API: the truth that a deployment is held against, in both directions. A type
 * that the templates use, that is not only recorded and has no lister here fails `types.test.ts`.
 */
export const LISTERS: Readonly<Record<string, Lister>> = {
  'AWS::ApiGateway::Account': async (account) => {
    const { cloudwatchRoleArn } = await apiGatewayAccount(account);
    return cloudwatchRoleArn ? [API_GATEWAY_ACCOUNT] : [];
  },
  'AWS::Bedrock::ApplicationInferenceProfile': async ({ bedrock: client }) => {
    const pages = await collect(paginateListInferenceProfiles({ client }, { typeEquals: 'APPLICATION' }));
    return pages.flatMap(({ inferenceProfileSummaries = [] }) => inferenceProfileSummaries.map((profile) => profile.inferenceProfileId));
  },
  'AWS::Bedrock::Guardrail': async ({ bedrock: client }) => {
    const pages = await collect(paginateListGuardrails({ client }, {}));
    return pages.flatMap(({ guardrails = [] }) => guardrails.map(({ arn }) => arn));
  },
  'AWS::Bedrock::GuardrailVersion': async ({ bedrock: client }) => {
    const guardrails = (await collect(paginateListGuardrails({ client }, {}))).flatMap((page) => page.guardrails ?? []);
    const versions = await Promise.all(guardrails.map(({ id = '' }) => guardrailVersions(client, id)));
    return versions.flat();
  },
  'AWS::EC2::EIP': async ({ ec2 }) => ((await ec2.send(new DescribeAddressesCommand())).Addresses ?? []).map(({ PublicIp }) => PublicIp),
  'AWS::EC2::FlowLog': async ({ ec2 }) => ((await ec2.send(new DescribeFlowLogsCommand())).FlowLogs ?? []).map((log) => log.FlowLogId),
  'AWS::EC2::InternetGateway': async (account) => (await internetGateways(account)).map(({ InternetGatewayId }) => InternetGatewayId),
  'AWS::EC2::NatGateway': async ({ ec2 }) => {
    const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand());
    return NatGateways.filter(({ State }) => State !== 'deleted').map(({ NatGatewayId }) => NatGatewayId);
  },
  'AWS::EC2::Route': async (account) =>
    (await routeTables(account)).flatMap(({ RouteTableId, Routes = [] }) =>
      Routes.filter(({ GatewayId }) => GatewayId !== 'local').map((route) => `${RouteTableId}|${route.DestinationCidrBlock}`),
    ),
  'AWS::EC2::RouteTable': async (account) =>
    (await routeTables(account))
      .filter(({ Associations = [] }) => !Associations.some(({ Main }) => Main))
      .map((table) => table.RouteTableId),
  'AWS::EC2::SecurityGroup': async ({ ec2 }) => {
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand());
    return SecurityGroups.filter(({ GroupName }) => GroupName !== 'default').map(({ GroupId }) => GroupId);
  },
  'AWS::EC2::Subnet': async ({ ec2 }) => {
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand());
    return Subnets.filter(({ DefaultForAz }) => !DefaultForAz).map(({ SubnetId }) => SubnetId);
  },
  'AWS::EC2::SubnetRouteTableAssociation': async (account) =>
    (await routeTables(account)).flatMap(({ Associations = [] }) =>
      Associations.filter(({ Main }) => !Main).map((association) => association.RouteTableAssociationId),
    ),
  'AWS::EC2::VPC': async ({ ec2 }) => {
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand());
    return Vpcs.filter(({ IsDefault }) => !IsDefault).map(({ VpcId }) => VpcId);
  },
  'AWS::EC2::VPCEndpoint': async ({ ec2 }) =>
    ((await ec2.send(new DescribeVpcEndpointsCommand())).VpcEndpoints ?? []).map(({ VpcEndpointId }) => VpcEndpointId),
  'AWS::EC2::VPCGatewayAttachment': async (account) =>
    (await internetGateways(account)).flatMap(({ Attachments = [] }) => Attachments.map(({ VpcId }) => `IGW|${VpcId}`)),
  'AWS::IAM::ManagedPolicy': async ({ iam: client }) => {
    const pages = await collect(paginateListPolicies({ client }, { Scope: 'Local' }));
    return pages.flatMap(({ Policies = [] }) => Policies.map(({ Arn }) => Arn));
  },
  // Policies that a role is made with read the same, but their names are words; those of CDK's policies are logical ids.
  'AWS::IAM::Policy': async (account) => {
    const client = account.iam;
    const roles = await roleNames(account);
    const pages = await Promise.all(roles.map((RoleName) => collect(paginateListRolePolicies({ client }, { RoleName }))));
    return pages.flat().flatMap(({ PolicyNames = [] }) => PolicyNames.filter((name) => /Policy[0-9A-F]{8}$/.test(name)));
  },
  'AWS::IAM::Role': roleNames,
  'AWS::KMS::Key': async ({ kms: client }) => {
    const keys = (await collect(paginateListKeys({ client }, {}))).flatMap((page) => page.Keys ?? []);
    const described = await Promise.all(keys.map(({ KeyId }) => client.send(new DescribeKeyCommand({ KeyId }))));
    // One that waits for its deletion is as good as gone: nothing can be read with it.
    return described.flatMap(({ KeyMetadata: key }) =>
      key?.KeyManager === 'CUSTOMER' && key.KeyState !== 'PendingDeletion' ? [key.KeyId] : [],
    );
  },
  'AWS::Lambda::Function': async ({ lambda: client }) => {
    const pages = await collect(paginateListFunctions({ client }, {}));
    return pages.flatMap(({ Functions = [] }) => Functions.map(({ FunctionName }) => FunctionName));
  },
  'AWS::Logs::LogGroup': async ({ logs }) =>
    ((await logs.send(new DescribeLogGroupsCommand())).logGroups ?? []).map(({ logGroupName }) => logGroupName),
  'AWS::S3::Bucket': bucketNames,
  // MiniStack's physical id of a policy is made of its bucket's name.
  'AWS::S3::BucketPolicy': async (account) => {
    const buckets = await bucketNames(account);
    const policies = await Promise.all(buckets.map((Bucket) => present(account.s3.send(new GetBucketPolicyCommand({ Bucket })))));
    return buckets.filter((_, index) => policies[index] !== undefined).map((bucket) => `${bucket}-policy`);
  },
  'AWS::SSM::Parameter': async ({ ssm: client }) => {
    const pages = await collect(paginateDescribeParameters({ client }, {}));
    return pages.flatMap(({ Parameters = [] }) => Parameters.map(({ Name }) => Name));
  },
  'AWS::SecretsManager::Secret': async ({ secrets: client }) => {
    const pages = await collect(paginateListSecrets({ client }, {}));
    return pages.flatMap(({ SecretList = [] }) => SecretList.map(({ ARN }) => ARN));
  },
  // The function has done its work where the VPC's default group has no rule left.
  'Custom::ClosedDefaultSecurityGroup': async ({ ec2 }) => {
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand());
    return SecurityGroups.filter(
      ({ GroupName, IpPermissions = [], IpPermissionsEgress = [] }) =>
        GroupName === 'default' && IpPermissions.length + IpPermissionsEgress.length === 0,
    ).map(({ GroupId }) => GroupId);
  },
};

/** Everything that an account has in a region, of the types above. */
export async function inventory(account: AwsAccount): Promise<Inventory> {
  const entries = await Promise.all(
    Object.entries(LISTERS).map(async ([type, list]) => [type, (await list(account)).filter((id) => id !== undefined).sort()] as const),
  );
  return Object.fromEntries(entries);
}

/** What the one has and the other has not, without types of which there is nothing. */
export function without(all: Inventory, some: Inventory): Inventory {
  const entries = Object.entries(all).map(([type, ids]) => [type, ids.filter((id) => !some[type]?.includes(id))] as const);
  return Object.fromEntries(entries.filter(([, ids]) => ids.length > 0));
}

/** The settings of API Gateway in an account; the client of this service would serve for nothing else. */
export async function apiGatewayAccount({ endpoint, id, region }: AwsAccount): Promise<{ readonly cloudwatchRoleArn?: string }> {
  const authorization = `AWS4-HMAC-SHA256 Credential=${id}/20260101/${region}/apigateway/aws4_request, SignedHeaders=host, Signature=0`;
  const response = await fetch(`${endpoint}/account`, { headers: { authorization } });
  if (!response.ok) throw new Error(`GET /account of API Gateway: ${response.status}`);
  return (await response.json()) as { cloudwatchRoleArn?: string };
}

async function bucketNames({ s3, region: BucketRegion }: AwsAccount): Promise<string[]> {
  return ((await s3.send(new ListBucketsCommand({ BucketRegion }))).Buckets ?? []).flatMap(({ Name }) => Name ?? []);
}

async function roleNames({ iam: client }: AwsAccount): Promise<string[]> {
  const pages = await collect(paginateListRoles({ client }, {}));
  return pages.flatMap(({ Roles = [] }) => Roles.flatMap(({ RoleName }) => RoleName ?? []));
}

async function internetGateways({ ec2 }: AwsAccount) {
  return (await ec2.send(new DescribeInternetGatewaysCommand())).InternetGateways ?? [];
}

async function routeTables({ ec2 }: AwsAccount) {
  return (await ec2.send(new DescribeRouteTablesCommand())).RouteTables ?? [];
}

/** Bedrock numbers versions from 1 without a gap as long as none is deleted, and the kit deletes none. */
async function guardrailVersions(client: AwsAccount['bedrock'], guardrail: string): Promise<string[]> {
  for (let version = 1; ; version += 1) {
    const asked = client.send(new GetGuardrailCommand({ guardrailIdentifier: guardrail, guardrailVersion: String(version) }));
    if ((await present(asked)) === undefined) return Array.from({ length: version - 1 }, (_, index) => `${guardrail}|${index + 1}`);
  }
}

const ABSENT = new Set(['NoSuchBucketPolicy', 'ResourceNotFoundException']);

/** An answer, or nothing where the service says that the thing is not there. */
async function present<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && ABSENT.has(error.name)) return undefined;
    throw error;
  }
}

async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}
