import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Usage } from '../../../constructs/runtime/gateway/api/openai-types.ts';
import { counted } from '../../../constructs/runtime/gateway/api/usage.ts';

test.each<[string, unknown, object | undefined]>([
  ['counts as they are', { prompt_tokens: 2, completion_tokens: 3, total_tokens: 5 }, { total_tokens: 5 }],
  ['a total that holds thoughts', { prompt_tokens: 2, completion_tokens: 3, total_tokens: 50 }, { total_tokens: 50 }],
  ['a total that is too small', { prompt_tokens: 2, completion_tokens: 3, total_tokens: 1 }, { total_tokens: 5 }],
  ['no total', { prompt_tokens: 2, completion_tokens: 3 }, { total_tokens: 5 }],
  ['vectors, which have no answer', { prompt_tokens: 2, total_tokens: 2 }, { completion_tokens: 0, total_tokens: 2 }],
  ['nothing', undefined, undefined],
  ['null', null, undefined],
  ['an empty object', {}, undefined],
  ['a text', { prompt_tokens: '2', completion_tokens: 3 }, undefined],
  ['less than none', { prompt_tokens: -2, completion_tokens: 3 }, undefined],
  ['half a token', { prompt_tokens: 2.5, completion_tokens: 3 }, undefined],
  ['no number', { prompt_tokens: Number.NaN, completion_tokens: 3 }, undefined],
])('of a provider: %s', (_, usage, expected) => {
  const got = counted(usage as Usage);
  if (expected === undefined) expect(got).toBeUndefined();
  else expect(got).toMatchObject(expected);
});

test('never gives what a budget could not add', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), fc.anything(), (prompt_tokens, completion_tokens, total_tokens) => {
      const got = counted({ prompt_tokens, completion_tokens, total_tokens } as Usage);
      expect(got === undefined || (Number.isSafeInteger(got.total_tokens) && got.total_tokens >= 0)).toBe(true);
    }),
  );
});
