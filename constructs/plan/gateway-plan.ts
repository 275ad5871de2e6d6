import type { ModelUse } from '../catalog/index.ts';
import type { GatewaySpec, PlatformSpec } from '../spec/platform-spec.ts';
import type { Cloud, CountersFail, ExternalProvider, StickyBy } from '../spec/vocabulary.ts';

/** What a reviewer asks of a gateway: who is let in, what each may call and spend, and where the calls go. */
export interface GatewayPlan {
  readonly kind: GatewaySpec['kind'];
  /** How callers are known. */
  readonly auth: { readonly apiKeys: boolean; readonly issuers: readonly string[] };
  readonly routes: readonly RoutePlan[];
  /** The models that a route leads to. */
  readonly models: readonly RoutedModelPlan[];
  readonly consumers: readonly ConsumerPlan[];
  /** Whether calls pass or are refused while the counters of the limits cannot be reached. */
  readonly countersFail: CountersFail;
}

export interface RoutePlan {
  readonly name: string;
  readonly use: ModelUse;
  /** Shares in percent, by alias. */
  readonly split: Readonly<Record<string, number>>;
  readonly stickyBy: StickyBy;
  readonly fallbacks: readonly string[];
  readonly experiment?: string;
}

export interface RoutedModelPlan {
  readonly alias: string;
  readonly provider: 'bedrock' | 'azure-openai' | ExternalProvider;
  /** Its name in the catalogue, or the provider's own. */
  readonly model: string;
  /** Absent where the provider has one address. */
  readonly url?: string;
  /** Who decided that data may leave the residency for it. */
  readonly residencyException?: { readonly reason: string; readonly approvedBy: string; readonly expires: string };
}

export interface ConsumerPlan {
  readonly name: string;
  readonly routes: readonly string[];
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  readonly tokensPerMonth?: number;
}

/** The gateway of a platform on one cloud. */
export function planGateway(spec: PlatformSpec, gateway: GatewaySpec, cloud: Cloud): GatewayPlan {
  const routes = Object.entries(gateway.routes).map(([name, route]) => ({ name, ...route }));
  const routed = [...new Set(routes.flatMap(({ split, fallbacks }) => [...Object.keys(split), ...fallbacks]))];
  return {
    kind: gateway.kind,
    auth: { apiKeys: gateway.auth.apiKeys !== undefined, issuers: gateway.auth.jwt.map(({ issuer }) => issuer) },
    routes,
    models: routed.map((alias) => routedModel(spec, alias, cloud)),
    consumers: Object.entries(gateway.consumers).map(([name, { subjects: _, ...consumer }]) => ({ name, ...consumer })),
    countersFail: gateway.limits.countersFail,
  };
}

const PROVIDERS = { aws: 'bedrock', azure: 'azure-openai' } as const satisfies Record<Cloud, RoutedModelPlan['provider']>;

function routedModel({ externalModels, clouds }: PlatformSpec, alias: string, cloud: Cloud): RoutedModelPlan {
  const external = externalModels[alias];
  if (!external) return { alias, provider: PROVIDERS[cloud], model: clouds[cloud]?.models[alias]?.model ?? '' };
  const { provider, model, url, residencyException } = external;
  return { alias, provider, model, ...(url === undefined ? {} : { url }), ...(residencyException ? { residencyException } : {}) };
}
