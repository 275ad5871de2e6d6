import { describe, expect, test } from 'vitest';
import { ask } from './asking.ts';
import type { TheDoor } from './conformance.ts';
import { type Change, type Door, open } from './door.ts';
import { USER } from './platform.ts';

const CALLS = 2000;
const AT_ONCE = 16;
const users = Array.from({ length: CALLS }, (_, at) => `${USER}-${at}`);

/** Splits and sticky assignment, seen from outside: by the header that names the arm. */
export function routeRules(door: TheDoor): void {
  describe('A split', () => {
    let assigned: readonly string[] = [];

    test('sends each arm its share, within three sigma over 2,000 calls', async () => {
      door().provider('openai').script({ does: 'answers' });
      door().backup.script({ does: 'answers' });
      assigned = await variants(door(), users);
      const sigma = Math.sqrt(CALLS * 0.9 * 0.1);
      const small = assigned.filter((alias) => alias === 'backup').length;
      expect(Math.abs(small - CALLS * 0.1)).toBeLessThan(3 * sigma);
      expect(door().backup.asked).toHaveLength(small);
    });

    test('keeps each user where they are, by whatever instance', async () => {
      const some = users.slice(0, 150);
      const other = await open(door().shape);
      try {
        expect(await variants(door(), some)).toEqual(assigned.slice(0, 150));
        expect(await variants(other, some)).toEqual(assigned.slice(0, 150));
      } finally {
        await other.close();
      }
    });

    test('moves with a changed weight only the users that it must, all to the arm that grew', async () => {
      const some = users.slice(0, 400);
      const changed = await open(door().shape, shiftedTo({ openai: 70, backup: 30 }));
      try {
        const after = await variants(changed, some);
        const moves = some.flatMap((_user, at) => (assigned[at] === after[at] ? [] : [`${assigned[at]} to ${after[at]}`]));
        expect(new Set(moves)).toEqual(new Set(['openai to backup']));
        // A fifth of all in the mean; three sigma on both sides.
        expect(Math.abs(moves.length - 80)).toBeLessThan(3 * Math.sqrt(400 * 0.2 * 0.8));
      } finally {
        await changed.close();
      }
    });

    test('draws a call without a user anew', async () => {
      const drawn = await inParallel(Array.from({ length: 120 }), async () => variantOf(door(), undefined));
      expect(new Set(drawn)).toEqual(new Set(['openai', 'backup']));
    });
  });
}

const shiftedTo =
  (split: Readonly<Record<string, number>>): Change =>
  (config) => {
    const { split: route } = config.routes;
    return route === undefined ? config : { ...config, routes: { ...config.routes, split: { ...route, split } } };
  };

function variants(door: Door, asking: readonly string[]): Promise<string[]> {
  return inParallel(asking, (user) => variantOf(door, user));
}

async function variantOf(door: Door, user: string | undefined): Promise<string> {
  const { response } = await ask(door.client(), 'split', user === undefined ? {} : { user }).withResponse();
  return response.headers.get('x-llm-variant') ?? '';
}

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  const queue = items.entries();
  const worker = async () => {
    for (const [at, item] of queue) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
