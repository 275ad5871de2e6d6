import { chatRequest, refuseBeyond, refuseLongerThan } from '../api/chat-request.ts';
import { embeddingsRequest, refuseOtherDimensions } from '../api/embeddings-request.ts';
import { listModels, routeStatus } from '../api/list-models.ts';
import { completeChat, streamChat } from '../api/serve-chat.ts';
import { embed } from '../api/serve-embeddings.ts';
import { parseObject } from '../api/strict-json.ts';
import { chatEstimate, embeddingsEstimate, leastChatTokens, leastEmbeddingsTokens } from '../limits/estimate.ts';
import { admit, body } from './admit.ts';
import { type Arrival, EVENT_STREAM, headers, json, refusal } from './arrival.ts';
import type { Call } from './call.ts';
import type { GatewayResponse } from './exchange.ts';
import type { GatewayError } from './gateway-error.ts';
import type { InFlight } from './in-flight.ts';
import type { GatewayParts, Serving } from './parts.ts';

export const OPERATIONS: Readonly<
  Record<string, { readonly method: string; readonly serve: (serving: Serving) => Promise<GatewayResponse> }>
> = {
  '/v1/models': { method: 'GET', serve: serveModels },
  '/v1/chat/completions': { method: 'POST', serve: serveChat },
  '/v1/embeddings': { method: 'POST', serve: serveEmbeddings },
};

async function serveModels({ parts, arrival, caller }: Serving): Promise<GatewayResponse> {
  arrival.operation = 'models';
  const models = await listModels(parts.config, caller.consumer, parts.upstreams, await parts.killSwitch.current());
  return json(models, headers(arrival));
}

async function serveChat(serving: Serving): Promise<GatewayResponse> {
  const { parts, arrival } = serving;
  arrival.operation = 'chat';
  const bytes = await body(serving);
  const request = chatRequest(parseObject(bytes), parts.config.limits);
  if (request.stream === true) arrival.operation = 'chat-stream';
  const least = leastChatTokens(request, bytes.length);
  const call = await admit(serving, 'chat', request, chatEstimate(request, bytes.length), (alias) => {
    const model = parts.config.models[alias];
    if (model !== undefined) refuseBeyond(request, model, least);
  });
  if (request.stream === true) {
    return { status: 200, headers: { ...headers(arrival), ...call.labels(), ...EVENT_STREAM }, body: streamChat(request, call) };
  }
  return whole(call, arrival, () => completeChat(request, call));
}

async function serveEmbeddings(serving: Serving): Promise<GatewayResponse> {
  const { parts, arrival } = serving;
  arrival.operation = 'embeddings';
  const bytes = await body(serving);
  const request = embeddingsRequest(parseObject(bytes), parts.config.limits);
  const call = await admit(serving, 'embeddings', request, embeddingsEstimate(request, bytes.length), (alias) => {
    const model = parts.config.models[alias];
    if (model === undefined) return;
    refuseOtherDimensions(request, model);
    refuseLongerThan(model, leastEmbeddingsTokens(request), 'input');
  });
  return whole(call, arrival, () => embed(request, call));
}

async function whole(call: Call, arrival: Arrival, ask: () => Promise<object>): Promise<GatewayResponse> {
  let fault: GatewayError | undefined;
  try {
    const answered = await ask();
    return json(answered, { ...headers(arrival), ...call.labels() });
  } catch (error) {
    fault = call.fault(error);
    return refusal(fault, arrival, call.labels());
  } finally {
    call.end(fault);
  }
}

/** Open to everyone, so it says no more than whether the program takes calls and how many routes are off. */
export async function health(parts: GatewayParts, inFlight: InFlight, arrival: Arrival): Promise<GatewayResponse> {
  if (inFlight.draining) return json({ status: 'draining' }, headers(arrival), 503);
  const switches = await parts.killSwitch.current();
  const states = await Promise.all(
    Object.keys(parts.config.routes).map((name) => routeStatus(parts.config, name, parts.upstreams, switches)),
  );
  return json({ status: 'ok', routes: states.length, routesOff: states.filter((state) => state !== 'ready').length }, headers(arrival));
}
