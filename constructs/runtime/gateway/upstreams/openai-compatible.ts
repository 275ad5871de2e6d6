import type { IncomingMessage } from 'node:http';
import type { ChatChunk, ChatRequest, ChatResponse, EmbeddingsRequest, EmbeddingsResponse } from '../api/openai-types.ts';
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
  /** What proves who calls, read anew for each call; undefined while its secret is empty. */
  readonly authorize: () => Promise<Readonly<Record<string, string>> | undefined>;
  readonly clock: Clock;
}

export function openAiCompatible(peer: OpenAiPeer): Upstream {
  return {
    configured: async () => (await peer.authorize()) !== undefined,
    chat: async (request, options) => {
      const { stream: _, stream_options: __, ...rest } = request;
      return jsonOf<ChatResponse>(await post(peer, '/chat/completions', rest, options));
    },
    streamChat: async (request: ChatRequest, options) => {
      // Usage is asked for whatever the caller wants: budgets and metrics need it.
      const body = { ...request, stream: true, stream_options: { ...request.stream_options, include_usage: true } };
      return chunks(await post(peer, '/chat/completions', body, options));
    },
    embeddings: async (request: EmbeddingsRequest, options) => {
      return jsonOf<EmbeddingsResponse>(await post(peer, '/embeddings', { ...request, encoding_format: 'float' }, options));
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

async function* chunks(response: IncomingMessage): AsyncGenerator<ChatChunk> {
  let done = false;
  try {
    for await (const data of eventData(response.iterator({ destroyOnReturn: false }))) {
      if (data === '[DONE]') {
        done = true;
        return;
      }
      yield chunk(data);
    }
    // A connection that closes early looks like an end; only the word says that it is one.
    throw new UpstreamError('failed');
  } finally {
    // Read to its end the connection serves the next call; an answer that nobody wants any more is cut off instead.
    if (done) response.resume();
    else response.destroy();
  }
}

function chunk(data: string): ChatChunk {
  let parsed: Partial<ChatChunk> & { error?: unknown };
  try {
    parsed = JSON.parse(data);
  } catch (cause) {
    throw new UpstreamError('failed', { cause });
  }
  if (parsed.error !== undefined || !Array.isArray(parsed.choices)) throw new UpstreamError('failed');
  return parsed as ChatChunk;
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

interface OpenAiError {
  readonly error?: { readonly code?: string | null; readonly param?: string | null };
}

/** The fault behind a status other than 200; of the provider's text only its code is read. */
async function refusal(response: IncomingMessage, now: number): Promise<UpstreamError> {
  const status = response.statusCode ?? 0;
  const code = codeOf(await textOf(response));
  const retry = retryAfterMillis(response.headers, now);
  const reason = REASONS[code];
  // OpenAI and Azure tell a content filter by its code: https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter
  const fault = code === 'content_filter' ? 'filtered' : (FAULTS[status] ?? 'failed');
  return new UpstreamError(fault, {
    status,
    ...(retry === undefined ? {} : { retryAfterMillis: retry }),
    ...(reason === undefined ? {} : { reason }),
  });
}

const REASONS: Readonly<Record<string, RejectionReason>> = {
  context_length_exceeded: 'context_length_exceeded',
  unsupported_parameter: 'unsupported_parameter',
  unsupported_value: 'unsupported_parameter',
};

function codeOf(text: string): string {
  try {
    const parsed: OpenAiError = JSON.parse(text);
    return parsed.error?.code ?? '';
  } catch {
    return '';
  }
}
