import type { GatewayConfig } from '../config/gateway-config.ts';
import type { Clock } from '../core/clock.ts';
import { GatewayError } from '../core/gateway-error.ts';
import type { Log } from '../evidence/evidence.ts';
import type { Counter, GatewayState } from '../state/gateway-state.ts';
import { LeasedBudget } from './leased-budget.ts';
import type { Admission, Limiter } from './limiter.ts';

interface Budgets {
  readonly requests: LeasedBudget | undefined;
  /** Of the minute and of the month. */
  readonly tokens: readonly LeasedBudget[];
}

/** The limits of the configuration's consumers on shared counters. */
export function leasedLimiter(config: GatewayConfig, state: GatewayState, clock: Clock, log: Log): Limiter {
  const all = new Map(Object.keys(config.consumers).map((consumer) => [consumer, budgetsOf(config, consumer, state, clock)]));
  return {
    admit: async (consumer, tokens) => {
      const budgets = all.get(consumer);
      if (budgets === undefined) throw new Error('an unknown consumer has no budget');
      refuseBeyondEveryWindow(config, consumer, tokens);
      try {
        return await take(budgets, tokens);
      } catch (error) {
        if (error instanceof GatewayError) throw error;
        log('error', 'counters-unreachable', { consumer, fail: config.limits.countersFail });
        if (config.limits.countersFail === 'open') return UNCOUNTED;
        throw new GatewayError('service_unavailable', {
          code: 'counters_unavailable',
          message: 'Limits cannot be checked now; try again.',
          retryAfterSeconds: 5,
        });
      }
    },
    close: async () => {
      const budgets = [...all.values()].flatMap(({ requests, tokens }) => [...(requests ? [requests] : []), ...tokens]);
      // A counter that can't be reached loses a lease; a stop must not hang on it.
      await Promise.allSettled(budgets.map((budget) => budget.close()));
    },
  };
}

const UNCOUNTED: Admission = { settle: () => {} };

function budgetsOf({ consumers, limits }: GatewayConfig, consumer: string, state: GatewayState, clock: Clock): Budgets {
  const { requestsPerMinute, tokensPerMinute, tokensPerMonth } = consumers[consumer] ?? {};
  const budget = (kind: Counter['kind'], limit: number | undefined) =>
    limit === undefined ? undefined : new LeasedBudget({ consumer, kind, limit, leasePercent: limits.leasePercent, state, clock });
  const tokens = [budget('tokens-minute', tokensPerMinute), budget('tokens-month', tokensPerMonth)];
  return { requests: budget('requests-minute', requestsPerMinute), tokens: tokens.filter((one) => one !== undefined) };
}

/** Takes from each budget or from none: what a refused call has taken goes back. */
async function take({ requests, tokens: budgets }: Budgets, tokens: number): Promise<Admission> {
  const taken: { readonly budget: LeasedBudget; readonly window: string; readonly units: number }[] = [];
  const wanted = [...(requests ? [{ budget: requests, units: 1 }] : []), ...budgets.map((budget) => ({ budget, units: tokens }))];
  try {
    for (const { budget, units } of wanted) {
      const one = await budget.take(units);
      if ('waitSeconds' in one) throw exceeded(budget === requests ? 'requests' : 'tokens', one.waitSeconds);
      taken.push({ budget, window: one.window, units });
    }
  } catch (error) {
    for (const { budget, window, units } of taken) budget.correct(window, units);
    throw error;
  }
  return {
    settle: (usage) => {
      // A call without usage keeps what was set aside: a stream that was cut off has cost something.
      if (usage === undefined) return;
      for (const { budget, window } of taken) {
        if (budget !== requests) budget.correct(window, tokens - usage.total_tokens);
      }
    },
  };
}

/** A call that no window could ever take is told so, instead of being told to come back. */
function refuseBeyondEveryWindow({ consumers }: GatewayConfig, consumer: string, tokens: number): void {
  const { tokensPerMinute, tokensPerMonth } = consumers[consumer] ?? {};
  const limit = Math.min(tokensPerMinute ?? Number.POSITIVE_INFINITY, tokensPerMonth ?? Number.POSITIVE_INFINITY);
  if (tokens <= limit) return;
  throw new GatewayError('invalid_request_error', {
    code: 'request_exceeds_limit',
    message: `The request may use ${tokens} tokens, the limit of this key is ${limit}; ask for less by 'max_completion_tokens'.`,
    param: 'max_completion_tokens',
  });
}

function exceeded(what: 'requests' | 'tokens', seconds: number): GatewayError {
  return new GatewayError('rate_limit_error', {
    code: `${what}_limit_reached`,
    message: `This key has used its ${what} up; the next window begins in ${seconds} s.`,
    retryAfterSeconds: seconds,
  });
}
