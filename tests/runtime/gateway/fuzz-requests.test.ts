import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GatewayConfig, UpstreamConfig } from '../../../constructs/runtime/gateway/config/gateway-config.ts';
import { systemClock } from '../../../constructs/runtime/gateway/core/clock.ts';
import type { GatewayRequest } from '../../../constructs/runtime/gateway/core/exchange.ts';
import { createGateway, type Gateway } from '../../../constructs/runtime/gateway/core/gateway.ts';
import { assemble } from '../../../constructs/runtime/gateway/programs/assemble.ts';
import { MemoryState } from '../../../constructs/runtime/gateway/state/memory-state.ts';
import { configOf, KEY, KEY_ROW } from '../bundle/support/config.ts';
import { closed, listening } from '../bundle/support/stand-in.ts';
import { brokenText, headerSoup, mutatedOften } from './fuzz/arbitraries.ts';
import { goodModels } from './fuzz/good-models.ts';
import { GOOD_REQUESTS } from './fuzz/requests.ts';
import { type Served, serve } from './support/gateway.ts';

/** Several cases for each run that `npm test` (100) and `npm run verify:full` (5,000) ask of a property. */
const RUNS = { numRuns: 4 * (fc.readConfigureGlobal().numRuns ?? 100) };

const models = goodModels();
let gateway: Gateway;
let served: Served;

beforeAll(async () => {
  const port = await listening(models);
  const parts = assemble(withRoutes(`http://127.0.0.1:${port}`), {
    state: Object.assign(new MemoryState(), { hashes: [KEY_ROW] }),
    readSecret: async () => '',
    evidence: { record: () => {}, flush: async () => {} },
    awsCredentials: async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }),
  });
  const quiet = { ...parts, log: () => {}, clock: systemClock };
  gateway = createGateway(quiet);
  served = await serve(quiet);
});
afterAll(async () => {
  await served.close();
  await closed(models);
});

function withRoutes(origin: string): GatewayConfig {
  const config = configOf({ kind: 'openai-compatible', model: 'm', baseUrl: `${origin}/v1` });
  const bedrock: UpstreamConfig = { kind: 'bedrock', region: 'eu-central-1', modelId: 'm', endpoint: origin };
  const { assistant, ...none } = config.models;
  const chat = { contextTokens: 8000, maxOutputTokens: 2000, images: true, type: 'chat' as const };
  const vectors = { contextTokens: 8000, dimensions: 4, type: 'embedding' as const };
  const route = (kind: 'chat' | 'embeddings', alias: string) => ({
    kind,
    split: { [alias]: 100 },
    stickyBy: 'user' as const,
    fallbacks: [],
  });
  const compatible: UpstreamConfig = { kind: 'openai-compatible', model: 'm', baseUrl: `${origin}/v1` };
  return {
    ...config,
    models: {
      ...none,
      assistant: { ...chat, upstream: compatible },
      claude: { ...chat, upstream: bedrock },
      embedder: { ...vectors, upstream: compatible },
      titan: { ...vectors, upstream: bedrock },
    },
    routes: {
      chat: route('chat', 'assistant'),
      converse: route('chat', 'claude'),
      embed: route('embeddings', 'embedder'),
      titan: route('embeddings', 'titan'),
    },
    consumers: { web: { routes: ['chat', 'converse', 'embed', 'titan'], requestsPerMinute: 10 ** 9, tokensPerMinute: 10 ** 12 } },
  };
}

const HEADERS = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
const OURS = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

/** Asks, reads to the end, and throws where the answer is none that a caller's fault may have. */
async function judge(path: string, body: Uint8Array, headers: Readonly<Record<string, string>> = HEADERS, method = 'POST') {
  const request: GatewayRequest = { method, path, headers, body: async () => body, signal: new AbortController().signal };
  const response = await gateway.handle(request);
  const requestId = response.headers['x-request-id'] ?? '';
  expect(requestId).toMatch(OURS);
  if (typeof response.body === 'string') {
    const { error } = JSON.parse(response.body);
    if (response.status !== 200) expectFault(error, requestId, response.status);
    return;
  }
  let text = '';
  for await (const piece of response.body as AsyncIterable<string>) text += piece;
  const failed = /^data: (\{"error":.+\})$/m.exec(text)?.[1];
  if (failed === undefined) expect(text).toMatch(/\ndata: \[DONE\]\n\n$/);
  else expectFault(JSON.parse(failed).error, requestId, 400);
}

