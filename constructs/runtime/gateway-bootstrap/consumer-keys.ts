import { hashKey } from '../gateway/auth/api-keys.ts';
import type { KeyHash } from '../gateway/state/gateway-state.ts';
import { keyPairOf, newKey, textOfPair } from './key-secret.ts';

/** Secrets of consumers, in whatever store. */
export interface KeySecrets {
  /** The secret's text; `CONSUMER_KEYS_TEMPLATE` where the store has no such secret yet. */
  readonly read: (id: string) => Promise<string>;
  /** Makes the secret where there is none. */
  readonly write: (id: string, text: string) => Promise<void>;
}

/** The rows that the gateway reads hashes from. */
export interface KeyRows {
  readonly read: () => Promise<readonly KeyHash[]>;
  readonly write: (row: KeyHash) => Promise<void>;
  readonly remove: (row: Pick<KeyHash, 'consumer' | 'slot'>) => Promise<void>;
}

export interface KeyConsumer {
  readonly name: string;
  /** Where its keys are kept: an ARN of Secrets Manager, or a URL of Key Vault without a version. */
  readonly secret: string;
}

export interface ConsumerKeysParts {
  readonly secrets: KeySecrets;
  readonly rows: KeyRows;
  readonly randomBytes: (length: number) => Buffer;
}

const SLOTS = ['current', 'previous'] as const;

/**
 * Gives every consumer without a key one, and writes to the table what the gateway knows keys by. What is right is left alone, so a second
 * run changes nothing; a key is never replaced, and rows of a consumer that is not named stay: the gateway heeds the named ones alone.
 *
 * All consumers are tried before the faults of some are thrown, so that one broken secret takes no other consumer's key.
 */
export async function bootstrapConsumerKeys(consumers: readonly KeyConsumer[], parts: ConsumerKeysParts): Promise<void> {
  const known = await parts.rows.read();
  const faults: string[] = [];
  for (const consumer of consumers) {
    try {
      await bootstrapConsumer(consumer, known, parts);
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (faults.length > 0) throw new Error(faults.join('; '));
}

async function bootstrapConsumer(
  { name, secret }: KeyConsumer,
  known: readonly KeyHash[],
  { secrets, rows, randomBytes }: ConsumerKeysParts,
): Promise<void> {
  let keys = keyPairOf(name, await secrets.read(secret));
  if (keys.current === '') {
    keys = { ...keys, current: newKey(randomBytes) };
    // Before its hash: a hash without a key would be a key that nobody can find out.
    await secrets.write(secret, textOfPair(keys));
  }
  for (const slot of SLOTS) {
    const key = keys[slot];
    const row = known.find((one) => one.consumer === name && one.slot === slot);
    if (key === '') {
      if (row !== undefined) await rows.remove({ consumer: name, slot });
    } else if (row === undefined || hashKey(key, row.salt) !== row.hash) {
      const salt = randomBytes(16).toString('base64url');
      await rows.write({ consumer: name, slot, salt, hash: hashKey(key, salt) });
    }
  }
}
