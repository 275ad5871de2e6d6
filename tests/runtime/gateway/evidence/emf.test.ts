import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { emfMetrics } from '../../../../constructs/runtime/gateway/evidence/emf.ts';
import type { CallRecord } from '../../../../constructs/runtime/gateway/evidence/evidence.ts';
import { EMF_SCHEMA } from './emf-schema.ts';

const valid = new Ajv({ allErrors: true }).compile(EMF_SCHEMA);

const REFUSED: CallRecord = {
  requestId: '8f14e45f-ceea-467f-a8b1-5f0e2d0c9b11',
  at: '2027-03-01T10:15:00.000Z',
  operation: 'chat',
  status: 401,
  error: 'invalid_api_key',
  attempts: 0,
  fallback: false,
  totalMillis: 1,
  callerLeft: false,
};
const THROTTLED: CallRecord = { ...REFUSED, consumer: 'web', route: 'chat', status: 429, error: 'tokens_limit_reached' };
const ANSWERED: CallRecord = {
  ...THROTTLED,
  model: 'backup',
  variant: 'assistant',
  status: 200,
  attempts: 2,
  fallback: true,
  promptTokens: 12,
  completionTokens: 3,
  firstByteMillis: 80,
  totalMillis: 240,
};

interface Document {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
  readonly [member: string]: unknown;
}

function emitted(call: CallRecord): Document {
  const lines: string[] = [];
  emfMetrics({ name: 'support-assistant', environment: 'dev' }, (line) => lines.push(line)).record(call);
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '');
}

/** What the directives name and the root node does not have in the right form. */
function missing(document: Document): string[] {
  return document._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) => [
    ...Dimensions.flat().filter((dimension) => typeof document[dimension] !== 'string' || document[dimension] === ''),
    ...Metrics.map(({ Name }) => Name).filter((metric) => typeof document[metric] !== 'number'),
  ]);
}

describe('A document in the embedded metric format', () => {
  test.each([
    ['an answered call', ANSWERED],
    ['an answered call without usage', { ...ANSWERED, promptTokens: undefined, completionTokens: undefined }],
    ['a call over its limit', THROTTLED],
    ['a call without a key', REFUSED],
  ] as const)('of %s is valid, and has all that it names', (_, call) => {
    const document = emitted(call as CallRecord);
    valid(document);
    expect(valid.errors ?? []).toEqual([]);
    expect(missing(document)).toEqual([]);
  });

  test('counts a refusal for whom it is known', () => {
    const setsOf = (call: CallRecord) => emitted(call)._aws.CloudWatchMetrics[0]?.Dimensions;
    expect(setsOf(REFUSED)).toEqual([['Platform', 'Environment']]);
    expect(setsOf(THROTTLED)).toEqual([
      ['Platform', 'Environment'],
      ['Platform', 'Environment', 'Consumer', 'Route'],
    ]);
    expect(setsOf(ANSWERED)).toHaveLength(3);
  });

  test('has no name of a request among its dimensions', () => {
    expect(JSON.stringify(emitted(ANSWERED))).not.toContain(ANSWERED.requestId);
  });

  test.each([
    ['an unknown unit', '"Unit":"Milliseconds"', '"Unit":"Millis"'],
    ['no namespace', '"Namespace":"LlmPlatform/Gateway"', '"Namespace":""'],
    ['a member that the format does not know', '"Timestamp"', '"Region":"x","Timestamp"'],
    ['a time that is text', /"Timestamp":\d+/, '"Timestamp":"now"'],
  ])('with %s is refused by the schema', (_, from, to) => {
    expect(valid(JSON.parse(JSON.stringify(emitted(ANSWERED)).replace(from, to)))).toBe(false);
  });
});
