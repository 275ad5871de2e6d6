import type { DiagnosticSetting } from '@pulumi/azure-native/monitor/diagnosticSetting.js';
import * as pulumi from '@pulumi/pulumi';
import { createDiagnosticSetting, type DiagnosticOptions } from './diagnostics.ts';

/** A log workspace that other blocks are given as an object. */
export interface ILogWorkspace extends pulumi.Resource {
  /** The id of the workspace. */
  readonly workspaceId: pulumi.Output<string>;
  /**
   * Sends the logs and metrics of a resource here. Billed by the gigabyte. Throws when nothing would be sent.
   *
   * @param name unique in the workspace, such as `vault`
   * @param resourceId a resource with a data plane
   */
  diagnose(name: string, resourceId: pulumi.Input<string>, options?: DiagnosticOptions): DiagnosticSetting;
}

/** What new and existing workspaces have in common. */
export abstract class LogWorkspaceBase extends pulumi.ComponentResource implements ILogWorkspace {
  abstract readonly workspaceId: pulumi.Output<string>;
  private readonly prefix: string;

  constructor(type: string, name: string, opts?: pulumi.ComponentResourceOptions) {
    super(type, name, {}, opts);
    this.prefix = name;
  }

  diagnose(name: string, resourceId: pulumi.Input<string>, options: DiagnosticOptions = {}): DiagnosticSetting {
    return createDiagnosticSetting(`${this.prefix}-${name}`, resourceId, this.workspaceId, options, { parent: this });
  }
}
