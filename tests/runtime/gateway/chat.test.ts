import OpenAI from 'openai';
import { afterEach, describe, expect, test } from 'vitest';
import { CONFIG, partsWith, serve } from './support/gateway.ts';
import { answers, chunkOf, json, openAiStandIn, type Script, streams, USAGE } from './support/openai-stand-in.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function door(assistant: Script, backup: Script = (_, response) => answers(response, 'from the backup'), config = CONFIG) {
  const first = await openAiStandIn(assistant);
  const second = await openAiStandIn(backup);
  const parts = partsWith({ config, upstreams: { assistant: first.upstream, backup: second.upstream, embedder: first.upstream } });
  const served = await serve(parts);
  open.push(served, first, second);
  const client = new OpenAI({ baseURL: `${served.url}/v1`, apiKey: 'right', maxRetries: 0 });
  return { served, client, first, second, parts };
}

const MESSAGES = [{ role: 'user' as const, content: 'Hello' }];
const ask = (client: OpenAI) => client.chat.completions.create({ model: 'chat', messages: MESSAGES });

async function streamed(client: OpenAI, options: object = {}): Promise<{ text: string; chunks: OpenAI.ChatCompletionChunk[] }> {
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of await client.chat.completions.create({ model: 'chat', messages: MESSAGES, stream: true, ...options }))
    chunks.push(chunk);
  return { chunks, text: chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('') };
}

describe('A chat completion', () => {
  test('comes from the model of the route, under its alias', async () => {
    const { client, first, parts } = await door((_, response) => answers(response, 'Hi'));
    const { data, response } = await client.chat.completions.create({ model: 'chat', messages: MESSAGES }).withResponse();
    expect(data).toMatchObject({ model: 'assistant', choices: [{ message: { content: 'Hi' } }], usage: USAGE });
    expect(response.headers.get('x-llm-model')).toBe('assistant');
    expect(response.headers.get('x-llm-variant')).toBe('assistant');
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.asked[0]?.body).toMatchObject({ model: 'large', messages: MESSAGES });
    expect(parts.records).toMatchObject([
      { consumer: 'web', route: 'chat', model: 'assistant', status: 200, promptTokens: 12, completionTokens: 3 },
    ]);
  });

  test('is tried again after a 429, and not by the caller', async () => {
    const { client, first } = await door((_, response, turn) => (turn === 1 ? json(response, 429, {}) : answers(response, 'Hi')));
    expect((await ask(client)).choices[0]?.message.content).toBe('Hi');
    expect(first.asked).toHaveLength(2);
  });

  test.each([
    ['throttles', 429],
    ['fails', 500],
    ['refuses the gateway', 401],
  ])('comes from the next model when the first one %s', async (_, status) => {
    const { client, parts } = await door((_asked, response) => json(response, status, { error: { message: 'secret text' } }));
    expect(await ask(client)).toMatchObject({ model: 'backup', choices: [{ message: { content: 'from the backup' } }] });
    expect(parts.records).toMatchObject([{ model: 'backup', variant: 'assistant', fallback: true }]);
  });

  test('comes from the next model when the first one says nothing', async () => {
    const { client } = await door(() => {});
    expect((await ask(client)).model).toBe('backup');
  });

  test("is refused without another model when it is the caller's own fault", async () => {
    const { client, second } = await door((_, response) =>
      json(response, 400, { error: { code: 'context_length_exceeded', message: 'x' } }),
    );
    await expect(ask(client)).rejects.toMatchObject({ status: 400, code: 'context_length_exceeded' });
    expect(second.asked).toEqual([]);
  });

  test('that no model gives is an error without a word of the providers', async () => {
    const failing: Script = (_, response) => json(response, 503, { error: { message: 'db-internal-17 is down' } });
    const { client } = await door(failing, failing);
    const error = await ask(client).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 502, code: 'upstream_failed' });
    expect(String(error)).not.toContain('db-internal-17');
  });
});

