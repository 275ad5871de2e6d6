/** One call as an adapter (HTTP server, Lambda) gives it to the core. Header names are in lower case, each once. */
export interface GatewayRequest {
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The whole body; rejects with a `request_too_large` GatewayError as soon as it has more bytes than `limit`. */
  readonly body: (limit: number) => Promise<Uint8Array>;
  /** Aborted when the caller has left. */
  readonly signal: AbortSignal;
}

/** What the core gives back. A streamed body is pulled chunk by chunk, so the caller's pace reaches the upstream. */
export interface GatewayResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | AsyncIterable<string | Uint8Array>;
}

/** The program, free of any cloud: adapters call it and write what it gives. It never throws. */
export type GatewayHandler = (request: GatewayRequest) => Promise<GatewayResponse>;
