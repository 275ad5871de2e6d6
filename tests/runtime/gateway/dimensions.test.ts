import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { systemClock } from '../../../constructs/runtime/gateway/core/clock.ts';
import { openAiCompatible } from '../../../constructs/runtime/gateway/upstreams/openai-compatible.ts';

/** The body that a provider gets of a request for vectors. */
async function askedOf(dimensions: number | undefined): Promise<unknown> {
  let asked: unknown;
  const server = createServer(async (request, response) => {
    asked = JSON.parse(Buffer.concat(await request.toArray()).toString());
    response.end(JSON.stringify({ object: 'list', data: [], model: 'm', usage: { prompt_tokens: 1, total_tokens: 1 } }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  try {
    const upstream = openAiCompatible({ baseUrl, model: 'm', dimensions, authorize: async () => ({}), clock: systemClock });
    await upstream.embeddings({ model: 'embed', input: 'x' }, { signal: AbortSignal.timeout(5000), requestId: 'r' });
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return asked;
}

test('a model that offers several lengths is asked for the one of the file', async () => {
  expect(await askedOf(1024)).toEqual({ model: 'm', input: 'x', encoding_format: 'float', dimensions: 1024 });
});

test('a model with one length is not asked for it, which it might refuse', async () => {
  expect(await askedOf(undefined)).toEqual({ model: 'm', input: 'x', encoding_format: 'float' });
});
