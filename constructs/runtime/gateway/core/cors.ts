import type { GatewayResponse } from './exchange.ts';

/** For a listed origin alone; never `*`, and never credentials: callers send a key in a header. */
export function corsHeaders(origins: readonly string[], origin: string | undefined): Record<string, string> {
  if (origin === undefined || !origins.includes(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'x-request-id, x-llm-model, x-llm-variant, retry-after',
    vary: 'origin',
  };
}

/** The browser's question before a call. A foreign origin gets no permission and no other sign. */
export function preflight(cors: Readonly<Record<string, string>>): GatewayResponse {
  const allowed = {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '600',
  };
  return { status: 204, headers: Object.keys(cors).length === 0 ? {} : { ...cors, ...allowed }, body: '' };
}
