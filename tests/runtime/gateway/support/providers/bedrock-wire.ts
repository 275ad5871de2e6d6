import type { ServerResponse } from 'node:http';
import { EventStreamCodec } from '@smithy/core/event-streams';
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

const codec = new EventStreamCodec(
  (bytes) => new TextDecoder().decode(bytes),
  (text) => new TextEncoder().encode(text),
);

/** A frame of `application/vnd.amazon.eventstream`. */
export function frame(type: string, data: object, kind: 'event' | 'exception' = 'event'): Uint8Array {
  return codec.encode({
    headers: {
      [`:${kind}-type`]: { type: 'string', value: type },
      ':content-type': { type: 'string', value: 'application/json' },
      ':message-type': { type: 'string', value: kind },
    },
    body: new TextEncoder().encode(JSON.stringify(data)),
  });
}

const USAGES: Readonly<Record<UsageScript, object | undefined>> = {
  right: { inputTokens: TOKENS.prompt, outputTokens: TOKENS.completion, totalTokens: TOKENS.prompt + TOKENS.completion },
  missing: undefined,
  wrong: { inputTokens: -1_000_000, outputTokens: 'many' },
};

/**
 * Bedrock's runtime. Sources: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html and
 * API_runtime_ConverseStream.html, https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html and
 * model-parameters-embed.html
 */
export async function speakBedrock(asked: Asked, behaviour: Behaviour, response: ServerResponse): Promise<void> {
  const refuse = (status: number, name: string) => {
    response.writeHead(status, { 'x-amzn-errortype': `${name}:http://internal.amazon.com/coral/` });
    response.end(JSON.stringify({ message: PROVIDER_TEXT }));
  };
  switch (behaviour.does) {
    case 'throttles':
      return refuse(429, 'ThrottlingException');
    case 'fails':
      return refuse(500, 'InternalServerException');
    case 'denies':
      return refuse(403, 'AccessDeniedException');
    case 'rejects':
    case 'filters':
      return refuse(400, 'ValidationException');
    case 'babbles':
      return json(response, null);
    case 'keeps-silent':
      return;
    case 'wakes-late':
      await pause(behaviour.afterMillis);
      return speakBedrock(asked, { does: 'answers' }, response);
  }
  if (asked.path.endsWith('/invoke')) return vectors(asked, response);
  return asked.path.endsWith('/converse-stream') ? stream(behaviour, response) : whole(behaviour, response);
}

function whole(behaviour: Behaviour, response: ServerResponse): void {
  const { words = WORDS, usage = 'right' } = behaviour.does === 'answers' ? behaviour : {};
  const tool = behaviour.does === 'calls-a-tool';
  const content = tool ? [{ toolUse: { toolUseId: TOOL.id, name: TOOL.name, input: TOOL.input } }] : [{ text: words.join('') }];
  const stopReason = tool ? 'tool_use' : 'end_turn';
  json(response, { output: { message: { role: 'assistant', content } }, stopReason, usage: USAGES[usage], metrics: { latencyMs: 1 } });
}

async function stream(behaviour: Behaviour, response: ServerResponse): Promise<void> {
  const send = (type: string, data: object) => response.write(frame(type, data));
  const word = (text: string) => send('contentBlockDelta', { contentBlockIndex: 0, delta: { text } });
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
  response.flushHeaders();
  if (behaviour.does === 'dies-at-once') return void setTimeout(() => response.destroy(), 20);
  send('messageStart', { role: 'assistant' });
  if (behaviour.does === 'pours') await pour(word, response);
  const { words = WORDS, pauseMillis = 0, usage = 'right' } = behaviour.does === 'answers' ? behaviour : {};
  const tool = behaviour.does === 'calls-a-tool';
  if (tool) {
    send('contentBlockStart', { contentBlockIndex: 0, start: { toolUse: { toolUseId: TOOL.id, name: TOOL.name } } });
    const text = JSON.stringify(TOOL.input);
    for (const input of [text.slice(0, 5), text.slice(5)])
      send('contentBlockDelta', { contentBlockIndex: 0, delta: { toolUse: { input } } });
  } else {
    for (const text of behaviour.does in MID_STREAM ? words.slice(0, 2) : words) {
      word(text);
      if (pauseMillis > 0) await pause(pauseMillis);
    }
  }
  switch (behaviour.does) {
    case 'dies':
      return void setTimeout(() => response.destroy(), 20);
    case 'breaks':
      // A frame whose checksum is not that of its bytes.
      return void response.end(Buffer.from(frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'x' } })).fill(0, 20, 24));
    case 'stops-short':
      return void response.end();
    case 'stalls':
      return;
    case 'errs':
      return void response.end(frame('internalServerException', { message: PROVIDER_TEXT }, 'exception'));
  }
  send('contentBlockStop', { contentBlockIndex: 0 });
  send('messageStop', { stopReason: tool ? 'tool_use' : 'end_turn' });
  // The format has no word for the end but its last event.
  if (behaviour.does !== 'forgets-its-end') send('metadata', { usage: USAGES[usage], metrics: { latencyMs: 1 } });
  response.end();
}

const MID_STREAM = { dies: true, breaks: true, 'stops-short': true, stalls: true, errs: true };

async function pour(word: (text: string) => boolean, response: ServerResponse): Promise<void> {
  for (let piece = 0; piece < FLOOD.pieces && !response.destroyed; piece++) {
    if (!word('x'.repeat(FLOOD.length))) await room(response);
  }
}

function vectors({ body }: Asked, response: ServerResponse): void {
  if (typeof body.inputText === 'string') {
    json(response, { embedding: vectorOf(body.inputText), inputTextTokenCount: TOKENS.prompt, embeddingsByType: {} });
    return;
  }
  response.setHeader('x-amzn-bedrock-input-token-count', String(TOKENS.prompt));
  json(response, { id: 'e1', response_type: 'embeddings_by_type', embeddings: { float: (body.texts as string[]).map(vectorOf) } });
}

function json(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}
