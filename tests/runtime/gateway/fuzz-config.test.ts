import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { GatewayConfig } from '../../../constructs/runtime/gateway/config/gateway-config.ts';
import { ConfigError, parseConfig } from '../../../constructs/runtime/gateway/config/parse-config.ts';
import { createGateway } from '../../../constructs/runtime/gateway/core/gateway.ts';
import { assemble } from '../../../constructs/runtime/gateway/programs/assemble.ts';
import { MemoryState } from '../../../constructs/runtime/gateway/state/memory-state.ts';
import { KEY, KEY_ROW } from '../bundle/support/config.ts';
import { brokenText, type Json, mutatedOften } from './fuzz/arbitraries.ts';
import { CONFIG } from './support/gateway.ts';

/** Several cases for each run that `npm test` (100) and `npm run verify:full` (5,000) ask of a property. */
const RUNS = { numRuns: 4 * (fc.readConfigureGlobal().numRuns ?? 100) };

/** Something of every kind that a configuration may hold. */
const WHOLE = {
  ...CONFIG,
  models: {
    ...CONFIG.models,
    claude: {
      type: 'chat',
      upstream: {
        kind: 'bedrock',
        region: 'eu-central-1',
        modelId: 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/abc',
        guardrail: { id: 'g', version: '1' },
      },
      contextTokens: 8000,
      maxOutputTokens: 2000,
    },
    gpt: {
      type: 'chat',
      upstream: {
        kind: 'openai',
        model: 'm',
        key: { kind: 'key-vault-secret', url: 'https://vault.example.net/secrets/openai-key' },
      },
      contextTokens: 8000,
      maxOutputTokens: 2000,
    },
    azure: {
      type: 'chat',
      upstream: { kind: 'azure-openai', endpoint: 'https://account.openai.azure.com', deployment: 'd' },
      contextTokens: 8000,
      maxOutputTokens: 2000,
    },
    gemini: {
      type: 'chat',
      upstream: { kind: 'gemini', model: 'm', key: { kind: 'secrets-manager', arn: 'arn:aws:secretsmanager:x', field: 'key' } },
      contextTokens: 8000,
      maxOutputTokens: 2000,
    },
  },
  routes: {
    ...CONFIG.routes,
    split: { kind: 'chat', split: { claude: 33.3, gpt: 66.7 }, stickyBy: 'consumer', fallbacks: ['azure', 'gemini'], salt: 'one' },
  },
  consumers: {
    web: { routes: ['chat', 'embed', 'split'], requestsPerMinute: 60, tokensPerMinute: 60_000, tokensPerMonth: 10_000_000 },
    mail: { routes: ['chat'], subjects: ['mail-app'] },
  },
  auth: {
    apiKeys: { cacheSeconds: 30 },
    jwt: [
      { issuer: 'https://issuer.example.com', audiences: ['gateway'], consumerClaim: 'sub', jwksUri: 'https://issuer.example.com/keys' },
    ],
  },
} as const;

/** Refused by its own error, whose faults each name a place; or taken, and a gateway starts with it. */
async function judge(text: string): Promise<'refused' | 'started'> {
  let config: GatewayConfig;
  try {
    config = parseConfig(text);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.faults.length).toBeGreaterThan(0);
    for (const fault of error.faults) expect(fault).toMatch(/^[^\p{Cc}]+: [^\p{Cc}]+$/u);
    return 'refused';
  }
  await starts(config);
  return 'started';
}

async function starts(config: GatewayConfig): Promise<void> {
  const identity = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' });
  const parts = assemble(config, {
    state: Object.assign(new MemoryState(), { hashes: [KEY_ROW] }),
    // Gemini's has a field and so is no JSON: a fault of one secret alone.
    readSecret: async () => 'a-key',
    evidence: { record: () => {}, flush: async () => {} },
    awsCredentials: identity,
    azureToken: async () => 'token',
  });
  const { handle } = createGateway(parts);
  const ask = (path: string) => {
    const headers = { authorization: `Bearer ${KEY}` };
    return handle({ method: 'GET', path, headers, body: async () => new Uint8Array(), signal: new AbortController().signal });
  };
  expect((await ask('/health')).status).toBe(200);
  // Without keys or without this consumer the key is nobody's.
  expect((await ask('/v1/models')).status).toBe(config.auth.apiKeys && Object.hasOwn(config.consumers, 'web') ? 200 : 401);
  for (const address of JSON.stringify(config).match(/(?<=":")https?:[^"]+/g) ?? []) expect(URL.canParse(address)).toBe(true);
}

beforeAll(() => {
  // The program's own log of what it cannot do.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(() => {
  vi.restoreAllMocks();
});

test('a configuration with something of every kind starts', async () => {
  expect(await judge(JSON.stringify(WHOLE))).toBe('started');
});

describe('A configuration is refused with every fault, or starts, when it is', () => {
  test('a good one with changes', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(mutatedOften(WHOLE as unknown as Json, 4), async (config) => {
        outcomes.add(await judge(JSON.stringify(config)));
      }),
      RUNS,
    );
    // Or the changes are too many or none.
    expect(outcomes).toEqual(new Set(['refused', 'started']));
  });

  test('a good one as a broken text', async () => {
    await fc.assert(
      fc.asyncProperty(brokenText(JSON.stringify(WHOLE)), async (bytes) => {
        await judge(bytes.toString());
      }),
      RUNS,
    );
  });

  test('a good one with other addresses', async () => {
    const address = fc.oneof(
      fc.constantFrom(
        'https://[',
        'http://x:99999',
        'https://x/%zz',
        'https://[::1]/v1',
        'https://\u0000',
        'https://a b',
        'https://-',
        'https://x:',
      ),
      fc.constantFrom(
        'https://a..b',
        'https://%',
        'https://xn--',
        'https://\ud800',
        'https://<x>',
        'HTTPS://X',
        'https://1.2.3.4.5',
        'file:///etc',
      ),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string({ unit: 'binary', maxLength: 30 }).map((text) => `https://${text}`),
    );
    await fc.assert(
      fc.asyncProperty(address, fc.nat(20), async (url, which) => {
        let at = 0;
        await judge(
          JSON.stringify(WHOLE, (_, value) => (typeof value === 'string' && value.startsWith('https://') && at++ === which ? url : value)),
        );
      }),
      RUNS,
    );
  });

  test('any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), async (text) => {
        expect(await judge(text)).toBe('refused');
      }),
      RUNS,
    );
  });
});
