import { describe, expect, test } from 'vitest';
import { FlowLogs, type FlowLogsArgs } from '../../../constructs/azure/network/index.ts';
import { errorOf, recordProgram, SUBSCRIPTION, snapshotOf, theOne } from '../support/networks.ts';

const GROUP = `${SUBSCRIPTION}/resourceGroups/support-data/providers`;
const ARGS: FlowLogsArgs = {
  flowLogName: 'support-dev',
  location: 'swedencentral',
  vnetId: `${GROUP}/Microsoft.Network/virtualNetworks/network`,
  storageAccountId: `${GROUP}/Microsoft.Storage/storageAccounts/supportlogs`,
  identityId: `${GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/flow-logs`,
};

const flowLogs = (args: Partial<FlowLogsArgs> = {}) => recordProgram(() => void new FlowLogs('flow-logs', { ...ARGS, ...args }));

describe('Flow logs', () => {
  test('snapshot: minimal', async () => {
    expect(snapshotOf(await flowLogs())).toMatchSnapshot();
  });

  test('NET-01: record all traffic of the network, written by an identity and not by an account key', async () => {
    const { inputs } = theOne(await flowLogs(), 'network:FlowLog');
    expect(inputs).toMatchObject({
      enabled: true,
      targetResourceId: ARGS.vnetId,
      identity: { type: 'UserAssigned', userAssignedIdentities: [ARGS.identityId] },
    });
    expect(inputs.enabledFilteringCriteria).toBeUndefined();
  });

  test('end their records', async () => {
    const days = async (args: Partial<FlowLogsArgs>) => theOne(await flowLogs(args), 'network:FlowLog').inputs.retentionPolicy;
    expect(await days({})).toEqual({ enabled: true, days: 90 });
    expect(await days({ retentionDays: 365 })).toEqual({ enabled: true, days: 365 });
  });

  test('use the watcher that Azure made, or another one', async () => {
    const watcher = async (args: Partial<FlowLogsArgs>) => {
      const { networkWatcherName, resourceGroupName } = theOne(await flowLogs(args), 'network:FlowLog').inputs;
      return [networkWatcherName, resourceGroupName];
    };
    expect(await watcher({})).toEqual(['NetworkWatcher_swedencentral', 'NetworkWatcherRG']);
    expect(await watcher({ networkWatcher: { name: 'watcher', resourceGroupName: 'hub' } })).toEqual(['watcher', 'hub']);
  });

  test.each<[Partial<FlowLogsArgs>, string]>([
    [{ retentionDays: 0 }, 'retentionDays must be 1 to 365, got 0'],
    [{ retentionDays: 366 }, 'got 366'],
    [{ flowLogName: 'a b' }, "flowLogName must be 1 to 80 letters, digits, '_', '.' or '-', got 'a b'"],
    [{ storageAccountId: 'supportlogs' }, 'storageAccountId must be the id of a Microsoft.Storage/storageAccounts'],
    [{ identityId: 'x' }, 'identityId must be the id of a Microsoft.ManagedIdentity/userAssignedIdentities'],
    [{ vnetId: 'x' }, 'vnetId must be the id of a Microsoft.Network/virtualNetworks'],
  ])('reject %j', async (args, message) => {
    expect(await errorOf(() => new FlowLogs('flow-logs', { ...ARGS, ...args }))).toContain(message);
  });
});
