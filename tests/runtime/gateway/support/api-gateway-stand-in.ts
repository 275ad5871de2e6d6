import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  PLATFORM_ANSWERS,
  type PlatformAnswer,
  platformTemplate,
} from '../../../../constructs/runtime/gateway/adapters/api-gateway-responses.ts';
import type { AuthorizerAnswer } from '../../../../constructs/runtime/gateway/adapters/lambda-authorizer.ts';
import { Authorization } from './api-gateway/authorization.ts';
import { proxyEvent, requestFields } from './api-gateway/proxy-event.ts';
import { relay } from './api-gateway/relay.ts';
import { bodyOf, type Listening, listening } from './programs/listening.ts';

/**
 * API Gateway (REST) with a Lambda proxy integration in front of our function: what it lets through, refuses, remaps and cuts off.
 * Source, where no other is named: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
 */
export interface ApiGatewayOptions {
  /** Where Lambda answers: `/handler` streams, `/authorizer` does not. */
  readonly lambda: string;
  /** Idle time-outs of a stream: 5 minutes, 30 seconds at the edge. @default 'REGIONAL' */
  readonly endpointType?: 'REGIONAL' | 'EDGE';
  /** A streaming function behind a BUFFERED method gives 502. @default 'STREAM' */
  readonly transferMode?: 'STREAM' | 'BUFFERED';
  /** @default - that of the endpoint type */
  readonly idleMillis?: number;
  /** From the call of the function to its last byte. @default 900_000 (15 minutes, the longest there is) */
  readonly integrationMillis?: number;
  /** @default 300 */
  readonly authorizerTtlSeconds?: number;
  /** Bytes of a stream without a limit of speed. @default 10_485_760 */
  readonly burstBytes?: number;
  /** Speed after those. @default 2_097_152 */
  readonly bytesPerSecond?: number;
  /** Whether the stage's throttle refuses a call. @default - it refuses none */
  readonly throttles?: () => boolean;
  /** @default Date.now */
  readonly now?: () => number;
}

const IDLE_MILLIS = { REGIONAL: 300_000, EDGE: 30_000 } as const;
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
const LARGEST_PAYLOAD = 10 * 1024 * 1024;
const LARGEST_HEADERS = 10_240;
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: the whole event, the body in its JSON form
const LARGEST_EVENT = 6 * 1024 * 1024;

export interface ApiGateway extends Listening {
  /** Calls of the authorizer so far: a cached answer makes none. */
  readonly authorizerCalls: () => number;
  /** Resolves when no function runs any more, whether or not a client still waits for it. */
  readonly idle: () => Promise<void>;
}

export async function apiGatewayStandIn(options: ApiGatewayOptions): Promise<ApiGateway> {
  const { lambda, now = Date.now, authorizerTtlSeconds = 300, endpointType = 'REGIONAL', throttles = () => false } = options;
  const agent = new Agent({ keepAlive: true });
  let authorizerCalls = 0;
  let running = 0;
  const authorization = new Authorization(
    async (event) => {
      authorizerCalls++;
      const response = await invoke(`${lambda}/authorizer`, event, agent);
      const answer = JSON.parse((await bodyOf(response)).toString());
      if (response.headers['x-amz-function-error'] !== undefined) throw new Error(answer.errorMessage);
      return answer as AuthorizerAnswer;
    },
    authorizerTtlSeconds,
    now,
  );
  const limits = {
    idleMillis: options.idleMillis ?? IDLE_MILLIS[endpointType],
    integrationMillis: options.integrationMillis ?? 900_000,
    burstBytes: options.burstBytes ?? 10 * 1024 * 1024,
    bytesPerSecond: options.bytesPerSecond ?? 2 * 1024 * 1024,
    transferMode: options.transferMode ?? 'STREAM',
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    response.setHeader('x-amzn-requestid', requestId);
    const headerBytes = request.rawHeaders.reduce((sum, text) => sum + text.length, 0);
    // How it is refused is not documented.
    if (headerBytes > LARGEST_HEADERS) return own(response, 431, 'Request Header Fields Too Large');
    const body = await bodyOf(request);
    // In plain text, and no gateway response changes it: seen in github.com/koki-develop/lgtm-generator/issues/10.
    if (body.length > LARGEST_PAYLOAD) return plain(response, 413, `HTTP content length exceeded ${LARGEST_PAYLOAD} bytes.`);
    if (throttles()) return gatewayResponse(response, 'THROTTLED', 429, requestId);
    const fields = requestFields(request, requestId);
    let context: Readonly<Record<string, unknown>> | undefined;
    if (!isOpen(request)) {
      const verdict = await authorization.judge(fields);
      if (verdict.kind === 'refused') return gatewayResponse(response, verdict.response, STATUS[verdict.response], requestId);
      context = verdict.context;
    }
    const event = proxyEvent(fields, body, context);
    // Seen in the same thread.
    if (Buffer.byteLength(JSON.stringify(event)) > LARGEST_EVENT) return own(response, 413, 'Request Too Long');
    running++;
    const { outcome: told, over } = relay(() => invoke(`${lambda}/handler`, event, agent), response, limits);
    over.finally(() => running--);
    const outcome = await told;
    if (outcome === 'unreadable') own(response, 502, 'Internal server error');
    if (outcome === 'timed-out') gatewayResponse(response, 'INTEGRATION_TIMEOUT', 504, requestId);
  };

  const server = await listening((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  return {
    url: server.url,
    authorizerCalls: () => authorizerCalls,
    idle: async () => {
      while (running > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    close: async () => {
      await server.close();
      agent.destroy();
    },
  };
}

/** The methods without an authorizer, as the stack will have them: a monitor has no key, and a browser asks before it sends one. */
function isOpen({ method, url }: IncomingMessage): boolean {
  return method === 'OPTIONS' || (method === 'GET' && url === '/health');
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
const STATUS = { UNAUTHORIZED: 401, ACCESS_DENIED: 403, AUTHORIZER_FAILURE: 500 } as const;

/** With the template of our contract, whose variables API Gateway fills. */
function gatewayResponse(response: ServerResponse, type: keyof typeof PLATFORM_ANSWERS, status: number, requestId: string): void {
  const answer: PlatformAnswer = PLATFORM_ANSWERS[type];
  response.writeHead(answer.status ?? status, { 'content-type': 'application/json' });
  response.end(platformTemplate(answer).replaceAll('$context.requestId', requestId));
}

function own(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ message }));
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text; charset=utf-8' });
  response.end(text);
}

function invoke(url: string, event: object, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method: 'POST', agent, headers: { 'content-type': 'application/json' } }, resolve);
    outgoing.once('error', reject);
    outgoing.end(JSON.stringify(event));
  });
}
