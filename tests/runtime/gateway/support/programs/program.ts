import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/** A program of ours that runs as a process of its own, as the platform would start it. */
export interface Program {
  readonly url: string;
  /** Everything that it has written so far, both streams. */
  readonly output: () => string;
  /** Moves its clock forward. */
  readonly pass: (millis: number) => Promise<void>;
  /** Sends SIGTERM and gives the exit code. */
  readonly stop: () => Promise<number | null>;
  readonly kill: () => Promise<void>;
}

const TIME_TRAVEL = new URL('./time-travel.ts', import.meta.url).href;

/** Starts a TypeScript program with an environment of its own, none of this process's but the path, and waits until it answers. */
export async function startProgram(entry: URL, env: Readonly<Record<string, string>>): Promise<Program> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', TIME_TRAVEL, fileURLToPath(entry)], {
    env: { PATH: process.env.PATH, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const url = `http://127.0.0.1:${port}`;
  await answering(`${url}/health`, child, () => output);
  return {
    url,
    output: () => output,
    pass: async (millis) => {
      child.send(millis);
      await once(child, 'message');
    },
    stop: async () => {
      child.kill('SIGTERM');
      return exited;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const PATIENCE_MILLIS = 30_000;

async function answering(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const end = Date.now() + PATIENCE_MILLIS;
  while (Date.now() < end && child.exitCode === null) {
    const response = await fetch(url).catch(() => undefined);
    await response?.text();
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`the program did not start (exit code ${child.exitCode}):\n${output()}`);
}