function expectFault(error: Record<string, unknown>, requestId: string, status: number): void {
  expect(Object.keys(error)).toEqual(['message', 'type', 'param', 'code', 'request_id']);
  expect(error.request_id).toBe(requestId);
  expect(error.type).toMatch(/^(invalid_request|authentication|not_found)_error$|^(request_too_large|unsupported_media_type)$/);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
}

const goodRequest = fc.constantFrom(...GOOD_REQUESTS);
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));

test.each(GOOD_REQUESTS)('%s takes the request that the others are made from', async (path, body) => {
  const response = await fetch(`${served.url}${path}`, { method: 'POST', headers: HEADERS, body: JSON.stringify(body) });
  const text = await response.text();
  expect({ status: response.status, error: /"error":.*/.exec(text)?.[0] }).toEqual({ status: 200, error: undefined });
});

describe("An answer is whole, or an error of the caller's with the request id, for", () => {
  test('a good request with changes', async () => {
    const request = goodRequest.chain(([path, body]) => mutatedOften(body, 4).map((other) => [path, other] as const));
    await fc.assert(
      fc.asyncProperty(request, ([path, body]) => judge(path, bytesOf(body))),
      RUNS,
    );
  });

  test('a good request as a broken text', async () => {
    const request = goodRequest.chain(([path, body]) => brokenText(JSON.stringify(body)).map((bytes) => [path, bytes] as const));
    await fc.assert(
      fc.asyncProperty(request, ([path, bytes]) => judge(path, bytes)),
      RUNS,
    );
  });

  test('any bytes', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('/v1/chat/completions', '/v1/embeddings'), bytes, (path, body) => judge(path, body)),
      RUNS,
    );
  });

  test('any headers, methods and paths', async () => {
    const path = fc.oneof(fc.constantFrom('/v1/chat/completions', '/v1/models', '/v1', '/', '', '/__proto__', '/constructor'), fc.string());
    const method = fc.constantFrom('POST', 'GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'TRACE', '');
    await fc.assert(
      fc.asyncProperty(goodRequest, path, method, headerSoup, fc.boolean(), ([, body], where, how, soup, known) =>
        judge(where, bytesOf(body), known ? { ...soup, ...HEADERS } : soup, how),
      ),
      RUNS,
    );
  });

  test('and nothing of it reached the prototypes', () => {
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

test('any bytes on a connection are answered with a status of the caller, or the connection is closed', async () => {
  const line = fc.oneof(
    fc.constantFrom(
      'POST /v1/chat/completions HTTP/1.1',
      'GET /health HTTP/1.1',
      'GET  / HTTP/9.9',
      'content-length: 5',
      'content-length: -1',
    ),
    fc.constantFrom(
      'transfer-encoding: chunked',
      'transfer-encoding: chunked, identity',
      'host: x',
      'expect: 100-continue',
      'upgrade: h2c',
    ),
    fc.constantFrom(
      `authorization: Bearer ${KEY}`,
      'content-type: application/json',
      '',
      '5',
      '{"a":',
      `x: ${'y'.repeat(20_000)}`,
      ' folded',
    ),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  const end = fc.constantFrom('\r\n', '\n', '\r', '\u0000');
  const bytes = fc.array(fc.tuple(line, end), { minLength: 1, maxLength: 12 }).map((lines) => lines.map((pair) => pair.join('')).join(''));
  await fc.assert(
    fc.asyncProperty(bytes, async (text) => {
      const answer = await exchange(Buffer.from(text, 'latin1'));
      expect(answer).toMatch(/^$|^HTTP\/1\.1 (100|200|204|4\d\d) /);
    }),
  );
  expect((await fetch(`${served.url}/health`)).status).toBe(200);
});

/** Sends bytes and the end of sending; gives what comes back until the other side closes, too. */
function exchange(bytes: Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(new URL(served.url).port), '127.0.0.1', () => socket.end(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    // A reset is a way of closing.
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}
