import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { PLATFORM_ANSWERS, platformTemplate } from '../../../constructs/runtime/gateway/adapters/api-gateway-responses.ts';
import { type ApiGateway, type ApiGatewayOptions, apiGatewayStandIn } from './support/api-gateway-stand-in.ts';
import { bodyOf, type Listening, listening } from './support/programs/listening.ts';

/** The stand-in against a function that does what a test says, so that the suite's ground is known to hold. */
type Script = (response: ServerResponse, event: Record<string, unknown>) => void | Promise<void>;

const open: Listening[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const ALLOW = answerOf('arn:aws:execute-api:eu-central-1:111122223333:a1b2c3d4e5/v1/*');
const NUL = Buffer.alloc(8);
const prelude = (metadata: object) => Buffer.concat([Buffer.from(JSON.stringify(metadata)), NUL]);
const hello: Script = (response) => void response.end(Buffer.concat([prelude({ statusCode: 200 }), Buffer.from('hello')]));

function answerOf(Resource: string, Effect = 'Allow') {
  const policyDocument = { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] };
  return { principalId: 'web', policyDocument, context: { consumer: 'web' } };
}

interface Behind {
  readonly handler?: Script;
  readonly authorizer?: object | string;
  readonly options?: Partial<ApiGatewayOptions>;
}

async function behind({ handler = hello, authorizer = ALLOW, options = {} }: Behind) {
  const events: Record<string, unknown>[] = [];
  const authorizerEvents: Record<string, unknown>[] = [];
  const lambda = await listening(async (request: IncomingMessage, response: ServerResponse) => {
    const event = JSON.parse((await bodyOf(request)).toString());
    if (request.url === '/handler') {
      events.push(event);
      return handler(response, event);
    }
    authorizerEvents.push(event);
    if (typeof authorizer === 'string') response.setHeader('x-amz-function-error', 'Unhandled');
    response.end(JSON.stringify(typeof authorizer === 'string' ? { errorMessage: authorizer } : authorizer));
  });
  const gateway: ApiGateway = await apiGatewayStandIn({ lambda: lambda.url, ...options });
  open.push(gateway, lambda);
  const call = (init: RequestInit = {}, path = '/v1/models') =>
    fetch(`${gateway.url}${path}`, { headers: { authorization: 'Bearer key' }, ...init });
  return { call, events, authorizerEvents, gateway };
}

