import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Probe } from './probe.ts';

export interface Program {
  readonly process: ChildProcess;
  /** What it has written to its log so far. */
  readonly log: () => string;
  readonly errors: () => string;
  /** Code and signal of its end. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts a program of Node in a folder, with the given environment and nothing of ours; `ipc` opens a channel for a probe. */
export function start(
  node: string,
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  ...channel: readonly 'ipc'[]
): Program {
  const child = spawn(node, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe', ...channel] });
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout?.on('data', (chunk) => out.push(chunk));
  child.stderr?.on('data', (chunk) => errors.push(chunk));
  return {
    process: child,
    log: () => Buffer.concat(out).toString(),
    errors: () => Buffer.concat(errors).toString(),
    ended: once(child, 'close').then(([code, signal]) => ({ code, signal })),
  };
}

/** Asks fifty times a second until there is an answer; throws with the program's errors where it has ended or is silent for too long. */
export async function eventually<T>(program: Program, ask: () => T | undefined | Promise<T | undefined>, seconds = 10): Promise<T> {
  for (let tries = 0; tries < seconds * 50; tries++) {
    const answer = await Promise.resolve()
      .then(ask)
      .catch(() => undefined);
    if (answer !== undefined) return answer;
    if (program.process.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the program did not come up:\n${program.errors()}`);
}

/** What a program that was started with the probe holds and has used. */
export async function probed({ process: child }: Program): Promise<Probe> {
  const answer = once(child, 'message');
  child.send('probe');
  const [probe] = await answer;
  return probe;
}
