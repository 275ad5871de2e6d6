import { hashKey } from '../../../../constructs/runtime/gateway/auth/api-keys.ts';
import type { GatewayConfig, UpstreamConfig } from '../../../../constructs/runtime/gateway/config/gateway-config.ts';

export const KEY = `llm-${'k'.repeat(43)}`;
const salt = Buffer.from('salt').toString('base64url');
/** The row of its hash, as both tables hold it. */
export const KEY_ROW = { consumer: 'web', slot: 'current', salt, hash: hashKey(KEY, salt) };

export const CHAT = { model: 'chat', stream: true, messages: [{ role: 'user', content: 'Hi' }] };

/** One route to one model, with every limit on. */
export function configOf(upstream: UpstreamConfig): GatewayConfig {
  return {
    version: 1,
    platform: { name: 'support-assistant', environment: 'dev' },
    models: { assistant: { type: 'chat', upstream, contextTokens: 8000, maxOutputTokens: 2000 } },
    routes: { chat: { kind: 'chat', split: { assistant: 100 }, stickyBy: 'user', fallbacks: [] } },
    consumers: { web: { routes: ['chat'], requestsPerMinute: 1000, tokensPerMinute: 1_000_000, tokensPerMonth: 100_000_000 } },
    auth: { apiKeys: { cacheSeconds: 30 } },
    limits: { maxBodyBytes: 1 << 20, maxMessages: 100, maxInputsPerEmbedding: 100, countersFail: 'closed', leasePercent: 5 },
    timeouts: { totalMillis: 20_000, firstByteMillis: 5000, idleMillis: 10_000, keepAliveMillis: 15_000, attempts: 1, drainMillis: 10_000 },
    network: { corsOrigins: [] },
  };
}
