import type { ServerResponse } from 'node:http';
import {
  type Asked,
  type Behaviour,
  FLOOD,
  PROVIDER_TEXT,
  pause,
  room,
  TOKENS,
  TOOL,
  type UsageScript,
  vectorOf,
  WORDS,
} from './behaviour.ts';

/** Where providers that speak OpenAI differ on the wire. */
export interface Dialect {
  /** Sent ahead of a stream's first chunk. */
  readonly overture: readonly object[];
  /** Further fields of each chunk. */
  readonly chunk: object;
  /** Counts so far in each chunk, not in the last alone. */
  readonly countsInChunks: boolean;
  /** Further fields of each choice. */
  readonly choice: object;
  readonly error: (status: number, code: string | null, message: string) => unknown;
  /** The status for credentials that are wrong. */
  readonly denied: { readonly status: number; readonly code: string | null };
  readonly retryAfter: (seconds: number) => Readonly<Record<string, string>>;
}

/** https://platform.openai.com/docs/api-reference/chat-streaming and https://platform.openai.com/docs/guides/error-codes */
export const OPENAI: Dialect = {
  overture: [],
  countsInChunks: false,
  chunk: { service_tier: 'default', system_fingerprint: 'fp_1', obfuscation: 'x3Kd' },
  choice: { logprobs: null },
  error: (_, code, message) => ({ error: { message, type: 'invalid_request_error', param: null, code } }),
  denied: { status: 401, code: 'invalid_api_key' },
  retryAfter: (seconds) => ({ 'retry-after': String(seconds), 'retry-after-ms': String(seconds * 1000) }),
};

/**
 * The verdict on the prompt comes first, in a chunk without choices, and one on the answer in each choice.
 * https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter
 */
export const AZURE_OPENAI: Dialect = {
  ...OPENAI,
  overture: [
    { id: '', object: '', created: 0, model: '', choices: [], prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }] },
  ],
  chunk: { system_fingerprint: 'fp_2' },
  choice: { content_filter_results: { hate: { filtered: false, severity: 'safe' } } },
  error: (status, code, message) => ({
    error: { code: code ?? String(status), message, innererror: { code: 'ResponsibleAIPolicyViolation' } },
  }),
  denied: { status: 401, code: 'PermissionDenied' },
};

/**
 * Usage stands in each chunk, errors have Google's form in a list, and a wrong key is a 400. No header says when to come back.
 * https://ai.google.dev/gemini-api/docs/openai and https://cloud.google.com/apis/design/errors#error_model
 */
export const GEMINI: Dialect = {
  ...OPENAI,
  chunk: {},
  countsInChunks: true,
  choice: {},
  error: (status, code, message) => [
    {
      error: {
        code: status,
        message,
        status: 'INVALID_ARGUMENT',
        details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: code, domain: 'googleapis.com' }],
      },
    },
  ],
  denied: { status: 400, code: 'API_KEY_INVALID' },
  retryAfter: () => ({}),
};

/** A server of one's own: what the standard demands and no more. */
export const COMPATIBLE: Dialect = { ...OPENAI, chunk: {}, choice: {}, retryAfter: (seconds) => ({ 'retry-after': String(seconds) }) };

const USAGES: Readonly<Record<UsageScript, unknown>> = {
  right: { prompt_tokens: TOKENS.prompt, completion_tokens: TOKENS.completion, total_tokens: TOKENS.prompt + TOKENS.completion },
  missing: undefined,
  wrong: { prompt_tokens: -1_000_000, completion_tokens: 'many', total_tokens: null },
};

export async function speakOpenAi(dialect: Dialect, asked: Asked, behaviour: Behaviour, response: ServerResponse): Promise<void> {
  const refuse = (status: number, code: string | null, headers: Readonly<Record<string, string>> = {}) =>
    json(response, status, dialect.error(status, code, PROVIDER_TEXT), headers);
  switch (behaviour.does) {
    case 'throttles':
      return refuse(
        429,
        'rate_limit_exceeded',
        behaviour.retryAfterSeconds === undefined ? {} : dialect.retryAfter(behaviour.retryAfterSeconds),
      );
    case 'fails':
      return refuse(500, null);
    case 'denies':
      return refuse(dialect.denied.status, dialect.denied.code);
    case 'rejects':
      return refuse(400, 'context_length_exceeded');
    case 'filters':
      return refuse(400, 'content_filter');
    case 'babbles':
      return json(response, 200, null);
    case 'keeps-silent':
      return;
    case 'wakes-late':
      await pause(behaviour.afterMillis);
      return speakOpenAi(dialect, asked, { does: 'answers' }, response);
  }
  if (asked.path.endsWith('/embeddings')) return vectors(asked, behaviour, response);
  return asked.body.stream === true ? stream(dialect, behaviour, response) : whole(dialect, behaviour, response);
}

