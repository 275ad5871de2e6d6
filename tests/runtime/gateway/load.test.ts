import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Azure, azure } from '../bundle/support/azure.ts';
import { bundles } from '../bundle/support/bundles.ts';
import { configOf } from '../bundle/support/config.ts';
import { eventually, type Program, probed, start } from '../bundle/support/process.ts';
import { closed, freePort, listening } from '../bundle/support/stand-in.ts';
import { faultOf } from './load/caller.ts';
import { type ScriptedModel, scriptedModel } from './load/model.ts';
import { scriptOf } from './load/script.ts';

/** `npm run verify:full` asks for more than a commit can wait for. */
const STREAMS = Number(process.env.LOAD_STREAMS ?? 2000);
const AT_ONCE = 128;
const ROUNDS = 10;
/** Rounds in which the program's code is compiled and its pools fill. */
const WARM_UPS = 3;

let cloud: Azure;
let model: ScriptedModel;
let program: Program;
let url: string;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
/** Bytes that the program held after each round. */
const held: number[] = [];

// The program as it is deployed, in a process of its own.
beforeAll(async () => {
  cloud = await azure();
  model = scriptedModel();
  const baseUrl = `http://127.0.0.1:${await listening(model.server)}/v1`;
  const config = configOf({ kind: 'openai-compatible', model: 'large', baseUrl });
  const folder = join(await bundles(), 'gateway/container');
  await build({
    entryPoints: [join(import.meta.dirname, '../bundle/support/probe.ts')],
    outfile: join(folder, 'probe.mjs'),
    format: 'esm',
  });
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const env = {
    ...cloud.environment,
    PORT: String(port),
    LLM_GATEWAY_CONFIG: JSON.stringify({
      ...config,
      consumers: { web: { routes: ['chat'], requestsPerMinute: 10 ** 9, tokensPerMinute: 10 ** 12, tokensPerMonth: 10 ** 12 } },
      timeouts: { ...config.timeouts, attempts: 2 },
    }),
  };
  program = start(process.execPath, folder, ['--expose-gc', '--import', './probe.mjs', 'index.mjs'], env, 'ipc');
  await eventually(program, async () => (await fetch(`${url}/health`)).status === 200 || undefined);
});
afterAll(async () => {
  program.process.kill('SIGKILL');
  agent.destroy();
  await closed(model.server);
  await cloud.close();
});

test(`no stream of ${STREAMS} is lost or mixed up, ${AT_ONCE} at once`, { timeout: 600_000 }, async () => {
  const faults: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const end = Math.round((STREAMS * (round + 1)) / ROUNDS);
    let next = Math.round((STREAMS * round) / ROUNDS);
    const caller = async () => {
      while (next < end) {
        const script = scriptOf(next++);
        const fault = await faultOf(url, agent, script).catch((error) => `${script.id} (${script.kind}): ${error}`);
        if (fault !== undefined) faults.push(fault);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, caller));
    // What callers who left have left behind is cleared by their sockets' events.
    await sleep(100);
    held.push((await probed(program)).held);
  }
  expect(faults).toEqual([]);
});

test('callers who leave end the calls to the model, and nobody else', () => {
  const left = Array.from({ length: STREAMS }, (_, id) => id).filter((id) => scriptOf(id).kind === 'left');
  expect([...model.cutOff].sort((one, other) => one - other)).toEqual(left);
});

test('memory is flat: what is held after a collection does not grow with the streams', () => {
  // A call that stays behind holds some kilobytes; compiled code comes and goes, which is up to 300 bytes a stream in a short run.
  expect(slope(held.slice(WARM_UPS)) / (STREAMS / ROUNDS)).toBeLessThan(1000);
});

test('each call has left one record, and no call is left when the program is told to stop', async () => {
  const start = performance.now();
  program.process.kill('SIGTERM');
  expect(await program.ended).toEqual({ code: 0, signal: null });
  // It would wait ten seconds for a call that runs.
  expect(performance.now() - start).toBeLessThan(2000);
  const records = program
    .log()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(records.filter(({ type }) => type === 'audit')).toHaveLength(STREAMS);
  expect(records.filter(({ callerLeft }) => callerLeft === true)).toHaveLength(model.cutOff.size);
  // Where no metrics are asked for, the program says so once.
  expect(records.filter(({ type }) => type !== 'audit').map(({ event }) => event)).toEqual(['metrics-off']);
});

/** Of the line through values at equal distances, by least squares. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const weights = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  return values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0) / weights;
}
