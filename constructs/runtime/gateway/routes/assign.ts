import { createHash } from 'node:crypto';
import type { RouteConfig } from '../config/gateway-config.ts';

/** Who asks, as far as an assignment may know. */
export interface Asker {
  readonly consumer: string;
  /** The request's `user`. */
  readonly user?: string;
}

/**
 * The model alias that a call is assigned to.
 *
 * Weighted rendezvous hashing: each alias draws a number from its own hash of the asker, stretched by its weight, and the greatest wins.
 * There is no state, shares follow the weights, and a changed weight moves only those who must: to the alias that grew, or away from the
 * one that shrank. A call without `user` on a route that sticks by user is drawn by chance; sticking it to its consumer would send the
 * whole traffic of that consumer one way.
 */
export function assign(name: string, route: RouteConfig, asker: Asker, random: () => number): string {
  const subject = subjectOf(route, asker);
  let winner: string | undefined;
  let best = -1;
  for (const [alias, weight] of Object.entries(route.split)) {
    if (weight <= 0) continue;
    // Chance may be 0, which has no logarithm.
    const drawn = subject === undefined ? Math.max(random(), Number.MIN_VALUE) : uniform([route.salt ?? '', name, subject, alias]);
    const score = weight / -Math.log(drawn);
    if (score > best) {
      best = score;
      winner = alias;
    }
  }
  if (winner === undefined) throw new Error(`route ${name} has no model with a weight above 0`);
  return winner;
}

function subjectOf(route: RouteConfig, { consumer, user }: Asker): string | undefined {
  switch (route.stickyBy) {
    case 'none':
      return undefined;
    case 'consumer':
      return consumer;
    case 'user':
      return user === undefined ? undefined : JSON.stringify([consumer, user]);
  }
}

const STEPS = 2 ** 48;

/** A number above 0 and below 1, a function of the words alone. */
function uniform(words: readonly string[]): number {
  const bytes = createHash('sha256').update(JSON.stringify(words)).digest();
  return (bytes.readUIntBE(0, 6) + 0.5) / STEPS;
}
