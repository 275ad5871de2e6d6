import { randomUUID } from 'node:crypto';
import { type Arrival, refusal, refused } from './arrival.ts';
import { corsHeaders, preflight } from './cors.ts';
import type { GatewayHandler, GatewayRequest, GatewayResponse } from './exchange.ts';
import { GatewayError, told } from './gateway-error.ts';
import { InFlight } from './in-flight.ts';
import { health, OPERATIONS } from './operations.ts';
import type { GatewayParts } from './parts.ts';
import { refuseSwitchedOff } from './switches.ts';

export interface Gateway {
  readonly handle: GatewayHandler;
  /** Takes no new call, ends what still runs after `drainMillis` with an error, and sends what is held. */
  readonly drain: () => Promise<void>;
}

export function createGateway(parts: GatewayParts): Gateway {
  const inFlight = new InFlight(parts.clock);
  return {
    handle: (request) => answer(parts, inFlight, request),
    drain: async () => {
      await inFlight.drain(parts.config.timeouts.drainMillis);
      await parts.limiter.close();
      await parts.evidence.flush();
    },
  };
}

async function answer(parts: GatewayParts, inFlight: InFlight, request: GatewayRequest): Promise<GatewayResponse> {
  const arrival: Arrival = {
    // Ours, never the caller's: it stands in logs and headers.
    requestId: randomUUID(),
    arrived: parts.clock.now(),
    cors: corsHeaders(parts.config.network.corsOrigins, request.headers.origin),
    operation: 'other',
  };
  try {
    return await dispatch(parts, inFlight, request, arrival);
  } catch (error) {
    const fault = told(error);
    if (fault !== error) {
      const name = error instanceof Error ? error.name : typeof error;
      // The message may hold what a caller or a provider sent.
      parts.log('error', 'unexpected', { requestId: arrival.requestId, error: name });
    }
    parts.evidence.record(refused(arrival, fault, parts.clock.now()));
    return refusal(fault, arrival);
  }
}

async function dispatch(parts: GatewayParts, inFlight: InFlight, request: GatewayRequest, arrival: Arrival): Promise<GatewayResponse> {
  const { method, path } = request;
  if (method === 'OPTIONS') return preflight(arrival.cors);
  if (path === '/health' && method === 'GET') return health(parts, inFlight, arrival);
  const operation = OPERATIONS[path];
  if (operation === undefined) throw new GatewayError('not_found_error', { code: 'unknown_url', message: 'There is no such URL.' });
  if (method !== operation.method) {
    throw new GatewayError('invalid_request_error', { code: 'method_not_allowed', message: `Use ${operation.method}.` });
  }
  inFlight.refuseWhileDraining();
  const caller = await parts.authenticator.authenticate(request.headers.authorization);
  arrival.consumer = caller.consumer;
  const switches = await parts.killSwitch.current();
  refuseSwitchedOff(switches, caller.consumer);
  return operation.serve({ parts, inFlight, request, arrival, caller });
}
