import * as pulumi from '@pulumi/pulumi';
import { LogWorkspaceBase } from './log-workspace-base.ts';

export interface ExistingLogWorkspaceArgs {
  /** The id of the workspace; it may lie in another subscription and region. */
  readonly workspaceId: pulumi.Input<string>;
}

/**
 * A Log Analytics workspace that somebody else owns. Nothing is looked up; retention, access and keys are the owner's.
 * Source: https://learn.microsoft.com/azure/azure-monitor/logs/log-analytics-workspace-overview
 */
export class ExistingLogWorkspace extends LogWorkspaceBase {
  readonly workspaceId: pulumi.Output<string>;

  constructor(name: string, { workspaceId }: ExistingLogWorkspaceArgs, opts?: pulumi.ComponentResourceOptions) {
    if (typeof workspaceId === 'string' && !ID_PATTERN.test(workspaceId)) {
      throw new Error(
        `ExistingLogWorkspace ${name} can't be used:\n- workspaceId must be ` +
          `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.OperationalInsights/workspaces/<name>, got '${workspaceId}'; ` +
          "take it from 'az monitor log-analytics workspace show --query id'",
      );
    }
    super('llm-infra-kit:azure:ExistingLogWorkspace', name, opts);
    this.workspaceId = pulumi.output(workspaceId);
    this.registerOutputs({ workspaceId: this.workspaceId });
  }
}

const ID_PATTERN =
  /^\/subscriptions\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/resourceGroups\/[^/]+\/providers\/Microsoft\.OperationalInsights\/workspaces\/[^/]+$/i;
