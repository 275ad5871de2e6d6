import { UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation';
import { DeleteLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeFlowLogsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
} from '@aws-sdk/client-ec2';
import { GetRoleCommand, GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AwsAccount } from './aws-account.ts';
import { bucketPosture } from './buckets.ts';
import type { CdkApp } from './cdk-cli.ts';
import { expectFilled, fill, type Places } from './contents.ts';
import { Emulator } from './emulator.ts';
import { type Edits, editedExample } from './platform-files.ts';
import { Rehearsal } from './rehearsal.ts';
import { outputsOf, stackStatuses, statefulIds, updatesBeforeTheFailure } from './stacks.ts';

// The account that the file names: with credentials of another one the CLI refuses.
const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const [NETWORK, DATA, SERVING] = ['network', 'data', 'serving'].map((part) => `support-assistant-prod-${part}`) as [string, string, string];

/** The second version: a way to the internet and clients outside; nothing that is there may move for it. */
const CHANGED: Edits = {
  network: { egress: { kind: 'nat' }, clientCidrs: ['10.96.0.0/16'], aws: { flowLogDays: 731 } },
  'data.retentionDays.audit': 3650,
  'secrets.openai-key.description': 'Key of the second OpenAI project',
};

let emulator: Emulator;
let rehearsal: Rehearsal;
let aws: AwsAccount;

beforeAll(async () => {
  emulator = await Emulator.start();
  rehearsal = new Rehearsal(emulator, ACCOUNT, REGION);
  aws = rehearsal.aws;
  await rehearsal.bootstrap();
});
afterAll(() => emulator.stop());

function platform(edits: Edits = {}): CdkApp {
  const version = Object.keys(edits).length === 0 ? 'first' : 'second';
  return { kind: 'platform', environment: 'prod', file: emulator.write(`${version}.yaml`, editedExample('support-assistant', edits)) };
}

async function places(): Promise<Places> {
  const { SecretsOpenaiKeyArn: secret = '', BucketsRaw: bucket = '' } = await outputsOf(aws, DATA);
  return { secret, bucket };
}

async function expectNothingLost(): Promise<void> {
  await rehearsal.expectNothingLost();
  await expectFilled(aws, await places());
}

const unprotectData = () =>
  aws.cloudformation.send(new UpdateTerminationProtectionCommand({ StackName: DATA, EnableTerminationProtection: false }));

const vpcId = async () => (await rehearsal.first('AWS::EC2::VPC')).physicalId;

test('takes a network back that fails in its last part, but for its flow log and the key of it', async () => {
  await rehearsal.failsToDeploy(platform(), { type: 'AWS::EC2::FlowLog', action: 'create' });
  expect((await stackStatuses(aws))[NETWORK]).toBe('ROLLBACK_COMPLETE');
  const leftovers = await rehearsal.leftovers();
  expect(leftovers).toEqual({ 'AWS::KMS::Key': [expect.any(String)], 'AWS::Logs::LogGroup': [expect.stringContaining('FlowLogs')] });
  // MiniStack gives the next log group the same name, where CloudFormation draws another.
  const [logGroupName] = leftovers['AWS::Logs::LogGroup'] ?? [];
  await aws.logs.send(new DeleteLogGroupCommand({ logGroupName }));
  rehearsal.accept({ 'AWS::KMS::Key': leftovers['AWS::KMS::Key'] ?? [] });
});

test('protects data that failed to be created: its stack is made again once that is taken away', async () => {
  await rehearsal.failsToDeploy(platform(), { type: 'AWS::SSM::Parameter', action: 'create' });
  expect(await stackStatuses(aws)).toEqual({ [NETWORK]: 'CREATE_COMPLETE', [DATA]: 'ROLLBACK_COMPLETE' });
  const leftovers = await rehearsal.leftovers();
  expect(Object.keys(leftovers)).toEqual(['AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy']);
  rehearsal.accept(leftovers);
  expect(await rehearsal.failsToDeploy(platform())).toMatch(/terminationprotection is enabled/i);
  await unprotectData();
});

test('is created by the next deployment, every resource of it', async () => {
  await rehearsal.deploys(platform());
  const { [NETWORK]: network, [DATA]: data, [SERVING]: serving } = await stackStatuses(aws);
  expect([network, data, serving]).toEqual(['CREATE_COMPLETE', 'CREATE_COMPLETE', 'CREATE_COMPLETE']);
  // Two keys, seven buckets, two secrets, a VPC, the logs of its traffic and of its function.
  expect(Object.keys(statefulIds(await rehearsal.begins()))).toHaveLength(14);
  await fill(aws, await places());
});

test('has a network in three zones with no way out', async () => {
  const VpcId = await vpcId();
  const filter = { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] };
  const { Subnets = [] } = await aws.ec2.send(new DescribeSubnetsCommand(filter));
  expect(new Set(Subnets.map(({ AvailabilityZone }) => AvailabilityZone)).size).toBe(3);
  expect(Subnets).toHaveLength(12);
  expect(Subnets.filter(({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch)).toEqual([]);
  const attribute = await aws.ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' }));
  expect(attribute.EnableDnsHostnames?.Value).toBe(true);
  const { RouteTables = [] } = await aws.ec2.send(new DescribeRouteTablesCommand(filter));
  const out = RouteTables.flatMap(({ Routes = [] }) => Routes).filter(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0');
  expect(out).toEqual([]);
});

test('reaches AWS by private endpoints that its own addresses alone may call', async () => {
  const { VpcEndpoints = [] } = await aws.ec2.send(new DescribeVpcEndpointsCommand());
  const services = VpcEndpoints.map(({ ServiceName = '', VpcEndpointType, PrivateDnsEnabled }) => [
    ServiceName.replace(`com.amazonaws.${REGION}.`, ''),
    VpcEndpointType,
    PrivateDnsEnabled,
  ]);
  expect(services.sort()).toEqual([
    ['bedrock-runtime', 'Interface', true],
    ['kms', 'Interface', true],
    ['logs', 'Interface', true],
    ['s3', 'Gateway', false],
    ['secretsmanager', 'Interface', true],
    ['sts', 'Interface', true],
  ]);
  for (const { PolicyDocument = '' } of VpcEndpoints) {
    const { Statement } = JSON.parse(PolicyDocument) as { Statement: unknown[] };
    expect(Statement[0]).toMatchObject({ Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } });
  }
  expect(await callers()).toEqual(['10.42.0.0/16']);
});

test('has closed the default security group, by its function', async () => {
  const Filters = [
    { Name: 'vpc-id', Values: [await vpcId()] },
    { Name: 'group-name', Values: ['default'] },
  ];
  const { SecurityGroups: [group] = [] } = await aws.ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  expect(group).toMatchObject({ IpPermissions: [], IpPermissionsEgress: [] });
});

test('records its traffic under a key of its own, by a role for that log alone', async () => {
  const { FlowLogs: [log] = [] } = await aws.ec2.send(new DescribeFlowLogsCommand());
  expect(log).toMatchObject({ ResourceId: await vpcId(), TrafficType: 'ALL', FlowLogStatus: 'ACTIVE' });
  const { logGroups: [group] = [] } = await aws.logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: log?.LogGroupName ?? log?.LogDestination }),
  );
  const { physicalId: KeyId } = await rehearsal.first('AWS::KMS::Key', 'LogsKey');
  expect(group).toMatchObject({ retentionInDays: 365, kmsKeyId: (await aws.kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.Arn });
  const { physicalId: RoleName } = await rehearsal.first('AWS::IAM::Role', 'NetworkFlowLogs');
  const { Role } = await aws.iam.send(new GetRoleCommand({ RoleName }));
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain('vpc-flow-logs.amazonaws.com');
  const { PolicyDocument = '' } = await aws.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'Write' }));
  expect(JSON.parse(decodeURIComponent(PolicyDocument)).Statement[0].Resource).toContain(group?.logGroupName);
});

