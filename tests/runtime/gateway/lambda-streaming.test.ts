import { PassThrough, type Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type LambdaStreams, lambdaHandler, type ProxyEvent } from '../../../constructs/runtime/gateway/adapters/lambda-streaming.ts';
import type { GatewayHandler, GatewayRequest } from '../../../constructs/runtime/gateway/core/exchange.ts';

/** Lambda's globals as far as the adapter goes; the suite runs the published runtime's whole behaviour. */
const streams: LambdaStreams = { streamifyResponse: (handler) => handler, HttpResponseStream: { from: (stream) => stream } };
const EVENT: ProxyEvent = { httpMethod: 'POST', path: '/v1/models' };

function invoke(handle: GatewayHandler, event: ProxyEvent, stream: Writable = new PassThrough().resume()): Promise<void> {
  const handler = lambdaHandler(handle, streams) as (event: ProxyEvent, stream: Writable) => Promise<void>;
  return handler(event, stream);
}

async function requestOf(event: ProxyEvent): Promise<GatewayRequest> {
  let got: GatewayRequest | undefined;
  await invoke(async (request) => {
    got = request;
    return { status: 200, headers: {}, body: '' };
  }, event);
  if (got === undefined) throw new Error('the handler was not called');
  return got;
}

describe('An event of API Gateway', () => {
  test('has its body as text or, of an API with binary types, in base64', async () => {
    const text = '{"a":"ä"}';
    const plain = await requestOf({ ...EVENT, body: text });
    const encoded = await requestOf({ ...EVENT, body: Buffer.from(text).toString('base64'), isBase64Encoded: true });
    expect(Buffer.from(await plain.body(100)).toString()).toBe(text);
    expect(Buffer.from(await encoded.body(100)).toString()).toBe(text);
  });

  test('is measured by the bytes that it stands for', async () => {
    const twelve = Buffer.from('x'.repeat(12)).toString('base64');
    const request = await requestOf({ ...EVENT, body: twelve, isBase64Encoded: true });
    expect((await request.body(12)).length).toBe(12);
    await expect(request.body(11)).rejects.toMatchObject({ code: 'request_too_large' });
  });

  test('may have neither headers nor a body', async () => {
    const request = await requestOf({ ...EVENT, headers: null, body: null });
    expect({ headers: request.headers, body: (await request.body(1)).length }).toEqual({ headers: {}, body: 0 });
  });

  test('has header names in any case', async () => {
    expect((await requestOf({ ...EVENT, headers: { AUTHORIZATION: 'Bearer x' } })).headers.authorization).toBe('Bearer x');
  });
});

test('A stream that breaks ends the call, and each further error of it crashes nothing', async () => {
  const stream = new PassThrough();
  let left: AbortSignal | undefined;
  const endless: GatewayHandler = async ({ signal }) => {
    left = signal;
    const body = async function* () {
      while (!signal.aborted) {
        yield 'word';
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    return { status: 200, headers: {}, body: body() };
  };
  const invoked = invoke(endless, EVENT, stream);
  setTimeout(() => {
    stream.destroy(new Error('broken'));
    stream.emit('error', new Error('again'));
  }, 20);
  await invoked;
  expect(left?.aborted).toBe(true);
});
