import type { Clock } from '../core/clock.ts';
import type { Counter, GatewayState } from '../state/gateway-state.ts';
import { secondsLeft, windowAt } from './windows.ts';

export interface BudgetOptions {
  readonly consumer: string;
  readonly kind: Counter['kind'];
  readonly limit: number;
  /** Largest part of the limit, in percent, that is leased at once. */
  readonly leasePercent: number;
  readonly state: GatewayState;
  readonly clock: Clock;
}

/** Units taken from a window, or nothing and how long it still lasts. */
export type Taken = { readonly window: string } | { readonly waitSeconds: number };

/**
 * Part of what an instance has spent in a window that it may lease ahead. An instance with a single call leases that call alone: a cloud
 * that starts a hundred instances at once would else lease the limit many times over and refuse with nothing spent.
 */
const AHEAD = 0.1;
/** A counter that is used up, or that can't be reached, is left alone for this long; a call meanwhile needs no answer from it. */
const REST_MILLIS = 1000;

/**
 * One limit of one consumer as this instance sees it: units come from the shared counter in blocks and are spent here, so that a call
 * rarely costs a write. What all instances hold and have not spent is the error of the limit, always towards refusing too early: of each
 * at most `leasePercent` of the limit, and at most a tenth of what it has spent in the window.
 */
export class LeasedBudget {
  readonly #options: BudgetOptions;
  #window = '';
  #left = 0;
  #spent = 0;
  #rest: { readonly until: number; readonly fault?: unknown } | undefined;
  /** One lease at a time: calls that come together would each take a block and starve the other instances. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: BudgetOptions) {
    this.#options = options;
  }

  /** Takes `units` or nothing. Rejects where the counter can't be reached. */
  take(units: number): Promise<Taken> {
    const answer = this.#answer(units);
    if (answer !== undefined) return answer;
    const leased = this.#turn.then(() => this.#answer(units) ?? this.#lease(units));
    this.#turn = leased.catch(() => {});
    return leased;
  }

  /** Puts units back that were taken and not used, or takes more than was set aside; a debt is paid by the next lease. */
  correct(window: string, units: number): void {
    if (window !== this.#window) return;
    this.#left += units;
    this.#spent -= units;
  }

  /** Gives back what is left, so that a stopped instance takes nothing from a month. */
  async close(): Promise<void> {
    this.#turnWindow();
    const left = Math.floor(this.#left);
    this.#left = 0;
    if (left > 0) await this.#options.state.giveBack(this.#counter(), left);
  }

  /** What needs no lease: units that are held, and a refusal or a fault that is a moment old. */
  #answer(units: number): Promise<Taken> | undefined {
    this.#turnWindow();
    const { kind, clock } = this.#options;
    if (this.#left >= units) {
      this.#left -= units;
      this.#spent += units;
      return Promise.resolve({ window: this.#window });
    }
    if (this.#rest === undefined || clock.now() >= this.#rest.until) return undefined;
    if (this.#rest.fault !== undefined) return Promise.reject(this.#rest.fault);
    return Promise.resolve({ waitSeconds: secondsLeft(kind, clock.now()) });
  }

  async #lease(units: number): Promise<Taken> {
    const { state, limit, leasePercent, clock } = this.#options;
    const missing = units - this.#left;
    const ahead = Math.floor(Math.min((limit * leasePercent) / 100, this.#spent * AHEAD));
    const window = this.#window;
    let granted: number;
    try {
      granted = await state.lease(this.#counter(), Math.max(missing, ahead), limit);
    } catch (fault) {
      this.#rest = { until: clock.now() + REST_MILLIS, fault };
      throw fault;
    }
    this.#turnWindow();
    // Leased for a window that has passed meanwhile: nothing of it counts in this one.
    if (window === this.#window) {
      this.#left += granted;
      this.#rest = granted < missing ? { until: clock.now() + REST_MILLIS } : undefined;
    }
    return this.#answer(units) ?? this.#lease(units);
  }

  #turnWindow(): void {
    const window = windowAt(this.#options.kind, this.#options.clock.now());
    if (window === this.#window) return;
    this.#window = window;
    this.#left = 0;
    this.#spent = 0;
    this.#rest = undefined;
  }

  #counter(): Counter {
    const { consumer, kind } = this.#options;
    return { consumer, kind, window: this.#window };
  }
}