describe('A streamed chat completion', () => {
  test('gives the words in order, and usage where it is asked for', async () => {
    const { client } = await door((_, response) => streams(response, ['One', ' two', ' three']));
    expect((await streamed(client)).text).toBe('One two three');
    const { chunks } = await streamed(client, { stream_options: { include_usage: true } });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: USAGE, model: 'assistant' });
  });

  test('without the option has no usage for the caller and has it in the record', async () => {
    const { client, parts } = await door((_, response) => streams(response, ['One']));
    const { chunks } = await streamed(client);
    expect(chunks.every((chunk) => chunk.usage === undefined && chunk.choices.length === 1)).toBe(true);
    expect(parts.records).toMatchObject([{ operation: 'chat-stream', promptTokens: 12, completionTokens: 3 }]);
  });

  test('begins with a comment before a model has answered', async () => {
    const { served } = await door(() => {});
    const response = await fetch(`${served.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer right', 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'chat', stream: true, messages: MESSAGES }),
    });
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(': keep-alive\n\n');
    await reader?.cancel();
  });

  test('is never silent for longer than the keep-alive', async () => {
    const config = { ...CONFIG, timeouts: { ...CONFIG.timeouts, keepAliveMillis: 50 } };
    const slow: Script = async (_, response) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await streams(response, ['late']);
    };
    const { served } = await door(slow, undefined, config);
    const response = await fetch(`${served.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer right', 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'chat', stream: true, messages: MESSAGES }),
    });
    const text = await response.text();
    expect(text.split(': keep-alive').length).toBeGreaterThanOrEqual(4);
    expect(text).toMatch(/data: \[DONE\]\n\n$/);
  });

  test('comes from the next model when the first one dies before its first word', async () => {
    const { client } = await door(
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.flushHeaders();
        response.destroy();
      },
      (_, response) => streams(response, ['from the backup']),
    );
    expect((await streamed(client)).text).toBe('from the backup');
  });

  test.each<[string, Script]>([
    ['dies', (_, response) => void response.write(chunkOf({ content: 'One' }), () => response.destroy())],
    ['ends without its word', (_, response) => void response.end(chunkOf({ content: 'One' }))],
    ['sends no JSON', (_, response) => void response.end(`${chunkOf({ content: 'One' })}data: {oops\n\n`)],
    ['falls silent', (_, response) => void response.write(chunkOf({ content: 'One' }))],
  ])('that %s in the middle ends with an error event', async (_, rest) => {
    const { client, second, parts } = await door((asked, response, turn) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      return rest(asked, response, turn);
    });
    await expect(streamed(client)).rejects.toMatchObject({ code: expect.stringMatching(/^upstream_(failed|timeout)$/) });
    expect(second.asked).toEqual([]);
    expect(parts.records).toHaveLength(1);
  });

  test('whose caller leaves ends the call to the provider', async () => {
    const { client, first, parts } = await door(async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (let word = 0; word < 200 && !response.destroyed; word++) {
        response.write(chunkOf({ content: `${word} ` }));
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    });
    const stream = await client.chat.completions.create({ model: 'chat', messages: MESSAGES, stream: true });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content?.startsWith('3')) break;
    await expect.poll(() => first.cutOff()).toBe(1);
    await expect.poll(() => parts.records).toMatchObject([{ callerLeft: true }]);
  });

  test('is ended with an error by a stop that has waited long enough', async () => {
    const { client, served } = await door((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const words = setInterval(() => response.write(chunkOf({ content: 'on ' })), 20);
      response.on('close', () => clearInterval(words));
    });
    const whole = streamed(client);
    whole.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 100));
    const drained = served.gateway.drain();
    await expect(ask(client)).rejects.toMatchObject({ status: 503, code: 'shutting_down' });
    await expect(whole).rejects.toMatchObject({ code: 'shutting_down' });
    await drained;
  });
});
