import { describe, expect, test } from 'vitest';
import type { RouteConfig } from '../../../constructs/runtime/gateway/config/gateway-config.ts';
import { assign } from '../../../constructs/runtime/gateway/routes/assign.ts';

const route = (split: Record<string, number>, rest: Partial<RouteConfig> = {}): RouteConfig => ({
  kind: 'chat',
  split,
  stickyBy: 'user',
  fallbacks: [],
  ...rest,
});
const users = Array.from({ length: 2000 }, (_, index) => `user-${index}`);
const assigned = (config: RouteConfig, consumer = 'web') =>
  users.map((user) => assign('chat', config, { consumer, user }, () => Number.NaN));
const share = (aliases: readonly string[], alias: string) => aliases.filter((one) => one === alias).length;

test.each([
  [90, 10],
  [50, 50],
  [1, 99],
])('shares of %i and %i hold within three sigma over 2,000 users', (a, b) => {
  const sigma = Math.sqrt((2000 * a * b) / 10_000);
  expect(Math.abs(share(assigned(route({ a, b })), 'a') - 20 * a)).toBeLessThan(3 * sigma);
});

test.each([0, Number.MIN_VALUE, 0.5, 1 - Number.EPSILON / 2])('chance may be %d', (chance) => {
  expect(assign('chat', route({ a: 100 }, { stickyBy: 'none' }), { consumer: 'web' }, () => chance)).toBe('a');
});

test('a user never switches', () => {
  expect(assigned(route({ a: 90, b: 10 }))).toEqual(assigned(route({ a: 90, b: 10 })));
});

test('a changed weight moves only users to the model that grew', () => {
  const before = assigned(route({ a: 90, b: 10 }));
  const after = assigned(route({ a: 80, b: 20 }));
  const moved = users.filter((_, index) => before[index] !== after[index]);
  expect(moved.length).toBeGreaterThan(100);
  expect(before.every((alias, index) => alias === after[index] || (alias === 'a' && after[index] === 'b'))).toBe(true);
});

test('a model that is added moves users to itself alone', () => {
  const before = assigned(route({ a: 60, b: 40 }));
  const after = assigned(route({ a: 54, b: 36, c: 10 }));
  expect(before.every((alias, index) => alias === after[index] || after[index] === 'c')).toBe(true);
});

test('a model of weight 0 is asked by nobody', () => {
  expect(share(assigned(route({ a: 100, b: 0 })), 'b')).toBe(0);
});

test('the same user of another consumer, or another salt, is drawn anew', () => {
  const split = { a: 50, b: 50 };
  expect(assigned(route(split), 'mail')).not.toEqual(assigned(route(split)));
  expect(assigned(route(split, { salt: 'second' }))).not.toEqual(assigned(route(split)));
});

describe('Who sticks', () => {
  const draw = (config: RouteConfig, user?: string) => {
    let seed = 7;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const asker = user === undefined ? { consumer: 'web' } : { consumer: 'web', user };
    return new Set(Array.from({ length: 200 }, () => assign('chat', config, asker, random)));
  };

  test('nobody where the route says none, and a call without a user where it says user', () => {
    expect(draw(route({ a: 50, b: 50 }, { stickyBy: 'none' }), 'ann').size).toBe(2);
    expect(draw(route({ a: 50, b: 50 })).size).toBe(2);
  });

  test('the whole consumer where the route says consumer', () => {
    expect(draw(route({ a: 50, b: 50 }, { stickyBy: 'consumer' })).size).toBe(1);
  });
});
