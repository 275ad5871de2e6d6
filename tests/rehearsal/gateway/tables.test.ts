import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TableState } from '../../../constructs/runtime/gateway/azure/table-state.ts';
import { systemClock } from '../../../constructs/runtime/gateway/core/clock.ts';
import { keyRules } from './rules/keys.ts';
import { limitRules } from './rules/limits.ts';
import { freshCounter, remoteStateRules, stateRules } from './rules/state.ts';
import { type TableStore, tableStore } from './stores/tables.ts';

let store: TableStore;
beforeAll(async () => {
  store = await tableStore();
});
afterAll(() => store?.close());

describe('State in storage tables', () => {
  stateRules(() => store);
  remoteStateRules(() => store);

  test('is reached by a token for storage alone', async () => {
    await store.open().killFlags();
    expect(new Set(store.identity.asked)).toEqual(new Set(['https://storage.azure.com']));
    const credential = { getToken: async () => ({ token: 'no token', expiresOnTimestamp: Date.now() + 3_600_000 }) };
    const { endpoint, table } = store;
    const tlsOptions = { ca: store.azurite.certificate.cert };
    const stranger = new TableState({ endpoint, table, credential, clock: systemClock, tlsOptions });
    await expect(stranger.killFlags()).rejects.toMatchObject({ statusCode: 403 });
  });

  test('uses a minute’s row again an hour later, so that a consumer has 60 rows a kind and no more', async () => {
    const state = store.open();
    const counter = freshCounter('requests-minute');
    for (const window of ['2027-03-01T10:15', '2027-03-01T11:15', '2027-03-02T10:15']) await state.lease({ ...counter, window }, 1, 10);
    expect(await store.operator.used({ ...counter, window: '2027-03-01T10:15' })).toBe(0);
    expect(await store.operator.used({ ...counter, window: '2027-03-02T10:15' })).toBe(1);
  });
});

// All of them write one row by turns; a Container App has 10 replicas at most unless it is told otherwise.
describe('Limits in storage tables', () => limitRules(() => store, 10));

describe('Keys and the kill switch in storage tables', () => keyRules(() => store));
