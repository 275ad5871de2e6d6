import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SelfSigned } from './self-signed.ts';

/** A stand-in's server on a free port of this machine. */
export interface Listening {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function listening(answer: RequestListener, tls?: SelfSigned): Promise<Listening> {
  const server: Server = tls ? createSecureServer({ cert: tls.cert, key: tls.key }, answer) : createServer(answer);
  server.keepAliveTimeout = 0;
  server.listen(0, tls ? 'localhost' : '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
