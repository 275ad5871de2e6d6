import type { IncomingMessage } from 'node:http';

/** The fields that API Gateway's REST proxy and its REQUEST authorizer have in common. */
export interface RequestFields {
  readonly resource: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly queryStringParameters: Readonly<Record<string, string>> | null;
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[]>> | null;
  readonly pathParameters: Readonly<Record<string, string>> | null;
  readonly stageVariables: null;
  readonly requestContext: Readonly<Record<string, unknown>> & { readonly requestId: string };
}

const API = 'a1b2c3d4e5';
const STAGE = 'v1';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format */
export function requestFields(request: IncomingMessage, requestId: string): RequestFields {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const httpMethod = request.method ?? 'GET';
  const multiValueHeaders = valuesOf(request);
  const names = [...new Set(url.searchParams.keys())];
  const multiValueQueryStringParameters = Object.fromEntries(names.map((name) => [name, url.searchParams.getAll(name)]));
  return {
    resource: '/{proxy+}',
    path: url.pathname,
    httpMethod,
    headers: lastOf(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: names.length === 0 ? null : lastOf(multiValueQueryStringParameters),
    multiValueQueryStringParameters: names.length === 0 ? null : multiValueQueryStringParameters,
    pathParameters: { proxy: url.pathname.slice(1) },
    stageVariables: null,
    requestContext: {
      accountId: '111122223333',
      apiId: API,
      resourceId: 'f6g7h8',
      resourcePath: '/{proxy+}',
      httpMethod,
      stage: STAGE,
      path: `/${STAGE}${url.pathname}`,
      protocol: 'HTTP/1.1',
      requestId,
      requestTimeEpoch: Date.now(),
      identity: { sourceIp: request.socket.remoteAddress, userAgent: request.headers['user-agent'] ?? null },
    },
  };
}

/** What the function is called with. A body of an API without binary media types is text, whatever its bytes were. */
export function proxyEvent(fields: RequestFields, body: Buffer, authorizer: Readonly<Record<string, unknown>> | undefined): object {
  const requestContext = authorizer === undefined ? fields.requestContext : { ...fields.requestContext, authorizer };
  return { ...fields, requestContext, body: body.length === 0 ? null : body.toString('utf8'), isBase64Encoded: false };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html: never with the body. */
export function authorizerEvent(fields: RequestFields): RequestFields & { readonly type: 'REQUEST'; readonly methodArn: string } {
  const { httpMethod, path } = fields;
  return { type: 'REQUEST', methodArn: `arn:aws:execute-api:eu-central-1:111122223333:${API}/${STAGE}/${httpMethod}${path}`, ...fields };
}

function valuesOf(request: IncomingMessage): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(at, at + 2);
    const key = Object.keys(values).find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;
    values[key] = [...(values[key] ?? []), value];
  }
  const address = request.socket.remoteAddress ?? '';
  return { ...values, 'X-Forwarded-For': [address], 'X-Forwarded-Port': ['443'], 'X-Forwarded-Proto': ['https'] };
}

function lastOf(values: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.at(-1) ?? '']));
}
