import { afterEach, describe, expect, test } from 'vitest';
import type { ChatChunk, ChatRequest } from '../../../constructs/runtime/gateway/api/openai-types.ts';
import { bedrockStandIn, CONVERSE_USAGE } from './support/bedrock-stand-in.ts';
import { frame } from './support/providers/bedrock-wire.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function standIn(...args: Parameters<typeof bedrockStandIn>) {
  const one = await bedrockStandIn(...args);
  open.push(one);
  return one;
}

const CALL = { signal: new AbortController().signal, requestId: 'r1' };
const HELLO: ChatRequest = { model: 'chat', messages: [{ role: 'user', content: 'Hello' }] };
const ANSWER = { output: { message: { role: 'assistant', content: [{ text: 'Hi' }] } }, stopReason: 'end_turn', usage: CONVERSE_USAGE };
const answering = (body: object) => (_: unknown, response: import('node:http').ServerResponse) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
};

/** What Converse is asked for a request. */
async function asked(request: ChatRequest, rest: Parameters<typeof bedrockStandIn>[1] = {}) {
  const { upstream, calls } = await standIn(answering(ANSWER), rest);
  await upstream.chat(request, CALL);
  return calls[0]?.body;
}

describe('A request to Converse', () => {
  test('is signed as the role, with the ARN as one segment of the path', async () => {
    const { upstream, calls } = await standIn(answering(ANSWER));
    await upstream.chat(HELLO, CALL);
    expect(calls[0]?.url).toBe('/model/arn%3Aaws%3Abedrock%3Aeu-central-1%3A111122223333%3Aapplication-inference-profile%2Fabc/converse');
    expect(calls[0]?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/bedrock\/aws4_request, /,
    );
    expect(calls[0]?.headers['x-amz-security-token']).toBe('session');
  });

  test('has system texts apart and turns merged', async () => {
    expect(
      await asked({
        model: 'chat',
        messages: [
          { role: 'system', content: 'Be kind' },
          { role: 'developer', content: 'Be brief' },
          { role: 'user', content: 'One' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Two' },
              { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
            ],
          },
          { role: 'assistant', content: '', tool_calls: [{ id: 't1', type: 'function', function: { name: 'add', arguments: '{"a":1}' } }] },
          { role: 'tool', tool_call_id: 't1', content: '2' },
        ],
        tools: [{ type: 'function', function: { name: 'add', parameters: { type: 'object' } } }],
        tool_choice: 'required',
        max_completion_tokens: 50,
        temperature: 0,
        stop: 'END',
      }),
    ).toEqual({
      system: [{ text: 'Be kind' }, { text: 'Be brief' }],
      messages: [
        { role: 'user', content: [{ text: 'One' }, { text: 'Two' }, { image: { format: 'png', source: { bytes: 'AAAA' } } }] },
        { role: 'assistant', content: [{ toolUse: { toolUseId: 't1', name: 'add', input: { a: 1 } } }] },
        { role: 'user', content: [{ toolResult: { toolUseId: 't1', content: [{ text: '2' }] } }] },
      ],
      inferenceConfig: { maxTokens: 50, temperature: 0, stopSequences: ['END'] },
      toolConfig: { tools: [{ toolSpec: { name: 'add', inputSchema: { json: { type: 'object' } } } }], toolChoice: { any: {} } },
    });
  });

  test('carries the guardrail', async () => {
    expect(await asked(HELLO, { guardrail: { id: 'g1', version: '3' } })).toMatchObject({
      guardrailConfig: { guardrailIdentifier: 'g1', guardrailVersion: '3' },
    });
  });

  test.each<[string, Partial<ChatRequest>]>([
    ['a parameter that Converse has no word for', { frequency_penalty: 1 }],
    ['a JSON answer', { response_format: { type: 'json_object' } }],
    [
      'an image by its address',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'http://169.254.169.254/x.png' } }] }] },
    ],
    [
      'no tools after tools',
      {
        tools: [{ type: 'function', function: { name: 'a' } }],
        tool_choice: 'none',
        messages: [{ role: 'tool', tool_call_id: 't', content: 'x' }],
      },
    ],
  ])('with %s is refused before it is sent', async (_, part) => {
    const { upstream, calls } = await standIn(answering(ANSWER));
    await expect(upstream.chat({ ...HELLO, ...part }, CALL)).rejects.toMatchObject({ fault: 'rejected', reason: 'unsupported_parameter' });
    expect(calls).toEqual([]);
  });
});

describe("An answer in OpenAI's words", () => {
  test.each([
    ['end_turn', 'stop'],
    ['max_tokens', 'length'],
    ['guardrail_intervened', 'content_filter'],
    ['tool_use', 'tool_calls'],
    ['model_context_window_exceeded', 'length'],
  ])('that stopped by %s finishes by %s', async (stopReason, finish) => {
    const { upstream } = await standIn(answering({ ...ANSWER, stopReason }));
    expect((await upstream.chat(HELLO, CALL)).choices[0]?.finish_reason).toBe(finish);
  });

  test('has tool calls and usage', async () => {
    const content = [
      { reasoningContent: { reasoningText: { text: 'hm' } } },
      { toolUse: { toolUseId: 't1', name: 'add', input: { a: 1 } } },
    ];
    const { upstream } = await standIn(answering({ output: { message: { content } }, stopReason: 'tool_use', usage: CONVERSE_USAGE }));
    expect(await upstream.chat(HELLO, CALL)).toMatchObject({
      id: 'chatcmpl-r1',
      choices: [
        { message: { content: null, tool_calls: [{ id: 't1', type: 'function', function: { name: 'add', arguments: '{"a":1}' } }] } },
      ],
      usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
    });
  });

  test.each([
    ['ThrottlingException:http://internal.amazon.com/', 429, 'throttled'],
    ['ModelNotReadyException', 429, 'throttled'],
    ['ModelTimeoutException', 408, 'timed-out'],
    ['AccessDeniedException', 403, 'denied'],
    ['ValidationException', 400, 'rejected'],
    ['ModelErrorException', 424, 'failed'],
    ['ServiceUnavailableException', 503, 'failed'],
    ['', 500, 'failed'],
  ])('%s is the fault it is', async (name, status, fault) => {
    const { upstream } = await standIn((_, response) =>
      response.writeHead(status, { 'x-amzn-errortype': name }).end('{"message":"secret"}'),
    );
    await expect(upstream.chat(HELLO, CALL)).rejects.toMatchObject({ fault, status });
  });
});

