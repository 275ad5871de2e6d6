import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GatewayResponse } from '../core/exchange.ts';
import { GatewayError } from '../core/gateway-error.ts';

/** What is no HTTP request never reaches the core; it gets an error of the same form all the same. */
export function refuseBroken(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const requestId = randomUUID();
  const [status, message] = BROKEN[error.code ?? ''] ?? ['400 Bad Request', 'This is no valid HTTP request.'];
  const body = new GatewayError('invalid_request_error', { code: 'invalid_http', message }).body(requestId);
  const head = [`HTTP/1.1 ${status}`, `x-request-id: ${requestId}`, 'content-type: application/json', 'connection: close'];
  socket.end(`${[...head, `content-length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n${body}`);
}

/** https://nodejs.org/api/http.html#event-clienterror */
const BROKEN: Readonly<Record<string, readonly [status: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not come in time.'],
};

const LINGER_MILLIS = 2000;

/**
 * Answers a request whose body was not read to its end. The rest would be taken for the next request, so the connection closes; but not
 * at once, since a caller who still writes into a closed connection sees that break instead of the answer.
 */
export async function refuseUnread(
  { status, headers, body }: GatewayResponse & { readonly body: string | Uint8Array },
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' });
  outgoing.write(body);
  let moment: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    incoming.once('close', resolve).once('end', resolve).resume();
    moment = setTimeout(resolve, LINGER_MILLIS);
  });
  clearTimeout(moment);
  outgoing.end();
}

export function isWhole(body: GatewayResponse['body']): body is string | Uint8Array {
  return typeof body === 'string' || body instanceof Uint8Array;
}
