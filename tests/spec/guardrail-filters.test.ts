import { describe, expect, test } from 'vitest';
import {
  CONTENT_FILTERS,
  DEFAULT_BLOCKED_INPUT_MESSAGE,
  DEFAULT_BLOCKED_OUTPUT_MESSAGE,
  DEFAULT_CONTENT_FILTERS,
  DEFAULT_PII_ACTIONS,
  FILTER_STRENGTHS,
  PII_KINDS,
} from '../../constructs/spec/guardrail-filters.ts';

const strengthOf = (strength: (typeof FILTER_STRENGTHS)[number]) => FILTER_STRENGTHS.indexOf(strength);

describe('the default content of a guardrail', () => {
  test('has every content filter at medium or more on the input', () => {
    for (const filter of CONTENT_FILTERS)
      expect(strengthOf(DEFAULT_CONTENT_FILTERS[filter].input)).toBeGreaterThanOrEqual(strengthOf('medium'));
  });

  test('has every content filter but prompt attacks at medium or more on the output', () => {
    const { 'prompt-attack': attack, ...others } = DEFAULT_CONTENT_FILTERS;
    expect(attack).toEqual({ input: 'high', output: 'none' });
    for (const { output } of Object.values(others)) expect(strengthOf(output)).toBeGreaterThanOrEqual(strengthOf('medium'));
  });

  test('masks what identifies a person and leaves ordinary questions alone', () => {
    expect(DEFAULT_PII_ACTIONS).toMatchObject({ name: 'anonymize', email: 'anonymize', phone: 'anonymize', iban: 'anonymize' });
    for (const kind of ['age', 'ip-address', 'mac-address', 'url', 'username', 'swift-code'])
      expect(DEFAULT_PII_ACTIONS).not.toHaveProperty(kind);
  });

  test('has messages that fit into 500 characters', () => {
    for (const message of [DEFAULT_BLOCKED_INPUT_MESSAGE, DEFAULT_BLOCKED_OUTPUT_MESSAGE]) expect(message.length).toBeLessThanOrEqual(500);
  });
});

test('the kinds of personal data are sorted and each stands once', () => {
  expect([...PII_KINDS]).toEqual([...new Set(PII_KINDS)].sort());
});
