import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatRequest } from '../../../constructs/runtime/gateway/api/openai-types.ts';
import type { Upstream, UpstreamCall } from '../../../constructs/runtime/gateway/upstreams/upstream.ts';
import { partsWith, type Served, serve } from './support/gateway.ts';

/** A model that says a word every few milliseconds. */
const TALKER = {
  configured: async () => true,
  streamChat: async (_: ChatRequest, { signal }: UpstreamCall) =>
    (async function* () {
      for (; !signal.aborted; await new Promise((resolve) => setTimeout(resolve, 5))) {
        const choices = [{ index: 0, delta: { content: 'on ' }, finish_reason: null }];
        yield [{ id: '1', object: 'chat.completion.chunk', created: 1, model: 'm', choices }] as const;
      }
    })(),
} as Partial<Upstream> as Upstream;

let served: Served;
beforeAll(async () => {
  served = await serve(partsWith({ upstreams: { assistant: TALKER } }));
});
afterAll(() => served.close());

/** What comes back for bytes, until the server closes. */
async function answerTo(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(served.url).port), '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (piece) => (text += piece));
  socket.write(bytes);
  await once(socket, 'close');
  return text;
}

describe('What is no request gets an error of the same form', () => {
  test.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['a header with a bare line break', 'GET /v1/models HTTP/1.1\r\nhost: x\r\nx: a\rb: c\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}', 400],
    ['a length beside chunks', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['headers of 100 KB', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`, 431],
  ])('%s', async (_, bytes, status) => {
    const [head = '', body = ''] = (await answerTo(bytes)).split('\r\n\r\n');
    const [, id] = /^x-request-id: (.+)$/m.exec(head.replaceAll('\r', '')) ?? [];
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(body).error).toMatchObject({ type: 'invalid_request_error', code: 'invalid_http', request_id: id });
  });
});

test('Rubbish behind a request ends its stream, and no error is written into the middle of it', async () => {
  const body = JSON.stringify({ model: 'chat', stream: true, messages: [{ role: 'user', content: 'Hello' }] });
  const head = 'POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer right\r\ncontent-type: application/json\r\n';
  const socket = connect(Number(new URL(served.url).port), '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (piece) => {
    text += piece;
    if (text.includes('on ')) socket.write('rubbish\r\n\r\n');
  });
  socket.on('error', () => {});
  socket.write(`${head}content-length: ${body.length}\r\n\r\n${body}`);
  await once(socket, 'close');
  expect(text.split('HTTP/1.1 ')).toHaveLength(2);
  expect(text).toMatch(/^HTTP\/1.1 200 /);
});

test('A body that is refused unread closes its connection, so that it is not taken for the next request', async () => {
  const head = 'POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer right\r\ncontent-type: application/json\r\n';
  const text = await answerTo(`${head}content-length: 2000000\r\n\r\nGET /health HTTP/1.1\r\nhost: x\r\n\r\n`);
  expect(text).toMatch(/^HTTP\/1.1 413 [\s\S]*connection: close/i);
  expect(text.split('HTTP/1.1 ')).toHaveLength(2);
});

test('A caller who is still sending a body that is too large reads the refusal all the same', async () => {
  const body = `{"model":"${'x'.repeat(24 << 20)}"}`;
  const headers = { authorization: 'Bearer right', 'content-type': 'application/json' };
  for (let call = 0; call < 10; call++) {
    const response = await fetch(`${served.url}/v1/chat/completions`, { method: 'POST', headers, body });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: 'request_too_large' } });
  }
});
