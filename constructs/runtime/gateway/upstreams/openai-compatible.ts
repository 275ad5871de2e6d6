import type { IncomingMessage } from 'node:http';
import { fromBase64 } from '../api/embeddings-request.ts';
import type { ChatChunk, ChatRequest, ChatResponse, EmbeddingsAnswer, EmbeddingsRequest, EmbeddingsResponse } from '../api/openai-types.ts';
import type { Clock } from '../core/clock.ts';
import { call, jsonOf, retryAfterMillis, textOf } from './http-call.ts';
import { eventData } from './server-sent-events.ts';
import { type RejectionReason, type Upstream, type UpstreamCall, UpstreamError, type UpstreamFault } from './upstream.ts';

/** A provider that speaks OpenAI: its requests and answers pass through, but for the model's name. */
export interface OpenAiPeer {
  /** Such as `https://api.openai.com/v1`; without a slash at its end. */
  readonly baseUrl: string;
  /** The provider's own name of the model. */
  readonly model: string;
  /** Length of vectors to ask for; undefined where the model has one alone, and may refuse to be asked. */
  readonly dimensions: number | undefined;
  /** What proves who calls, read anew for each call; undefined while its secret is empty. */
  readonly authorize: () => Promise<Readonly<Record<string, string>> | undefined>;
  readonly clock: Clock;
}

export function openAiCompatible(peer: OpenAiPeer): Upstream {
  return {
    configured: async () => (await peer.authorize()) !== undefined,
    chat: async (request, options) => {
      const { stream: _, stream_options: __, ...rest } = request;
      return completion(await jsonOf(await post(peer, '/chat/completions', rest, options)));
    },
    streamChat: async (request: ChatRequest, options) => {
      // Usage is asked for whatever the caller wants: budgets and metrics need it.
      const body = { ...request, stream: true, stream_options: { ...request.stream_options, include_usage: true } };
      return chunks(await post(peer, '/chat/completions', body, options));
    },
    embeddings: async (request: EmbeddingsRequest, options) => {
      const body = { ...request, encoding_format: 'float', dimensions: peer.dimensions };
      return vectors(await jsonOf(await post(peer, '/embeddings', body, options)));
    },
  };
}

async function post(peer: OpenAiPeer, path: string, request: object, { signal }: UpstreamCall): Promise<IncomingMessage> {
  const credentials = await peer.authorize();
  if (credentials === undefined) throw new UpstreamError('unconfigured');
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...credentials };
  const body = JSON.stringify({ ...request, model: peer.model });
  const response = await call({ url: new URL(`${peer.baseUrl}${path}`), headers, body, signal });
  if (response.statusCode !== 200) throw await refusal(response, peer.clock.now());
  return response;
}

/** A 200 proves nothing: what came must be an answer. */
function completion(answer: Partial<ChatResponse> | null): ChatResponse {
  if (!Array.isArray(answer?.choices)) throw new UpstreamError('failed');
  return answer as ChatResponse;
}

/** Some servers send base64 whatever they are asked for. */
function vectors(answer: Partial<EmbeddingsAnswer> | null): EmbeddingsResponse {
  if (!Array.isArray(answer?.data)) throw new UpstreamError('failed');
  const { data, ...rest } = answer as EmbeddingsAnswer;
  return {
    ...rest,
    data: data.map((entry) => ({
      ...entry,
      embedding: typeof entry.embedding === 'string' ? fromBase64(entry.embedding) : entry.embedding,
    })),
  };
}

async function* chunks(response: IncomingMessage): AsyncGenerator<readonly ChatChunk[]> {
  let done = false;
  try {
    for await (const events of eventData(response.iterator({ destroyOnReturn: false }))) {
      // Not every server says so; an answer that has given its reason to finish is whole without it.
      const end = events.indexOf('[DONE]');
      const { ready, fault } = parsed(end < 0 ? events : events.slice(0, end));
      if (ready.length > 0) yield ready;
      if (fault !== undefined) throw fault;
      if (end >= 0) break;
    }
    done = true;
  } finally {
    // Read to its end the connection serves the next call; an answer that nobody wants any more is cut off instead.
    if (done) response.resume();
    else response.destroy();
  }
}

/** The chunks ahead of the first one that is none. */
function parsed(events: readonly string[]): { readonly ready: readonly ChatChunk[]; readonly fault?: unknown } {
  const ready: ChatChunk[] = [];
  try {
    for (const data of events) ready.push(chunk(data));
    return { ready };
  } catch (fault) {
    return { ready, fault };
  }
}

function chunk(data: string): ChatChunk {
  let parsed: (Partial<ChatChunk> & { error?: unknown }) | null;
  try {
    parsed = JSON.parse(data);
  } catch (cause) {
    throw new UpstreamError('failed', { cause });
  }
  if (!Array.isArray(parsed?.choices) || parsed.error !== undefined) throw new UpstreamError('failed');
  // Azure's asynchronous filter sends its verdict in a choice without a delta, which no client expects.
  if (parsed.choices.every(({ delta }) => delta)) return parsed as ChatChunk;
  return { ...(parsed as ChatChunk), choices: parsed.choices.map((choice) => ({ ...choice, delta: choice.delta ?? {} })) };
}

const FAULTS: Readonly<Record<number, UpstreamFault>> = {
  400: 'rejected',
  401: 'denied',
  403: 'denied',
  404: 'denied',
  408: 'timed-out',
  409: 'failed',
  413: 'rejected',
  422: 'rejected',
  429: 'throttled',
};

/** Google's form has a number for its code, the word for it among the details, and may stand in a list. */
interface OpenAiError {
  readonly error?: { readonly code?: string | number | null; readonly details?: readonly { readonly reason?: string }[] };
}

/** The fault behind a status other than 200; of the provider's text only its code is read. */
async function refusal(response: IncomingMessage, now: number): Promise<UpstreamError> {
  const status = response.statusCode ?? 0;
  const code = codeOf(await textOf(response));
  const retry = retryAfterMillis(response.headers, now);
  const reason = REASONS[code];
  const fault = FAULTS_BY_CODE[code] ?? FAULTS[status] ?? 'failed';
  return new UpstreamError(fault, {
    status,
    ...(retry === undefined ? {} : { retryAfterMillis: retry }),
    ...(reason === undefined ? {} : { reason }),
  });
}

const FAULTS_BY_CODE: Readonly<Record<string, UpstreamFault>> = {
  // OpenAI's and Azure's: https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter
  content_filter: 'filtered',
  // Google's, which comes as a 400: https://github.com/googleapis/googleapis, google/api/error_reason.proto
  API_KEY_INVALID: 'denied',
};

const REASONS: Readonly<Record<string, RejectionReason>> = {
  context_length_exceeded: 'context_length_exceeded',
  unsupported_parameter: 'unsupported_parameter',
  unsupported_value: 'unsupported_parameter',
};

function codeOf(text: string): string {
  try {
    const parsed: OpenAiError | readonly OpenAiError[] | null = JSON.parse(text);
    const { error } = [parsed].flat()[0] ?? {};
    const reason = error?.details?.find((detail) => typeof detail.reason === 'string')?.reason;
    return reason ?? (typeof error?.code === 'string' ? error.code : '');
  } catch {
    return '';
  }
}
