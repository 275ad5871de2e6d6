/** What is known of a call when it has ended; metadata alone, never a prompt, an answer, a key or the caller's `user`. */
export interface CallRecord {
  readonly requestId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly consumer?: string;
  readonly route?: string;
  /** Alias of the model that answered, or that was asked last. */
  readonly model?: string;
  /** Alias that the split assigned. */
  readonly variant?: string;
  readonly operation: 'chat' | 'chat-stream' | 'embeddings' | 'models' | 'other';
  readonly status: number;
  /** The error's code, where there was one. */
  readonly error?: string;
  readonly attempts: number;
  readonly fallback: boolean;
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  readonly totalMillis: number;
  readonly firstByteMillis?: number;
  /** Whether the caller left before the end. */
  readonly callerLeft: boolean;
}

/** Where records go: metrics and audit, each by its own sink. */
export interface EvidenceSink {
  readonly record: (call: CallRecord) => void;
  /** Sends what is still held; before the process ends. */
  readonly flush: () => Promise<void>;
}

/** The program's own events (a kill flag seen, a counter unreachable): one JSON line each, never with a secret or a prompt. */
export type Log = (level: 'info' | 'warn' | 'error', event: string, fields?: Readonly<Record<string, string | number | boolean>>) => void;
