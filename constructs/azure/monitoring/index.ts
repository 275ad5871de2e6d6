export type { DiagnosticOptions } from './diagnostics.ts';
export { ExistingLogWorkspace, type ExistingLogWorkspaceArgs } from './existing-log-workspace.ts';
export { LogWorkspace, type LogWorkspaceArgs } from './log-workspace.ts';
export type { ILogWorkspace } from './log-workspace-base.ts';
export { createLogWorkspace, type LogWorkspaceConfig } from './log-workspace-config.ts';
