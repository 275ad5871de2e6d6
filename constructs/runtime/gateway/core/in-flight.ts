import { CALLER_LEFT } from './call.ts';
import type { Clock } from './clock.ts';
import { GatewayError } from './gateway-error.ts';

/** How long a stream may take to write its last event. */
const LAST_WORD_MILLIS = 2000;

/** The calls that run now, so that a stop waits for them and then ends the rest. */
export class InFlight {
  readonly #clock: Clock;
  readonly #calls = new Set<AbortController>();
  #draining = false;
  #emptied: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get draining(): boolean {
    return this.#draining;
  }

  refuseWhileDraining(): void {
    if (!this.#draining) return;
    throw new GatewayError('service_unavailable', {
      code: 'shutting_down',
      message: 'This instance is stopping; try again.',
      retryAfterSeconds: 1,
    });
  }

  /** The signal of one call: aborted when its caller leaves or the drain has waited long enough. `done` is to be called at its end. */
  begin(caller: AbortSignal): { readonly signal: AbortSignal; readonly done: () => void } {
    const call = new AbortController();
    const leave = () => call.abort(CALLER_LEFT);
    if (caller.aborted) leave();
    else caller.addEventListener('abort', leave, { once: true });
    this.#calls.add(call);
    return {
      signal: call.signal,
      done: () => {
        caller.removeEventListener('abort', leave);
        this.#calls.delete(call);
        if (this.#calls.size === 0) this.#emptied?.();
      },
    };
  }

  /** Takes no new call, waits for those that run, and ends what is left after `millis`. */
  async drain(millis: number): Promise<void> {
    this.#draining = true;
    if (this.#calls.size === 0) return;
    const emptied = new Promise<void>((resolve) => {
      this.#emptied = resolve;
    });
    const timer = new AbortController();
    await Promise.race([emptied, this.#clock.sleep(millis, timer.signal).catch(() => {})]);
    timer.abort();
    const fault = new GatewayError('service_unavailable', { code: 'shutting_down', message: 'The gateway is stopping; ask again.' });
    for (const call of this.#calls) call.abort(fault);
    // The last events are written by those who read the streams; one who does not read must not hold the rest up.
    const patience = new AbortController();
    await Promise.race([emptied, this.#clock.sleep(LAST_WORD_MILLIS, patience.signal).catch(() => {})]);
    patience.abort();
  }
}
