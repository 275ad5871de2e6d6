import { hashKey } from '../../../../constructs/runtime/gateway/auth/api-keys.ts';
import type { GatewayConfig, ModelConfig, RouteConfig, SecretPlace } from '../../../../constructs/runtime/gateway/config/gateway-config.ts';
import type { KeyHash } from '../../../../constructs/runtime/gateway/state/gateway-state.ts';
import { AUDIENCE } from '../support/clouds/issuer-stand-in.ts';
import type { Provider } from '../support/providers/provider.ts';

/** Words that may stand in a request and in no log. */
export const PROMPT = 'canary-prompt-8f1c';
export const USER = 'canary-user-52d0';
/** Keys of providers: neither in a log nor in an answer. */
export const PROVIDER_KEYS = { openai: 'sk-canary-openai-3b9e', gemini: 'AIza-canary-gemini-77c2' };

/** A consumer's key in a slot: made from its name, so that each is another one. */
export function keyOf(consumer: string, slot: KeyHash['slot'] = 'current'): string {
  return `llm-${hashKey(`${consumer}/${slot}`, '').slice(0, 43)}`;
}

export function hashesOf(consumers: readonly string[]): KeyHash[] {
  return consumers.flatMap((consumer) =>
    (['current', 'previous'] as const).map((slot) => {
      const salt = Buffer.from(`salt of ${consumer} ${slot}`).toString('base64url');
      return { consumer, slot, salt, hash: hashKey(keyOf(consumer, slot), salt) };
    }),
  );
}

export const LIMITS = { requestsPerMinute: 3, tokensPerMinute: 3000 };

/**
 * The platform that the suite runs: for each provider a model, a route to it alone and one with a fallback, a route for vectors; a route
 * that splits; consumers with and without limits. Time-outs are short, since timers are real.
 */
export function platform(
  providers: readonly Provider[],
  backup: Provider,
  secret: (name: string, text: string) => SecretPlace,
  issuer: string,
): GatewayConfig {
  const keyFor = (name: string) => secret(`key-of-${name}`, PROVIDER_KEYS[name as keyof typeof PROVIDER_KEYS] ?? 'unused');
  const chat: Omit<ModelConfig, 'upstream'> = { type: 'chat', contextTokens: 8000, maxOutputTokens: 2000, images: true };
  const vectors: Omit<ModelConfig, 'upstream'> = { type: 'embedding', contextTokens: 8000, dimensions: 4 };
  const route = (split: RouteConfig['split'], fallbacks: readonly string[] = [], stickyBy: RouteConfig['stickyBy'] = 'none') =>
    ({ kind: 'chat', split, stickyBy, fallbacks }) as const;
  const models: Record<string, ModelConfig> = { backup: { ...chat, images: false, upstream: backup.upstream(keyFor('backup')) } };
  const routes: Record<string, RouteConfig> = {
    split: route({ openai: 90, backup: 10 }, [], 'user'),
    plain: route({ backup: 100 }),
    hidden: route({ backup: 100 }),
  };
  for (const provider of providers) {
    const { name } = provider;
    models[name] = { ...chat, upstream: provider.upstream(keyFor(name)) };
    models[`${name}-vectors`] = { ...vectors, upstream: provider.embedder(keyFor(name)) };
    routes[`only-${name}`] = route({ [name]: 100 });
    routes[`first-${name}`] = route({ [name]: 100 }, ['backup']);
    routes[`vectors-${name}`] = { kind: 'embeddings', split: { [`${name}-vectors`]: 100 }, stickyBy: 'none', fallbacks: [] };
  }
  models.unset = { ...chat, upstream: { kind: 'openai', model: 'm', key: secret('unset', ''), baseUrl: 'http://127.0.0.1:9/v1' } };
  models.nowhere = { ...chat, upstream: { kind: 'openai-compatible', model: 'm', baseUrl: 'http://127.0.0.1:9/v1' } };
  routes.unset = route({ unset: 100 });
  routes.nowhere = route({ nowhere: 100 });
  const { hidden: _, ...open } = routes;
  return {
    version: 1,
    platform: { name: 'support-assistant', environment: 'dev' },
    models,
    routes,
    consumers: {
      web: { routes: Object.keys(open) },
      hurried: { routes: ['only-openai'], requestsPerMinute: LIMITS.requestsPerMinute },
      thrifty: { routes: ['only-openai'], tokensPerMinute: LIMITS.tokensPerMinute },
      rotated: { routes: ['only-openai'] },
      mail: { routes: ['hidden'], subjects: ['app-of-the-mail-team'] },
    },
    auth: { apiKeys: { cacheSeconds: 30 }, jwt: [{ issuer, audiences: [AUDIENCE], consumerClaim: 'azp' }] },
    limits: { maxBodyBytes: 1 << 20, maxMessages: 100, maxInputsPerEmbedding: 100, countersFail: 'closed', leasePercent: 5 },
    timeouts: { totalMillis: 12_000, firstByteMillis: 750, idleMillis: 750, keepAliveMillis: 200, attempts: 2, drainMillis: 1000 },
    network: { corsOrigins: ['https://app.example.com'] },
  };
}
