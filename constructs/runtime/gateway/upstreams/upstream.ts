import type { ChatChunk, ChatRequest, ChatResponse, EmbeddingsRequest, EmbeddingsResponse } from '../api/openai-types.ts';

/** A provider's model behind OpenAI's vocabulary: it takes and gives OpenAI's objects, whatever it speaks itself. */
export interface Upstream {
  /** A complete answer. Throws UpstreamError. */
  readonly chat: (request: ChatRequest, call: UpstreamCall) => Promise<ChatResponse>;
  /**
   * An answer in pieces, those that came together in one list. Resolves once the provider has accepted the call (its status is known), throws UpstreamError before that and
   * from the iteration after it. The last chunk has usage where the provider counts, and an end without a reason to finish is left to the
   * caller to judge. Returning from the iteration early ends the call to the provider.
   */
  readonly streamChat: (request: ChatRequest, call: UpstreamCall) => Promise<AsyncIterable<readonly ChatChunk[]>>;
  /** Vectors as numbers; the caller's encoding is the core's matter. */
  readonly embeddings: (request: EmbeddingsRequest, call: UpstreamCall) => Promise<EmbeddingsResponse>;
  /** Whether its secret has a value; a model without one is off and says so. */
  readonly configured: () => Promise<boolean>;
}

export interface UpstreamCall {
  /** Aborted by the caller's leaving, by a time-out or by the drain. */
  readonly signal: AbortSignal;
  readonly requestId: string;
}

/** What went wrong upstream, in the terms that decide what happens next. Carries no text of the provider and no address. */
export type UpstreamFault =
  /** 429, or the provider's own word for it: another attempt or model may do. */
  | 'throttled'
  /** 5xx, a broken or early ended answer, no connection. */
  | 'failed'
  /** No first byte, or silence, for too long. */
  | 'timed-out'
  /** The caller's own fault, such as too many tokens: no other attempt. */
  | 'rejected'
  /** The provider refused our identity or the model: another model may do, another attempt will not. */
  | 'denied'
  /** A content filter or guardrail of the provider stopped it: no other model may be asked. */
  | 'filtered'
  /** The route's secret is still empty. */
  | 'unconfigured';

export type RejectionReason = 'context_length_exceeded' | 'unsupported_parameter';

export interface UpstreamErrorOptions {
  readonly status?: number;
  readonly reason?: RejectionReason;
  readonly retryAfterMillis?: number;
  readonly cause?: unknown;
}

export class UpstreamError extends Error {
  readonly fault: UpstreamFault;
  readonly status: number | undefined;
  /** Why a request was rejected, where the provider has a word for it. */
  readonly reason: RejectionReason | undefined;
  /** The provider's own wish, in milliseconds. */
  readonly retryAfterMillis: number | undefined;

  constructor(fault: UpstreamFault, options: UpstreamErrorOptions = {}) {
    super(`upstream ${fault}${options.status === undefined ? '' : ` (status ${options.status})`}`, { cause: options.cause });
    this.name = 'UpstreamError';
    this.fault = fault;
    this.status = options.status;
    this.reason = options.reason;
    this.retryAfterMillis = options.retryAfterMillis;
  }
}
