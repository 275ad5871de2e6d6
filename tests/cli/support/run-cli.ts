import { fileURLToPath } from 'node:url';
import { runCli as run } from '../../../constructs/cli/run.ts';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The day that the tests judge by. */
export const TODAY = '2026-11-24';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process, as if called from `cwd`, and gives what a user sees. */
export async function runCli(args: readonly string[], cwd: string = ROOT): Promise<CliResult> {
  const said = { stdout: '', stderr: '' };
  const code = await run(args, {
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
    cwd,
    today: TODAY,
  });
  return { code, ...said };
}

/** A stack trace in what a user reads. */
export const STACK_TRACE = /^ {4}at /m;
