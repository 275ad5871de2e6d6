import { createHash } from 'node:crypto';

/** What a model does with a call, and what its caller does with the answer. */
const KINDS = [
  /** Everything in one write. */
  'fast',
  /** A pause between the words. */
  'slow',
  /** Cut anywhere, in the middle of a character too. */
  'torn',
  /** The first attempt is refused. */
  'tried-again',
  /** A quarter of a megabyte, for a caller who reads slowly. */
  'large',
  /** The model's connection breaks after some words. */
  'dies',
  /** The caller leaves after some words of an answer that has no end. */
  'left',
] as const;

export type Kind = (typeof KINDS)[number];

/** One stream, everything drawn from its number: no two say the same. */
export interface Script {
  readonly id: number;
  readonly kind: Kind;
  readonly words: readonly string[];
}

export function scriptOf(id: number): Script {
  const kind = KINDS[id % KINDS.length] ?? 'fast';
  const count = kind === 'large' ? 24 : 4 + (digest(`${id}`).readUInt8(0) % 16);
  return { id, kind, words: Array.from({ length: count }, (_, at) => word(id, at, kind)) };
}

function word(id: number, at: number, kind: Kind): string {
  const unique = `${id}/${at} é漢😀 ${digest(`${id}/${at}`).toString('base64')} `;
  return kind === 'large' ? unique.repeat(100) : unique;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function chunk(id: number, model: string, delta: object, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ id: `c${id}`, object: 'chat.completion.chunk', created: id, model, choices })}\n\n`;
}

/** The events of a whole stream, as the model that is called so writes them. */
export function eventsOf({ id, words }: Script, model: string): string[] {
  return [...words.map((content) => chunk(id, model, { content })), chunk(id, model, {}, 'stop'), 'data: [DONE]\n\n'];
}

/** What the caller must get, byte for byte. */
export function expected(script: Script): string {
  return `: keep-alive\n\n${eventsOf(script, 'assistant').join('')}`;
}
