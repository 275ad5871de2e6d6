import { connect } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import type { TheDoor } from './conformance.ts';
import { keyOf, PROMPT } from './platform.ts';

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

const GOOD = { model: 'plain', messages: [{ role: 'user', content: PROMPT }] };
const message = (content: unknown, role = 'user') => ({ ...GOOD, messages: [{ role, content }] });
const vectors = (body: object): Sent => ({ path: '/v1/embeddings', body: { model: 'vectors-openai', ...body } });

/** Whatever comes in: OpenAI's error with the id of the call, nothing given away, and the program stays up. */
export function badInputRules(door: TheDoor): void {
  async function send({ path = '/v1/chat/completions', method = 'POST', headers = {}, body = GOOD, raw }: Sent) {
    const response = await door().fetch(`${door().url}${path}`, {
      method,
      headers: { authorization: `Bearer ${keyOf('web')}`, 'content-type': 'application/json', ...headers },
      ...(method === 'GET' ? {} : { body: raw ?? JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  describe("An error of the caller's has its status, a code and the id of the call", () => {
    test.each<[string, Sent, number, string]>([
      ['an unknown URL', { path: '/v1/images' }, 404, 'unknown_url'],
      ['a URL of an object', { path: '/constructor' }, 404, 'unknown_url'],
      ['another method', { path: '/v1/models' }, 400, 'method_not_allowed'],
      ['another content type', { headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
      ['malformed JSON', { raw: '{"model": ' }, 400, 'invalid_json'],
      ['no body', { raw: '' }, 400, 'invalid_json'],
      ['a list', { body: [] }, 400, 'invalid_json'],
      ['bytes that are no UTF-8', { raw: new Uint8Array([0x7b, 0xff, 0x7d]) }, 400, 'invalid_json'],
      ['a key twice', { raw: '{"model":"plain","messages":[],"model":"hidden"}' }, 400, 'duplicate_key'],
      ['a key twice, once escaped', { raw: '{"model":"plain","mod\\u0065l":"hidden"}' }, 400, 'duplicate_key'],
      ['deep nesting', { raw: `{"messages":${'['.repeat(100_000)}${']'.repeat(100_000)}}` }, 400, 'invalid_json'],
      ['no model', { body: { messages: GOOD.messages } }, 400, 'invalid_value'],
      ['an unknown model', { body: { ...GOOD, model: 'gpt-5' } }, 404, 'model_not_found'],
      ['a model of an object', { body: { ...GOOD, model: '__proto__' } }, 404, 'model_not_found'],
      ["a model of another consumer's", { body: { ...GOOD, model: 'hidden' } }, 404, 'model_not_found'],
      ['an embedding model', { body: { ...GOOD, model: 'vectors-openai' } }, 400, 'wrong_model_kind'],
      ['a chat model for vectors', vectors({ model: 'plain', input: 'x' }), 400, 'wrong_model_kind'],
      ['no messages', { body: { ...GOOD, messages: [] } }, 400, 'invalid_value'],
      ['too many messages', { body: { ...GOOD, messages: Array(101).fill(GOOD.messages[0]) } }, 400, 'invalid_value'],
      ['a role that there is not', { body: message('x', 'root') }, 400, 'invalid_value'],
      [
        'a role that cannot be made a text',
        { body: { ...GOOD, messages: [{ role: { toString: 1 }, content: 'x' }] } },
        400,
        'invalid_value',
      ],
      ['a message of a number', { body: message(7) }, 400, 'invalid_value'],
      ['a part of another kind', { body: message([{ type: 'input_audio' }]) }, 400, 'invalid_value'],
      ['two choices', { body: { ...GOOD, n: 2 } }, 400, 'invalid_value'],
      ['a temperature of 3', { body: { ...GOOD, temperature: 3 } }, 400, 'invalid_value'],
      ['more tokens than the model gives', { body: { ...GOOD, max_tokens: 2001 } }, 400, 'max_tokens_too_large'],
      ['a prompt that is surely too long', { body: message('x'.repeat(129_000)) }, 400, 'context_length_exceeded'],
      ['a text that is surely too long', vectors({ input: ['x', 'x'.repeat(129_000)] }), 400, 'context_length_exceeded'],
      ['half a token', { body: { ...GOOD, max_tokens: 1.5 } }, 400, 'invalid_value'],
      ['a long user', { body: { ...GOOD, user: 'u'.repeat(513) } }, 400, 'invalid_value'],
      ['a user with a line break', { body: { ...GOOD, user: 'a\r\nx-evil: 1', model: 'a\r\nx-evil: 1' } }, 404, 'model_not_found'],
      ['other dimensions', vectors({ input: 'x', dimensions: 3 }), 400, 'dimensions_fixed'],
      ['an empty input', vectors({ input: [] }), 400, 'invalid_value'],
      ['too many inputs', vectors({ input: Array(101).fill('x') }), 400, 'invalid_value'],
      ['a body of 2 MB', { raw: `{"model":"${'x'.repeat(2 << 20)}"}` }, 413, 'request_too_large'],
    ])('%s', async (_, sent, status, code) => {
      door().backup.script({ does: 'answers' });
      const got = await send(sent);
      const { error } = JSON.parse(got.text);
      expect({ status: got.status, code: error.code }).toEqual({ status, code });
      expect(error).toMatchObject({ message: expect.any(String), type: expect.any(String), request_id: got.headers.get('x-request-id') });
      expect(got.headers.get('content-type')).toBe('application/json');
      expect(got.headers.get('x-evil')).toBeNull();
      expect(door().backup.asked).toEqual([]);
    });

    test.each<[string, Readonly<Record<string, string>>]>([
      ['no key', { authorization: '' }],
      ['a wrong key', { authorization: `Bearer ${keyOf('nobody')}` }],
      ['another scheme', { authorization: `Basic ${keyOf('web')}` }],
    ])('%s', async (_, headers) => {
      const got = await send({ headers });
      const { error } = JSON.parse(got.text);
      expect({ status: got.status, code: error.code, type: error.type }).toEqual({
        status: 401,
        code: 'invalid_api_key',
        type: 'authentication_error',
      });
      expect(error.request_id).toBe(got.headers.get(door().differs.refusalId));
    });

    test('a body of 11 MB', async () => {
      const got = await send({ raw: `{"model":"${'x'.repeat(11 << 20)}"}` });
      expect(got.status).toBe(door().differs.huge.status);
      expect(got.text).toMatch(door().differs.huge.body);
    });

    test('an id of their own, which goes nowhere', async () => {
      const { headers } = await send({ headers: { 'x-request-id': 'mine', 'x-llm-model': 'mine' } });
      expect(headers.get('x-request-id')).not.toBe('mine');
      expect(headers.get('x-llm-model')).toBe('backup');
    });
  });

  describe('The program stays up', () => {
    const head = `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${keyOf('web')}\r\ncontent-type: application/json\r\n`;

    test.each([
      ['a body that never ends', `${head}transfer-encoding: chunked\r\n\r\n`],
      ['no HTTP', '\u0000\u0001\u0002\r\n\r\n'],
      ['a header with half a line break', `${head}x: a\nb: c\r\n\r\n`],
      ['a header of 100 KB', `${head}x: ${'y'.repeat(100_000)}\r\n\r\n`],
      ['two lengths', `${head}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`],
      ['a caller who leaves in the body', `${head}content-length: 100\r\n\r\n{"mod`],
    ])('after %s', async (_, bytes) => {
      const socket = connect(Number(new URL(door().url).port), '127.0.0.1');
      socket.on('error', () => {});
      socket.write(bytes);
      await new Promise((resolve) => setTimeout(resolve, 50));
      socket.destroy();
      expect((await door().fetch(`${door().url}/health`)).status).toBe(200);
    });

    afterAll(() => {
      expect(door().output()).not.toMatch(/unhandled|Error:/i);
    });
  });
}
