import { FlowLog } from '@pulumi/azure-native/network/flowLog.js';
import * as pulumi from '@pulumi/pulumi';
import { locationFaults, resourceIdFaults } from './arm-ids.ts';

/** The Network Watcher of a region. */
export interface NetworkWatcherReference {
  readonly name: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Input<string>;
}

export interface FlowLogsArgs {
  /**
   * The flow log's name, 1 to 80 letters, digits, `_`, `.` or `-`. All networks of a subscription and region share one watcher, so it must
   * be unique there. Changing it replaces the flow log; what it has written stays.
   */
  readonly flowLogName: string;
  /** The region of the network, by its short name. */
  readonly location: string;
  /** The network whose traffic is recorded. Changing it replaces the flow log; what it has written stays. */
  readonly vnetId: pulumi.Input<string>;
  /** The account that keeps the records, in the network's region. */
  readonly storageAccountId: pulumi.Input<string>;
  /** The user-assigned identity that writes them; it needs Storage Blob Data Contributor on the account. No account key is used. */
  readonly identityId: pulumi.Input<string>;
  /** How long the records are kept: 1 to 365 days. @default 90 */
  readonly retentionDays?: number;
  /**
   * The watcher of the region.
   * @default - the one that Azure makes with the first network of a region: `NetworkWatcher_<location>` in `NetworkWatcherRG`
   */
  readonly networkWatcher?: NetworkWatcherReference;
  /** @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

const DEFAULT_RETENTION_DAYS = 90;

/**
 * Records of all allowed and denied connections of a virtual network. Billed by the gigabyte.
 *
 * They need a storage account, which may itself need the network's private endpoints: so they are made after both.
 * Source: https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview
 */
export class FlowLogs extends pulumi.ComponentResource {
  /** The flow log itself, to reach further than this block does. */
  readonly resource: FlowLog;

  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    const faults = flowLogFaults(args);
    if (faults.length > 0) throw new Error(`FlowLogs ${name} can't be made:\n- ${faults.join('\n- ')}`);
    super('llm-infra-kit:azure:FlowLogs', name, {}, opts);
    this.resource = this.createFlowLog(name, args);
    this.registerOutputs({ flowLogId: this.resource.id });
  }

  private createFlowLog(name: string, args: FlowLogsArgs): FlowLog {
    const { location, networkWatcher = { name: `NetworkWatcher_${location}`, resourceGroupName: 'NetworkWatcherRG' } } = args;
    return new FlowLog(
      name,
      {
        resourceGroupName: networkWatcher.resourceGroupName,
        networkWatcherName: networkWatcher.name,
        flowLogName: args.flowLogName,
        location,
        targetResourceId: args.vnetId,
        storageId: args.storageAccountId,
        identity: { type: 'UserAssigned', userAssignedIdentities: [args.identityId] },
        enabled: true,
        format: { type: 'JSON', version: 2 },
        retentionPolicy: { enabled: true, days: args.retentionDays ?? DEFAULT_RETENTION_DAYS },
        tags: args.tags,
      },
      { parent: this },
    );
  }
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
const NAME_PATTERN = /^[A-Za-z0-9](?:[\w.-]{0,78}\w)?$/;

function flowLogFaults(args: FlowLogsArgs): string[] {
  const { flowLogName, retentionDays: days = DEFAULT_RETENTION_DAYS } = args;
  return [
    ...(NAME_PATTERN.test(flowLogName) ? [] : [`flowLogName must be 1 to 80 letters, digits, '_', '.' or '-', got '${flowLogName}'`]),
    ...locationFaults(args.location),
    ...resourceIdFaults('vnetId', args.vnetId, 'Microsoft.Network/virtualNetworks'),
    ...resourceIdFaults('storageAccountId', args.storageAccountId, 'Microsoft.Storage/storageAccounts'),
    ...resourceIdFaults('identityId', args.identityId, 'Microsoft.ManagedIdentity/userAssignedIdentities'),
    ...(Number.isInteger(days) && days >= 1 && days <= 365 ? [] : [`retentionDays must be 1 to 365, got ${days}; records must end`]),
  ];
}
