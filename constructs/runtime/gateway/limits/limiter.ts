import type { Usage } from '../api/openai-types.ts';

/** A consumer's limits, held over all instances with a stated error. */
export interface Limiter {
  /**
   * Takes one request and `tokens` (prompt estimate and the most the answer may have) from the consumer's budgets. Throws a
   * `rate_limit_error` GatewayError with the seconds to wait, or `service_unavailable` where the counters can't be reached and the
   * configuration says `closed`.
   */
  readonly admit: (consumer: string, tokens: number) => Promise<Admission>;
  /** Gives open leases back; before the process ends. */
  readonly close: () => Promise<void>;
}

export interface Admission {
  /** Corrects the reservation to what was really used; called once, whatever the end. */
  readonly settle: (usage: Pick<Usage, 'total_tokens'> | undefined) => void;
}
