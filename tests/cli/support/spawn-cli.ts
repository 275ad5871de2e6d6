import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type CliResult, ROOT } from './run-cli.ts';

/** Runs the command line as a process of its own: what synthesises loads the packages of the platform file's folder. */
export function spawnCli(args: readonly string[], cwd: string): CliResult {
  return spawnSource([join(ROOT, 'constructs/cli/main.ts'), ...args], cwd);
}

/** Runs a TypeScript program of the sources with Node alone. */
export function spawnSource(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): CliResult {
  const tsx = join(ROOT, 'node_modules/tsx/dist/loader.mjs');
  const { NODE_OPTIONS: _vitest, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions=source', '--import', tsx, ...args], {
    cwd,
    env: { ...inherited, ...env },
    encoding: 'utf8',
  });
  return { code: status ?? -1, stdout, stderr };
}
