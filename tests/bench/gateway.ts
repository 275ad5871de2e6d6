/** (gateway) The deployed bundles: a cold start, and streams through the container beside a proxy that does nothing and LiteLLM's. */
import { writeFileSync } from 'node:fs';
import { Agent, createServer, request, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { rootPath } from '../package/support/run.ts';
import { type Azure, azure } from '../runtime/bundle/support/azure.ts';
import { CHAT, configOf, KEY } from '../runtime/bundle/support/config.ts';
import { eventually, type Program, probed, start } from '../runtime/bundle/support/process.ts';
import { answering, closed, freePort, listening, wordsOf } from '../runtime/bundle/support/stand-in.ts';
import { LITELLM, startLiteLlm, withoutLiteLlm } from './litellm.ts';
import { interleaved, rangeOf, type Usage } from './measure.ts';
import { usedByTree } from './process-tree.ts';
import { cpuOf, type Figure, type Measured, ratioFigure, usedBy } from './report.ts';

const STREAMS = 1000;
const AT_ONCE = 16;
/** Streams one at a time, for what is added to one. */
const ALONE = 100;
/** Of LiteLLM's streams: a fifth of them is already ten seconds of a core in each round. */
const LITELLM_SHARE = 0.2;
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
  const programs = [ours.program, bare];
  try {
    const { port } = await eventually(bare, () => JSON.parse(bare.log()) as { readonly port: number });
    const sides: Record<string, Proxy> = {
      [GATEWAY]: { url: ours.url, share: 1, used: () => usedByNode(ours.program) },
      [BARE]: { url: `http://127.0.0.1:${port}`, share: 1, used: () => usedByNode(bare) },
    };
    const missing = withoutLiteLlm();
    if (missing === undefined) {
      const { program, url } = await startLiteLlm(folder, origin);
      programs.push(program);
      sides[LITELLM] = { url, share: LITELLM_SHARE, used: async () => usedByTree(program.process.pid ?? Number.NaN) };
    }
    const figure = await compare(sides, origin);
    return missing === undefined ? figure : { ...figure, notes: [...(figure.notes ?? []), missing] };
  } finally {
    for (const { process: child } of programs) child.kill('SIGKILL');
    await closed(model);
    await cloud.close();
  }
}

interface Proxy {
  readonly url: string;
  /** The part of the streams that it is given. */
  readonly share: number;
  /** What it has used so far. */
  readonly used: () => Promise<Usage>;
}

async function usedByNode(program: Program): Promise<Usage> {
  const { cpuMicros, peakKiB } = await probed(program);
  return { cpuSeconds: cpuMicros / 1e6, peakMiB: peakKiB / 1024 };
}

async function startGateway(folder: string, probe: readonly string[], origin: string, { environment }: Azure) {
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
  const sides = Object.entries(proxies);
  for (const [name, { url }] of sides) await passesOnAll(name, url);
  const measured = new Map(sides.map(([name]): [string, Usage[]] => [name, []]));
  const latencies = new Map([...measured.keys(), DIRECT].map((name): [string, number[]] => [name, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, { url, share, used }] of round % 2 === 0 ? sides : sides.toReversed()) {
      const before = await used();
      await streams(url, STREAMS * share, AT_ONCE);
      const after = await used();
      const cpuSeconds = (after.cpuSeconds - before.cpuSeconds) / share;
      if (round > 0) measured.get(name)?.push({ cpuSeconds, peakMiB: after.peakMiB });
    }
    for (const [name, { url, share }] of [...sides, [DIRECT, { url: origin, share: 1 }] as const]) {
      const millis = await streams(url, ALONE * share, 1);
      if (round > 0) latencies.get(name)?.push(...millis);
    }
  }
  const what = `CPU of ${STREAMS} streams of ${WORDS} words: the gateway / a bare proxy (at most 2 is at least half of its throughput)`;
  const figure = ratioFigure({ id: 'gateway', what, aim: 2 }, measured, { name: GATEWAY }, { name: BARE });
  return { ...figure, cpuSeconds: cpuOf(measured, [...measured.keys()]), notes: [...perCore(measured), ...added(latencies)] };
}

/** Sides that do not give the same answer are not compared. */
async function passesOnAll(name: string, url: string): Promise<void> {
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body: JSON.stringify(CHAT) });
  const text = await answer.text();
  if (wordsOf(text) !== words().join('')) throw new Error(`${name} does not pass on the model's words: ${answer.status} ${text}`);
}

function perCore(measured: Measured): string[] {
  return [...measured].map(([name, used]) => {
    const { median } = rangeOf(used.map(({ cpuSeconds }) => STREAMS / cpuSeconds));
    const peak = Math.max(...used.map(({ peakMiB }) => peakMiB));
    return `${median.toFixed(0)} streams a second and core, at most ${peak.toFixed(0)} MiB: ${name}`;
  });
}

/** Of whole streams, one at a time. */
function added(latencies: ReadonlyMap<string, readonly number[]>): string[] {
  const at = (name: string, part: number) => {
    const sorted = (latencies.get(name) ?? []).toSorted((one, other) => one - other);
    return sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  };
  return [...latencies.keys()]
    .filter((name) => name !== DIRECT)
    .map((name) => {
      const [p50, p99] = [0.5, 0.99].map((part) => (at(name, part) - at(DIRECT, part)).toFixed(2));
      return `${p50} ms at p50 and ${p99} ms at p99 added to each of ${latencies.get(name)?.length} streams: ${name}`;
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

const words = (): string[] => Array.from({ length: WORDS }, (_, index) => `word ${index} `);

function speak(response: ServerResponse): void {
  const chunk = (delta: object, finish_reason: string | null = null) =>
    `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const content of words()) response.write(chunk({ content }));
  response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
}