const HEAD = { id: 'chatcmpl-1', created: 1_700_000_000, model: 'model-of-the-provider' };
const toolCalls = [{ index: 0, id: TOOL.id, type: 'function', function: { name: TOOL.name, arguments: JSON.stringify(TOOL.input) } }];

function whole(dialect: Dialect, behaviour: Behaviour, response: ServerResponse): void {
  const { words = WORDS, usage = 'right' } = behaviour.does === 'answers' ? behaviour : {};
  const tool = behaviour.does === 'calls-a-tool';
  const message = tool ? { role: 'assistant', content: null, tool_calls: toolCalls } : { role: 'assistant', content: words.join('') };
  const choices = [{ index: 0, message, finish_reason: tool ? 'tool_calls' : 'stop', ...dialect.choice }];
  json(response, 200, { ...HEAD, object: 'chat.completion', choices, usage: USAGES[usage] });
}

async function stream(dialect: Dialect, behaviour: Behaviour, response: ServerResponse): Promise<void> {
  const send = (data: unknown) => response.write(`data: ${JSON.stringify(data)}\n\n`);
  const chunk = (delta: object, finish: string | null = null) =>
    send({
      ...HEAD,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, finish_reason: finish, ...dialect.choice }],
      ...dialect.chunk,
      ...(dialect.countsInChunks && usage === 'right' ? { usage: { prompt_tokens: 12, completion_tokens: 1, total_tokens: 13 } } : {}),
    });
  const { words = WORDS, pauseMillis = 0, usage = 'right' } = behaviour.does === 'answers' ? behaviour : {};
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  for (const first of dialect.overture) send(first);
  response.flushHeaders();
  if (behaviour.does === 'dies-at-once') return void setTimeout(() => response.destroy(), 20);
  chunk({ role: 'assistant', content: '' });
  if (behaviour.does === 'pours') await pour(chunk, response);
  if (behaviour.does === 'calls-a-tool') {
    const [first = ''] = JSON.stringify(TOOL.input).split(',');
    chunk({ tool_calls: [{ index: 0, id: TOOL.id, type: 'function', function: { name: TOOL.name, arguments: first } }] });
    chunk({ tool_calls: [{ index: 0, function: { arguments: JSON.stringify(TOOL.input).slice(first.length) } }] });
  } else {
    for (const word of behaviour.does in MID_STREAM ? words.slice(0, 2) : words) {
      chunk({ content: word });
      if (pauseMillis > 0) await pause(pauseMillis);
    }
  }
  switch (behaviour.does) {
    case 'dies':
      return void setTimeout(() => response.destroy(), 20);
    case 'breaks':
      return void response.end('data: {"id": "chatcmpl-1", oops\n\ndata: [DONE]\n\n');
    case 'stops-short':
      return void response.end();
    case 'stalls':
      return;
    case 'errs':
      send(dialect.error(500, 'server_error', PROVIDER_TEXT));
      return void response.end();
  }
  chunk({}, behaviour.does === 'calls-a-tool' ? 'tool_calls' : 'stop');
  if (usage !== 'missing') send({ ...HEAD, object: 'chat.completion.chunk', choices: [], usage: USAGES[usage] });
  response.end(behaviour.does === 'forgets-its-end' ? undefined : 'data: [DONE]\n\n');
}

const MID_STREAM = { dies: true, breaks: true, 'stops-short': true, stalls: true, errs: true };

async function pour(chunk: (delta: object) => boolean, response: ServerResponse): Promise<void> {
  for (let piece = 0; piece < FLOOD.pieces && !response.destroyed; piece++) {
    if (!chunk({ content: 'x'.repeat(FLOOD.length) })) await room(response);
  }
}

/** https://platform.openai.com/docs/api-reference/embeddings/create */
function vectors({ body }: Asked, behaviour: Behaviour, response: ServerResponse): void {
  const input = [body.input].flat() as string[];
  const { usage = 'right' } = behaviour.does === 'answers' ? behaviour : {};
  const encode = (vector: number[]) =>
    behaviour.does === 'answers-in-base64' || body.encoding_format === 'base64'
      ? Buffer.from(new Float32Array(vector).buffer).toString('base64')
      : vector;
  const data = input.map((text, index) => ({ object: 'embedding', index, embedding: encode(vectorOf(text)) }));
  json(response, 200, { object: 'list', model: HEAD.model, data, usage: USAGES[usage] });
}

function json(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
