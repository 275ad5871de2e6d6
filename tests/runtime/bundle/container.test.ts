import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Azure, azure } from './support/azure.ts';
import { bundles } from './support/bundles.ts';
import { CHAT, configOf, KEY } from './support/config.ts';
import { NODES } from './support/nodes.ts';
import { eventually, type Program, start } from './support/process.ts';
import { closed, freePort, listening, model, wordsOf } from './support/stand-in.ts';

let speak = () => {};
const upstream = createServer(
  model(
    () =>
      new Promise((resolve) => {
        speak = resolve;
      }),
  ),
);
let cloud: Azure;
let folder: string;
let environment: Record<string, string>;

beforeAll(async () => {
  folder = join(await bundles(), 'gateway/container');
  cloud = await azure();
  const baseUrl = `http://127.0.0.1:${await listening(upstream)}/v1`;
  environment = {
    LLM_GATEWAY_CONFIG: JSON.stringify(configOf({ kind: 'openai-compatible', model: 'm', baseUrl })),
    ...cloud.environment,
  };
});
afterAll(async () => {
  await closed(upstream);
  await cloud.close();
});

describe.each(NODES)('The bundle of the container on %s, without a package in reach', (_, node) => {
  let program: Program;
  let url: string;

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    program = start(node, folder, ['index.mjs'], { ...environment, PORT: String(port) });
    await eventually(program, async () => (await fetch(`${url}/health`)).status === 200 || undefined);
  });
  afterAll(() => program.process.kill('SIGKILL'));

  const chat = (credential: string) =>
    fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
      body: JSON.stringify(CHAT),
    });

  test('refuses a wrong key', async () => {
    expect((await chat(KEY.replace('k', 'x'))).status).toBe(401);
  });

  test('ends a stream that runs when SIGTERM comes, then itself', async () => {
    const { body, status } = await chat(KEY);
    expect(status).toBe(200);
    const reader = (body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('Hello')) text += (await reader.read()).value ?? '';
    program.process.kill('SIGTERM');
    await expect(
      eventually(program, () =>
        fetch(`${url}/health`).then(
          () => undefined,
          () => 'closed',
        ),
      ),
    ).resolves.toBe('closed');
    speak();
    for (let read = await reader.read(); !read.done; read = await reader.read()) text += read.value;
    expect(wordsOf(text)).toBe('Hello there');
    expect(text).toMatch(/data: \[DONE\]\n\n$/);
    expect(await program.ended).toEqual({ code: 0, signal: null });
  });

  test('asks the table by its identity, and leaves an audit record', () => {
    expect(cloud.tables.map(({ method }) => method)).toEqual(expect.arrayContaining(['GET', 'POST']));
    for (const { authorization } of cloud.tables) expect(authorization).toBe('Bearer token for https://storage.azure.com');
    expect(program.log()).toContain('"type":"audit"');
    expect(program.errors()).toBe('');
  });
});

test.each(NODES)('A configuration with faults ends it on %s, with every fault and no value', async (_, node) => {
  const program = start(node, folder, ['index.mjs'], { ...environment, LLM_GATEWAY_CONFIG: '{"version":7,"secret":"hidden"}' });
  expect((await program.ended).code).toBe(1);
  expect(program.errors()).toContain('  version: Invalid input: expected 1');
  expect(program.errors()).not.toContain('hidden');
});
