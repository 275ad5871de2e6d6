/** The metadata ahead of a streamed body. */
export interface Prelude {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

const DELIMITER = Buffer.alloc(8);

/**
 * Splits what a function streams into the prelude and the body: JSON, eight NUL bytes, payload. Undefined while the delimiter has not
 * come. Throws for what is no prelude, which API Gateway answers by 502.
 *
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export function split(bytes: Buffer): { readonly prelude: Prelude; readonly body: Buffer } | undefined {
  const end = bytes.indexOf(DELIMITER);
  if (end === -1) return undefined;
  const given = JSON.parse(bytes.subarray(0, end).toString('utf8'));
  const { statusCode, headers = {}, multiValueHeaders = {}, cookies = [] } = given;
  if (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599) throw new Error('no status code');
  const all: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries({ ...headers, ...multiValueHeaders })) all[remapped(name)] = value as string | string[];
  if (cookies.length > 0) all['set-cookie'] = cookies;
  return { prelude: { statusCode, headers: all }, body: bytes.subarray(end + DELIMITER.length) };
}

/**
 * Headers of the integration that the platform sets itself; the function's own come under another name.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const REMAPPED = new Set(['connection', 'content-length', 'date', 'server', 'transfer-encoding', 'www-authenticate', 'x-amzn-requestid']);

function remapped(name: string): string {
  return REMAPPED.has(name.toLowerCase()) ? `x-amzn-remapped-${name.toLowerCase()}` : name;
}