test('locks its audit trail for a year', async () => {
  const { BucketsAudit = '' } = await outputsOf(aws, DATA);
  expect(await bucketPosture(aws, BucketsAudit)).toMatchObject({ lock: 'GOVERNANCE 365', expiresAfterDays: 2555, versioning: 'Enabled' });
});

test('goes back to what it was when an update of its network fails, and comes to no other stack', async () => {
  await rehearsal.failsToDeploy(platform(CHANGED), { type: 'AWS::EC2::NatGateway', action: 'create' });
  expect(await stackStatuses(aws)).toEqual({
    [NETWORK]: 'UPDATE_ROLLBACK_COMPLETE',
    [DATA]: 'CREATE_COMPLETE',
    [SERVING]: 'CREATE_COMPLETE',
  });
  expect(await callers()).toEqual(['10.42.0.0/16']);
  await expectNothingLost();
});

test('gets a way to the internet in place: nothing that was there moves', async () => {
  const before = await rehearsal.held([
    'AWS::EC2::Subnet',
    'AWS::EC2::VPCEndpoint',
    'AWS::EC2::FlowLog',
    'AWS::Bedrock::ApplicationInferenceProfile',
  ]);
  // The first half of a deployment that then fails in the data.
  await rehearsal.failsToDeploy(platform(CHANGED), { type: 'AWS::SecretsManager::Secret', action: 'update' });
  expect((await stackStatuses(aws))[NETWORK]).toBe('UPDATE_COMPLETE');
  await expectNothingLost();
  const after = await rehearsal.held(Object.keys(before));
  for (const [type, ids] of Object.entries(before)) expect(after[type]).toEqual(expect.arrayContaining([...ids]));
  expect((await rehearsal.held(['AWS::EC2::NatGateway']))['AWS::EC2::NatGateway']).toHaveLength(3);
  expect(await callers()).toEqual(['10.42.0.0/16', '10.96.0.0/16']);
});

