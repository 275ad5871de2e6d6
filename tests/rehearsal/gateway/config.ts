import type { ConsumerConfig, GatewayConfig } from '../../../constructs/runtime/gateway/config/gateway-config.ts';

/** A gateway with one route to one model, and one consumer of the given name and limits. */
export function gatewayConfig(baseUrl: string, consumers: Readonly<Record<string, Omit<ConsumerConfig, 'routes'>>>): GatewayConfig {
  const model = { type: 'chat', contextTokens: 100_000, maxOutputTokens: 4000 } as const;
  return {
    version: 1,
    platform: { name: 'support-assistant', environment: 'dev' },
    models: {
      assistant: { ...model, upstream: { kind: 'openai-compatible', model: 'large', baseUrl } },
      backup: { ...model, upstream: { kind: 'openai-compatible', model: 'small', baseUrl } },
    },
    routes: {
      chat: { kind: 'chat', split: { assistant: 100 }, stickyBy: 'none', fallbacks: ['backup'] },
      single: { kind: 'chat', split: { assistant: 100 }, stickyBy: 'none', fallbacks: [] },
    },
    consumers: Object.fromEntries(Object.entries(consumers).map(([name, limits]) => [name, { routes: ['chat', 'single'], ...limits }])),
    auth: { apiKeys: { cacheSeconds: 30 } },
    limits: { maxBodyBytes: 1 << 20, maxMessages: 100, maxInputsPerEmbedding: 100, countersFail: 'closed', leasePercent: 5 },
    timeouts: { totalMillis: 30_000, firstByteMillis: 10_000, idleMillis: 10_000, keepAliveMillis: 15_000, attempts: 1, drainMillis: 2000 },
    network: { corsOrigins: [] },
  };
}
