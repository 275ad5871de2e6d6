import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { httpServer } from '../../../../constructs/runtime/gateway/adapters/http-server.ts';
import type { GatewayConfig } from '../../../../constructs/runtime/gateway/config/gateway-config.ts';
import { systemClock } from '../../../../constructs/runtime/gateway/core/clock.ts';
import { createGateway, type Gateway } from '../../../../constructs/runtime/gateway/core/gateway.ts';
import { GatewayError } from '../../../../constructs/runtime/gateway/core/gateway-error.ts';
import type { GatewayParts } from '../../../../constructs/runtime/gateway/core/parts.ts';
import type { CallRecord } from '../../../../constructs/runtime/gateway/evidence/evidence.ts';

export const CONFIG: GatewayConfig = {
  version: 1,
  platform: { name: 'support-assistant', environment: 'dev' },
  models: {
    assistant: {
      type: 'chat',
      upstream: { kind: 'openai-compatible', model: 'large', baseUrl: 'https://models.example.com/v1' },
      contextTokens: 8000,
      maxOutputTokens: 2000,
      images: true,
    },
    backup: {
      type: 'chat',
      upstream: { kind: 'openai-compatible', model: 'small', baseUrl: 'https://models.example.com/v1' },
      contextTokens: 8000,
      maxOutputTokens: 2000,
    },
    embedder: {
      type: 'embedding',
      upstream: { kind: 'openai-compatible', model: 'vectors', baseUrl: 'https://models.example.com/v1' },
      contextTokens: 8000,
      dimensions: 4,
    },
  },
  routes: {
    chat: { kind: 'chat', split: { assistant: 100 }, stickyBy: 'user', fallbacks: ['backup'] },
    embed: { kind: 'embeddings', split: { embedder: 100 }, stickyBy: 'none', fallbacks: [] },
    internal: { kind: 'chat', split: { assistant: 100 }, stickyBy: 'none', fallbacks: [] },
  },
  consumers: { web: { routes: ['chat', 'embed'] } },
  auth: { apiKeys: { cacheSeconds: 30 } },
  limits: { maxBodyBytes: 1 << 20, maxMessages: 100, maxInputsPerEmbedding: 100, countersFail: 'closed', leasePercent: 5 },
  timeouts: {
    totalMillis: 5000,
    firstByteMillis: 500,
    idleMillis: 500,
    keepAliveMillis: 15_000,
    attempts: 2,
    drainMillis: 300,
  },
  network: { corsOrigins: ['https://app.example.com'] },
};

/** The parts of a gateway that knows one key, counts nothing and keeps its records. */
export function partsWith(
  changes: Partial<GatewayParts> & Pick<GatewayParts, 'upstreams'>,
): GatewayParts & { readonly records: CallRecord[] } {
  const records: CallRecord[] = [];
  return {
    config: CONFIG,
    clock: systemClock,
    authenticator: {
      authenticate: async (authorization) => {
        if (authorization === 'Bearer right') return { consumer: 'web', by: 'api-key' };
        throw new GatewayError('authentication_error', { code: 'invalid_api_key', message: 'The key is not valid.' });
      },
    },
    limiter: { admit: async () => ({ settle: () => {} }), close: async () => {} },
    killSwitch: { current: async () => ({ all: false, models: new Set(), consumers: new Set() }) },
    evidence: { record: (call) => records.push(call), flush: async () => {} },
    log: () => {},
    ...changes,
    records,
  };
}

export interface Served {
  readonly gateway: Gateway;
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** A gateway behind an HTTP server on a free port of this machine. */
export async function serve(parts: GatewayParts): Promise<Served> {
  const gateway = createGateway(parts);
  const server = httpServer(gateway.handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    gateway,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
