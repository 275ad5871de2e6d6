import { DiagnosticSetting } from '@pulumi/azure-native/monitor/diagnosticSetting.js';
import type * as pulumi from '@pulumi/pulumi';

/** What a resource sends to a log workspace. */
export interface DiagnosticOptions {
  /**
   * `allLogs` is every category that the resource has, later ones included; `audit` is who did what, where the service has that group;
   * `none` is for resources that have metrics alone, such as a storage account, whose logs belong to `…/blobServices/default`.
   * @default 'allLogs'
   */
  readonly logs?: 'allLogs' | 'audit' | 'none';
  /** Whether the metrics go there as well; Azure Monitor keeps them for alerts either way. @default 'all' */
  readonly metrics?: 'all' | 'none';
}

/** Sends a resource's logs and metrics to a workspace, into tables of the service's own where it has them. */
export function createDiagnosticSetting(
  name: string,
  resourceId: pulumi.Input<string>,
  workspaceId: pulumi.Input<string>,
  { logs = 'allLogs', metrics = 'all' }: DiagnosticOptions,
  opts: pulumi.CustomResourceOptions,
): DiagnosticSetting {
  if (logs === 'none' && metrics === 'none') {
    throw new Error(`The diagnostics '${name}' send nothing: logs and metrics are both 'none'; choose one, or leave the call out`);
  }
  return new DiagnosticSetting(
    name,
    {
      resourceUri: resourceId,
      workspaceId,
      logAnalyticsDestinationType: 'Dedicated',
      ...(logs === 'none' ? {} : { logs: [{ categoryGroup: logs, enabled: true }] }),
      ...(metrics === 'none' ? {} : { metrics: [{ category: 'AllMetrics', enabled: true }] }),
    },
    opts,
  );
}
