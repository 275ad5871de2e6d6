import { DescribeStacksCommand, paginateDescribeStackEvents, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { expect } from 'vitest';
import type { AwsAccount } from './aws-account.ts';
import { API_GATEWAY_ACCOUNT, type Inventory, inventory, LISTERS, without } from './inventory.ts';

/** The status of each stack that is not deleted, but the bootstrap's. */
export async function stackStatuses({ cloudformation }: AwsAccount): Promise<Record<string, string>> {
  const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand());
  const entries = Stacks.map(({ StackName = '', StackStatus = '' }) => [StackName, StackStatus] as const);
  return Object.fromEntries(entries.filter(([name]) => name !== 'CDKToolkit').sort());
}

/** When each stack was last touched, to see that a deployment did nothing. */
export async function stackTimes({ cloudformation }: AwsAccount): Promise<Record<string, string>> {
  const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand());
  return Object.fromEntries(Stacks.map((stack) => [stack.StackName, String(stack.LastUpdatedTime ?? stack.CreationTime)]));
}

/** The outputs of a stack by name. */
export async function outputsOf({ cloudformation }: AwsAccount, StackName: string): Promise<Record<string, string>> {
  const { Stacks: [stack] = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
  return Object.fromEntries((stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

/** The types of which something had been updated when the last failure of an update began. */
export async function updatesBeforeTheFailure({ cloudformation: client }: AwsAccount, StackName: string): Promise<string[]> {
  const types: string[] = [];
  let isBefore = false;
  // The newest comes first.
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName })) {
    for (const { ResourceStatus, ResourceType = '' } of StackEvents) {
      const isStack = ResourceType === 'AWS::CloudFormation::Stack';
      if (isBefore && isStack && ResourceStatus === 'UPDATE_IN_PROGRESS') return types;
      if (isBefore && ResourceStatus === 'UPDATE_COMPLETE') types.push(ResourceType);
      if (ResourceStatus === 'UPDATE_FAILED') isBefore = true;
    }
  }
  return types;
}

export interface StackResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
}

/** The resources of all stacks but the bootstrap's. */
export async function resourcesOf(account: AwsAccount): Promise<StackResource[]> {
  const client = account.cloudformation;
  const all: StackResource[] = [];
  for (const stack of Object.keys(await stackStatuses(account))) {
    for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: stack })) {
      for (const { LogicalResourceId: logicalId = '', ResourceType: type = '', PhysicalResourceId = '' } of StackResourceSummaries) {
        all.push({ stack, logicalId, type, physicalId: identityOf(type, logicalId, PhysicalResourceId) });
      }
    }
  }
  return all;
}

/** What the inventory calls a resource, where that is not its physical id. */
function identityOf(type: string, logicalId: string, physicalId: string): string {
  switch (type) {
    // IAM knows an inline policy by the name that CDK gives it, which is the logical id.
    case 'AWS::IAM::Policy':
      return logicalId;
    // An account has one in a region, without an id.
    case 'AWS::ApiGateway::Account':
      return API_GATEWAY_ACCOUNT;
    default:
      return physicalId;
  }
}

/** By stack and logical id, the physical ids of what keeps data: these must never change. */
export function statefulIds(resources: readonly StackResource[]): Record<string, string> {
  const stateful = resources.filter(({ type }) => STATEFUL.has(type));
  return Object.fromEntries(stateful.map(({ stack, logicalId, physicalId }) => [`${stack}/${logicalId}`, physicalId]));
}

const STATEFUL = new Set(['AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret', 'AWS::EC2::VPC']);

/**
 * Holds what exists against what the stacks say, both ways: every resource is there, asked by its service, and beside `others` nothing
 * is there that no stack holds. Returns the resources.
 */
export async function expectStacksToBeTrue(account: AwsAccount, others: Inventory): Promise<StackResource[]> {
  const resources = await resourcesOf(account);
  expect(resources.length).toBeGreaterThan(0);
  const claimed: Record<string, string[]> = {};
  for (const { type, physicalId } of resources) {
    if (type in LISTERS) claimed[type] = [...(claimed[type] ?? []), physicalId].sort();
  }
  const present = await inventory(account);
  const unclaimed = without(without(present, others), claimed);
  expect(without(claimed, present), 'claimed by a stack, but not there').toEqual({});
  expect(unclaimed, 'there, but in no stack').toEqual({});
  return resources;
}
