import type { GatewayErrorType } from '../core/gateway-error.ts';

/** What a gateway response of API Gateway says in our place. */
export interface PlatformAnswer {
  /** Replaces the platform's own status. @default - the status of the response type */
  readonly status?: number;
  readonly type: GatewayErrorType;
  readonly code: string;
  readonly message: string;
}

/**
 * API Gateway answers some calls itself, as `{"message": …}`. These gateway responses give them the form of every other error, so that a
 * client reads one kind alone. Types: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 *
 * Out of reach are a request above 10 MB, which is refused in plain text, and an answer of the function that API Gateway can't read.
 */
export const PLATFORM_ANSWERS = {
  UNAUTHORIZED: {
    type: 'authentication_error',
    code: 'invalid_api_key',
    message: "The key is missing or not valid; send it as 'authorization: Bearer <key>'.",
  },
  ACCESS_DENIED: { type: 'permission_error', code: 'access_denied', message: 'This key may not call this API.' },
  // The authorizer fails when it can't read the table; that is the platform's trouble and passes.
  AUTHORIZER_FAILURE: unavailable(),
  AUTHORIZER_CONFIGURATION_ERROR: unavailable(),
  THROTTLED: { type: 'rate_limit_error', code: 'throttled', message: 'Too many requests at once; try again later.' },
  REQUEST_TOO_LARGE: { type: 'request_too_large', code: 'request_too_large', message: 'The request is larger than the platform takes.' },
  INTEGRATION_TIMEOUT: { type: 'timeout', code: 'gateway_timeout', message: 'The gateway did not answer in time.' },
  INTEGRATION_FAILURE: { type: 'timeout', code: 'gateway_failed', message: 'The gateway could not be reached; try again.' },
  DEFAULT_4XX: { type: 'invalid_request_error', code: 'refused_by_platform', message: 'The platform refused the request.' },
  DEFAULT_5XX: { type: 'api_error', code: 'platform_failed', message: 'The platform failed; try again.' },
} as const satisfies Readonly<Record<string, PlatformAnswer>>;

export type PlatformAnswerType = keyof typeof PLATFORM_ANSWERS;

/** The mapping template of a gateway response: simple variables alone, which API Gateway fills. */
export function platformTemplate({ type, code, message }: PlatformAnswer): string {
  return JSON.stringify({ error: { message, type, param: null, code, request_id: '$context.requestId' } });
}

function unavailable() {
  return {
    status: 503,
    type: 'service_unavailable',
    code: 'authentication_unavailable',
    message: 'Keys cannot be checked now; try again.',
  } as const;
}
