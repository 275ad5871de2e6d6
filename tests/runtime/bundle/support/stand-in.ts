import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request to a stand-in. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** A request handler that has read the body. */
export function answering(answer: (asked: Asked, response: ServerResponse) => void | Promise<void>) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    await answer({ method, url, headers, text: Buffer.concat(chunks).toString() }, response);
  };
}

export async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A port that nobody listens at, for a program that does not tell its own. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await closed(server);
  return port;
}

export async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

/** A model behind OpenAI's interface that says two words, the second once `told` has resolved. */
export function model(told: () => Promise<void>) {
  return answering(async (_, response) => {
    const chunk = (delta: object, finish_reason: string | null = null) =>
      `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(chunk({ role: 'assistant', content: 'Hello' }));
    await told();
    response.end(`${chunk({ content: ' there' })}${chunk({}, 'stop')}data: [DONE]\n\n`);
  });
}

/** The words of a stream of chunks. */
export function wordsOf(events: string): string {
  const chunks = [...events.matchAll(/^data: (\{.+\})$/gm)].map(([, data = '']) => JSON.parse(data));
  return chunks.map(({ choices }) => choices[0]?.delta?.content ?? '').join('');
}