describe("A function's stream", () => {
  test('has its head from the prelude, and the platform sets its own headers again', async () => {
    const metadata = {
      statusCode: 201,
      headers: { 'x-one': '1', date: 'yesterday', 'content-length': '3', connection: 'close', 'x-amzn-RequestId': 'mine' },
      multiValueHeaders: { 'x-two': ['2', '3'] },
      cookies: ['a=1', 'b=2'],
    };
    const { call } = await behind({ handler: (response) => void response.end(Buffer.concat([prelude(metadata), Buffer.from('body')])) });
    const response = await call();
    const head = Object.fromEntries(response.headers);
    expect({ status: response.status, text: await response.text() }).toEqual({ status: 201, text: 'body' });
    expect(head).toMatchObject({
      'x-one': '1',
      'x-two': '2, 3',
      'x-amzn-remapped-date': 'yesterday',
      'x-amzn-remapped-content-length': '3',
      'x-amzn-remapped-connection': 'close',
      'x-amzn-remapped-x-amzn-requestid': 'mine',
    });
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(head['x-amzn-requestid']).not.toBe('mine');
  });

  test('is told to nobody before the prelude is whole, and piece by piece after it', async () => {
    let go = () => {};
    const { call } = await behind({
      handler: async (response) => {
        const bytes = prelude({ statusCode: 200 });
        for (const byte of bytes) response.write(Buffer.from([byte]));
        response.write('one');
        await new Promise<void>((resolve) => {
          go = resolve;
        });
        response.end('two');
      },
    });
    const reader = (await call()).body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe('one');
    go();
    expect((await reader?.read())?.value).toBe('two');
  });

  test.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['no delimiter', Buffer.from('{"statusCode":200}body')],
    ['seven NUL bytes', Buffer.concat([Buffer.from('{"statusCode":200}'), Buffer.alloc(7), Buffer.from('body')])],
    ['no JSON', Buffer.concat([Buffer.from('oops'), NUL])],
    ['no status', prelude({ headers: {} })],
    ["a buffered function's answer", Buffer.from(JSON.stringify({ statusCode: 200, headers: {}, body: 'hi' }))],
  ])('that begins with %s is a 502', async (_, bytes) => {
    const { call } = await behind({ handler: (response) => void response.end(bytes) });
    const response = await call();
    expect({ status: response.status, body: await response.json() }).toEqual({ status: 502, body: { message: 'Internal server error' } });
  });

  test('behind a buffered method is a 502', async () => {
    const { call } = await behind({ options: { transferMode: 'BUFFERED' } });
    expect((await call()).status).toBe(502);
  });

  test('that fails after its head is cut off, since there is no way to say so', async () => {
    const { call } = await behind({
      handler: (response) => {
        response.setHeader('trailer', 'lambda-runtime-function-error-type');
        response.write(Buffer.concat([prelude({ statusCode: 200 }), Buffer.from('one')]));
        response.addTrailers({ 'lambda-runtime-function-error-type': 'Error' });
        response.end();
      },
    });
    await expect((await call()).text()).rejects.toThrow();
  });

  test.each([
    ['is idle for too long', { idleMillis: 60 }],
    ['takes longer than the integration may', { integrationMillis: 60 }],
  ])('that %s is cut off, and the function goes on', async (_, options) => {
    let ended = false;
    const { call, gateway } = await behind({
      options,
      handler: async (response) => {
        response.write(Buffer.concat([prelude({ statusCode: 200 }), Buffer.from('one')]));
        await new Promise((resolve) => setTimeout(resolve, 200));
        response.end('two', () => {
          ended = true;
        });
      },
    });
    await expect((await call()).text()).rejects.toThrow();
    await gateway.idle();
    expect(ended).toBe(true);
  });

  test("that does not begin in time is a 504 in our contract's form", async () => {
    const { call } = await behind({
      options: { integrationMillis: 50 },
      handler: (response) => void setTimeout(() => hello(response, {}), 150),
    });
    const response = await call();
    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status: 504,
      body: { error: { code: 'gateway_timeout' } },
    });
  });

  test('goes at full speed at first and slower after that', async () => {
    const { call } = await behind({
      options: { burstBytes: 1000, bytesPerSecond: 10_000 },
      handler: (response) => {
        response.write(prelude({ statusCode: 200 }));
        response.write('x'.repeat(1000));
        setTimeout(() => response.end('y'.repeat(2000)), 20);
      },
    });
    const began = performance.now();
    const text = await (await call()).text();
    expect(text).toHaveLength(3000);
    expect(performance.now() - began).toBeGreaterThanOrEqual(190);
  });

  test('runs to its end when the client has left', async () => {
    let ended = false;
    const { call, gateway } = await behind({
      handler: async (response) => {
        response.write(Buffer.concat([prelude({ statusCode: 200 }), Buffer.from('one')]));
        for (let piece = 0; piece < 5; piece++) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          response.write('more');
        }
        response.end(() => {
          ended = true;
        });
      },
    });
    const reader = (await call()).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await gateway.idle();
    expect(ended).toBe(true);
  });
});

