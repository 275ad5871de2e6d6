import type { Usage } from '../api/openai-types.ts';
import type { TimeoutsConfig } from '../config/gateway-config.ts';
import type { CallRecord, EvidenceSink } from '../evidence/evidence.ts';
import type { Admission } from '../limits/limiter.ts';
import { type Answered, askChain } from '../routes/ask-chain.ts';
import { callerFault } from '../routes/caller-fault.ts';
import { type Upstream, type UpstreamCall, UpstreamError } from '../upstreams/upstream.ts';
import { type Clock, STOPPED } from './clock.ts';
import { GatewayError, told } from './gateway-error.ts';

/** What an admitted call needs to be asked, timed and recorded. */
export interface CallOptions {
  readonly requestId: string;
  readonly consumer: string;
  readonly route: string;
  /** Alias that the split assigned; it may be switched off, so that another one is asked first. */
  readonly variant: string;
  /** Aliases in the order in which they are asked. */
  readonly chain: readonly string[];
  readonly operation: CallRecord['operation'];
  readonly arrived: number;
  readonly admission: Admission;
  /** Aborted with the reason that ends the call: the caller's leaving, or the drain's GatewayError. */
  readonly signal: AbortSignal;
  readonly upstreams: Readonly<Record<string, Upstream>>;
  readonly timeouts: TimeoutsConfig;
  readonly clock: Clock;
  readonly evidence: EvidenceSink;
  /** Told once when it has ended, whatever the end. */
  readonly onEnd: () => void;
}

export interface StreamWatch {
  readonly next: <T>(pieces: AsyncIterator<T>) => Promise<IteratorResult<T>>;
  readonly stop: () => void;
}

/** The reason of a signal whose caller has left. */
export const CALLER_LEFT = Symbol('caller left');

const NOTHING = { total_tokens: 0 };

/** One call after its admission: it asks the chain, counts what was used and leaves exactly one record. */
export class Call {
  readonly requestId: string;
  readonly timeouts: TimeoutsConfig;
  readonly clock: Clock;
  readonly #options: CallOptions;
  readonly #deadline: number;
  readonly #attempts: string[] = [];
  /** Ends with the caller's leaving, the drain, or a stream's silence. */
  readonly #life = new AbortController();
  #firstByteMillis: number | undefined;
  #usage: Usage | undefined;
  /** What the budgets are told where no model has counted; undefined keeps what was set aside. */
  #spent: { readonly total_tokens: number } | undefined;
  #ended = false;

  constructor(options: CallOptions) {
    this.requestId = options.requestId;
    this.timeouts = options.timeouts;
    this.clock = options.clock;
    this.#options = options;
    this.#deadline = options.arrived + options.timeouts.totalMillis;
    const { signal } = options;
    if (signal.aborted) this.#life.abort(signal.reason);
    else signal.addEventListener('abort', () => this.#life.abort(signal.reason), { once: true });
  }

  /** Asks one model after the other until one answers. */
  async ask<T>(question: (upstream: Upstream, call: UpstreamCall) => Promise<T>): Promise<Answered<T>> {
    const { chain, upstreams, timeouts, clock, requestId } = this.#options;
    const { signal } = this.#life;
    let cutOff = false;
    const ask = (alias: string, attempt: AbortSignal) => {
      attempt.addEventListener('abort', () => {
        cutOff = true;
      });
      const upstream = upstreams[alias];
      if (upstream === undefined) throw new Error(`no upstream for model ${alias}`);
      return question(upstream, { signal: attempt, requestId });
    };
    const onAttempt = (alias: string) => this.#attempts.push(alias);
    try {
      return await askChain(chain, ask, { clock, timeouts, signal, deadline: this.#deadline, onAttempt });
    } catch (error) {
      // A model that was cut off may have cost something; one that refused or failed has not.
      if (error instanceof UpstreamError && error.fault !== 'timed-out' && !cutOff) this.#spent = NOTHING;
      throw error;
    }
  }

  /**
   * Ends the call when a stream keeps its reader waiting for too long or has used its time up; each piece is to be taken by `next`. A
   * reader who rests is not waiting. One timer a stream: a timer for each piece would cost more than the piece.
   */
  watch(): StreamWatch {
    const { clock, timeouts } = this.#options;
    const stopped = new AbortController();
    let waitingSince: number | undefined;
    const look = async (): Promise<void> => {
      for (;;) {
        const now = clock.now();
        const left = Math.min((waitingSince ?? now) + timeouts.idleMillis, this.#deadline) - now;
        if (left <= 0) return this.#life.abort(new UpstreamError('timed-out'));
        await clock.sleep(left, stopped.signal);
      }
    };
    look().catch(() => {});
    return {
      next: async (pieces) => {
        waitingSince = clock.now();
        try {
          return await pieces.next();
        } finally {
          waitingSince = undefined;
        }
      },
      stop: () => stopped.abort(STOPPED),
    };
  }

  /**
   * Which model and which arm of the split. A stream's headers leave before a model has answered, so they name the assigned one; each
   * chunk's `model` names the one that answers.
   */
  labels(): Record<string, string> {
    const { variant, chain } = this.#options;
    return { 'x-llm-model': this.#attempts.at(-1) ?? chain[0] ?? variant, 'x-llm-variant': variant };
  }

  firstByte(): void {
    this.#firstByteMillis ??= this.clock.now() - this.#options.arrived;
  }

  used(usage: Usage | undefined): void {
    this.#usage = usage;
  }

  /** What the caller is told of whatever was thrown. */
  fault(error: unknown): GatewayError {
    // An upstream that was cut off says so in its own words; the reason it was cut off for is what counts.
    const cause = this.#life.signal.aborted ? this.#life.signal.reason : error;
    if (cause instanceof UpstreamError) return callerFault(cause);
    return cause === CALLER_LEFT ? new GatewayError('timeout', { code: 'caller_left', message: 'The caller has left.' }) : told(cause);
  }

  /** Settles the reservation and leaves the record; once, however often it is called. */
  end(fault: GatewayError | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    const { admission, evidence, onEnd } = this.#options;
    admission.settle(this.#usage ?? this.#spent);
    evidence.record(this.#record(fault));
    onEnd();
  }

  #record(fault: GatewayError | undefined): CallRecord {
    const { requestId, consumer, route, variant, operation, arrived, signal } = this.#options;
    const model = this.#attempts.at(-1);
    return {
      requestId,
      at: new Date(arrived).toISOString(),
      consumer,
      route,
      variant,
      operation,
      status: fault?.status ?? 200,
      attempts: this.#attempts.length,
      fallback: model !== undefined && model !== variant,
      totalMillis: this.clock.now() - arrived,
      callerLeft: signal.aborted && signal.reason === CALLER_LEFT,
      ...(model === undefined ? {} : { model }),
      ...(fault === undefined ? {} : { error: fault.code }),
      ...(this.#firstByteMillis === undefined ? {} : { firstByteMillis: this.#firstByteMillis }),
      ...(this.#usage === undefined ? {} : { promptTokens: this.#usage.prompt_tokens, completionTokens: this.#usage.completion_tokens }),
    };
  }
}
