import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../constructs/runtime/gateway/core/clock.ts';
import { keyRules } from './rules/keys.ts';
import { limitRules } from './rules/limits.ts';
import { freshCounter, remoteStateRules, stateRules } from './rules/state.ts';
import { dynamoDbStore } from './stores/dynamodb.ts';

let store: Awaited<ReturnType<typeof dynamoDbStore>>;
beforeAll(async () => {
  store = await dynamoDbStore();
});
afterAll(() => store?.close());

describe('State in DynamoDB', () => {
  stateRules(() => store);
  remoteStateRules(() => store);

  test.each([
    ['tokens-minute', '2027-03-01T10:15', 3600],
    ['tokens-month', '2027-03', 400 * 86_400],
  ] as const)('lets a counter of %s expire by itself', async (kind, window, seconds) => {
    const now = Date.UTC(2027, 2, 1, 10, 15);
    const counter = freshCounter(kind, window);
    await store.open({ ...systemClock, now: () => now }).lease(counter, 1, 10);
    const Key = { pk: { S: `counter#${counter.consumer}` }, sk: { S: `${kind}#${window}` } };
    const { Item } = await store.client.send(new GetItemCommand({ TableName: store.table, Key }));
    expect(Item?.expires?.N).toBe(String(now / 1000 + seconds));
  });
});

describe('Limits in DynamoDB', () => limitRules(() => store, 60));

describe('Keys and the kill switch in DynamoDB', () => keyRules(() => store));
