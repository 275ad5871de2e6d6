import { spawn } from 'node:child_process';

export interface CommandResult {
  readonly code: number | null;
  /** What it said, on both channels. */
  readonly output: string;
}

/** Runs a command to its end while this process goes on serving. */
export function run(command: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Promise<CommandResult> {
  // Vitest's own options are not for other processes.
  const { NODE_OPTIONS: _vitest, ...inherited } = process.env;
  const child = spawn(command, args, { cwd, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const channel of [child.stdout, child.stderr]) channel.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
