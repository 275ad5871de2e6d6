import type { Counter } from '../state/gateway-state.ts';

const MINUTE_MILLIS = 60_000;

/** The window that a time falls in, in UTC: `2027-03-01T10:15`, or `2027-03` for a month. */
export function windowAt(kind: Counter['kind'], now: number): string {
  return new Date(now).toISOString().slice(0, kind === 'tokens-month' ? 7 : 16);
}

/** Whole seconds until the next window begins; at least one. */
export function secondsLeft(kind: Counter['kind'], now: number): number {
  const date = new Date(now);
  const end =
    kind === 'tokens-month'
      ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
      : (Math.floor(now / MINUTE_MILLIS) + 1) * MINUTE_MILLIS;
  return Math.max(1, Math.ceil((end - now) / 1000));
}
