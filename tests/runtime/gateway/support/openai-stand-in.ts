import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../../../constructs/runtime/gateway/core/clock.ts';
import { openAiCompatible } from '../../../../constructs/runtime/gateway/upstreams/openai-compatible.ts';
import type { Upstream } from '../../../../constructs/runtime/gateway/upstreams/upstream.ts';

/** What a provider was asked. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

export type Script = (asked: Asked, response: ServerResponse, turn: number) => void | Promise<void>;

export interface StandIn {
  readonly baseUrl: string;
  readonly asked: Asked[];
  /** Calls that ended before their answer was written. */
  readonly cutOff: () => number;
  readonly upstream: Upstream;
  readonly close: () => Promise<void>;
}

/** A provider that speaks OpenAI's wire format and does what a script says, turn by turn. */
export async function openAiStandIn(script: Script): Promise<StandIn> {
  const asked: Asked[] = [];
  let cutOff = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const call = { path: request.url ?? '', headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString() || '{}') };
      asked.push(call);
      response.on('close', () => {
        if (!response.writableFinished) cutOff++;
      });
      Promise.resolve(script(call, response, asked.length)).catch(() => response.destroy());
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return {
    baseUrl,
    asked,
    cutOff: () => cutOff,
    upstream: openAiCompatible({
      baseUrl,
      model: 'large',
      authorize: async () => ({ authorization: 'Bearer provider-key' }),
      clock: systemClock,
    }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export const USAGE = { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 };

export function answers(response: ServerResponse, content: string): void {
  const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }];
  json(response, 200, { id: 'c1', object: 'chat.completion', created: 1, model: 'provider-name', choices, usage: USAGE });
}

export function json(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export function chunkOf(delta: object, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'provider-name', choices })}\n\n`;
}

export const USAGE_CHUNK = `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'provider-name', choices: [], usage: USAGE })}\n\n`;

/** A whole stream of words. */
export async function streams(response: ServerResponse, words: readonly string[]): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(chunkOf({ role: 'assistant', content: '' }));
  for (const word of words) response.write(chunkOf({ content: word }));
  response.write(chunkOf({}, 'stop'));
  response.write(USAGE_CHUNK);
  response.end('data: [DONE]\n\n');
}
