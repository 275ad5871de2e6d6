import { findModel, type ModelUse } from '../../catalog/index.ts';
import {
  API_KEY_CACHE_SECONDS,
  DEFAULT_ATTEMPTS,
  DEFAULT_CONSUMER_CLAIM,
  DEFAULT_GATEWAY_LIMITS,
  DEFAULT_GATEWAY_TIMEOUTS,
  DEFAULT_STICKY_BY,
} from '../defaults.ts';
import type { ConsumerInput, GatewayInput, PlatformFile, RouteInput } from '../platform-file.ts';
import type { ConsumerSpec, GatewaySpec, RouteSpec } from '../platform-spec.ts';
import { CLOUDS } from '../vocabulary.ts';
import { externalFacts } from './external-models.ts';
import { modelNameFor } from './models.ts';

/** What a model is for: on each cloud that the file names and the catalogue knows it on, each once; one use in a file that is right. */
export function usesOf({ models = {}, clouds = {} }: Partial<PlatformFile>, alias: string): readonly ModelUse[] {
  const input = Object.hasOwn(models, alias) ? models[alias] : undefined;
  switch (input?.kind) {
    case undefined:
      return [];
    case 'external': {
      const { use } = externalFacts(input);
      return use ? [use] : [];
    }
    case 'managed':
      return [
        ...new Set(CLOUDS.filter((cloud) => clouds[cloud]).flatMap((cloud) => findModel(modelNameFor(input, cloud) ?? '')?.use ?? [])),
      ];
  }
}

/** The aliases that a route's calls are assigned to, with their shares. */
export function splitOf({ model, split }: RouteInput): Readonly<Record<string, number>> {
  return model === undefined ? (split ?? {}) : { [model]: 100 };
}

/** Fills the defaults of the gateway with its routes and consumers; the file has been checked. */
export function resolveGateway(file: PlatformFile, input: GatewayInput): GatewaySpec {
  const entries = <T, R>(map: Readonly<Record<string, T>> | undefined, resolve: (value: T) => R): Record<string, R> =>
    Object.fromEntries(Object.entries(map ?? {}).map(([name, value]) => [name, resolve(value)]));
  return {
    kind: input.kind,
    auth: {
      ...(input.auth.apiKeys ? { apiKeys: { cacheSeconds: API_KEY_CACHE_SECONDS } } : {}),
      jwt: (input.auth.jwt ?? []).map((jwt) => ({ ...jwt, consumerClaim: jwt.consumerClaim ?? DEFAULT_CONSUMER_CLAIM })),
    },
    limits: { ...DEFAULT_GATEWAY_LIMITS, ...input.limits },
    timeouts: { ...DEFAULT_GATEWAY_TIMEOUTS, ...input.timeouts },
    attempts: input.attempts ?? DEFAULT_ATTEMPTS,
    corsOrigins: input.corsOrigins ?? [],
    routes: entries(file.routes, (route) => resolveRoute(file, route)),
    consumers: entries(file.consumers, resolveConsumer),
  };
}

function resolveRoute(file: PlatformFile, route: RouteInput): RouteSpec {
  const split = splitOf(route);
  const [use] = Object.keys(split).flatMap((alias) => usesOf(file, alias));
  if (use === undefined) throw new Error('a route was not checked before it was resolved');
  return {
    use,
    split,
    stickyBy: route.stickyBy ?? DEFAULT_STICKY_BY,
    fallbacks: route.fallbacks ?? [],
    ...(route.experiment ? { experiment: route.experiment.name } : {}),
  };
}

function resolveConsumer({ routes, requestsPerMinute, tokensPerMinute, tokensPerMonth, subjects = [] }: ConsumerInput): ConsumerSpec {
  return {
    routes,
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    ...(tokensPerMinute === undefined ? {} : { tokensPerMinute }),
    ...(tokensPerMonth === undefined ? {} : { tokensPerMonth }),
    subjects,
  };
}
