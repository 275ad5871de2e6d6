import type { Writable } from 'node:stream';
import type { GatewayHandler, GatewayRequest, GatewayResponse } from '../core/exchange.ts';
import { GatewayError } from '../core/gateway-error.ts';
import { writePieces } from './write-pieces.ts';

/** What API Gateway's REST proxy sends; https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
export interface ProxyEvent {
  readonly httpMethod: string;
  /** Path without the stage. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

/** The global that the Lambda runtime of Node gives to streaming handlers. */
export interface LambdaStreams {
  readonly streamifyResponse: (handler: (event: ProxyEvent, stream: Writable, context: LambdaContext) => Promise<void>) => unknown;
  readonly HttpResponseStream: {
    readonly from: (stream: Writable, prelude: { statusCode: number; headers: Record<string, string> }) => Writable;
  };
}

export interface LambdaContext {
  readonly getRemainingTimeInMillis: () => number;
}

/**
 * The program behind API Gateway with response streaming: head and body go out as they come.
 *
 * The runtime writes the prelude with the first write alone, so an empty body is written as an empty chunk before the end. The platform
 * does not tell that a caller has left; a write that fails does.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export function lambdaHandler(handle: GatewayHandler, { streamifyResponse, HttpResponseStream }: LambdaStreams): unknown {
  return streamifyResponse(async (event, stream) => {
    const left = new AbortController();
    stream.on('error', () => left.abort());
    stream.once('close', () => left.abort());
    const response = await handle(requestOf(event, left.signal));
    const outgoing = HttpResponseStream.from(stream, { statusCode: response.status, headers: { ...response.headers } });
    await write(response.body, outgoing);
  });
}

function requestOf(event: ProxyEvent, signal: AbortSignal): GatewayRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(event.headers ?? {})) headers[name.toLowerCase()] = value;
  return {
    method: event.httpMethod,
    path: event.path,
    headers,
    signal,
    body: async (limit) => {
      const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded === true ? 'base64' : 'utf8');
      if (bytes.length > limit) {
        throw new GatewayError('request_too_large', { code: 'request_too_large', message: `A request may have at most ${limit} bytes.` });
      }
      return bytes;
    },
  };
}

async function write(body: GatewayResponse['body'], outgoing: Writable): Promise<void> {
  if (typeof body === 'string' || body instanceof Uint8Array) {
    outgoing.write(body);
  } else {
    await writePieces(body, outgoing);
  }
  if (outgoing.destroyed) return;
  await new Promise<void>((resolve) => {
    outgoing.once('close', resolve);
    outgoing.end(resolve);
  });
}
