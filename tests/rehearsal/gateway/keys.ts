import { randomBytes } from 'node:crypto';
import { hashKey } from '../../../constructs/runtime/gateway/auth/api-keys.ts';
import type { KeyHash } from '../../../constructs/runtime/gateway/state/gateway-state.ts';

/** A new key, as the operator makes them. */
export function newKey(): string {
  return `llm-${randomBytes(32).toString('base64url')}`;
}

/** What the table gets to know of a key. */
export function hashOf(key: string, consumer: string, slot: KeyHash['slot'] = 'current'): KeyHash {
  const salt = randomBytes(16).toString('base64url');
  return { consumer, slot, salt, hash: hashKey(key, salt) };
}
