import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partsWith, type Served, serve } from './support/gateway.ts';
import { answers, openAiStandIn, type StandIn } from './support/openai-stand-in.ts';

let served: Served;
let model: StandIn;
const parts = () => partsWith({ upstreams: { assistant: model.upstream, backup: model.upstream, embedder: model.upstream } });

beforeAll(async () => {
  model = await openAiStandIn((_, response) => answers(response, 'Hi'));
  served = await serve(parts());
});
afterAll(async () => {
  await served.close();
  await model.close();
});

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

const GOOD = { model: 'chat', messages: [{ role: 'user', content: 'Hello' }] };

async function send({ path = '/v1/chat/completions', method = 'POST', headers = {}, body = GOOD, raw }: Sent) {
  const response = await fetch(`${served.url}${path}`, {
    method,
    headers: { authorization: 'Bearer right', 'content-type': 'application/json', ...headers },
    ...(method === 'GET' ? {} : { body: raw ?? JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, error: text === '' ? undefined : JSON.parse(text).error };
}

const message = (content: unknown, role = 'user') => ({ ...GOOD, messages: [{ role, content }] });

describe('An error of the caller has its status, a code and the request id', () => {
  test.each<[string, Sent, number, string]>([
    ['no key', { headers: { authorization: '' } }, 401, 'invalid_api_key'],
    ['a wrong key', { headers: { authorization: 'Bearer wrong' } }, 401, 'invalid_api_key'],
    ['an unknown URL', { path: '/v1/images' }, 404, 'unknown_url'],
    ['a URL of an object', { path: '/constructor' }, 404, 'unknown_url'],
    ['another method', { path: '/v1/models' }, 400, 'method_not_allowed'],
    ['another content type', { headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
    ['malformed JSON', { raw: '{"model": ' }, 400, 'invalid_json'],
    ['a list', { body: [] }, 400, 'invalid_json'],
    ['bytes that are no UTF-8', { raw: new Uint8Array([0x7b, 0xff, 0x7d]) }, 400, 'invalid_json'],
    ['a key twice', { raw: '{"model":"chat","messages":[],"model":"internal"}' }, 400, 'duplicate_key'],
    ['a key twice, once escaped', { raw: '{"model":"chat","mod\\u0065l":"internal"}' }, 400, 'duplicate_key'],
    ['deep nesting', { raw: `{"messages":${'['.repeat(100_000)}${']'.repeat(100_000)}}` }, 400, 'invalid_json'],
    ['no model', { body: { messages: GOOD.messages } }, 400, 'invalid_value'],
    ['an unknown model', { body: { ...GOOD, model: 'gpt-5' } }, 404, 'model_not_found'],
    ['a model of an object', { body: { ...GOOD, model: '__proto__' } }, 404, 'model_not_found'],
    ["a model of another consumer's", { body: { ...GOOD, model: 'internal' } }, 404, 'model_not_found'],
    ['an embedding model', { body: { ...GOOD, model: 'embed' } }, 400, 'wrong_model_kind'],
    ['a chat model for vectors', { path: '/v1/embeddings', body: { model: 'chat', input: 'x' } }, 400, 'wrong_model_kind'],
    ['no messages', { body: { model: 'chat', messages: [] } }, 400, 'invalid_value'],
    ['too many messages', { body: { model: 'chat', messages: Array(101).fill(GOOD.messages[0]) } }, 400, 'invalid_value'],
    ['a role that there is not', { body: message('x', 'root') }, 400, 'invalid_value'],
    ['a message of a number', { body: message(7) }, 400, 'invalid_value'],
    ['a part of another kind', { body: message([{ type: 'input_audio' }]) }, 400, 'invalid_value'],
    ['two choices', { body: { ...GOOD, n: 2 } }, 400, 'invalid_value'],
    ['a temperature of 3', { body: { ...GOOD, temperature: 3 } }, 400, 'invalid_value'],
    ['more tokens than the model gives', { body: { ...GOOD, max_tokens: 2001 } }, 400, 'max_tokens_too_large'],
    ['half a token', { body: { ...GOOD, max_tokens: 1.5 } }, 400, 'invalid_value'],
    ['a long user', { body: { ...GOOD, user: 'u'.repeat(513) } }, 400, 'invalid_value'],
    ['other dimensions', { path: '/v1/embeddings', body: { model: 'embed', input: 'x', dimensions: 3 } }, 400, 'dimensions_fixed'],
    ['an empty input', { path: '/v1/embeddings', body: { model: 'embed', input: [] } }, 400, 'invalid_value'],
    ['a large body', { raw: `{"model":"${'x'.repeat(1 << 20)}"}` }, 413, 'request_too_large'],
  ])('%s', async (_, sent, status, code) => {
    const got = await send(sent);
    expect({ status: got.status, code: got.error.code }).toEqual({ status, code });
    expect(got.error.request_id).toBe(got.headers.get('x-request-id'));
    expect(got.headers.get('content-type')).toBe('application/json');
  });

  test('none of them reached a model', () => {
    expect(model.asked).toEqual([]);
  });
});

describe('The program stays up', () => {
  const health = async () => (await fetch(`${served.url}/health`)).json();

  test.each([
    [
      'a body without length that never ends',
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer right\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
    ],
    ['no HTTP', '\u0000\u0001\u0002\r\n\r\n'],
    ['a header with a line break', 'GET /v1/models HTTP/1.1\r\nhost: x\r\nx: a\nb: c\r\n\r\n'],
    [
      'a caller who leaves in the body',
      'POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer right\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"mod',
    ],
  ])('after %s', async (_, bytes) => {
    const socket = connect(Number(new URL(served.url).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(bytes);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect(await health()).toMatchObject({ status: 'ok' });
  });

  test("and gives a caller's words back in no header", async () => {
    const { headers } = await send({ headers: { 'x-request-id': 'mine', origin: 'https://evil.example.com' } });
    expect(headers.get('x-request-id')).not.toBe('mine');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('a listed origin may call from a browser', async () => {
  const response = await fetch(`${served.url}/v1/chat/completions`, { method: 'OPTIONS', headers: { origin: 'https://app.example.com' } });
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
});
