/** (gateway) The deployed bundles: a cold start, and streams through the container beside a proxy that does nothing. */
import { writeFileSync } from 'node:fs';
import { Agent, createServer, request, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { rootPath } from '../package/support/run.ts';
import { type Azure, azure } from '../runtime/bundle/support/azure.ts';
import { CHAT, configOf, KEY } from '../runtime/bundle/support/config.ts';
import { eventually, type Program, probed, start } from '../runtime/bundle/support/process.ts';
import { answering, closed, freePort, listening } from '../runtime/bundle/support/stand-in.ts';
import { interleaved, rangeOf, type Usage } from './measure.ts';
import { cpuOf, type Figure, ratioFigure, usedBy } from './report.ts';

const STREAMS = 1000;
const AT_ONCE = 16;
const ROUNDS = 7;
/** Words of an answer, each in a write of its own. */
const WORDS = 64;
const GATEWAY = 'the gateway, with keys, limits, kill switch and audit';
const BARE = 'a bare proxy of Node, without any';
const DIRECT = 'the model itself';

export async function gateway(folder: string): Promise<Figure[]> {
  const programs = join(folder, 'node_modules/llm-infra-kit/dist/runtime/gateway');
  return [coldStart(folder, join(programs, 'lambda/index.mjs')), await throughput(folder, join(programs, 'container'))];
}

function coldStart(folder: string, bundle: string): Figure {
  const ours = { name: 'the bundle of the function, up to its handlers', args: ['cold-start.js', bundle] };
  writeFileSync(join(folder, 'empty.js'), '');
  const empty = { name: 'an empty program', args: ['empty.js'] };
  const measured = interleaved(folder, [ours, empty], 15);
  const base = usedBy(measured, empty.name);
  const added = rangeOf(usedBy(measured, ours.name).map(({ cpuSeconds }, round) => cpuSeconds - (base[round]?.cpuSeconds ?? Number.NaN)));
  const what = 'CPU seconds of a cold start of the function, without those of an empty Node';
  return { id: 'cold start', what, value: added.median, aim: 0.15, ratio: added, cpuSeconds: cpuOf(measured, [ours.name, empty.name]) };
}

async function throughput(folder: string, container: string): Promise<Figure> {
  const model = createServer(answering((_, response) => speak(response)));
  const origin = `http://127.0.0.1:${await listening(model)}`;
  const cloud = await azure();
  await build({ entryPoints: [rootPath('tests/runtime/bundle/support/probe.ts')], outfile: join(folder, 'probe.mjs'), format: 'esm' });
  const probe = ['--expose-gc', '--import', join(folder, 'probe.mjs')];
  const ours = await startGateway(container, probe, origin, cloud);
  const bare = start(process.execPath, folder, [...probe, 'bare-proxy.js', origin], {}, 'ipc');
  try {
    const { port } = await eventually(bare, () => JSON.parse(bare.log()) as { readonly port: number });
    return await compare({ [GATEWAY]: ours, [BARE]: { program: bare, url: `http://127.0.0.1:${port}` } }, origin);
  } finally {
    for (const { process: child } of [ours.program, bare]) child.kill('SIGKILL');
    await closed(model);
    await cloud.close();
  }
}

interface Proxy {
  readonly program: Program;
  readonly url: string;
}

async function startGateway(folder: string, probe: readonly string[], origin: string, { environment }: Azure): Promise<Proxy> {
  const port = await freePort();
  const config = {
    ...configOf({ kind: 'openai-compatible', model: 'm', baseUrl: `${origin}/v1` }),
    consumers: { web: { routes: ['chat'], requestsPerMinute: 10 ** 9, tokensPerMinute: 10 ** 12, tokensPerMonth: 10 ** 12 } },
  };
  const env = { ...environment, PORT: String(port), LLM_GATEWAY_CONFIG: JSON.stringify(config) };
  const program = start(process.execPath, folder, [...probe, 'index.mjs'], env, 'ipc');
  const url = `http://127.0.0.1:${port}`;
  await eventually(program, async () => (await fetch(`${url}/health`)).status === 200 || undefined);
  return { program, url };
}

/** Rounds in turn, in the other order each second time; the first one warms up and does not count. */
async function compare(proxies: Readonly<Record<string, Proxy>>, origin: string): Promise<Figure> {
  const measured = new Map(Object.keys(proxies).map((name): [string, Usage[]] => [name, []]));
  const latencies: Record<string, number[]> = { [GATEWAY]: [], [BARE]: [], [DIRECT]: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    const sides = Object.entries(proxies);
    for (const [name, { program, url }] of round % 2 === 0 ? sides : sides.toReversed()) {
      const before = await probed(program);
      await streams(url, STREAMS, AT_ONCE);
      const after = await probed(program);
      const cpuSeconds = (after.cpuMicros - before.cpuMicros) / 1e6;
      if (round > 0) measured.get(name)?.push({ cpuSeconds, peakMiB: after.peakKiB / 1024 });
    }
    for (const [name, url] of [...sides.map(([name, { url }]) => [name, url] as const), [DIRECT, origin] as const]) {
      const millis = await streams(url, 100, 1);
      if (round > 0) latencies[name]?.push(...millis);
    }
  }
  const what = `CPU of ${STREAMS} streams of ${WORDS} words: the gateway / a bare proxy (at most 2 is at least half of its throughput)`;
  const figure = ratioFigure({ id: 'gateway', what, aim: 2 }, measured, { name: GATEWAY }, { name: BARE });
  return { ...figure, notes: [...perCore(measured), ...added(latencies)] };
}

function perCore(measured: ReadonlyMap<string, readonly Usage[]>): string[] {
  return [...measured].map(([name, used]) => {
    const { median } = rangeOf(used.map(({ cpuSeconds }) => STREAMS / cpuSeconds));
    return `${median.toFixed(0)} streams a second and core: ${name}`;
  });
}

/** Of whole streams, one at a time. */
function added(latencies: Readonly<Record<string, readonly number[]>>): string[] {
  const at = (name: string, part: number) => {
    const sorted = (latencies[name] ?? []).toSorted((one, other) => one - other);
    return sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  };
  return [GATEWAY, BARE].map((name) => {
    const [p50, p99] = [0.5, 0.99].map((part) => (at(name, part) - at(DIRECT, part)).toFixed(2));
    return `${p50} ms at p50 and ${p99} ms at p99 added to a stream: ${name}`;
  });
}

/** Calls and reads `count` streams; milliseconds of each. */
async function streams(url: string, count: number, atOnce: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const millis: number[] = [];
  let left = count;
  const caller = async () => {
    while (left-- > 0) {
      const began = performance.now();
      await stream(url, agent);
      millis.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
  agent.destroy();
  return millis;
}

function stream(url: string, agent: Agent): Promise<void> {
  const body = JSON.stringify(CHAT);
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}/v1/chat/completions`, { method: 'POST', headers, agent }, (response) => {
      let end = '';
      response.on('data', (chunk: Buffer) => {
        end = (end + chunk.toString('latin1')).slice(-16);
      });
      response.once('error', reject);
      response.once('end', () => (end.includes('[DONE]') ? resolve() : reject(new Error(`a stream of ${url} ended with ${end}`))));
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

function speak(response: ServerResponse): void {
  const chunk = (delta: object, finish_reason: string | null = null) =>
    `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (let word = 0; word < WORDS; word++) response.write(chunk({ content: `word ${word} ` }));
  response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
}
