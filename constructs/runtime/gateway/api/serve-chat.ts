import type { Call } from '../core/call.ts';
import type { GatewayError } from '../core/gateway-error.ts';
import { UpstreamError } from '../upstreams/upstream.ts';
import { DONE, event, neverSilent } from './event-stream.ts';
import type { ChatChunk, ChatRequest, ChatResponse, Usage } from './openai-types.ts';
import { counted } from './usage.ts';

/** A complete answer. */
export async function completeChat(request: ChatRequest, call: Call): Promise<ChatResponse> {
  const { value, alias } = await call.ask((upstream, options) => upstream.chat(request, options));
  const { usage: given, ...rest } = value;
  const usage = counted(given);
  call.used(usage);
  return { ...rest, model: alias, ...(usage === undefined ? {} : { usage }) };
}

/**
 * An answer as server-sent events. The first comment leaves before any model is asked, so from here on every fault travels as an event;
 * models may still be exchanged until the first piece of an answer has come.
 */
export function streamChat(request: ChatRequest, call: Call): AsyncIterable<string> {
  return neverSilent(pieces(request, call), call.timeouts.keepAliveMillis, call.clock);
}

async function* pieces(request: ChatRequest, call: Call): AsyncGenerator<string> {
  let fault: GatewayError | undefined;
  try {
    const { value, alias } = await call.ask(async (upstream, options) => begun(await upstream.streamChat(request, options)));
    yield* events(value, alias, request, call);
    yield DONE;
  } catch (error) {
    fault = call.fault(error);
    yield `data: ${fault.body(call.requestId)}\n\n`;
  } finally {
    call.end(fault);
  }
}

interface Begun {
  readonly first: readonly ChatChunk[];
  readonly rest: AsyncIterator<readonly ChatChunk[]>;
}

/**
 * Waits for the first choice: a model that accepts a call and then dies without a word can still be replaced by the next. What comes ahead
 * of it, such as Azure's verdict on the prompt, is no word yet.
 */
async function begun(stream: AsyncIterable<readonly ChatChunk[]>): Promise<Begun> {
  const rest = stream[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await rest.next();
    if (done === true) throw new UpstreamError('failed');
    const word = value.findIndex(({ choices }) => choices.length > 0);
    if (word >= 0) return { first: value.slice(word), rest };
  }
}

async function* events({ first, rest }: Begun, alias: string, request: ChatRequest, call: Call): AsyncGenerator<string> {
  const usageWanted = request.stream_options?.include_usage === true;
  let usage: Usage | undefined;
  let finished = false;
  const watch = call.watch();
  const next = async () => {
    const { done, value } = await watch.next(rest);
    return done === true ? undefined : value;
  };
  try {
    call.firstByte();
    for (let chunks: readonly ChatChunk[] | undefined = first; chunks !== undefined; chunks = await next()) {
      let text = '';
      for (const chunk of chunks) {
        usage = counted(chunk.usage) ?? usage;
        if (chunk.choices.some(({ finish_reason }) => finish_reason !== null && finish_reason !== undefined)) finished = true;
        if (chunk.choices.length > 0 || usageWanted) text += event(forCaller(chunk, alias, usageWanted));
      }
      if (text !== '') yield text;
    }
    // An answer that stops in the middle of a sentence must not look complete.
    if (!finished) throw new UpstreamError('failed');
  } finally {
    watch.stop();
    call.used(usage);
    await rest.return?.();
  }
}

function forCaller(chunk: ChatChunk, alias: string, usageWanted: boolean): ChatChunk {
  const { usage, ...rest } = chunk;
  return usageWanted ? { ...rest, model: alias, usage: counted(usage) ?? null } : { ...rest, model: alias };
}
