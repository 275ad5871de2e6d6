/** The `type` of OpenAI's error object, and the status that goes with it. Source: https://platform.openai.com/docs/guides/error-codes */
const STATUS = {
  invalid_request_error: 400,
  authentication_error: 401,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  unsupported_media_type: 415,
  rate_limit_error: 429,
  api_error: 500,
  upstream_error: 502,
  service_unavailable: 503,
  timeout: 504,
} as const;

export type GatewayErrorType = keyof typeof STATUS;

export interface GatewayErrorDetails {
  /** Stable word for programs, such as `model_not_found`. */
  readonly code: string;
  /** For people; never with a secret, an upstream's address or its own text. */
  readonly message: string;
  /** The field of the request that is wrong. */
  readonly param?: string;
  /** When to come back, for `retry-after`. */
  readonly retryAfterSeconds?: number;
}

/** A fault that the caller is told, in OpenAI's form. Whatever else is thrown is a fault of the gateway and told without detail. */
export class GatewayError extends Error {
  readonly type: GatewayErrorType;
  readonly code: string;
  readonly param: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(type: GatewayErrorType, details: GatewayErrorDetails) {
    super(details.message);
    this.name = 'GatewayError';
    this.type = type;
    this.code = details.code;
    this.param = details.param;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  get status(): number {
    return STATUS[this.type];
  }

  /** The body that OpenAI's clients read. */
  body(requestId: string): string {
    const { type, code, param = null, message } = this;
    return JSON.stringify({ error: { message, type, param, code, request_id: requestId } });
  }
}

/** What the caller may see of anything that was thrown. */
export function told(thrown: unknown): GatewayError {
  if (thrown instanceof GatewayError) return thrown;
  return new GatewayError('api_error', { code: 'internal_error', message: 'The gateway failed; its log has the request id.' });
}
