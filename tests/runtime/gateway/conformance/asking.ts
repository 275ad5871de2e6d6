import type OpenAI from 'openai';
import { expect } from 'vitest';
import type { CallRecord } from '../../../../constructs/runtime/gateway/evidence/evidence.ts';
import type { Door } from './door.ts';
import { PROMPT } from './platform.ts';

type Extra = Partial<OpenAI.ChatCompletionCreateParamsNonStreaming>;

export const MESSAGES: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: `Say something about ${PROMPT}.` }];

export function ask(client: OpenAI, model: string, extra: Extra = {}) {
  return client.chat.completions.create({ model, messages: MESSAGES, ...extra });
}

export interface Streamed {
  readonly text: string;
  readonly chunks: OpenAI.ChatCompletionChunk[];
  /** What ended it, other than its end. */
  readonly error: unknown;
  readonly requestId: string;
  readonly headers: Headers;
}

/** Reads a stream to its end, whatever that is; `onChunk` may stop it by giving false. */
export async function stream(
  client: OpenAI,
  model: string,
  extra: Extra = {},
  onChunk: (chunk: OpenAI.ChatCompletionChunk) => boolean | Promise<boolean> = () => true,
): Promise<Streamed> {
  const { data, response } = await client.chat.completions.create({ model, messages: MESSAGES, ...extra, stream: true }).withResponse();
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  let error: unknown;
  try {
    for await (const chunk of data) {
      chunks.push(chunk);
      if (!(await onChunk(chunk))) break;
    }
  } catch (thrown) {
    error = thrown;
  }
  const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');
  return { text, chunks, error, headers: response.headers, requestId: response.headers.get('x-request-id') ?? '' };
}

/** The audit record of a call, once it is written. */
export async function recordOf(door: Door, requestId: string): Promise<CallRecord> {
  const find = () => door.records().find((record) => record.requestId === requestId);
  await expect.poll(find, { timeout: 15_000 }).toBeDefined();
  const found = find();
  if (found === undefined) throw new Error('no record');
  return found;
}
