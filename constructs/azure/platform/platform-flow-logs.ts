import * as pulumi from '@pulumi/pulumi';
import { nameSuffix } from '../../spec/names.ts';
import type { DataBuckets } from '../data/index.ts';
import { assignRole, WorkloadIdentity } from '../identity/index.ts';
import { FlowLogs, type INetwork } from '../network/index.ts';
import type { ResourceGroups } from '../resource-groups/index.ts';
import type { PlatformParts } from './platform-parts.ts';

/** What the flow logs of a new network go to, and who may write them there. An existing network's are its owner's. */
export function platformFlowLogs(
  parts: PlatformParts,
  groups: ResourceGroups,
  network?: INetwork,
  buckets?: DataBuckets,
): FlowLogs | undefined {
  const { name, spec, azure, parent } = parts;
  if (!network || azure.network.kind !== 'new') return undefined;
  const storage = flowLogStorage(parts, buckets);
  const suffix = nameSuffix(spec.naming, spec.environment, 'network/flow-logs');
  return new FlowLogs(
    `${name}-flow-logs`,
    {
      flowLogName: `${spec.name}-${spec.environment}-${suffix}`,
      location: azure.location,
      vnetId: network.vnetId,
      storageAccountId: storage.id,
      identityId: writer(parts, groups, storage),
      retentionDays: azure.network.flowLogDays,
      tags: spec.tags.common,
    },
    { parent },
  );
}

interface FlowLogStorage {
  readonly id: pulumi.Input<string>;
  /** Plain words for it, as role assignments are named by. */
  readonly path: string;
}

function flowLogStorage({ azure, names }: PlatformParts, buckets: DataBuckets | undefined): FlowLogStorage {
  const given = azure.flowLogStorage?.id;
  if (given !== undefined) return { id: given, path: given };
  if (!buckets) throw new Error('The flow logs have no storage account; name one by clouds.azure.flowLogStorage');
  return { id: buckets.account('logs').id, path: names.storageAccounts.logs };
}

/** The id of an identity that is known when it may write: flow logs check that when they are made. */
function writer({ name, spec, azure, parent }: PlatformParts, groups: ResourceGroups, { id, path }: FlowLogStorage): pulumi.Output<string> {
  const identity = new WorkloadIdentity(
    `${name}-flow-log-writer`,
    {
      resourceGroupName: groups.runName,
      location: azure.location,
      principalPath: `${spec.naming.seed}/${spec.environment}/flow-logs`,
      tags: spec.tags.common,
    },
    { parent },
  );
  const assignment = assignRole(
    `${name}-flow-log-writer`,
    { principal: identity, role: 'Storage Blob Data Contributor', scope: { id, path } },
    { parent: identity },
  );
  return pulumi.all([identity.identityId, assignment.id]).apply(([identityId]) => identityId);
}
