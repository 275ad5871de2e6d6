import type { Clock } from '../core/clock.ts';
import type { Counter, GatewayState } from '../state/gateway-state.ts';

export interface BudgetOptions {
  readonly consumer: string;
  readonly kind: Counter['kind'];
  readonly limit: number;
  /** Largest part of the limit, in percent, that is leased at once. */
  readonly leasePercent: number;
  readonly state: GatewayState;
  readonly clock: Clock;
}

/**
 * One limit of one consumer as this instance sees it: units come from the shared counter in blocks and are spent here, so that a call
 * rarely costs a write. What all instances hold and have not spent is the error of the limit, always towards refusing too early.
 */
export class LeasedBudget {
  readonly #options: BudgetOptions;
  #window = '';
  #left = 0;
  /** One lease at a time: calls that come together would each take a block and starve the other instances. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: BudgetOptions) {
    this.#options = options;
  }

  /** Takes `units`, or nothing and gives the seconds until the window ends. Throws where the counter can't be reached. */
  take(units: number): Promise<number | undefined> {
    this.#turnWindow();
    if (this.#left >= units) {
      this.#left -= units;
      return Promise.resolve(undefined);
    }
    const taken = this.#turn.then(() => this.#leaseAndTake(units));
    this.#turn = taken.catch(() => {});
    return taken;
  }

  /** Puts units back that were taken and not used, or takes more than was set aside; a debt is paid by the next lease. */
  correct(window: string, units: number): void {
    if (window === this.#window) this.#left += units;
  }

  get window(): string {
    this.#turnWindow();
    return this.#window;
  }

  /** Gives back what is left, so that a stopped instance takes nothing from a month. */
  async close(): Promise<void> {
    this.#turnWindow();
    const left = Math.floor(this.#left);
    this.#left = 0;
    if (left > 0) await this.#options.state.giveBack(this.#counter(), left);
  }

  async #leaseAndTake(units: number): Promise<number | undefined> {
    this.#turnWindow();
    if (this.#left < units) {
      const { state, limit, leasePercent } = this.#options;
      const missing = units - this.#left;
      const block = Math.max(missing, Math.floor((limit * leasePercent) / 100));
      const window = this.#window;
      const granted = await state.lease(this.#counter(), block, limit);
      this.#turnWindow();
      // Leased for a window that has passed meanwhile: nothing of it counts in this one.
      if (window === this.#window) this.#left += granted;
      else return this.#leaseAndTake(units);
    }
    if (this.#left < units) return this.#secondsLeft();
    this.#left -= units;
    return undefined;
  }

  #turnWindow(): void {
    const now = new Date(this.#options.clock.now()).toISOString();
    const window = this.#options.kind === 'tokens-month' ? now.slice(0, 7) : now.slice(0, 16);
    if (window === this.#window) return;
    this.#window = window;
    this.#left = 0;
  }

  #counter(): Counter {
    const { consumer, kind } = this.#options;
    return { consumer, kind, window: this.#window };
  }

  #secondsLeft(): number {
    const now = this.#options.clock.now();
    const date = new Date(now);
    const end =
      this.#options.kind === 'tokens-month'
        ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
        : (Math.floor(now / 60_000) + 1) * 60_000;
    return Math.max(1, Math.ceil((end - now) / 1000));
  }
}
