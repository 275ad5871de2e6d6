import { Workspace } from '@pulumi/azure-native/operationalinsights/workspace.js';
import type * as pulumi from '@pulumi/pulumi';
import { LogWorkspaceBase } from './log-workspace-base.ts';

export interface LogWorkspaceArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  /** Changing it replaces the workspace and loses its logs. */
  readonly location: pulumi.Input<string>;
  /** Its name, 4 to 63 letters, digits and `-`. Changing it replaces the workspace and loses its logs. @default - Pulumi makes one up */
  readonly workspaceName?: string;
  /** How long logs are kept: 30 to 730 days. @default 90 */
  readonly retentionDays?: number;
  /** The most that is taken in a day, in whole gigabytes; what comes after is lost until the next day. @default - no limit */
  readonly dailyQuotaGb?: number;
  /**
   * Whether agents and SDKs may write from any network, or from an Azure Monitor private link scope alone. Diagnostic settings write
   * either way. @default 'private'
   */
  readonly ingestion?: 'public' | 'private';
  /** Whether people may query from any network, or from an Azure Monitor private link scope alone. @default 'private' */
  readonly query?: 'public' | 'private';
  /** What happens to the workspace when it leaves the program. @default 'retain' */
  readonly removal?: 'retain' | 'destroy';
  /** Whether Pulumi refuses to delete or replace it. @default false */
  readonly protect?: boolean;
  /** @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

const DEFAULT_RETENTION_DAYS = 90;

/**
 * A Log Analytics workspace that takes Entra identities alone: its shared keys are switched off. Billed by the gigabyte taken in, and by
 * the gigabyte and month beyond 31 days.
 *
 * Everything but name, group and location is changed in place; logs older than a shorter `retentionDays` are deleted.
 * Source: https://learn.microsoft.com/azure/azure-monitor/logs/log-analytics-workspace-overview
 */
export class LogWorkspace extends LogWorkspaceBase {
  readonly workspaceId: pulumi.Output<string>;
  /** The workspace itself, to reach further than this block does. */
  readonly resource: Workspace;

  constructor(name: string, args: LogWorkspaceArgs, opts?: pulumi.ComponentResourceOptions) {
    const faults = workspaceFaults(args);
    if (faults.length > 0) throw new Error(`LogWorkspace ${name} can't be made:\n- ${faults.join('\n- ')}`);
    super('llm-infra-kit:azure:LogWorkspace', name, opts);
    this.resource = this.createWorkspace(name, args);
    this.workspaceId = this.resource.id;
    this.registerOutputs({ workspaceId: this.workspaceId });
  }

  private createWorkspace(name: string, args: LogWorkspaceArgs): Workspace {
    return new Workspace(
      name,
      {
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        workspaceName: args.workspaceName,
        sku: { name: 'PerGB2018' },
        retentionInDays: args.retentionDays ?? DEFAULT_RETENTION_DAYS,
        ...(args.dailyQuotaGb === undefined ? {} : { workspaceCapping: { dailyQuotaGb: args.dailyQuotaGb } }),
        features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
        publicNetworkAccessForIngestion: ACCESS[args.ingestion ?? 'private'],
        publicNetworkAccessForQuery: ACCESS[args.query ?? 'private'],
        tags: args.tags,
      },
      { parent: this, retainOnDelete: (args.removal ?? 'retain') === 'retain', protect: args.protect ?? false },
    );
  }
}

const ACCESS = { public: 'Enabled', private: 'Disabled' } as const satisfies Record<'public' | 'private', string>;

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
const NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/;

function workspaceFaults({ workspaceName, retentionDays: days = DEFAULT_RETENTION_DAYS, dailyQuotaGb }: LogWorkspaceArgs): string[] {
  const faults: string[] = [];
  if (workspaceName !== undefined && !NAME_PATTERN.test(workspaceName)) {
    faults.push(`workspaceName must be 4 to 63 letters, digits and '-', and neither begin nor end with '-', got '${workspaceName}'`);
  }
  if (!Number.isInteger(days) || days < 30 || days > 730) {
    faults.push(`retentionDays must be 30 to 730, got ${days}; use ${days > 730 ? 730 : 30}`);
  }
  if (dailyQuotaGb !== undefined && (!Number.isInteger(dailyQuotaGb) || dailyQuotaGb < 1)) {
    faults.push(`dailyQuotaGb must be a whole number from 1, got ${dailyQuotaGb}; leave it out for no limit`);
  }
  return faults;
}
