import type { GatewayConfig, RouteConfig } from '../runtime/gateway/config/gateway-config.ts';
import { DRAIN_SECONDS, KEEP_ALIVE_SECONDS, LEASE_PERCENT } from '../spec/defaults.ts';
import type { PlatformOutputs } from '../spec/outputs.ts';
import type { ConsumerSpec, GatewaySpec, JwtSpec, PlatformSpec, RouteSpec } from '../spec/platform-spec.ts';
import { mapped } from './mapped.ts';
import { modelConfig } from './model-config.ts';

/**
 * Where models and secrets are, as the platform's outputs tell everybody. The texts may be tokens of CDK, or come from the outputs of
 * Pulumi under `pulumi.all(…).apply`: they are put into the document and never looked at.
 */
export type GatewayPlaces = Pick<PlatformOutputs, 'cloud' | 'models' | 'secrets'>;

/**
 * The configuration of the gateway on one cloud: one document without a secret in it, whose form belongs to the program that reads it
 * (`runtime/gateway/config`). Names are sorted, so that the order of the file does not make another document.
 *
 * It holds the models that a route leads to, and no other: what nobody can call needs no right and no key.
 */
export function renderGatewayConfig(spec: PlatformSpec, gateway: GatewaySpec, places: GatewayPlaces): GatewayConfig {
  const routed = new Set(Object.values(gateway.routes).flatMap(({ split, fallbacks }) => [...Object.keys(split), ...fallbacks]));
  return {
    version: 1,
    platform: { name: spec.name, environment: spec.environment },
    models: Object.fromEntries([...routed].sort().map((alias) => [alias, modelConfig(alias, spec, places)])),
    routes: mapped(gateway.routes, routeConfig),
    consumers: mapped(gateway.consumers, consumerConfig),
    auth: {
      ...(gateway.auth.apiKeys ? { apiKeys: gateway.auth.apiKeys } : {}),
      ...(gateway.auth.jwt.length > 0 ? { jwt: gateway.auth.jwt.map(jwtConfig) } : {}),
    },
    limits: { ...gateway.limits, leasePercent: LEASE_PERCENT },
    timeouts: {
      totalMillis: gateway.timeouts.totalSeconds * 1000,
      firstByteMillis: gateway.timeouts.firstByteSeconds * 1000,
      idleMillis: gateway.timeouts.idleSeconds * 1000,
      keepAliveMillis: KEEP_ALIVE_SECONDS * 1000,
      attempts: gateway.attempts,
      drainMillis: DRAIN_SECONDS * 1000,
    },
    network: { corsOrigins: gateway.corsOrigins },
  };
}

function routeConfig({ use, split, stickyBy, fallbacks, experiment }: RouteSpec): RouteConfig {
  return {
    kind: use === 'chat' ? 'chat' : 'embeddings',
    split: mapped(split, (weight) => weight),
    stickyBy,
    fallbacks,
    // Another experiment on the same route assigns everybody anew, so that the earlier one leaves no trace in it.
    ...(experiment === undefined ? {} : { salt: experiment }),
  };
}

function consumerConfig({
  routes,
  requestsPerMinute,
  tokensPerMinute,
  tokensPerMonth,
  subjects,
}: ConsumerSpec): GatewayConfig['consumers'][string] {
  return {
    routes,
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    ...(tokensPerMinute === undefined ? {} : { tokensPerMinute }),
    ...(tokensPerMonth === undefined ? {} : { tokensPerMonth }),
    ...(subjects.length > 0 ? { subjects } : {}),
  };
}

function jwtConfig({ issuer, audiences, consumerClaim, jwksUri }: JwtSpec) {
  return { issuer, audiences, consumerClaim, ...(jwksUri === undefined ? {} : { jwksUri }) };
}
