import { createServer, type IncomingHttpHeaders, request, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, request as secureRequest } from 'node:https';
import type { Certificate } from './certificate.ts';
import { listening } from './listening.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What happens to a request: an answer of the door itself, a cut connection, no answer at all, or the service behind (nothing given). */
export type Behaviour = (asked: Asked, turn: number) => Reply | 'cut' | 'hang' | undefined | Promise<Reply | 'cut' | 'hang' | undefined>;

/** A door in front of a real service: everything passes, until a test says what fails. */
export interface Door {
  readonly url: string;
  /** Runs `act` while requests meet `behaviour`; gives how many came. */
  readonly behaving: (behaviour: Behaviour, act: () => Promise<unknown>) => Promise<number>;
  readonly close: () => Promise<void>;
}

export async function doorTo(target: string, certificate?: Certificate): Promise<Door> {
  let behaviour: Behaviour = () => undefined;
  let turn = 0;
  const listener = async (asked: Asked, response: ServerResponse) => {
    const fate = await behaviour(asked, ++turn);
    if (fate === 'hang') return;
    if (fate === 'cut') response.destroy();
    else if (fate === undefined) forward(target, asked, response, certificate);
    else response.writeHead(fate.status, fate.headers).end(fate.body);
  };
  const server: Server = certificate ? createSecureServer({ cert: certificate.cert, key: certificate.key }) : createServer();
  server.on('request', (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = 'GET', url: path = '/', headers } = incoming;
      listener({ method, path, headers, body: Buffer.concat(chunks) }, response).catch(() => response.destroy());
    });
  });
  const { port, close } = await listening(server);
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    behaving: async (next, act) => {
      turn = 0;
      behaviour = next;
      try {
        await act();
      } finally {
        behaviour = () => undefined;
      }
      return turn;
    },
    close,
  };
}

function forward(target: string, { method, path, headers, body }: Asked, response: ServerResponse, certificate?: Certificate): void {
  const send = certificate ? secureRequest : request;
  const outgoing = send(`${target}${path}`, { method, headers, ...(certificate ? { ca: certificate.cert } : {}) }, (incoming) => {
    response.writeHead(incoming.statusCode ?? 502, incoming.headers);
    incoming.pipe(response);
  });
  outgoing.on('error', () => response.destroy());
  outgoing.end(body);
}
