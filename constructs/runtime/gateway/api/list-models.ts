import type { GatewayConfig } from '../config/gateway-config.ts';
import type { Switches } from '../core/switches.ts';
import type { Upstream } from '../upstreams/upstream.ts';

/** The routes that a consumer may call, as OpenAI lists models; `status` is ours. */
export async function listModels(
  config: GatewayConfig,
  consumer: string,
  upstreams: Readonly<Record<string, Upstream>>,
  switches: Switches,
): Promise<object> {
  const data = await Promise.all(
    (config.consumers[consumer]?.routes ?? []).map(async (id) => ({
      id,
      object: 'model',
      created: 0,
      owned_by: config.platform.name,
      kind: config.routes[id]?.kind,
      status: await routeStatus(config, id, upstreams, switches),
    })),
  );
  return { object: 'list', data };
}

export type RouteStatus = 'ready' | 'switched-off' | 'not-configured';

/** A route is off when none of its models may be asked: each is switched off, or its secret has no value yet. */
export async function routeStatus(
  config: GatewayConfig,
  name: string,
  upstreams: Readonly<Record<string, Upstream>>,
  switches: Switches,
): Promise<RouteStatus> {
  const route = config.routes[name];
  const aliases = route === undefined ? [] : [...Object.keys(route.split), ...route.fallbacks];
  const on = aliases.filter((alias) => !switches.all && !switches.models.has(alias));
  if (on.length === 0) return 'switched-off';
  const configured = await Promise.all(on.map((alias) => isConfigured(upstreams[alias])));
  return configured.includes(true) ? 'ready' : 'not-configured';
}

/** One secret that cannot be read must not make the whole program look sick: a platform stops what is. */
async function isConfigured(upstream: Upstream | undefined): Promise<boolean> {
  try {
    return (await upstream?.configured()) ?? false;
  } catch {
    return false;
  }
}
