import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import {
  createLogWorkspace,
  type DiagnosticOptions,
  ExistingLogWorkspace,
  type ILogWorkspace,
  LogWorkspace,
  type LogWorkspaceArgs,
} from '../../../constructs/azure/monitoring/index.ts';
import { errorOf, ofClass, recordProgram, SUBSCRIPTION, snapshotOf, theOne, VAULT } from '../support/networks.ts';

const ARGS: LogWorkspaceArgs = { resourceGroupName: 'support-data', location: 'swedencentral' };
const FULL: LogWorkspaceArgs = {
  ...ARGS,
  workspaceName: 'log-support',
  retentionDays: 365,
  dailyQuotaGb: 5,
  ingestion: 'public',
  query: 'public',
  removal: 'destroy',
  protect: true,
  tags: { owner: 'support' },
};
const WORKSPACE = `${SUBSCRIPTION}/resourceGroups/hub/providers/Microsoft.OperationalInsights/workspaces/central`;

const workspace = (args: Partial<LogWorkspaceArgs> = {}, use: (logs: ILogWorkspace) => void = () => {}) =>
  recordProgram(() => use(new LogWorkspace('logs', { ...ARGS, ...args })));

describe('A log workspace', () => {
  test('snapshot: minimal', async () => {
    expect(snapshotOf(await workspace({}, (logs) => logs.diagnose('vault', VAULT)))).toMatchSnapshot();
  });

  test('snapshot: everything', async () => {
    expect(snapshotOf(await workspace(FULL))).toMatchSnapshot();
  });

  test('takes no shared key, however it is made', async () => {
    for (const args of [{}, FULL]) {
      expect(theOne(await workspace(args), 'operationalinsights:Workspace').inputs.features).toMatchObject({ disableLocalAuth: true });
    }
  });

  test('is closed to other networks unless it is opened', async () => {
    const access = async (args: Partial<LogWorkspaceArgs>) => {
      const { inputs } = theOne(await workspace(args), 'operationalinsights:Workspace');
      return [inputs.publicNetworkAccessForIngestion, inputs.publicNetworkAccessForQuery];
    };
    expect(await access({})).toEqual(['Disabled', 'Disabled']);
    expect(await access({ query: 'public' })).toEqual(['Disabled', 'Enabled']);
    expect(await access({ ingestion: 'public' })).toEqual(['Enabled', 'Disabled']);
  });

  test('MON-03: ends its logs, 30 to 730 days on', async () => {
    const days = async (args: Partial<LogWorkspaceArgs>) =>
      theOne(await workspace(args), 'operationalinsights:Workspace').inputs.retentionInDays;
    expect(await days({})).toBe(90);
    expect(await days({ retentionDays: 30 })).toBe(30);
    expect(await days({ retentionDays: 730 })).toBe(730);
  });

  test('has no daily limit unless one is given', async () => {
    const quota = async (args: Partial<LogWorkspaceArgs>) =>
      theOne(await workspace(args), 'operationalinsights:Workspace').inputs.workspaceCapping;
    expect(await quota({})).toBeUndefined();
    expect(await quota({ dailyQuotaGb: 2 })).toEqual({ dailyQuotaGb: 2 });
  });

  test('is kept when it leaves the program, and protected where it is asked for', async () => {
    const { retainOnDelete, protect } = theOne(await workspace(), 'operationalinsights:Workspace');
    expect([retainOnDelete, protect]).toEqual([true, false]);
    const full = theOne(await workspace(FULL), 'operationalinsights:Workspace');
    expect([full.retainOnDelete, full.protect]).toEqual([false, true]);
  });

  test.each<[Partial<LogWorkspaceArgs>, string]>([
    [{ retentionDays: 29 }, 'retentionDays must be 30 to 730, got 29; use 30'],
    [{ retentionDays: 731 }, 'retentionDays must be 30 to 730, got 731; use 730'],
    [{ retentionDays: 30.5 }, 'got 30.5'],
    [{ dailyQuotaGb: 0 }, 'dailyQuotaGb must be a whole number from 1, got 0'],
    [{ workspaceName: 'log' }, "workspaceName must be 4 to 63 letters, digits and '-'"],
    [{ workspaceName: 'logs-' }, "got 'logs-'"],
  ])('rejects %j', async (args, message) => {
    expect(await errorOf(() => new LogWorkspace('logs', { ...ARGS, ...args }))).toContain(message);
  });

  test('names all faults at once', async () => {
    const error = await errorOf(() => new LogWorkspace('logs', { ...ARGS, retentionDays: 1, dailyQuotaGb: -1 }));
    expect(error).toMatch(/^LogWorkspace logs can't be made:\n- retentionDays[\s\S]*\n- dailyQuotaGb/);
  });
});

describe('Diagnostics', () => {
  const setting = async (options?: DiagnosticOptions) =>
    theOne(await workspace({}, (logs) => logs.diagnose('vault', VAULT, options)), 'monitor:DiagnosticSetting').inputs;

  test('MON-05: send every log and metric of a resource to the workspace', async () => {
    const recording = await workspace({}, (logs) => logs.diagnose('vault', VAULT));
    expect(theOne(recording, 'monitor:DiagnosticSetting').inputs).toMatchObject({
      resourceUri: VAULT,
      workspaceId: theOne(recording, 'operationalinsights:Workspace').id,
      logAnalyticsDestinationType: 'Dedicated',
      logs: [{ categoryGroup: 'allLogs', enabled: true }],
      metrics: [{ category: 'AllMetrics', enabled: true }],
    });
  });

  test('send less where it is asked for', async () => {
    expect(await setting({ logs: 'audit', metrics: 'none' })).toMatchObject({ logs: [{ categoryGroup: 'audit', enabled: true }] });
    expect((await setting({ logs: 'audit', metrics: 'none' })).metrics).toBeUndefined();
    expect((await setting({ logs: 'none' })).logs).toBeUndefined();
  });

  test('set no retention of their own, which Azure ignores', async () => {
    expect(JSON.stringify(await setting())).not.toContain('retentionPolicy');
  });

  test('reject that nothing is sent', async () => {
    const error = await errorOf(() => new LogWorkspace('logs', ARGS).diagnose('vault', VAULT, { logs: 'none', metrics: 'none' }));
    expect(error).toContain("The diagnostics 'logs-vault' send nothing");
  });
});

describe('An existing log workspace', () => {
  test('makes nothing but diagnostics', async () => {
    const recording = await recordProgram(() => void new ExistingLogWorkspace('logs', { workspaceId: WORKSPACE }).diagnose('vault', VAULT));
    expect(recording.resources.filter(({ custom }) => custom)).toHaveLength(1);
    expect(theOne(recording, 'monitor:DiagnosticSetting').inputs).toMatchObject({ resourceUri: VAULT, workspaceId: WORKSPACE });
  });

  test('takes an id that is known only at deployment', async () => {
    const recording = await recordProgram(
      () => void new ExistingLogWorkspace('logs', { workspaceId: pulumi.output('late') }).diagnose('vault', VAULT),
    );
    expect(theOne(recording, 'monitor:DiagnosticSetting').inputs.workspaceId).toBe('late');
  });

  test('rejects what is no id of a workspace', async () => {
    expect(await errorOf(() => new ExistingLogWorkspace('logs', { workspaceId: 'central' }))).toContain(
      "ExistingLogWorkspace logs can't be used:\n- workspaceId must be /subscriptions/<id>",
    );
  });
});

describe('The kinds of log workspace', () => {
  test('are new and existing', async () => {
    const recording = await recordProgram(() => {
      createLogWorkspace('new', { kind: 'new', ...ARGS });
      return { id: createLogWorkspace('existing', { kind: 'existing', workspaceId: WORKSPACE }).workspaceId };
    });
    expect(ofClass(recording, 'operationalinsights:Workspace').map(({ name }) => name)).toEqual(['new']);
    expect(recording.outputs.id).toBe(WORKSPACE);
  });

  test('keep their type tokens', async () => {
    const { resources } = await recordProgram(() => {
      new LogWorkspace('new', ARGS);
      new ExistingLogWorkspace('existing', { workspaceId: WORKSPACE });
    });
    const tokens = resources.map(({ type }) => type);
    expect(tokens).toContain('llm-infra-kit:azure:LogWorkspace');
    expect(tokens).toContain('llm-infra-kit:azure:ExistingLogWorkspace');
  });
});
