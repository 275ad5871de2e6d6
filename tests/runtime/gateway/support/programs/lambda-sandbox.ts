/*
 * Lambda's Node runtime around the real entry `programs/lambda.ts`, as a process of its own: `POST /handler` is InvokeWithResponseStream
 * with the raw stream as its answer, `POST /authorizer` is Invoke.
 *
 * The globals are those of the published runtime: the stream that a handler gets has the members listed there alone, the prelude and its
 * eight NUL bytes go out ahead of the first write and not before, and a handler that ends without ending its stream has failed.
 * Source: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client, src/stream and src/runtime/streaming-invoke-processor.ts
 *
 * Here one process serves calls side by side, where Lambda gives each its own sandbox; what sandboxes share is the table.
 */

import { createServer, type ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import type { AuthorizerEvent } from '../../../../../constructs/runtime/gateway/adapters/lambda-authorizer.ts';
import type { LambdaContext, LambdaStreams, ProxyEvent } from '../../../../../constructs/runtime/gateway/adapters/lambda-streaming.ts';
import { bodyOf } from './listening.ts';

// biome-ignore format: a list of names
const METHODS = [
  'cork', 'destroy', 'end', 'uncork', 'write', 'addListener', 'on', 'once', 'prependListener', 'prependOnceListener', 'off', 'removeListener',
  'removeAllListeners', 'setMaxListeners', 'getMaxListeners', 'listeners', 'rawListeners', 'listenerCount', 'eventNames', 'emit',
] as const;
// biome-ignore format: a list of names
const READ_ONLY = [
  'writableFinished', 'writableObjectMode', 'writableEnded', 'writableNeedDrain', 'writableHighWaterMark', 'writableCorked', 'writableLength',
  'writable', 'destroyed',
] as const;

interface RuntimeStream {
  readonly writableFinished: boolean;
  _onBeforeFirstWrite?: (write: (chunk: string | Uint8Array) => void) => void;
  readonly setContentType: (type: string) => void;
}

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const ERROR_TYPE = 'lambda-runtime-function-error-type';

function runtimeStream(inner: ServerResponse): RuntimeStream {
  let written = false;
  const write = inner.write.bind(inner) as (chunk: unknown, ...rest: unknown[]) => boolean;
  const stream: RuntimeStream = {
    writableFinished: false,
    setContentType: (type) => {
      if (written) throw new Error('Cannot set content-type, too late.');
      inner.setHeader('content-type', type);
    },
  };
  for (const name of METHODS) Object.assign(stream, { [name]: inner[name].bind(inner) });
  for (const name of READ_ONLY) Object.defineProperty(stream, name, { get: () => inner[name] });
  const first = (chunk: unknown, ...rest: unknown[]): boolean => {
    if (!written) stream._onBeforeFirstWrite?.((bytes) => write(bytes));
    written = true;
    return write(chunk, ...rest);
  };
  return Object.assign(stream, { write: first });
}

const awslambda: LambdaStreams = {
  streamifyResponse: (handler) => Object.assign(handler, { [STREAMING]: 'response' }),
  HttpResponseStream: {
    from: (underlying, prelude) => {
      const stream = underlying as unknown as RuntimeStream;
      stream.setContentType('application/vnd.awslambda.http-integration-response');
      stream._onBeforeFirstWrite = (write) => {
        write(JSON.stringify(prelude));
        write(new Uint8Array(8));
      };
      return underlying;
    },
  },
};
Object.assign(globalThis, { awslambda });

type Streaming = (event: ProxyEvent, stream: Writable, context: LambdaContext) => Promise<void>;

const program = await import('../../../../../constructs/runtime/gateway/programs/lambda.ts');
const handler = program.handler as Streaming & { [STREAMING]?: string };
if (handler[STREAMING] !== 'response') throw new Error('the handler is not a streaming one');

async function invoke(event: ProxyEvent, response: ServerResponse): Promise<void> {
  response.setHeader('trailer', ERROR_TYPE);
  const stream = runtimeStream(response);
  try {
    await handler(event, stream as unknown as Writable, { getRemainingTimeInMillis: () => 900_000 });
    if (!stream.writableFinished) throw new Error('Response stream is not finished.');
  } catch (error) {
    console.error(error);
    response.addTrailers({ [ERROR_TYPE]: error instanceof Error ? error.name : 'Error' });
    response.end();
  }
}

async function authorize(event: AuthorizerEvent, response: ServerResponse): Promise<void> {
  response.setHeader('content-type', 'application/json');
  try {
    response.end(JSON.stringify(await program.authorizer(event)));
  } catch (error) {
    // An invocation that failed is a 200 with this header, and the message in its body.
    // Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    response.setHeader('x-amz-function-error', 'Unhandled');
    response.end(JSON.stringify({ errorMessage: error instanceof Error ? error.message : String(error) }));
  }
}

const server = createServer(async (request, response) => {
  if (request.method === 'GET') return void response.end('ok');
  const event = JSON.parse((await bodyOf(request)).toString());
  await (request.url === '/authorizer' ? authorize(event, response) : invoke(event, response));
});
// The platform holds its connections; one that closed while a call is on its way would look like a function that failed.
server.keepAliveTimeout = 0;
server.listen(Number(process.env.PORT), '127.0.0.1');
