import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import { Refreshed } from '../core/refreshed.ts';
import type { GatewayState, KeyHash } from '../state/gateway-state.ts';

/** 32 random bytes in base64url, behind a prefix by which scanners of repositories know a key when they see one. */
const KEY_FORM = /^llm-[A-Za-z0-9_-]{43}$/;

/** The consumer whose key this is, from hashes that are never older than `cacheSeconds`. */
export class ApiKeys {
  readonly #hashes: Refreshed<readonly KeyHash[]>;

  constructor(state: GatewayState, cacheSeconds: number, clock: Clock) {
    this.#hashes = new Refreshed(() => state.keyHashes(), cacheSeconds * 1000, clock);
  }

  /** Undefined for a key that nobody has. Every hash is compared, whatever matches, so that the time tells nothing. */
  async consumerOf(key: string): Promise<string | undefined> {
    if (!KEY_FORM.test(key)) return undefined;
    let found: string | undefined;
    for (const { consumer, salt, hash } of await this.#hashes.value()) {
      if (same(hashKey(key, salt), hash)) found = consumer;
    }
    return found;
  }
}

/** The hash that the table holds. A key has 256 random bits, so a slow hash would guard nothing. */
export function hashKey(key: string, salt: string): string {
  return createHash('sha256').update(Buffer.from(salt, 'base64url')).update(key).digest('base64url');
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