test('keeps its data as it was when an update of it fails midway, and takes the change by the next good deployment', async () => {
  expect((await stackStatuses(aws))[DATA]).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await updatesBeforeTheFailure(aws, DATA)).toContain('AWS::S3::Bucket');
  const before = await outputsOf(aws, DATA);
  expect(await bucketPosture(aws, before.BucketsAudit ?? '')).toMatchObject({ lock: 'GOVERNANCE 365', expiresAfterDays: 2555 });
  await rehearsal.deploys(platform(CHANGED));
  expect((await stackStatuses(aws))[DATA]).toBe('UPDATE_COMPLETE');
  await expectNothingLost();
  const { BucketsAudit = '' } = await outputsOf(aws, DATA);
  expect(await bucketPosture(aws, BucketsAudit)).toMatchObject({ lock: 'GOVERNANCE 365', expiresAfterDays: 3650 });
});

test('is not destroyed while its data is protected: the network and all data stay, and what serves models is made again', async () => {
  const begun = await stackStatuses(aws);
  const all = [
    'AWS::EC2::VPC',
    'AWS::EC2::VPCEndpoint',
    'AWS::KMS::Key',
    'AWS::S3::Bucket',
    'AWS::S3::BucketPolicy',
    'AWS::SecretsManager::Secret',
  ];
  const before = await rehearsal.held(all);
  expect(await rehearsal.failsToDestroy(platform(CHANGED))).toMatch(/terminationprotection is enabled/i);
  const { [SERVING]: _, ...others } = begun;
  expect(await stackStatuses(aws)).toEqual(others);
  expect(await rehearsal.held(all)).toEqual(before);
  await expectNothingLost();
  await rehearsal.deploys(platform(CHANGED));
  expect((await stackStatuses(aws))[SERVING]).toBe('CREATE_COMPLETE');
  await expectNothingLost();
});

test('leaves keys, buckets, secrets and flow logs when it is destroyed as its README says, and nothing else', async () => {
  const kept = await rehearsal.held(['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::SecretsManager::Secret']);
  const filled = await places();
  await unprotectData();
  await rehearsal.destroys(platform(CHANGED));
  expect(await stackStatuses(aws)).toEqual({});
  expect(await rehearsal.leftovers()).toEqual({
    ...kept,
    'AWS::KMS::Key': [expect.any(String), expect.any(String)],
    'AWS::Logs::LogGroup': [expect.stringContaining('FlowLogs')],
  });
  await expectFilled(aws, filled);
});

/** The ranges from which the endpoints may be called, by HTTPS alone. */
async function callers(): Promise<string[]> {
  const { physicalId } = await rehearsal.first('AWS::EC2::SecurityGroup', 'NetworkEndpoints');
  const { SecurityGroups: [group] = [] } = await aws.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [physicalId] }));
  const rules = group?.IpPermissions ?? [];
  expect(rules.every(({ FromPort, ToPort, IpProtocol }) => FromPort === 443 && ToPort === 443 && IpProtocol === 'tcp')).toBe(true);
  return rules.flatMap(({ IpRanges = [] }) => IpRanges.flatMap(({ CidrIp }) => CidrIp ?? [])).sort();
}
