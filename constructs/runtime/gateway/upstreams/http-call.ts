import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { UpstreamError } from './upstream.ts';

// Node's own client: its pools keep connections, its responses are streams with back-pressure, and it adds nothing to the bundle.
const pool = { keepAlive: true, maxSockets: 512, scheduling: 'lifo' } as const;
const agents = { http: new HttpAgent(pool), https: new HttpsAgent(pool) };

export interface HttpCall {
  readonly url: URL;
  readonly method?: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal: AbortSignal;
}

/** The response once its status is known, whatever it is. Throws UpstreamError where there is no connection; ends with the signal. */
export function call({ url, method = 'POST', headers, body, signal }: HttpCall): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:';
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const options = { method, headers: { ...headers, ...length }, signal, agent: secure ? agents.https : agents.http };
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? httpsRequest : httpRequest)(url, options, resolve);
    outgoing.once('error', (cause) => reject(new UpstreamError('failed', { cause })));
    outgoing.end(body);
  });
}

// What a provider may send in one piece; a runaway answer must not fill the memory.
const LARGEST_ANSWER = 32 << 20;

/** The whole body as text. */
export async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      size += chunk.length;
      if (size > LARGEST_ANSWER) throw new UpstreamError('failed');
      chunks.push(chunk);
    }
  } catch (cause) {
    throw cause instanceof UpstreamError ? cause : new UpstreamError('failed', { cause });
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

/** The body as JSON; a broken one is a failure of the provider. */
export async function jsonOf<T>(response: IncomingMessage): Promise<T> {
  const text = await textOf(response);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UpstreamError('failed', { cause });
  }
}

/** `retry-after` in seconds or as a date, or OpenAI's and Azure's `retry-after-ms`. */
export function retryAfterMillis(headers: IncomingMessage['headers'], now: number): number | undefined {
  const millis = Number(headers['retry-after-ms']);
  if (Number.isFinite(millis) && millis >= 0) return millis;
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  const seconds = Number(value);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
