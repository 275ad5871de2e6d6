import { describe, expect, test } from 'vitest';
import type { ConsumerConfig, GatewayConfig } from '../../../constructs/runtime/gateway/config/gateway-config.ts';
import type { Clock } from '../../../constructs/runtime/gateway/core/clock.ts';
import { leasedLimiter } from '../../../constructs/runtime/gateway/limits/leased-limiter.ts';
import type { GatewayState } from '../../../constructs/runtime/gateway/state/gateway-state.ts';
import { MemoryState } from '../../../constructs/runtime/gateway/state/memory-state.ts';
import { CONFIG } from './support/gateway.ts';

const START = Date.UTC(2027, 2, 1, 10, 15);

function clockAt(start = START): Clock & { now: () => number; pass: (millis: number) => void } {
  let now = start;
  return {
    now: () => now,
    random: () => 0.5,
    sleep: async () => {},
    pass: (millis) => {
      now += millis;
    },
  };
}

const configOf = (web: Partial<ConsumerConfig>, limits: Partial<GatewayConfig['limits']> = {}): GatewayConfig => ({
  ...CONFIG,
  limits: { ...CONFIG.limits, ...limits },
  consumers: { web: { routes: ['chat'], ...web } },
});

const limiterOf = (config: GatewayConfig, state: GatewayState, clock: Clock) => leasedLimiter(config, state, clock, () => {});

/** How many of `calls` at once are let in by a row of instances. */
async function admitted(limiters: readonly ReturnType<typeof limiterOf>[], calls: number, tokens: number): Promise<number> {
  const all = Array.from({ length: calls }, (_, index) => limiters[index % limiters.length]?.admit('web', tokens));
  return (await Promise.allSettled(all)).filter(({ status }) => status === 'fulfilled').length;
}