describe('A stream of Converse', () => {
  const EVENTS = [
    frame('messageStart', { role: 'assistant' }),
    frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Let me ' } }),
    frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'add.' } }),
    frame('contentBlockStop', { contentBlockIndex: 0 }),
    frame('contentBlockStart', { contentBlockIndex: 1, start: { toolUse: { toolUseId: 't1', name: 'add' } } }),
    frame('contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: '{"a"' } } }),
    frame('contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: ':1}' } } }),
    frame('messageStop', { stopReason: 'tool_use' }),
    frame('metadata', { usage: CONVERSE_USAGE, metrics: { latencyMs: 1 } }),
  ];

  async function streamed(bytes: Uint8Array, pieces: number): Promise<ChatChunk[]> {
    const { upstream } = await standIn(async (_, response) => {
      response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
      for (let at = 0; at < bytes.length; at += pieces) response.write(bytes.subarray(at, at + pieces));
      response.end();
    });
    const chunks: ChatChunk[] = [];
    for await (const some of await upstream.streamChat({ ...HELLO, stream: true }, CALL)) chunks.push(...some);
    return chunks;
  }

  test.each([1, 7, 64, 100_000])('is the same however its bytes are cut (%i)', async (pieces) => {
    const chunks = await streamed(Buffer.concat(EVENTS), pieces);
    const deltas = chunks.flatMap(({ choices }) => (choices[0] ? [choices[0].delta] : []));
    expect(deltas.map(({ content }) => content ?? '').join('')).toBe('Let me add.');
    expect(deltas.flatMap(({ tool_calls: calls }) => calls ?? [])).toEqual([
      { index: 0, id: 't1', type: 'function', function: { name: 'add', arguments: '' } },
      { index: 0, function: { arguments: '{"a"' } },
      { index: 0, function: { arguments: ':1}' } },
    ]);
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('tool_calls');
    expect(chunks.at(-1)?.usage).toMatchObject({ total_tokens: 15 });
  });

  test.each<[string, Uint8Array, string]>([
    ['an exception', Buffer.concat([...EVENTS.slice(0, 2), frame('throttlingException', { message: 'x' }, 'exception')]), 'throttled'],
    ['a broken checksum', Buffer.concat([...EVENTS.slice(0, 2), Buffer.from(EVENTS[2] ?? []).fill(0, 20, 24)]), 'failed'],
    ['half a frame', Buffer.concat(EVENTS).subarray(0, -5), 'failed'],
    ['no end', Buffer.concat(EVENTS.slice(0, 4)), 'failed'],
    ['a frame without measure', Buffer.from('ffffffff00000000', 'hex'), 'failed'],
  ])('with %s fails', async (_, bytes, fault) => {
    await expect(streamed(bytes, 50)).rejects.toMatchObject({ fault });
  });
});

describe('Vectors of Bedrock', () => {
  test('come from Titan text by text, in order', async () => {
    const { upstream, calls } = await standIn(
      ({ body }, response) => response.end(JSON.stringify({ embedding: [Number(body.inputText), 0], inputTextTokenCount: 2 })),
      { embeddingFormat: 'titan', dimensions: 256 },
    );
    const input = Array.from({ length: 20 }, (_, index) => String(index));
    const { data, usage } = await upstream.embeddings({ model: 'embed', input }, CALL);
    expect(data.map(({ embedding }) => embedding[0])).toEqual(input.map(Number));
    expect(usage?.prompt_tokens).toBe(40);
    expect(calls[0]?.body).toMatchObject({ dimensions: 256, normalize: true });
  });

  test('come from Cohere in lists of 96', async () => {
    const { upstream, calls } = await standIn(
      ({ body }, response) => {
        response.setHeader('x-amzn-bedrock-input-token-count', '5');
        response.end(JSON.stringify({ embeddings: { float: (body.texts as string[]).map((text) => [Number(text)]) } }));
      },
      { embeddingFormat: 'cohere' },
    );
    const input = Array.from({ length: 100 }, (_, index) => String(index));
    const { data, usage } = await upstream.embeddings({ model: 'embed', input, input_type: 'search_query' }, CALL);
    expect(data.map(({ embedding }) => embedding[0])).toEqual(input.map(Number));
    expect(usage?.total_tokens).toBe(10);
    expect(calls.map(({ body }) => body.input_type)).toEqual(['search_query', 'search_query']);
  });

  test('of tokens are refused', async () => {
    const { upstream } = await standIn(answering({}), { embeddingFormat: 'titan' });
    await expect(upstream.embeddings({ model: 'embed', input: [1, 2] }, CALL)).rejects.toMatchObject({ fault: 'rejected' });
  });
});
