/** Time and chance as inputs, so that a test decides both. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves after `millis`, or rejects with the signal's reason. */
  readonly sleep: (millis: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

/** A reason to end a sleep that nobody reads: without one each end would make an error with its stack. */
export const STOPPED = Symbol('stopped');

export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (millis, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, millis);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};