describe('A limit', () => {
  test('of requests lets exactly that many in, and says when to come back', async () => {
    const limiter = limiterOf(configOf({ requestsPerMinute: 10 }), new MemoryState(), clockAt(START + 45_000));
    expect(await admitted([limiter], 50, 1)).toBe(10);
    await expect(limiter.admit('web', 1)).rejects.toMatchObject({ status: 429, code: 'requests_limit_reached', retryAfterSeconds: 15 });
  });

  test('begins anew with the next minute', async () => {
    const clock = clockAt();
    const limiter = limiterOf(configOf({ requestsPerMinute: 3 }), new MemoryState(), clock);
    expect(await admitted([limiter], 5, 1)).toBe(3);
    clock.pass(60_000);
    expect(await admitted([limiter], 5, 1)).toBe(3);
  });

  test('of a month outlives its minutes and ends with it', async () => {
    const clock = clockAt();
    const limiter = limiterOf(configOf({ tokensPerMonth: 1000 }), new MemoryState(), clock);
    expect(await admitted([limiter], 5, 400)).toBe(2);
    clock.pass(60_000);
    await expect(limiter.admit('web', 400)).rejects.toMatchObject({
      code: 'tokens_limit_reached',
      retryAfterSeconds: (31 * 24 * 60 - 10 * 60 - 16) * 60,
    });
    clock.pass(31 * 86_400_000);
    expect(await admitted([limiter], 5, 400)).toBe(2);
  });

  test('is never exceeded by two instances under 50 calls at once, and not undershot by more than their open leases', async () => {
    const state = new MemoryState();
    const clock = clockAt();
    const config = configOf({ tokensPerMinute: 100_000 });
    const instances = [limiterOf(config, state, clock), limiterOf(config, state, clock)];
    let letIn = 0;
    for (let round = 0; round < 30; round++) letIn += await admitted(instances, 50, 100);
    expect(letIn * 100).toBeLessThanOrEqual(100_000);
    expect(letIn * 100).toBeGreaterThanOrEqual(100_000 - 2 * 5000);
  });

  test('counts what a call really used', async () => {
    const limiter = limiterOf(configOf({ tokensPerMinute: 1000 }), new MemoryState(), clockAt());
    const first = await limiter.admit('web', 900);
    await expect(limiter.admit('web', 500)).rejects.toMatchObject({ code: 'tokens_limit_reached' });
    first.settle({ total_tokens: 100 });
    const second = await limiter.admit('web', 500);
    second.settle({ total_tokens: 900 });
    await expect(limiter.admit('web', 1)).rejects.toMatchObject({ code: 'tokens_limit_reached' });
  });

  test('gives the request back that its tokens refused', async () => {
    const limiter = limiterOf(configOf({ requestsPerMinute: 2, tokensPerMinute: 100 }), new MemoryState(), clockAt());
    await limiter.admit('web', 80);
    await expect(limiter.admit('web', 80)).rejects.toMatchObject({ code: 'tokens_limit_reached' });
    await limiter.admit('web', 20);
  });

  test('that a call could never meet says so', async () => {
    const limiter = limiterOf(configOf({ tokensPerMinute: 100 }), new MemoryState(), clockAt());
    await expect(limiter.admit('web', 101)).rejects.toMatchObject({ status: 400, code: 'request_exceeds_limit' });
  });

  test('costs few writes', async () => {
    const state = new MemoryState();
    let writes = 0;
    const counted: GatewayState = {
      lease: (...args) => {
        writes++;
        return state.lease(...args);
      },
      giveBack: (...args) => state.giveBack(...args),
      keyHashes: () => state.keyHashes(),
      killFlags: () => state.killFlags(),
    };
    await admitted([limiterOf(configOf({ tokensPerMinute: 100_000 }), counted, clockAt())], 1000, 100);
    expect(writes).toBeLessThanOrEqual(65);
  });

  test('that is used up is not asked for again at each call', async () => {
    const state = new MemoryState();
    let asked = 0;
    const counted: GatewayState = {
      lease: (...args) => {
        asked++;
        return state.lease(...args);
      },
      giveBack: (...args) => state.giveBack(...args),
      keyHashes: () => state.keyHashes(),
      killFlags: () => state.killFlags(),
    };
    const clock = clockAt();
    const limiter = limiterOf(configOf({ requestsPerMinute: 1 }), counted, clock);
    expect(await admitted([limiter], 50, 1)).toBe(1);
    expect(asked).toBe(2);
    clock.pass(1000);
    expect(await admitted([limiter], 50, 1)).toBe(0);
    expect(asked).toBe(3);
  });

  test('is not leased away by many instances that have one call each', async () => {
    const state = new MemoryState();
    const clock = clockAt();
    const config = configOf({ tokensPerMinute: 100_000 });
    expect(
      await admitted(
        Array.from({ length: 100 }, () => limiterOf(config, state, clock)),
        100,
        100,
      ),
    ).toBe(100);
    expect([...state.counters.values()]).toEqual([10_000]);
  });

  test('gives its lease of the month back at the end', async () => {
    const state = new MemoryState();
    const limiter = limiterOf(configOf({ tokensPerMonth: 100_000 }), state, clockAt());
    await limiter.admit('web', 100);
    await limiter.close();
    expect([...state.counters.values()]).toEqual([100]);
  });
});

describe('Counters that cannot be reached', () => {
  const broken: GatewayState = {
    lease: async () => {
      throw new Error('no connection');
    },
    giveBack: async () => {},
    keyHashes: async () => [],
    killFlags: async () => [],
  };

  test('refuse every call where the configuration says closed', async () => {
    const limiter = limiterOf(configOf({ tokensPerMinute: 100 }, { countersFail: 'closed' }), broken, clockAt());
    await expect(limiter.admit('web', 1)).rejects.toMatchObject({ status: 503, code: 'counters_unavailable' });
  });

  test('cost a row of calls the patience of one', async () => {
    let asked = 0;
    const hanging: GatewayState = {
      ...broken,
      lease: async () => {
        asked++;
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw new Error('no answer');
      },
    };
    expect(await admitted([limiterOf(configOf({ tokensPerMinute: 100 }, { countersFail: 'open' }), hanging, clockAt())], 50, 1)).toBe(50);
    expect(asked).toBe(1);
  });

  test('let calls pass where it says open', async () => {
    const limiter = limiterOf(configOf({ tokensPerMinute: 100 }, { countersFail: 'open' }), broken, clockAt());
    await expect(limiter.admit('web', 1)).resolves.toBeDefined();
  });
});
