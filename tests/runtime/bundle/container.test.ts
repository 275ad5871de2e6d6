import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundles } from './support/bundles.ts';
import { CHAT, configOf, KEY, KEY_ROW } from './support/config.ts';
import { NODES } from './support/nodes.ts';
import { eventually, type Program, start } from './support/process.ts';
import { selfSigned } from './support/self-signed.ts';
import { answering, closed, freePort, listening, model, wordsOf } from './support/stand-in.ts';

let speak = () => {};
const upstream = createServer(
  model(
    () =>
      new Promise((resolve) => {
        speak = resolve;
      }),
  ),
);
/** https://learn.microsoft.com/azure/container-apps/managed-identity#rest-endpoint-reference */
const identity = createServer(
  answering(({ url, headers }, response) => {
    if (headers['x-identity-header'] !== 'header') return void response.writeHead(401).end();
    const resource = new URL(url, 'http://x').searchParams.get('resource');
    response.end(JSON.stringify({ access_token: `token for ${resource}`, expires_on: '4102444800', resource }));
  }),
);
const tables: { readonly method: string; readonly url: string; readonly authorization: string | undefined }[] = [];
/** The rows of the key, no counter yet, and every write taken. https://learn.microsoft.com/rest/api/storageservices/table-service-rest-api */
const { key, cert } = selfSigned();
const table = createTlsServer(
  { key, cert },
  answering(({ method, url, headers }, response) => {
    tables.push({ method, url, authorization: headers.authorization });
    const type = { 'content-type': 'application/json;odata=minimalmetadata' };
    if (method !== 'GET') return void response.writeHead(204, { etag: 'W/"1"' }).end();
    if (!url.startsWith('/gateway()')) {
      return void response
        .writeHead(404, type)
        .end(JSON.stringify({ 'odata.error': { code: 'ResourceNotFound', message: { value: '' } } }));
    }
    const rows = decodeURIComponent(url).includes("'keys'") ? [{ PartitionKey: 'keys', RowKey: 'a', ...KEY_ROW }] : [];
    response.writeHead(200, type).end(JSON.stringify({ value: rows }));
  }),
);

let folder: string;
let environment: Record<string, string>;

beforeAll(async () => {
  folder = join(await bundles(), 'gateway/container');
  const trusted = join(mkdtempSync(join(tmpdir(), 'certificate-')), 'cert.pem');
  writeFileSync(trusted, cert);
  const baseUrl = `http://127.0.0.1:${await listening(upstream)}/v1`;
  environment = {
    LLM_GATEWAY_CONFIG: JSON.stringify(configOf({ kind: 'openai-compatible', model: 'm', baseUrl })),
    LLM_GATEWAY_TABLE_ENDPOINT: `https://127.0.0.1:${await listening(table)}`,
    LLM_GATEWAY_TABLE: 'gateway',
    AZURE_CLIENT_ID: '11111111-2222-4333-8444-555555555555',
    IDENTITY_ENDPOINT: `http://127.0.0.1:${await listening(identity)}/msi/token`,
    IDENTITY_HEADER: 'header',
    NODE_EXTRA_CA_CERTS: trusted,
  };
});
afterAll(async () => {
  for (const server of [upstream, identity, table]) await closed(server);
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
    expect(tables.map(({ method }) => method)).toEqual(expect.arrayContaining(['GET', 'POST']));
    for (const { authorization } of tables) expect(authorization).toBe('Bearer token for https://storage.azure.com');
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
