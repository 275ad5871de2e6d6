import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { inputsOf } from '../support/recorded.ts';
import { APP, recordGateway } from './support.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PROGRAM = 'constructs/runtime/gateway/programs/container.ts';
const PATIENCE_MILLIS = 30_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

/** The environment that the container of the app resource has, and no other variable of this process. */
async function environmentOfApp(): Promise<Record<string, string>> {
  const [container] = inputsOf(await recordGateway(), APP).template.containers;
  return Object.fromEntries(container.env.map(({ name, value }: { name: string; value: string }) => [name, value]));
}

let program: ChildProcess | undefined;

afterEach(() => {
  program?.kill('SIGKILL');
  program = undefined;
});

function start(env: Record<string, string>): { readonly process: ChildProcess; readonly said: () => string } {
  const started = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', PROGRAM], { cwd: ROOT, env, stdio: 'pipe' });
  program = started;
  let text = '';
  for (const channel of [started.stdout, started.stderr]) channel.on('data', (part: Buffer) => (text += part));
  return { process: started, said: () => text };
}

async function answerOf(url: string, { process: started, said }: ReturnType<typeof start>): Promise<Response> {
  const end = Date.now() + PATIENCE_MILLIS;
  while (Date.now() < end) {
    if (started.exitCode !== null) throw new Error(`the program ended: ${said()}`);
    try {
      return await fetch(url);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`the program does not answer: ${said()}`);
}

describe('The program', () => {
  test('starts with exactly the environment of the app resource, takes no calls before it has read its rows, refuses strangers and stops', async () => {
    const port = await freePort();
    const started = start({ ...(await environmentOfApp()), PORT: String(port) });
    const health = await answerOf(`http://127.0.0.1:${port}/health`, started);
    // Nobody gives it a token here, so that it cannot read the table: alive and not ready.
    expect(health.status).toBe(503);
    expect(await health.text()).toContain('state_unavailable');
    const stranger = await fetch(`http://127.0.0.1:${port}/v1/models`);
    expect(stranger.status).toBe(401);
    started.process.kill('SIGTERM');
    const [code] = await once(started.process, 'exit');
    expect(code).toBe(0);
  });

  test.each(['LLM_GATEWAY_CONFIG', 'LLM_GATEWAY_TABLE_ENDPOINT', 'LLM_GATEWAY_TABLE', 'AZURE_CLIENT_ID'])(
    'does not start without %s',
    async (name) => {
      const { [name]: _, ...others } = await environmentOfApp();
      const started = start({ ...others, PORT: '0' });
      const [code] = await once(started.process, 'exit');
      expect(code).not.toBe(0);
      expect(started.said()).toContain(`the environment variable ${name} is not set`);
    },
  );
});