describe('The authorizer', () => {
  test('is asked without the body, and what it says reaches the function', async () => {
    const { call, events, authorizerEvents } = await behind({});
    await call(
      { method: 'POST', body: '{"a":1}', headers: { authorization: 'Bearer key', 'x-many': '1' } },
      '/v1/chat/completions?a=1&a=2',
    );
    expect(authorizerEvents[0]).toMatchObject({
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:eu-central-1:111122223333:a1b2c3d4e5/v1/POST/v1/chat/completions',
      headers: { authorization: 'Bearer key' },
    });
    expect(authorizerEvents[0]).not.toHaveProperty('body');
    expect(events[0]).toMatchObject({
      httpMethod: 'POST',
      path: '/v1/chat/completions',
      resource: '/{proxy+}',
      pathParameters: { proxy: 'v1/chat/completions' },
      body: '{"a":1}',
      isBase64Encoded: false,
      queryStringParameters: { a: '2' },
      multiValueQueryStringParameters: { a: ['1', '2'] },
      multiValueHeaders: { 'x-many': ['1'] },
      requestContext: {
        stage: 'v1',
        requestId: expect.any(String),
        identity: { sourceIp: expect.stringContaining('127.0.0.1') },
        authorizer: { consumer: 'web', principalId: 'web' },
      },
    });
  });

  test('is not asked without the identity source, nor again within its time', async () => {
    let now = 0;
    const { call, gateway } = await behind({ options: { authorizerTtlSeconds: 30, now: () => now } });
    expect((await call({ headers: {} })).status).toBe(401);
    expect(gateway.authorizerCalls()).toBe(0);
    for (const time of [0, 29_999, 30_000]) {
      now = time;
      expect((await call({}, '/v1/other')).status).toBe(200);
    }
    expect(gateway.authorizerCalls()).toBe(2);
  });

  test.each<[string, object | string, number, string]>([
    ['says Unauthorized', 'Unauthorized', 401, 'invalid_api_key'],
    ['fails', 'no connection', 503, 'authentication_unavailable'],
    ['denies', answerOf('*', 'Deny'), 403, 'access_denied'],
    ['allows another method alone', answerOf('arn:aws:execute-api:eu-central-1:111122223333:a1b2c3d4e5/v1/POST/*'), 403, 'access_denied'],
  ])("that %s ends the call in our contract's form", async (_, authorizer, status, code) => {
    const { call, events } = await behind({ authorizer });
    const response = await call();
    const { error } = (await response.json()) as { error: { code: string; request_id: string } };
    expect({ status: response.status, code: error.code }).toEqual({ status, code });
    expect(error.request_id).toBe(response.headers.get('x-amzn-requestid'));
    expect(events).toEqual([]);
  });
});

describe('The platform refuses', () => {
  test.each<[string, RequestInit, number, RegExp]>([
    [
      'a body of over 10 MB, in plain text',
      { method: 'POST', body: 'x'.repeat(10_485_761) },
      413,
      /^HTTP content length exceeded 10485760 bytes\.$/,
    ],
    ['an event of over 6 MB', { method: 'POST', body: 'x'.repeat(6 << 20) }, 413, /^\{"message":"Request Too Long"\}$/],
    ['a body whose JSON form is over 6 MB', { method: 'POST', body: '"'.repeat(4 << 20) }, 413, /^\{"message":"Request Too Long"\}$/],
    ['headers of over 10,240 bytes', { headers: { authorization: 'Bearer key', 'x-long': 'x'.repeat(10_240) } }, 431, /message/],
  ])('%s', async (_, init, status, text) => {
    const { call, events } = await behind({});
    const response = await call(init.headers ? init : { ...init, headers: { authorization: 'Bearer key' } });
    expect(response.status).toBe(status);
    expect(await response.text()).toMatch(text);
    expect(events).toEqual([]);
  });

  test("what its throttle says, in our contract's form", async () => {
    const { call } = await behind({ options: { throttles: () => true } });
    const response = await call();
    expect({ status: response.status, body: await response.json() }).toMatchObject({ status: 429, body: { error: { code: 'throttled' } } });
  });
});

test('Every answer of the platform has the form of our errors, with the id of the call filled in by the platform', () => {
  for (const answer of Object.values(PLATFORM_ANSWERS)) {
    const { error } = JSON.parse(platformTemplate(answer));
    expect(error).toEqual({ message: answer.message, type: answer.type, param: null, code: answer.code, request_id: '$context.requestId' });
  }
});
