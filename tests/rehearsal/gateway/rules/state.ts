import { expect, test } from 'vitest';
import type { Counter, GatewayState } from '../../../../constructs/runtime/gateway/state/gateway-state.ts';
import type { RemoteStore, Store } from '../stores/store.ts';

let consumers = 0;

/** A counter that no other test has touched. */
export function freshCounter(kind: Counter['kind'] = 'tokens-minute', window = '2027-03-01T10:15'): Counter {
  return { consumer: `consumer-${++consumers}`, kind, window };
}

/** What every store holds, whatever it is made of. */
export function stateRules(store: () => Store): void {
  test('grants what is asked for, then what is left, then nothing', async () => {
    const state = store().open();
    const counter = freshCounter();
    expect([await state.lease(counter, 60, 100), await state.lease(counter, 60, 100), await state.lease(counter, 60, 100)]).toEqual([
      60, 40, 0,
    ]);
    expect(await store().operator.used(counter)).toBe(100);
  });

  test('counts each consumer, kind and window for itself', async () => {
    const state = store().open();
    const counter = freshCounter();
    await state.lease(counter, 100, 100);
    const others: Counter[] = [
      freshCounter(),
      { ...counter, kind: 'requests-minute' },
      { ...counter, kind: 'tokens-month', window: '2027-03' },
      { ...counter, window: '2027-03-01T10:16' },
      // The same minute of the next hour.
      { ...counter, window: '2027-03-01T11:15' },
    ];
    for (const other of others) expect(await state.lease(other, 100, 100)).toBe(100);
  });

  test('never grants more than the limit to instances that ask at once, and no less', async () => {
    const counter = freshCounter();
    const instances = Array.from({ length: 4 }, () => store().open());
    const ask = async (state: GatewayState) => {
      let granted = 0;
      for (let round = 0; round < 12; round++) granted += await state.lease(counter, 9, 300);
      return granted;
    };
    const granted = await Promise.all(instances.map(ask));
    expect(granted.reduce((sum, units) => sum + units)).toBe(300);
    expect(await store().operator.used(counter)).toBe(300);
  });

  test('takes back what was not spent, and never goes below nothing', async () => {
    const state = store().open();
    const counter = freshCounter();
    await state.giveBack(counter, 5);
    expect(await store().operator.used(counter)).toBe(0);
    await state.lease(counter, 50, 100);
    await state.giveBack(counter, 20);
    expect(await store().operator.used(counter)).toBe(30);
    await state.giveBack(counter, 80);
    expect(await store().operator.used(counter)).toBe(0);
    expect(await state.lease(counter, 100, 100)).toBe(100);
  });

  test('gives hashes of keys and kill flags as they were written', async () => {
    const state = store().open();
    const { operator } = store();
    const keys = (['current', 'previous'] as const).map((slot) => ({ consumer: 'web', slot, salt: `salt-${slot}`, hash: `hash-${slot}` }));
    const since = '2027-03-01T10:15:00.000Z';
    const flags = [
      { kind: 'all', since },
      { kind: 'consumer', name: 'web', since },
      { kind: 'model', name: 'large-1', since },
    ] as const;
    for (const key of keys) await operator.putKey(key);
    for (const flag of flags) await operator.switchOff(flag);
    expect(await state.keyHashes()).toEqual(expect.arrayContaining(keys));
    expect(await state.killFlags()).toEqual(flags);
    await operator.dropKey('web', 'previous');
    for (const flag of flags) await operator.switchOn(flag);
    expect(await state.keyHashes()).toEqual([keys[0]]);
    expect(await state.killFlags()).toEqual([]);
    await operator.dropKey('web', 'current');
  });
}

/** What a store behind a network holds besides. */
export function remoteStateRules(store: () => RemoteStore): void {
  test.each([
    ['first', 0],
    ['next', 10],
  ])('reads again when the %s write of a window has lost a race', async (_, before) => {
    const counter = freshCounter();
    const { door } = store();
    const [first, second] = [store().openThroughDoor(), store().open()];
    await second.lease(counter, before, 100);
    let raced = false;
    let granted = 0;
    await door.behaving(
      async ({ headers, method }) => {
        // The write of an instance that has read nothing yet: in between another one takes most of the window.
        const writes = method !== 'GET' && !String(headers['x-amz-target']).endsWith('Query');
        if (writes && !raced) {
          raced = true;
          expect(await second.lease(counter, 80 - before, 100)).toBe(80 - before);
        }
        return undefined;
      },
      async () => {
        granted = await first.lease(counter, 50, 100);
      },
    );
    expect(granted).toBe(20);
    expect(await store().operator.used(counter)).toBe(100);
  });

  test('asks again when it is throttled', async () => {
    const counter = freshCounter();
    const { door, throttled } = store();
    const asked = await door.behaving(
      (_, turn) => (turn <= 2 ? throttled : undefined),
      async () => expect(await store().openThroughDoor().lease(counter, 10, 100)).toBe(10),
    );
    expect(asked).toBeGreaterThan(2);
    expect(await store().operator.used(counter)).toBe(10);
  });

  test('asks again when a connection is cut', async () => {
    const counter = freshCounter();
    const state = store().openThroughDoor();
    await store().door.behaving(
      (_, turn) => (turn === 1 ? 'cut' : undefined),
      async () => expect(await state.lease(counter, 10, 100)).toBe(10),
    );
  });

  test.each([
    ['throttled without end', 'throttled'],
    ['cut each time', 'cut'],
    ['never answered', 'hang'],
  ] as const)('gives up within 4 s when it is %s', async (_, fate) => {
    const { door, throttled } = store();
    const state = store().openThroughDoor();
    const start = performance.now();
    await door.behaving(
      () => (fate === 'throttled' ? throttled : fate),
      async () => {
        await expect(state.lease(freshCounter(), 10, 100)).rejects.toThrow();
        await expect(state.keyHashes()).rejects.toThrow();
      },
    );
    expect(performance.now() - start).toBeLessThan(2 * 4000);
  });

  test('gives up at once where nobody listens', async () => {
    const start = performance.now();
    await expect(store().openNowhere().lease(freshCounter(), 10, 100)).rejects.toThrow();
    expect(performance.now() - start).toBeLessThan(4000);
  });

  test('reads all pages', async () => {
    const written = await store().fillKeys();
    let read = 0;
    const asked = await store().door.behaving(
      () => undefined,
      async () => {
        read = (await store().openThroughDoor().keyHashes()).filter(({ consumer }) => consumer.startsWith('many-')).length;
      },
    );
    expect(read).toBe(written);
    expect(asked).toBeGreaterThan(1);
  });
}
