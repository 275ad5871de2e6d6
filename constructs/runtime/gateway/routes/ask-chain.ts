import type { TimeoutsConfig } from '../config/gateway-config.ts';
import { type Clock, STOPPED } from '../core/clock.ts';
import { UpstreamError, type UpstreamFault } from '../upstreams/upstream.ts';

export interface Answered<T> {
  readonly value: T;
  /** Alias of the model that answered. */
  readonly alias: string;
}

export interface ChainOptions {
  readonly clock: Clock;
  readonly timeouts: TimeoutsConfig;
  /** Ends the whole call. */
  readonly signal: AbortSignal;
  /** When the call must have ended, in the clock's milliseconds. */
  readonly deadline: number;
  /** Told before each attempt. */
  readonly onAttempt: (alias: string) => void;
}

/** What an attempt's fault leads to: another attempt on the same model, the next model, or the end. */
const NEXT_STEP: Readonly<Record<UpstreamFault, 'retry' | 'next' | 'stop'>> = {
  throttled: 'retry',
  failed: 'retry',
  'timed-out': 'next',
  denied: 'next',
  unconfigured: 'next',
  rejected: 'stop',
  filtered: 'stop',
};

// Full jitter: the waits of many callers spread instead of coming in waves.
const FIRST_WAIT_MILLIS = 200;
const LONGEST_WAIT_MILLIS = 2000;

/**
 * Asks the models of a chain in turn until one answers, all within one deadline. Throws the last UpstreamError, or the signal's reason.
 *
 * `ask` gets a signal that ends with the attempt's own time-out for its first byte; what it returns may go on after that.
 */
export async function askChain<T>(
  chain: readonly string[],
  ask: (alias: string, signal: AbortSignal) => Promise<T>,
  options: ChainOptions,
): Promise<Answered<T>> {
  let last: UpstreamError | undefined;
  for (const alias of chain) {
    for (let attempt = 1; attempt <= options.timeouts.attempts; attempt++) {
      options.signal.throwIfAborted();
      if (options.clock.now() >= options.deadline) throw last ?? new UpstreamError('timed-out');
      options.onAttempt(alias);
      try {
        return { value: await withinFirstByte((signal) => ask(alias, signal), options), alias };
      } catch (error) {
        options.signal.throwIfAborted();
        last = asUpstreamError(error);
      }
      const step = NEXT_STEP[last.fault];
      if (step === 'stop') throw last;
      if (step === 'next' || attempt === options.timeouts.attempts || !(await waited(last, attempt, options))) break;
    }
  }
  throw last ?? new UpstreamError('failed');
}

/** A thrown thing that no upstream has named is a failure of that upstream: the next one may do. */
export function asUpstreamError(error: unknown): UpstreamError {
  return error instanceof UpstreamError ? error : new UpstreamError('failed', { cause: error });
}

/** Waits before another attempt; false where the provider asks for more than is left or sensible, so that the next model is better. */
async function waited(error: UpstreamError, attempt: number, { clock, signal, deadline }: ChainOptions): Promise<boolean> {
  const jitter = clock.random() * Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS * 2 ** (attempt - 1));
  const wait = Math.max(jitter, error.retryAfterMillis ?? 0);
  if (wait > LONGEST_WAIT_MILLIS || clock.now() + wait >= deadline) return false;
  await clock.sleep(wait, signal);
  return true;
}

async function withinFirstByte<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  { clock, timeouts, signal, deadline }: ChainOptions,
): Promise<T> {
  const attempt = new AbortController();
  const forward = () => attempt.abort(signal.reason);
  signal.addEventListener('abort', forward, { once: true });
  const timer = new AbortController();
  const millis = Math.min(timeouts.firstByteMillis, deadline - clock.now());
  clock.sleep(millis, timer.signal).then(
    () => attempt.abort(new UpstreamError('timed-out')),
    () => {},
  );
  try {
    return await Promise.race([ask(attempt.signal), aborted(attempt.signal)]);
  } catch (error) {
    // An upstream that was cut off says so in its own words; ours are the ones that decide.
    if (attempt.signal.aborted) throw attempt.signal.reason;
    signal.removeEventListener('abort', forward);
    throw error;
  } finally {
    timer.abort(STOPPED);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
