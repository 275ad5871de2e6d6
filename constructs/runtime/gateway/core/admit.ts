import type { GatewayConfig, RouteConfig } from '../config/gateway-config.ts';
import { assign } from '../routes/assign.ts';
import { Call } from './call.ts';
import { GatewayError } from './gateway-error.ts';
import type { Serving } from './parts.ts';
import { switchedOn } from './switches.ts';

/** JSON alone: a form or a text would let a browser send it without asking first. */
export function body({ parts, request }: Serving): Promise<Uint8Array> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new GatewayError('unsupported_media_type', { code: 'unsupported_media_type', message: "Send 'content-type: application/json'." });
  }
  return request.body(parts.config.limits.maxBodyBytes);
}

/** From a request in the right form to a call that may be asked: its route, its models, its budget. */
export async function admit(
  { parts, inFlight, request, arrival, caller }: Serving,
  kind: RouteConfig['kind'],
  asked: { readonly model: string; readonly user?: string },
  tokens: number,
  fits: (alias: string) => void,
): Promise<Call> {
  const { config, clock, upstreams, evidence } = parts;
  const route = routeFor(config, caller.consumer, asked.model, kind);
  arrival.route = asked.model;
  const asker = asked.user === undefined ? { consumer: caller.consumer } : { consumer: caller.consumer, user: asked.user };
  const variant = assign(asked.model, route, asker, clock.random);
  const [first = variant, ...others] = switchedOn([...new Set([variant, ...route.fallbacks])], await parts.killSwitch.current());
  fits(first);
  const chain = [first, ...others.filter((alias) => holds(() => fits(alias)))];
  const admission = await parts.limiter.admit(caller.consumer, tokens);
  const { signal, done } = inFlight.begin(request.signal);
  return new Call({
    requestId: arrival.requestId,
    consumer: caller.consumer,
    route: asked.model,
    variant,
    chain,
    operation: arrival.operation,
    arrived: arrival.arrived,
    admission,
    signal,
    upstreams,
    timeouts: config.timeouts,
    clock,
    evidence,
    onEnd: done,
  });
}

/** A fallback that does not take the request would blame the caller for the first model's fault. */
function holds(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

/** A route that exists and one that another consumer has are the same to a caller: not there. */
function routeFor(config: GatewayConfig, consumer: string, name: string, kind: RouteConfig['kind']): RouteConfig {
  const allowed = config.consumers[consumer]?.routes.includes(name) === true;
  const route = Object.hasOwn(config.routes, name) ? config.routes[name] : undefined;
  if (!allowed || route === undefined) {
    throw new GatewayError('not_found_error', {
      code: 'model_not_found',
      message: 'There is no such model for this key; GET /v1/models lists those that there are.',
      param: 'model',
    });
  }
  if (route.kind !== kind) {
    const url = route.kind === 'chat' ? '/v1/chat/completions' : '/v1/embeddings';
    throw new GatewayError('invalid_request_error', { code: 'wrong_model_kind', message: `Call this model at ${url}.`, param: 'model' });
  }
  return route;
}
