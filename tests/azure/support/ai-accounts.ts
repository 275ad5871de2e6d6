import type * as pulumi from '@pulumi/pulumi';
import { type RecordedResource, type Recording, record } from '../../../constructs/azure/recorder/index.ts';
import { ModelAccount, type ModelAccountArgs } from '../../../constructs/azure/serving/index.ts';

export const ACCOUNT_TYPE = 'azure-native:cognitiveservices:Account';
export const DEPLOYMENT_TYPE = 'azure-native:cognitiveservices:Deployment';
export const POLICY_TYPE = 'azure-native:cognitiveservices:RaiPolicy';
export const BLOCKLIST_TYPE = 'azure-native:cognitiveservices:RaiBlocklist';
export const ITEM_TYPE = 'azure-native:cognitiveservices:RaiBlocklistItem';
export const ROLE_TYPE = 'azure-native:authorization:RoleAssignment';

export const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000000';

/** The args of a closed account, as an app would write them. */
export const ACCOUNT: ModelAccountArgs = {
  resourceGroupName: 'support-run',
  location: 'swedencentral',
  accountName: 'support-dev-1a2b3c4d',
  identity: {
    identityId: `${SUBSCRIPTION}/resourceGroups/support-run/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ai`,
    clientId: '11111111-1111-4111-8111-111111111111',
  },
};

/** Everything that a program with one account registers. */
export function recordAccount(program: (account: ModelAccount) => void, args: Partial<ModelAccountArgs> = {}): Promise<Recording> {
  return recordProgram(() => program(new ModelAccount('ai', { ...ACCOUNT, ...args })));
}

export function recordProgram(program: () => void, preview = false): Promise<Recording> {
  return record(program, { project: 'support', stack: 'dev', preview });
}

/** The error that a program throws, as text. */
export async function errorOf(program: () => void): Promise<string> {
  try {
    await recordProgram(program);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'no error';
}

/** The value behind an output that a recording has made known. */
export function known<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** The custom resources in the order in which Azure gets them: each after all that it depends on. */
export function inOrder(resources: readonly RecordedResource[]): RecordedResource[] {
  return [...resources].sort((a, b) => a.dependencies.length - b.dependencies.length);
}

/** What a block's snapshot shows: inputs by type and name, and what a resource waits for, by name. */
export function snapshotOf({ resources }: Recording): unknown {
  const custom = resources.filter(({ custom }) => custom);
  return Object.fromEntries(
    inOrder(custom).map(({ type, name, inputs, dependencies, protect, retainOnDelete }) => [
      `${type.split(':').at(-1)} ${name}`,
      {
        inputs,
        ...(dependencies.length > 0 ? { after: dependencies.map((urn) => urn.split('::').at(-1)) } : {}),
        ...(protect ? { protect } : {}),
        ...(retainOnDelete ? { retainOnDelete } : {}),
      },
    ]),
  );
}
