import { createServer } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { frame } from '../gateway/support/providers/bedrock-wire.ts';
import { bundles } from './support/bundles.ts';
import { CHAT, configOf, KEY, KEY_ROW } from './support/config.ts';
import { NODES } from './support/nodes.ts';
import { eventually, type Program, start } from './support/process.ts';
import { answering, closed, listening, wordsOf } from './support/stand-in.ts';

/** The services behind AWS_ENDPOINT_URL, as far as the program asks them; each request is kept by its operation. */
const asked: { readonly operation: string; readonly authorization: string }[] = [];
const aws = createServer(
  answering(({ headers, text }, response) => {
    const operation = String(headers['x-amz-target']).split('.').at(-1) ?? '';
    asked.push({ operation, authorization: headers.authorization ?? '' });
    const strings = (row: object) => Object.fromEntries(Object.entries(row).map(([key, S]) => [key, { S }]));
    switch (operation) {
      case 'GetParameter':
        return void response.end(JSON.stringify({ Parameter: { Value: JSON.stringify(config) } }));
      case 'Query':
        return void response.end(JSON.stringify({ Items: text.includes('"keys"') ? [strings({ pk: 'keys', sk: 'a', ...KEY_ROW })] : [] }));
      case 'UpdateItem':
        return void response.end('{}');
      default:
        return void response.writeHead(400).end(JSON.stringify({ __type: `no ${operation}` }));
    }
  }),
);
const bedrock = createServer(
  answering((_, response) => {
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    response.write(frame('messageStart', { role: 'assistant' }));
    for (const text of ['Hello', ' there']) response.write(frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text } }));
    response.write(frame('messageStop', { stopReason: 'end_turn' }));
    response.end(frame('metadata', { usage: { inputTokens: 4, outputTokens: 2, totalTokens: 6 } }));
  }),
);

let config: object;
let environment: Record<string, string>;
let folder: string;

beforeAll(async () => {
  const bedrockPort = await listening(bedrock);
  config = configOf({ kind: 'bedrock', region: 'eu-central-1', modelId: 'model', endpoint: `http://127.0.0.1:${bedrockPort}` });
  environment = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret-of-the-role',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${await listening(aws)}`,
    LLM_GATEWAY_CONFIG_PARAMETER: '/llm-infra/gateway/config',
    LLM_GATEWAY_TABLE: 'gateway',
  };
  folder = join(await bundles(), 'gateway/lambda');
  await build({ entryPoints: [join(import.meta.dirname, 'support/lambda-host.ts')], outfile: join(folder, 'host.mjs'), format: 'esm' });
});
afterAll(async () => {
  await closed(aws);
  await closed(bedrock);
});

describe.each(NODES)('The bundle of the function on %s, without a package in reach', (_, node) => {
  let program: Program;
  let port: number;

  beforeAll(async () => {
    program = start(node, folder, ['host.mjs', './index.mjs'], environment);
    ({ port } = await eventually(program, () => JSON.parse(program.log().split('\n')[0] ?? '') as { port: number }));
  });
  afterAll(() => program.process.kill('SIGKILL'));

  const invoke = async (name: string, event: object) => {
    const body = JSON.stringify({ export: name, event });
    const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    return { status: response.status, text: await response.text() };
  };
  const chat = (key: string) =>
    invoke('handler', {
      httpMethod: 'POST',
      path: '/v1/chat/completions',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(CHAT),
    });

  test('streams an answer of Bedrock behind its prelude', async () => {
    const { text } = await chat(KEY);
    const [prelude = '', body = ''] = text.split('\0'.repeat(8));
    expect(JSON.parse(prelude)).toMatchObject({ statusCode: 200, headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
    expect(wordsOf(body)).toBe('Hello there');
    expect(body).toMatch(/data: \[DONE\]\n\n$/);
  });

  test('refuses a wrong key', async () => {
    const [prelude = '', body = ''] = (await chat('llm-wrong')).text.split('\0'.repeat(8));
    expect(JSON.parse(prelude).statusCode).toBe(401);
    expect(JSON.parse(body).error.code).toBe('invalid_api_key');
  });

  test('authorizes by its second export', async () => {
    const methodArn = 'arn:aws:execute-api:eu-central-1:111122223333:api/prod/POST/v1/chat/completions';
    const good = await invoke('authorizer', { methodArn, headers: { authorization: `Bearer ${KEY}` } });
    expect(JSON.parse(good.text)).toMatchObject({ principalId: 'web' });
    expect(await invoke('authorizer', { methodArn, headers: {} })).toEqual({ status: 500, text: 'Error: Unauthorized' });
  });

  test('signs what it asks AWS, and leaves a metric and an audit record', () => {
    expect(new Set(asked.map(({ operation }) => operation))).toEqual(new Set(['GetParameter', 'Query', 'UpdateItem']));
    for (const { authorization } of asked) expect(authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\//);
    expect(program.log()).toContain('"Namespace":"LlmPlatform/Gateway"');
    expect(program.log()).toContain('"type":"audit"');
    expect(program.errors()).toBe('');
  });

  test('ends with SIGTERM', async () => {
    program.process.kill('SIGTERM');
    expect(await program.ended).toEqual({ code: null, signal: 'SIGTERM' });
  });
});

test.each(NODES)('A configuration with faults ends it on %s, with every fault and no value', async (_, node) => {
  const good = config;
  config = { ...good, version: 7, secret: 'hidden' };
  const program = start(node, folder, ['host.mjs', './index.mjs'], environment);
  expect((await program.ended).code).toBe(1);
  config = good;
  expect(program.errors()).toContain('  version: Invalid input: expected 1');
  expect(program.errors()).toContain('  document: Unrecognized key: "secret"');
  expect(program.errors()).not.toContain('hidden');
});
