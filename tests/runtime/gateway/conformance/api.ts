import { beforeEach, describe, expect, test } from 'vitest';
import { TOKENS, TOOL, vectorOf, WORDS } from '../support/providers/behaviour.ts';
import { ask, MESSAGES, recordOf, stream } from './asking.ts';
import type { TheDoor } from './conformance.ts';
import { DIFFERENCES, type ShapeName } from './differences.ts';
import { PROMPT } from './platform.ts';

const TOOLS = [{ type: 'function' as const, function: { name: TOOL.name, parameters: { type: 'object', properties: {} } } }];
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const USAGE = { prompt_tokens: TOKENS.prompt, completion_tokens: TOKENS.completion, total_tokens: TOKENS.prompt + TOKENS.completion };
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The API itself, the same whoever's model answers. */
export function apiRules(shape: ShapeName, door: TheDoor): void {
  test('lists the routes of the caller alone, each with its kind and status', async () => {
    const { data } = await door().client().models.list();
    const listed = new Map(data.map((model) => [model.id, model as unknown as Record<string, unknown>]));
    expect([...listed.keys()]).toEqual(door().config.consumers.web?.routes);
    expect(listed.get('split')).toMatchObject({ object: 'model', kind: 'chat', status: 'ready', owned_by: 'support-assistant' });
    expect(listed.get('unset')).toMatchObject({ status: 'not-configured' });
    expect((await door().client('mail').models.list()).data.map(({ id }) => id)).toEqual(['hidden']);
  });

  test('is healthy for everyone, without a word about routes', async () => {
    const response = await door().fetch(`${door().url}/health`);
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 200,
      body: { status: 'ok', routes: Object.keys(door().config.routes).length, routesOff: 1 },
    });
  });

  test('lets a listed origin call from a browser, and no other', async () => {
    const asked = (origin: string) => door().fetch(`${door().url}/v1/chat/completions`, { method: 'OPTIONS', headers: { origin } });
    const listed = await asked('https://app.example.com');
    expect({ status: listed.status, origin: listed.headers.get('access-control-allow-origin') }).toEqual({
      status: 204,
      origin: 'https://app.example.com',
    });
    expect((await asked('https://evil.example.com')).headers.get('access-control-allow-origin')).toBeNull();
  });

  describe.each(DIFFERENCES[shape].providers)('with a model of %s', (name) => {
    beforeEach(() => door().provider(name).script({ does: 'answers' }));

    test('answers whole, under the alias, with the three headers', async () => {
      const { data, response } = await ask(door().client(), `only-${name}`).withResponse();
      expect(data).toMatchObject({ object: 'chat.completion', model: name, usage: USAGE });
      expect(data.choices[0]).toMatchObject({ message: { role: 'assistant', content: WORDS.join('') }, finish_reason: 'stop' });
      expect(response.headers.get('x-request-id')).toMatch(ID);
      expect(response.headers.get('x-llm-model')).toBe(name);
      expect(response.headers.get('x-llm-variant')).toBe(name);
      expect(await recordOf(door(), response.headers.get('x-request-id') ?? '')).toMatchObject({
        consumer: 'web',
        route: `only-${name}`,
        model: name,
        operation: 'chat',
        status: 200,
        attempts: 1,
        fallback: false,
        promptTokens: TOKENS.prompt,
        completionTokens: TOKENS.completion,
      });
    });

    test('streams word by word, with usage where it is asked for and in the record always', async () => {
      const plain = await stream(door().client(), `only-${name}`);
      expect(plain).toMatchObject({ text: WORDS.join(''), error: undefined });
      expect(plain.chunks.every(({ usage, choices, model }) => !usage && choices.length === 1 && model === name)).toBe(true);
      expect(plain.chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop');
      expect(plain.headers.get('content-type')).toMatch(/^text\/event-stream/);
      expect(plain.headers.get('x-llm-variant')).toBe(name);
      expect(await recordOf(door(), plain.requestId)).toMatchObject({ operation: 'chat-stream', completionTokens: TOKENS.completion });
      const counted = await stream(door().client(), `only-${name}`, { stream_options: { include_usage: true } } as object);
      expect(counted.chunks.at(-1)).toMatchObject({ choices: [], usage: USAGE });
    });

    test('calls tools, whole and in pieces', async () => {
      door().provider(name).script({ does: 'calls-a-tool' });
      const { choices } = await ask(door().client(), `only-${name}`, { tools: TOOLS });
      expect(choices[0]).toMatchObject({
        finish_reason: 'tool_calls',
        message: { tool_calls: [{ id: TOOL.id, type: 'function', function: { name: TOOL.name, arguments: JSON.stringify(TOOL.input) } }] },
      });
      const { chunks } = await stream(door().client(), `only-${name}`, { tools: TOOLS });
      const deltas = chunks.flatMap(({ choices: [choice] }) => choice?.delta.tool_calls ?? []);
      expect(deltas[0]).toMatchObject({ index: 0, id: TOOL.id, function: { name: TOOL.name } });
      expect(JSON.parse(deltas.map((delta) => delta.function?.arguments ?? '').join(''))).toEqual(TOOL.input);
      expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('tool_calls');
    });

    test('takes the result of a tool and an image', async () => {
      await ask(door().client(), `only-${name}`, {
        tools: TOOLS,
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: PROMPT },
              { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } },
            ],
          },
          { role: 'assistant', tool_calls: [{ id: TOOL.id, type: 'function', function: { name: TOOL.name, arguments: '{"a":1}' } }] },
          { role: 'tool', tool_call_id: TOOL.id, content: 'result of the tool' },
        ],
      });
      const sent = JSON.stringify(door().provider(name).asked[0]?.body);
      for (const part of [PROMPT, PIXEL, TOOL.id, 'result of the tool']) expect(sent).toContain(part);
    });

    test.each<[string, 'float' | 'base64' | undefined]>([
      ['as numbers', 'float'],
      ["in base64, the client's own choice", undefined],
      ['in base64, asked for', 'base64'],
    ])('gives vectors %s', async (_, encoding_format) => {
      const input = ['a', PROMPT, 'ccc'];
      const { data, model } = await door()
        .client()
        .embeddings.create({ model: `vectors-${name}`, input, ...(encoding_format ? { encoding_format } : {}) });
      const vectors = data.map(({ embedding }) => numbers(embedding));
      expect(model).toBe(`${name}-vectors`);
      expect(vectors.map((vector) => vector.map((value) => Math.fround(value)))).toEqual(
        input.map((text) => vectorOf(text).map(Math.fround)),
      );
    });
  });

  test('gives vectors as numbers of a provider that sends base64 whatever it is asked for', async () => {
    door().provider('openai').script({ does: 'answers-in-base64' });
    const { data } = await door().client().embeddings.create({ model: 'vectors-openai', input: 'abc', encoding_format: 'float' });
    expect(data[0]?.embedding.map(Math.fround)).toEqual(vectorOf('abc').map(Math.fround));
  });

  test('refuses an image that the model does not take', async () => {
    const content = [{ type: 'image_url' as const, image_url: { url: `data:image/png;base64,${PIXEL}` } }];
    await expect(ask(door().client(), 'plain', { messages: [{ role: 'user', content }] })).rejects.toMatchObject({
      status: 400,
      code: 'images_not_supported',
    });
  });

  test('tells which secret of a route has no value yet, and keeps the others up', async () => {
    await expect(ask(door().client(), 'unset')).rejects.toMatchObject({ status: 503, code: 'model_not_configured' });
    expect((await ask(door().client(), 'plain', { messages: MESSAGES })).model).toBe('backup');
  });
}

/** The client gives base64 back as it came where the caller asked for it. */
function numbers(embedding: unknown): number[] {
  if (Array.isArray(embedding)) return embedding;
  const bytes = Buffer.from(String(embedding), 'base64');
  return Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4));
}
