import { describe, expect, test } from 'vitest';
import { type GuardrailOptions, UNSUPPORTED_CONTENT_FILTERS } from '../../../constructs/azure/guardrail/index.ts';
import { ModelAccount } from '../../../constructs/azure/serving/index.ts';
import { CONTENT_FILTERS, FILTER_STRENGTHS } from '../../../constructs/spec/guardrail-filters.ts';
import { ACCOUNT, errorOf } from '../support/ai-accounts.ts';

const make = (options: unknown) => errorOf(() => new ModelAccount('ai', ACCOUNT).addGuardrail('guard', options as GuardrailOptions));
const words = (count: number) => Array.from({ length: count }, (_, index) => `word ${index}`);

describe('rejects', () => {
  test.each<[string, unknown, string]>([
    ['a name with a space', { raiPolicyName: 'my policy' }, "raiPolicyName: got 'my policy'"],
    ['a name of 65 characters', { raiPolicyName: 'a'.repeat(65) }, 'raiPolicyName: got'],
    [
      'a prompt attack in the output',
      { contentFilters: { 'prompt-attack': { input: 'high', output: 'low' } } },
      "contentFilters['prompt-attack'].output: got 'low'",
    ],
    [
      'an unknown filter',
      { contentFilters: { selfharm: { input: 'high', output: 'high' } } },
      "contentFilters['selfharm']: got an unknown name",
    ],
    ['an empty word', { blockedWords: [''] }, 'blockedWords[0]: got'],
    ['a word of 1001 characters', { blockedWords: ['a'.repeat(1001)] }, 'blockedWords[0]: got'],
    ['a word twice', { blockedWords: ['one', 'one'] }, 'the same word or name twice'],
    ['101 words', { blockedWords: words(101) }, 'blockedWords, sensitivePatterns: got 101 entries; allowed: at most 100 in all'],
    [
      'masking a pattern',
      { sensitivePatterns: [{ name: 'ticket', pattern: 'T-1', action: 'anonymize' }] },
      "sensitivePatterns[0].action: got 'anonymize'; allowed: 'block': Azure can't mask",
    ],
    [
      'a pattern with a space in its name',
      { sensitivePatterns: [{ name: 'a b', pattern: 'T', action: 'block' }] },
      'sensitivePatterns[0].name',
    ],
    ['topics in words', { deniedTopics: [{ name: 'Law', definition: 'Legal advice.' }] }, 'deniedTopics: got a value'],
    ['personal data', { pii: { email: 'anonymize' } }, 'pii: got a value; allowed: nothing'],
    ['grounding', { grounding: { grounding: 0.7 } }, 'grounding: got a value'],
    ['a message of its own for questions', { blockedInputMessaging: 'No.' }, "put your words in the place of the error 'content_filter'"],
    ['a message of its own for answers', { blockedOutputsMessaging: 'No.' }, 'blockedOutputsMessaging: got a value'],
    ['a tier', { tier: { kind: 'classic' } }, 'tier: got a value'],
  ])('%s', async (_, options, message) => {
    expect(await make(options)).toContain(message);
  });

  test.each(Object.keys(UNSUPPORTED_CONTENT_FILTERS))('%s at every strength, even at the default one', async (filter) => {
    for (const strength of FILTER_STRENGTHS.filter((each) => each !== 'none')) {
      const error = await make({ contentFilters: { [filter]: { input: strength, output: strength } } });
      expect(error).toContain(`contentFilters['${filter}']: got '${strength}' and '${strength}', while Azure has no such filter`);
    }
    expect(await make({ contentFilters: { [filter]: { input: 'none', output: 'none' } } })).toBe('no error');
  });

  test.each(['hate', 'sexual', 'violence', 'self-harm'])('switching %s off without approval', async (filter) => {
    const contentFilters = { [filter]: { input: 'medium', output: 'none' } };
    expect(await make({ contentFilters })).toContain(`contentFilters: got 'none' for ${filter}.output`);
    expect(await make({ contentFilters, modifiedContentFilters: 'approved' })).toBe('no error');
  });

  test('everything at once', async () => {
    expect(await make({ raiPolicyName: '', pii: { email: 'block' }, blockedWords: [''] })).toMatch(
      /Guardrail ai-guard can't be made:\n- raiPolicyName.*\n- pii.*\n- blockedWords\[0\]/,
    );
  });
});

describe('accepts', () => {
  test.each<[string, unknown]>([
    ['empty parts that Azure has not', { pii: {}, deniedTopics: [], grounding: undefined }],
    ['the lowest strength without approval', { contentFilters: { hate: { input: 'low', output: 'low' } } }],
    ['100 words', { blockedWords: words(100) }],
    ['a word of 1000 characters', { blockedWords: ['a'.repeat(1000)] }],
    [
      'shields against prompt attacks off, which needs no approval',
      { contentFilters: { 'prompt-attack': { input: 'none', output: 'none' } } },
    ],
  ])('%s', async (_, options) => {
    expect(await make(options)).toBe('no error');
  });
});

test('each filter of the shared vocabulary is either offered or declared unsupported', async () => {
  for (const filter of CONTENT_FILTERS) {
    const error = await make({ contentFilters: { [filter]: { input: 'high', output: filter === 'prompt-attack' ? 'none' : 'high' } } });
    expect([filter, error === 'no error']).toEqual([filter, !(filter in UNSUPPORTED_CONTENT_FILTERS)]);
  }
});
