import type { Clock } from './clock.ts';

/** A read that failed is not tried again for this long: a store that hangs would cost each call its patience. */
const REST_MILLIS = 1000;

/**
 * A value that is read when it is needed and never given out older than `maxAgeMillis`: after that a call waits for the new one.
 * Calls that come together share one read. A read that fails throws; `last` is there for who may go on with the old value.
 */
export class Refreshed<T> {
  readonly #read: () => Promise<T>;
  readonly #maxAgeMillis: number;
  readonly #clock: Clock;
  #held: { readonly value: T; readonly at: number } | undefined;
  #failed: { readonly error: unknown; readonly at: number } | undefined;
  #reading: Promise<T> | undefined;

  constructor(read: () => Promise<T>, maxAgeMillis: number, clock: Clock) {
    this.#read = read;
    this.#maxAgeMillis = maxAgeMillis;
    this.#clock = clock;
  }

  async value(): Promise<T> {
    const now = this.#clock.now();
    if (this.#held && now - this.#held.at < this.#maxAgeMillis) return this.#held.value;
    if (this.#failed && now - this.#failed.at < REST_MILLIS) throw this.#failed.error;
    this.#reading ??= this.#refresh().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** What was read last, however old. */
  get last(): T | undefined {
    return this.#held?.value;
  }

  async #refresh(): Promise<T> {
    // The age counts from before the read: what changes while it runs may not be in it.
    const at = this.#clock.now();
    try {
      const value = await this.#read();
      this.#held = { value, at };
      this.#failed = undefined;
      return value;
    } catch (error) {
      this.#failed = { error, at: this.#clock.now() };
      throw error;
    }
  }
}
