import type { CallRecord } from '../evidence/evidence.ts';
import type { GatewayResponse } from './exchange.ts';
import type { GatewayError } from './gateway-error.ts';

/** What is known of a call from its arrival on; filled as it is read, for the record of a refusal. */
export interface Arrival {
  readonly requestId: string;
  readonly arrived: number;
  readonly cors: Readonly<Record<string, string>>;
  operation: CallRecord['operation'];
  consumer?: string;
  route?: string;
}

export const EVENT_STREAM = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Proxies that buffer would hold the first words back.
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

export function headers({ requestId, cors }: Arrival): Record<string, string> {
  return { 'x-request-id': requestId, 'x-content-type-options': 'nosniff', ...cors };
}

export function json(value: object, head: Record<string, string>, status = 200): GatewayResponse {
  return { status, headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...head }, body: JSON.stringify(value) };
}

export function refusal(fault: GatewayError, arrival: Arrival, labels: Record<string, string> = {}): GatewayResponse {
  const retry: Record<string, string> = fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
  const head = { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers(arrival), ...labels, ...retry };
  return { status: fault.status, headers: head, body: fault.body(arrival.requestId) };
}

/** The record of a call that never reached a model. */
export function refused({ requestId, arrived, operation, consumer, route }: Arrival, fault: GatewayError, now: number): CallRecord {
  return {
    requestId,
    at: new Date(arrived).toISOString(),
    operation,
    status: fault.status,
    error: fault.code,
    attempts: 0,
    fallback: false,
    totalMillis: now - arrived,
    callerLeft: false,
    ...(consumer === undefined ? {} : { consumer }),
    ...(route === undefined ? {} : { route }),
  };
}
