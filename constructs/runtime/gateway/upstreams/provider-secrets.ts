import type { SecretPlace } from '../config/gateway-config.ts';
import type { Clock } from '../core/clock.ts';
import { Refreshed } from '../core/refreshed.ts';

/** Reads one secret's text from the cloud's store, by the program's identity. */
export type SecretReader = (place: SecretPlace) => Promise<string>;

// A provider's key that was replaced must be in use soon; a store's price is by the read.
const MAX_AGE_MILLIS = 60_000;

/** Keys of providers, each read when it is first needed and again a minute later. */
export class ProviderSecrets {
  readonly #read: SecretReader;
  readonly #clock: Clock;
  readonly #values = new Map<string, Refreshed<string | undefined>>();

  constructor(read: SecretReader, clock: Clock) {
    this.#read = read;
    this.#clock = clock;
  }

  /** Undefined while the secret holds the empty template. */
  value(place: SecretPlace): Promise<string | undefined> {
    const id = JSON.stringify(place);
    let value = this.#values.get(id);
    if (value === undefined) {
      value = new Refreshed(async () => fieldOf(await this.#read(place), place.field), MAX_AGE_MILLIS, this.#clock);
      this.#values.set(id, value);
    }
    return value.value();
  }
}

function fieldOf(text: string, field: string | undefined): string | undefined {
  const value = field === undefined ? text : fieldOfObject(text, field);
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

function fieldOfObject(text: string, field: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    const value = typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>)[field] : undefined;
    return typeof value === 'string' ? value : undefined;
  } catch {
    // Never the text itself in an error: it is a secret.
    throw new Error('a secret with a field is not JSON');
  }
}
