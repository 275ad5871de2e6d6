import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { GatewayConfig } from '../../../../constructs/runtime/gateway/config/gateway-config.ts';
import { type Clock, systemClock } from '../../../../constructs/runtime/gateway/core/clock.ts';
import { gatewayConfig } from '../config.ts';
import { chat, clockFrom, type Instance, instance } from '../instance.ts';
import { hashOf, newKey } from '../keys.ts';
import type { RemoteStore } from '../stores/store.ts';
import { upstream } from '../upstream.ts';

const START = Date.UTC(2027, 2, 12, 10, 15, 5);
/** A revoked key, and a flag of the kill switch, are in effect by then. */
const PROMISED_MILLIS = 60_000;
const SHORT_CACHE_SECONDS = 1;

/** Keys and kill flags in one real table, under two instances. */
export function keyRules(store: () => RemoteStore): void {
  let provider: Awaited<ReturnType<typeof upstream>>;
  beforeAll(async () => {
    provider = await upstream();
  });
  afterAll(() => provider.close());

  let consumers = 0;
  const started = async (clock: Clock = systemClock, cacheSeconds = 30) => {
    const consumer = `keyed-${++consumers}`;
    const key = newKey();
    await store().operator.putKey(hashOf(key, consumer));
    const config: GatewayConfig = { ...gatewayConfig(provider.baseUrl, { [consumer]: {} }), auth: { apiKeys: { cacheSeconds } } };
    const instances = await Promise.all([0, 1].map(() => instance(config, store().open(clock), clock)));
    return { consumer, key, instances };
  };

  test('keys of both slots are rotated under load without one refused call', async () => {
    const { consumer, key, instances } = await started(systemClock, SHORT_CACHE_SECONDS);
    let now = key;
    let running = true;
    const statuses: number[] = [];
    const client = async (first: number) => {
      for (let turn = first; running; turn++) statuses.push((await chat(instances[turn % 2]?.url ?? '', now)).status);
    };
    const load = Promise.all(Array.from({ length: 10 }, (_, first) => client(first)));
    for (let rotation = 0; rotation < 2; rotation++) {
      const next = newKey();
      // The old one first: in between both slots have it, and no moment is without it.
      await store().operator.putKey(hashOf(now, consumer, 'previous'));
      await store().operator.putKey(hashOf(next, consumer, 'current'));
      await sleep(SHORT_CACHE_SECONDS * 1000 + 200);
      now = next;
      await sleep(200);
    }
    running = false;
    await load;
    expect(statuses.length).toBeGreaterThan(100);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    for (const { url } of instances) expect((await chat(url, key)).status).toBe(401);
    await stop(instances);
  });

  test('a revoked key is dead on each instance within 60 s by the default cache', async () => {
    const clock = clockFrom(START);
    const { consumer, key, instances } = await started(clock);
    for (const { url } of instances) expect((await chat(url, key)).status).toBe(200);
    await store().operator.dropKey(consumer, 'current');
    clock.pass(PROMISED_MILLIS / 2);
    for (const { url } of instances)
      expect(await chat(url, key)).toMatchObject({ status: 401, body: { error: { code: 'invalid_api_key' } } });
    await stop(instances);
  });

  test('a revoked key is dead in real time once the cache is old', async () => {
    const { consumer, key, instances } = await started(systemClock, SHORT_CACHE_SECONDS);
    for (const { url } of instances) expect((await chat(url, key)).status).toBe(200);
    await store().operator.dropKey(consumer, 'current');
    const start = performance.now();
    for (const { url } of instances) {
      const gone = async () => expect((await chat(url, key)).status).toBe(401);
      await vi.waitFor(gone, { timeout: SHORT_CACHE_SECONDS * 1000 + 1000, interval: 20 });
    }
    expect(performance.now() - start).toBeLessThan(SHORT_CACHE_SECONDS * 1000 + 1000);
    await stop(instances);
  });

  test.each([
    ['model', { status: 200, model: 'backup' }],
    ['consumer', { status: 503, body: { error: { code: 'switched_off' } } }],
    ['all', { status: 503, body: { error: { code: 'switched_off' } } }],
  ] as const)('the kill switch for %s is in effect on each instance within 60 s, logged, and lifted as soon', async (kind, effect) => {
    const clock = clockFrom(START);
    const { consumer, key, instances } = await started(clock);
    const name = kind === 'model' ? 'assistant' : consumer;
    const flag = kind === 'all' ? ({ kind, since: '2027-03-12T10:15:05Z' } as const) : { kind, name, since: '2027-03-12T10:15:05Z' };
    const logged = kind === 'all' ? '["all"]' : `["${kind} ${name}"]`;
    for (const { url } of instances) expect(await chat(url, key)).toMatchObject({ status: 200, model: 'assistant' });

    await store().operator.switchOff(flag);
    clock.pass(PROMISED_MILLIS);
    for (const { url, log } of instances) {
      expect(await chat(url, key)).toMatchObject(effect);
      expect(log).toContainEqual({ level: 'warn', event: 'kill-switch', fields: { off: logged } });
    }
    if (kind === 'model') {
      expect(await chat(instances[0]?.url ?? '', key, 2, 'single')).toMatchObject({
        status: 503,
        body: { error: { code: 'switched_off' } },
      });
    }

    await store().operator.switchOn(flag);
    clock.pass(PROMISED_MILLIS);
    for (const { url, log } of instances) {
      expect(await chat(url, key)).toMatchObject({ status: 200, model: 'assistant' });
      expect(log.at(-1)).toEqual({ level: 'warn', event: 'kill-switch', fields: { off: '[]' } });
    }
    await stop(instances);
  });

  test('keys and flags that cannot be read: a new instance refuses, and an old one refuses when its cache is', async () => {
    const clock = clockFrom(START);
    const { key, consumer, instances } = await started(clock);
    const config = gatewayConfig(provider.baseUrl, { [consumer]: {} });
    const [old, fresh] = await Promise.all([0, 1].map(() => instance(config, store().openThroughDoor(clock), clock)));
    if (old === undefined || fresh === undefined) throw new Error('two instances were started');
    expect((await chat(old.url, key)).status).toBe(200);
    await store().door.behaving(
      () => 'cut',
      async () => {
        expect(await chat(fresh.url, key)).toMatchObject({ status: 503, body: { error: { code: 'authentication_unavailable' } } });
        expect((await chat(old.url, key)).status).toBe(200);
        clock.pass(30_000);
        expect(await chat(old.url, key)).toMatchObject({
          status: 503,
          retryAfter: 5,
          body: { error: { code: 'authentication_unavailable' } },
        });
      },
    );
    clock.pass(1000);
    for (const { url } of [old, fresh]) expect((await chat(url, key)).status).toBe(200);
    await stop([...instances, old, fresh]);
  });
}

async function stop(instances: readonly Instance[]): Promise<void> {
  await Promise.all(instances.map((one) => one.stop()));
}
