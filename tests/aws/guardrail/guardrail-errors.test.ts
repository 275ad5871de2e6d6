import { Lazy } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { BEDROCK_CONTENT_FILTERS, BEDROCK_PII_ENTITIES } from '../../../constructs/aws/guardrail/bedrock-names.ts';
import { Guardrail, type GuardrailProps } from '../../../constructs/aws/guardrail/index.ts';
import { CONTENT_FILTERS, PII_KINDS } from '../../../constructs/spec/guardrail-filters.ts';
import { testStack } from '../../support/stacks.ts';

const make = (props: unknown, env?: { region: string }) => new Guardrail(testStack({ env }), 'Guardrail', props as GuardrailProps);
const topic = (index: number) => ({ name: `Topic ${index}`, definition: 'A topic.' });
const pattern = (index: number) => ({ name: `pattern${index}`, pattern: 'a', action: 'block' });

describe('rejects', () => {
  test.each<[string, unknown, string]>([
    ['a name of 51 characters', { guardrailName: 'a'.repeat(51) }, 'guardrailName: got'],
    ['a name with a space', { guardrailName: 'my guardrail' }, '1 to 50 characters of letters, digits, - and _'],
    ['an empty description', { description: '' }, 'description: got'],
    ['a description of 201 characters', { description: 'a'.repeat(201) }, 'description: got'],
    ['an empty message', { blockedInputMessaging: '' }, 'blockedInputMessaging: got'],
    ['a message of 501 characters', { blockedOutputsMessaging: 'a'.repeat(501) }, 'blockedOutputsMessaging: got'],
    [
      'a prompt attack in the output',
      { contentFilters: { 'prompt-attack': { input: 'high', output: 'low' } } },
      "contentFilters['prompt-attack'].output: got 'low'",
    ],
    ['an unknown filter', { contentFilters: { selfharm: { input: 'high', output: 'high' } } }, "contentFilters['selfharm']"],
    ['an unknown kind of personal data', { pii: { shoesize: 'block' } }, "pii['shoesize']"],
    [
      '31 topics',
      { deniedTopics: Array.from({ length: 31 }, (_, index) => topic(index)) },
      'deniedTopics: got 31 entries; allowed: at most 30; take 1 away',
    ],
    ['two topics of one name', { deniedTopics: [topic(1), topic(1)] }, "deniedTopics: got 'Topic 1' twice"],
    ['a topic with an illegal name', { deniedTopics: [{ name: 'a/b', definition: 'x' }] }, 'deniedTopics[0].name'],
    ['a definition of 201 characters', { deniedTopics: [{ name: 'a', definition: 'x'.repeat(201) }] }, 'deniedTopics[0].definition'],
    ['six examples', { deniedTopics: [{ ...topic(1), examples: Array(6).fill('x') }] }, 'deniedTopics[0].examples: got 6 entries'],
    ['an example of 101 characters', { deniedTopics: [{ ...topic(1), examples: ['x'.repeat(101)] }] }, 'deniedTopics[0].examples[0]'],
    ['31 patterns', { sensitivePatterns: Array.from({ length: 31 }, (_, index) => pattern(index)) }, 'sensitivePatterns: got 31 entries'],
    ['two patterns of one name', { sensitivePatterns: [pattern(1), pattern(1)] }, "sensitivePatterns: got 'pattern1' twice"],
    ['a pattern of 501 characters', { sensitivePatterns: [{ ...pattern(1), pattern: 'a'.repeat(501) }] }, 'sensitivePatterns[0].pattern'],
    ['an empty word', { blockedWords: ['a', ''] }, 'blockedWords[1]'],
    ['a word of 101 characters', { blockedWords: ['a'.repeat(101)] }, 'blockedWords[0]'],
    ['10001 words', { blockedWords: Array(10_001).fill('a') }, 'blockedWords: got 10001 entries'],
    ['a threshold of 1', { grounding: { grounding: 1 } }, 'grounding.grounding: got 1; allowed: 0 to 0.99'],
    ['a negative threshold', { grounding: { relevance: -0.1 } }, 'grounding.relevance: got -0.1'],
    [
      'a guardrail profile of another form',
      { tier: { kind: 'standard', guardrailProfileId: 'eu-guardrail-profile' } },
      'tier.guardrailProfileId',
    ],
    ['a guardrail that looks for nothing', { contentFilters: {}, pii: {}, profanity: 'allow' }, 'got none of them; allowed: at least one'],
  ])('%s', (_, props, message) => {
    expect(() => make(props)).toThrow(message);
  });

  test('everything at once, with the path of the construct', () => {
    const error = (() => {
      try {
        make({ guardrailName: '', grounding: { grounding: 2 }, blockedWords: [''] });
      } catch (thrown) {
        return String(thrown);
      }
    })();
    expect(error).toContain("Guardrail Test/Guardrail can't be made:");
    for (const prop of ['guardrailName', 'grounding.grounding', 'blockedWords[0]']) expect(error).toContain(prop);
  });

  test('a region without guardrails and names others', () => {
    expect(() => make({}, { region: 'ca-west-1' })).toThrow(/no AWS::Bedrock::Guardrail; allowed: ca-central-1;/);
  });

  test('a region without guardrails where no region is near', () => {
    expect(() => make({}, { region: 'mx-central-1' })).toThrow(/us-east-1/);
  });
});

describe('accepts', () => {
  test.each<[string, GuardrailProps]>([
    ['a name of 50 characters', { guardrailName: 'a'.repeat(50) }],
    ['messages of 1 and 500 characters', { blockedInputMessaging: 'a', blockedOutputsMessaging: 'a'.repeat(500) }],
    ['thresholds of 0 and 0.99', { grounding: { grounding: 0, relevance: 0.99 } }],
    ['30 topics', { deniedTopics: Array.from({ length: 30 }, (_, index) => topic(index)) }],
    ['a late-bound name', { guardrailName: Lazy.string({ produce: () => 'a'.repeat(99) }) }],
  ])('%s', (_, props) => {
    expect(() => make(props)).not.toThrow();
  });

  test('a region that the table does not know', () => {
    expect(() => make({}, { region: 'us-gov-west-1' })).not.toThrow();
  });
});

test('every neutral name has one name at Bedrock', () => {
  expect(Object.keys(BEDROCK_PII_ENTITIES).sort()).toEqual([...PII_KINDS]);
  expect(new Set(Object.values(BEDROCK_PII_ENTITIES)).size).toBe(31);
  expect(Object.keys(BEDROCK_CONTENT_FILTERS)).toEqual([...CONTENT_FILTERS]);
});
