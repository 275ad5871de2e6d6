import type * as pulumi from '@pulumi/pulumi';
import { ExistingLogWorkspace, type ExistingLogWorkspaceArgs } from './existing-log-workspace.ts';
import { LogWorkspace, type LogWorkspaceArgs } from './log-workspace.ts';
import type { ILogWorkspace } from './log-workspace-base.ts';

/** The kinds of log workspace, as a choice. */
export type LogWorkspaceConfig = ({ readonly kind: 'new' } & LogWorkspaceArgs) | ({ readonly kind: 'existing' } & ExistingLogWorkspaceArgs);

/** Makes the log workspace of a kind. */
export function createLogWorkspace(name: string, config: LogWorkspaceConfig, opts?: pulumi.ComponentResourceOptions): ILogWorkspace {
  switch (config.kind) {
    case 'new':
      return new LogWorkspace(name, config, opts);
    case 'existing':
      return new ExistingLogWorkspace(name, config, opts);
  }
}
