import { describe, expect, test } from 'vitest';
import type { ChatRequest } from '../../../constructs/runtime/gateway/api/openai-types.ts';
import {
  chatEstimate,
  embeddingsEstimate,
  leastChatTokens,
  leastEmbeddingsTokens,
} from '../../../constructs/runtime/gateway/limits/estimate.ts';

const bytesOf = (request: object) => Buffer.byteLength(JSON.stringify(request));
const chat = (content: ChatRequest['messages'][number]['content'], rest: object = {}): ChatRequest => ({
  model: 'chat',
  messages: [{ role: 'user', content: content ?? '' }],
  ...rest,
});
const image = (characters: number) =>
  ({ type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(characters)}` } }) as const;

describe('What is set aside for a call', () => {
  test('is its prompt by its size, and the most that its answer may have', () => {
    const request = chat('x'.repeat(4000), { max_completion_tokens: 100 });
    expect(chatEstimate(request, bytesOf(request))).toBeGreaterThanOrEqual(1100);
    expect(chatEstimate(request, bytesOf(request))).toBeLessThan(1130);
  });

  test('is the same for a small image and for a large one', () => {
    const [small, large] = [chat([image(100)]), chat([image(1_000_000)])];
    expect(chatEstimate(large, bytesOf(large))).toBe(chatEstimate(small, bytesOf(small)));
    const two = chat([image(100), image(100)]);
    expect(chatEstimate(two, bytesOf(two)) - chatEstimate(small, bytesOf(small))).toBeGreaterThanOrEqual(1600);
  });

  test('is the number of tokens where they are given', () => {
    expect(embeddingsEstimate({ model: 'embed', input: [1, 2, 3] }, 500)).toBe(3);
  });
});

describe('The least that a request has', () => {
  test('counts no image', () => {
    const request = chat([image(1_000_000)]);
    expect(leastChatTokens(request, bytesOf(request))).toBeLessThan(20);
  });

  test('is that of its longest text, where each has a context of its own', () => {
    expect(leastEmbeddingsTokens({ model: 'embed', input: ['x'.repeat(160), 'x'.repeat(1600)] })).toBe(100);
    expect(leastEmbeddingsTokens({ model: 'embed', input: 'é'.repeat(80) })).toBe(10);
    expect(leastEmbeddingsTokens({ model: 'embed', input: [1, 2] })).toBe(0);
  });
});
