import * as apigateway from 'aws-cdk-lib/aws-apigateway';

interface EdgeResponse {
  readonly status: number;
  /** As in OpenAI's error object and in the program's own: constructs/runtime/gateway/core/gateway-error.ts. */
  readonly type: string;
  readonly code: string;
  /** A fixed text, where API Gateway's own says little. @default - API Gateway's own */
  readonly message?: string;
  /** Fixed headers. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What API Gateway refuses by itself, by its own name for it. */
const RESPONSES = {
  UNAUTHORIZED: {
    status: 401,
    type: 'authentication_error',
    code: 'invalid_api_key',
    message: "The key is missing or not valid; send it as 'authorization: Bearer <key>'.",
    headers: { 'WWW-Authenticate': 'Bearer' },
  },
  // A route that there is not: API Gateway takes it for a request that should be signed.
  MISSING_AUTHENTICATION_TOKEN: { status: 404, type: 'not_found_error', code: 'unknown_url', message: 'There is no such URL.' },
  ACCESS_DENIED: { status: 403, type: 'permission_error', code: 'access_denied' },
  WAF_FILTERED: { status: 403, type: 'permission_error', code: 'filtered' },
  AUTHORIZER_FAILURE: {
    status: 503,
    type: 'service_unavailable',
    code: 'authentication_unavailable',
    message: 'Keys cannot be checked now; try again.',
    headers: { 'Retry-After': '5' },
  },
  THROTTLED: { status: 429, type: 'rate_limit_error', code: 'too_many_requests', headers: { 'Retry-After': '1' } },
  REQUEST_TOO_LARGE: { status: 413, type: 'request_too_large', code: 'request_too_large' },
  INTEGRATION_TIMEOUT: { status: 504, type: 'timeout', code: 'timeout' },
  DEFAULT_4XX: { status: 400, type: 'invalid_request_error', code: 'invalid_request' },
  DEFAULT_5XX: { status: 500, type: 'api_error', code: 'internal_error' },
} as const satisfies Readonly<Record<string, EdgeResponse>>;

/**
 * Has the edge answer in the form that OpenAI's clients read, as the program does. A browser can read it where one origin alone may call:
 * these answers have fixed headers, and a list of origins would need one that follows the caller.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function addEdgeResponses(api: apigateway.RestApi, corsOrigins: readonly string[]): void {
  const [origin, ...others] = corsOrigins;
  const cors = origin !== undefined && others.length === 0 ? { 'Access-Control-Allow-Origin': origin, Vary: 'origin' } : {};
  for (const [type, response] of Object.entries<EdgeResponse>(RESPONSES)) {
    const headers = Object.entries({ ...response.headers, ...cors }).map(([name, value]) => [name, `'${value}'`]);
    api.addGatewayResponse(type, {
      type: apigateway.ResponseType.of(type),
      // The two defaults stand for many errors, whose own status says more.
      ...(type.startsWith('DEFAULT_') ? {} : { statusCode: String(response.status) }),
      ...(headers.length > 0 ? { responseHeaders: Object.fromEntries(headers) } : {}),
      templates: { 'application/json': body(response) },
    });
  }
}

// `messageString` is API Gateway's text with its quotes.
function body({ type, code, message }: EdgeResponse): string {
  const text = message === undefined ? '$context.error.messageString' : JSON.stringify(message);
  return `{"error":{"message":${text},"type":"${type}","param":null,"code":"${code}","request_id":"$context.requestId"}}`;
}
