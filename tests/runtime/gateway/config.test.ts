import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { configSchema } from '../../../constructs/runtime/gateway/config/config-schema.ts';
import type { GatewayConfig } from '../../../constructs/runtime/gateway/config/gateway-config.ts';
import { ConfigError, parseConfig } from '../../../constructs/runtime/gateway/config/parse-config.ts';
import { CONFIG } from './support/gateway.ts';

const faultsOf = (config: unknown): readonly string[] => {
  try {
    parseConfig(JSON.stringify(config));
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

test('a configuration without a fault is taken as it is', () => {
  expect(parseConfig(JSON.stringify(CONFIG))).toEqual(CONFIG);
});

test('the schema and the type say the same', () => {
  // Both directions: assignment alone would let a key be missing on one side.
  const same: z.infer<typeof configSchema> extends GatewayConfig ? true : false = true;
  expect(same).toBe(true);
});

describe('A configuration is refused', () => {
  const chat = CONFIG.routes.chat;
  const assistant = CONFIG.models.assistant;

  test.each<[string, object, string]>([
    ['of another version', { version: 2 }, 'version'],
    ['with an unknown key', { extra: 1 }, 'document'],
    ['without a way to know callers', { auth: {} }, 'auth: neither apiKeys nor jwt is on'],
    [
      'whose weights miss 100',
      { routes: { ...CONFIG.routes, chat: { ...chat, split: { assistant: 90 } } } },
      "routes.chat.split: the weights' sum is 90, not 100",
    ],
    [
      'whose route names no model',
      { routes: { ...CONFIG.routes, chat: { ...chat, fallbacks: ['other'] } } },
      "routes.chat: no model 'other'",
    ],
    [
      'with vectors on a chat route',
      { routes: { ...CONFIG.routes, chat: { ...chat, fallbacks: ['embedder'] } } },
      "routes.chat: model 'embedder' is for embedding",
    ],
    [
      'with a fallback twice',
      { routes: { ...CONFIG.routes, chat: { ...chat, fallbacks: ['backup', 'backup'] } } },
      'routes.chat.fallbacks: an alias twice',
    ],
    ['whose consumer has no such route', { consumers: { web: { routes: ['other'] } } }, "consumers.web.routes: no route 'other'"],
    ['whose consumer has no route', { consumers: { web: { routes: [] } } }, 'consumers.web.routes'],
    ['with a limit of zero', { consumers: { web: { routes: ['chat'], tokensPerMinute: 0 } } }, 'consumers.web.tokensPerMinute'],
    [
      'whose consumers share a subject',
      { consumers: { web: { routes: ['chat'], subjects: ['a'] }, mail: { routes: ['chat'], subjects: ['a'] } } },
      "consumers.mail.subjects: one is also of 'web'",
    ],
    [
      'whose chat model has no longest answer',
      { models: { ...CONFIG.models, assistant: { ...assistant, maxOutputTokens: undefined } } },
      'models.assistant: a chat model needs maxOutputTokens',
    ],
    [
      'with a key in a URL',
      {
        models: {
          ...CONFIG.models,
          assistant: { ...assistant, upstream: { kind: 'openai-compatible', model: 'm', baseUrl: 'https://user:pw@x/v1' } },
        },
      },
      'models.assistant.upstream.baseUrl',
    ],
    ['with a lease above 5 %', { limits: { ...CONFIG.limits, leasePercent: 6 } }, 'limits.leasePercent'],
    [
      'with an issuer whose keys anybody on the way could change',
      { auth: { jwt: [{ issuer: 'http://issuer.example.com', audiences: ['a'], consumerClaim: 'azp' }] } },
      'auth.jwt.0.issuer',
    ],
    ['with any origin', { network: { corsOrigins: ['*'] } }, 'network.corsOrigins.0'],
  ])('%s', (_, part, fault) => {
    expect(faultsOf({ ...CONFIG, ...part }).join('\n')).toContain(fault);
  });

  test('that is no JSON, without a word of its text', () => {
    expect(() => parseConfig('{"key": "sk-secret"')).toThrow(/document: no JSON$/);
  });

  test('by its own error alone, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(CONFIG)), (value, key) => {
        expect(faultsOf({ ...CONFIG, [key]: value })).toBeInstanceOf(Array);
        expect(faultsOf(value).length).toBeGreaterThan(0);
      }),
    );
  });
});
