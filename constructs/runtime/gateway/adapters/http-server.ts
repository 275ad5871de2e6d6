import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GatewayHandler, GatewayRequest, GatewayResponse } from '../core/exchange.ts';
import { GatewayError } from '../core/gateway-error.ts';
import { isWhole, refuseBroken, refuseUnread } from './http-refusals.ts';
import { writePieces } from './write-pieces.ts';

/** The program as an HTTP server: the container's adapter, free of any cloud. */
export function httpServer(handle: GatewayHandler): Server {
  const answering = new WeakMap<Duplex, ServerResponse>();
  const server = createServer((incoming, outgoing) => {
    answering.set(incoming.socket, outgoing);
    outgoing.once('close', () => answering.delete(incoming.socket));
    serve(handle, incoming, outgoing).catch(() => outgoing.destroy());
  });
  // In the middle of an answer an error would be read as a part of it.
  server.on('clientError', (error, socket) => (answering.get(socket)?.headersSent ? socket.destroy() : refuseBroken(error, socket)));
  // Longer than a load balancer keeps a connection, so that it never sends a call into one that closes.
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 20_000;
  // A body must come within this time; answers may take longer.
  server.requestTimeout = 60_000;
  return server;
}

const LAST_BYTES_MILLIS = 1000;

/** Ends a server that takes no more connections: answers that are being written get a moment for their last bytes. */
export async function ended(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const moment = setTimeout(() => server.closeAllConnections(), LAST_BYTES_MILLIS);
  await closed;
  clearTimeout(moment);
}

async function serve(handle: GatewayHandler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const left = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) left.abort();
  });
  const response = await handle(requestOf(incoming, left.signal));
  if (!incoming.complete && isWhole(response.body)) return refuseUnread({ ...response, body: response.body }, incoming, outgoing);
  outgoing.writeHead(response.status, response.headers);
  await write(response.body, outgoing);
}

function requestOf(incoming: IncomingMessage, signal: AbortSignal): GatewayRequest {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  const [path = '/'] = (incoming.url ?? '/').split('?', 1);
  return { method: incoming.method ?? 'GET', path, headers, signal, body: (limit) => read(incoming, limit) };
}

async function read(incoming: IncomingMessage, limit: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new GatewayError('request_too_large', { code: 'request_too_large', message: `A request may have at most ${limit} bytes.` });
  if (Number(incoming.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  // Without an iterator of the stream: ending one early would destroy the socket before the refusal is written.
  return new Promise((resolve, reject) => {
    const stop = (error: unknown) => {
      incoming.off('data', onData);
      incoming.off('close', onClose);
      incoming.pause();
      reject(error);
    };
    const onClose = () => stop(new GatewayError('invalid_request_error', { code: 'incomplete_body', message: 'The body ended early.' }));
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) return stop(tooLarge());
      chunks.push(chunk);
    };
    incoming.on('data', onData);
    incoming.once('end', () => {
      incoming.off('close', onClose);
      resolve(Buffer.concat(chunks, size));
    });
    incoming.once('error', stop);
    incoming.once('close', onClose);
  });
}

async function write(body: GatewayResponse['body'], outgoing: ServerResponse): Promise<void> {
  if (isWhole(body)) {
    outgoing.end(body);
    return;
  }
  await writePieces(body, outgoing);
  outgoing.end();
}
