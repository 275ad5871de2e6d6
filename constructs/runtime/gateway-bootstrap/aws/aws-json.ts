import { type AwsCredentials, signedHeaders } from '../../gateway/aws/signer.ts';
import type { Clock } from '../../gateway/core/clock.ts';
import { call, textOf } from '../../gateway/upstreams/http-call.ts';

export interface AwsPlace {
  readonly region: string;
  readonly credentials: AwsCredentials;
  readonly clock: Clock;
  /** Another address of every service: an emulator. */
  readonly endpoint?: string;
}

export interface AwsOperation {
  readonly service: string;
  /** Name and version of the service's API, such as `DynamoDB_20120810`. */
  readonly target: string;
  /** Of the protocol. */
  readonly version: '1.0' | '1.1';
}

const ATTEMPTS = 4;
const PATIENCE_MILLIS = 10_000;

/** One call in AWS's JSON protocol, tried again where that can help. An error names the operation and the service's word for it alone. */
export async function awsJson<T>(place: AwsPlace, { service, target, version }: AwsOperation, action: string, input: object): Promise<T> {
  const { region, credentials, clock, endpoint = `https://${service}.${region}.amazonaws.com` } = place;
  const url = new URL('/', endpoint);
  const body = JSON.stringify(input);
  const headers = { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': `${target}.${action}` };
  for (let attempt = 1; ; attempt++) {
    const signed = await signedHeaders({ service, region, url, headers, body }, credentials);
    const response = await call({ url, headers: signed, body, signal: AbortSignal.timeout(PATIENCE_MILLIS) });
    const text = await textOf(response);
    if (response.statusCode === 200) return JSON.parse(text || '{}');
    const name = nameOf(text);
    const again = (response.statusCode ?? 0) >= 500 || /Throttl|ProvisionedThroughputExceeded|LimitExceeded/.test(name);
    if (!again || attempt === ATTEMPTS) throw new Error(`${service} ${action}: ${name || response.statusCode}`);
    await clock.sleep(200 * 2 ** attempt * clock.random());
  }
}

function nameOf(text: string): string {
  try {
    const { __type: type }: { __type?: unknown } = JSON.parse(text || '{}');
    return typeof type === 'string' ? (type.split('#').at(-1) ?? '') : '';
  } catch {
    return '';
  }
}
