import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../constructs/runtime/gateway/core/clock.ts';
import { askChain, type ChainOptions } from '../../../constructs/runtime/gateway/routes/ask-chain.ts';
import { UpstreamError, type UpstreamFault } from '../../../constructs/runtime/gateway/upstreams/upstream.ts';

/** A clock whose waits take no time but pass it; time-outs, which have a signal of their own, never come by themselves. */
function clockWith(random: () => number, call: AbortSignal) {
  let now = 0;
  const waits: number[] = [];
  const clock: Clock = {
    now: () => now,
    random,
    sleep: (millis, signal) => {
      if (signal !== call) return new Promise(() => {});
      waits.push(millis);
      now += millis;
      return Promise.resolve();
    },
  };
  return { clock, waits, pass: (millis: number) => (now += millis) };
}

function asking(fault: UpstreamFault, rest: { retryAfterMillis?: number; costs?: number; random?: () => number } = {}) {
  const { signal } = new AbortController();
  const { clock, waits, pass } = clockWith(rest.random ?? (() => 0.5), signal);
  const attempts: string[] = [];
  const options: ChainOptions = {
    clock,
    timeouts: { totalMillis: 10_000, firstByteMillis: 5000, idleMillis: 5000, keepAliveMillis: 1000, attempts: 5, drainMillis: 1000 },
    signal,
    deadline: 10_000,
    onAttempt: (alias) => attempts.push(alias),
  };
  const ask = async () => {
    pass(rest.costs ?? 0);
    throw new UpstreamError(fault, rest.retryAfterMillis === undefined ? {} : { retryAfterMillis: rest.retryAfterMillis });
  };
  return { attempts, waits, run: () => askChain(['a', 'b'], ask, options) };
}

describe('Attempts', () => {
  test.each<[UpstreamFault, readonly string[]]>([
    ['throttled', ['a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'b']],
    ['failed', ['a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'b']],
    ['timed-out', ['a', 'b']],
    ['denied', ['a', 'b']],
    ['unconfigured', ['a', 'b']],
    ['rejected', ['a']],
    ['filtered', ['a']],
  ])('after a fault of kind %s', async (fault, expected) => {
    const { attempts, run } = asking(fault);
    await expect(run()).rejects.toMatchObject({ fault });
    expect(attempts).toEqual(expected);
  });

  test('wait longer each time, up to an end, by chance from nothing on', async () => {
    const longest = asking('failed', { random: () => 1 });
    await expect(longest.run()).rejects.toThrow();
    expect(longest.waits.slice(0, 4)).toEqual([200, 400, 800, 1600]);
    const shortest = asking('failed', { random: () => 0 });
    await expect(shortest.run()).rejects.toThrow();
    expect(new Set(shortest.waits)).toEqual(new Set([0]));
  });

  test('wait as long as the provider wishes, and go to the next model where that is too long', async () => {
    const short = asking('throttled', { retryAfterMillis: 900 });
    await expect(short.run()).rejects.toThrow();
    expect(new Set(short.waits)).toEqual(new Set([900]));
    const long = asking('throttled', { retryAfterMillis: 2001 });
    await expect(long.run()).rejects.toMatchObject({ retryAfterMillis: 2001 });
    expect(long.attempts).toEqual(['a', 'b']);
  });

  test('all lie within one deadline, over all models', async () => {
    const { attempts, run } = asking('failed', { costs: 3000 });
    await expect(run()).rejects.toMatchObject({ fault: 'failed' });
    // At 0, a little after 3 s, a little after 6 s, a little after 9 s; at 12 s it is over.
    expect(attempts).toEqual(['a', 'a', 'a', 'a']);
  });
});
