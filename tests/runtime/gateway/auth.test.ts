import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorizerHandler } from '../../../constructs/runtime/gateway/adapters/lambda-authorizer.ts';
import { hashKey } from '../../../constructs/runtime/gateway/auth/api-keys.ts';
import { authenticator } from '../../../constructs/runtime/gateway/auth/authenticator.ts';
import type { GatewayConfig } from '../../../constructs/runtime/gateway/config/gateway-config.ts';
import { systemClock } from '../../../constructs/runtime/gateway/core/clock.ts';
import type { KeyHash } from '../../../constructs/runtime/gateway/state/gateway-state.ts';
import { MemoryState } from '../../../constructs/runtime/gateway/state/memory-state.ts';
import { CONFIG } from './support/gateway.ts';

const key = (letter: string) => `llm-${letter.repeat(43)}`;
const hashed = (letter: string, consumer: string, slot: KeyHash['slot'] = 'current'): KeyHash => {
  const salt = Buffer.from(`salt of ${letter}`).toString('base64url');
  return { consumer, slot, salt, hash: hashKey(key(letter), salt) };
};
const bearer = (credential: string) => `Bearer ${credential}`;

describe('A key', () => {
  const state = new MemoryState();
  state.hashes = [hashed('a', 'web'), hashed('b', 'web', 'previous'), hashed('c', 'gone')];
  let now = 0;
  const clock = { ...systemClock, now: () => now };
  const door = authenticator(CONFIG, state, clock, () => {});

  test.each(['a', 'b'])('of either slot is its consumer (%s)', async (letter) => {
    expect(await door.authenticate(bearer(key(letter)))).toEqual({ consumer: 'web', by: 'api-key' });
  });

  test.each<[string, string | undefined]>([
    ['nobody has', bearer(key('z'))],
    ['a consumer has that is gone', bearer(key('c'))],
    ['is a hash itself', bearer(hashed('a', 'web').hash)],
    ['is missing', undefined],
    ['stands without its scheme', key('a')],
    ['has a line break', `Bearer ${key('a')}\nx`],
    ['is endless', bearer('x'.repeat(20_000))],
    ['looks like a token', bearer('a.b.c')],
  ])('that %s is refused in the same words', async (_, authorization) => {
    const refusal = door.authenticate(authorization);
    await expect(refusal).rejects.toMatchObject({ status: 401, code: 'invalid_api_key' });
    await expect(refusal).rejects.toThrow("The key is missing or not valid; send it as 'authorization: Bearer <key>'.");
  });

  test('that is revoked is dead within the cache, and not one call of the other slot is refused', async () => {
    state.hashes = [hashed('d', 'web'), hashed('a', 'web', 'previous')];
    now += 30_000;
    await expect(door.authenticate(bearer(key('b')))).rejects.toMatchObject({ status: 401 });
    expect(await door.authenticate(bearer(key('a')))).toMatchObject({ consumer: 'web' });
    expect(await door.authenticate(bearer(key('d')))).toMatchObject({ consumer: 'web' });
  });

  test('that cannot be checked is no wrong key', async () => {
    const broken = { ...state, keyHashes: async () => Promise.reject(new Error('down')) } as unknown as MemoryState;
    const closed = authenticator(CONFIG, broken, clock, () => {});
    await expect(closed.authenticate(bearer(key('a')))).rejects.toMatchObject({ status: 503, code: 'authentication_unavailable' });
  });
});

describe('A token of an issuer', () => {
  let issuer = '';
  let door: ReturnType<typeof authenticator>;
  let sign: (
    claims: object,
    options?: { readonly expires?: string | null; readonly audience?: string; readonly issuer?: string; readonly kid?: string },
  ) => Promise<string>;
  const server = createServer();
  let answering = true;

  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256' };
    server.on('request', (request, response) => {
      if (!answering) return response.writeHead(500).end();
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(request.url === '/keys' ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/keys` }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const config: GatewayConfig = {
      ...CONFIG,
      consumers: { web: { routes: ['chat'], subjects: ['app-1'] } },
      auth: { jwt: [{ issuer, audiences: ['llm'], consumerClaim: 'azp' }] },
    };
    door = authenticator(config, new MemoryState(), systemClock, () => {});
    sign = (claims, { expires = '5m', audience = 'llm', issuer: from = issuer, kid = 'one' } = {}) => {
      const token = new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'RS256', kid })
        .setIssuer(from)
        .setAudience(audience)
        .setIssuedAt();
      return (expires === null ? token : token.setExpirationTime(expires)).sign(privateKey);
    };
  });
  afterAll(() => server.close());

  test('whose keys cannot be had is no wrong token', async () => {
    answering = false;
    await expect(door.authenticate(bearer(await sign({ azp: 'app-1' })))).rejects.toMatchObject({ status: 503 });
    answering = true;
  });

  test('is the consumer whose subject its claim names, or that it names itself', async () => {
    expect(await door.authenticate(bearer(await sign({ azp: 'app-1' })))).toEqual({ consumer: 'web', by: 'jwt' });
    expect(await door.authenticate(bearer(await sign({ azp: 'web' })))).toEqual({ consumer: 'web', by: 'jwt' });
  });

  test.each<[string, object, Parameters<typeof sign>[1]?]>([
    ['of nobody', { azp: 'app-2' }],
    ['of a word that every object has', { azp: 'constructor' }],
    ['without the claim', {}],
    ['that has run out', { azp: 'app-1' }, { expires: '-5m' }],
    ['that never runs out', { azp: 'app-1' }, { expires: null }],
    ['for somebody else', { azp: 'app-1' }, { audience: 'other' }],
    ['of another issuer', { azp: 'app-1' }, { issuer: 'https://evil.example.com' }],
    ['of an unknown key', { azp: 'app-1' }, { kid: 'two' }],
  ])('%s is refused', async (_, claims, options) => {
    await expect(door.authenticate(bearer(await sign(claims, options)))).rejects.toMatchObject({ status: 401 });
  });

  test.each(['none', 'HS256'])('with the algorithm %s is refused', async (alg) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const exp = Math.floor(Date.now() / 1000) + 300;
    const token = `${part({ alg, kid: 'one' })}.${part({ iss: issuer, aud: 'llm', azp: 'app-1', exp })}.`;
    await expect(door.authenticate(bearer(token))).rejects.toMatchObject({ status: 401 });
  });

  test('passes the Lambda authorizer for every method of its stage', async () => {
    const authorize = authorizerHandler(door);
    const methodArn = 'arn:aws:execute-api:eu-central-1:111122223333:abc/v1/POST/v1/chat/completions';
    const answer = await authorize({ methodArn, headers: { Authorization: bearer(await sign({ azp: 'app-1' })) } });
    expect(answer).toMatchObject({
      principalId: 'web',
      policyDocument: { Statement: [{ Effect: 'Allow', Resource: 'arn:aws:execute-api:eu-central-1:111122223333:abc/v1/*' }] },
    });
    await expect(authorize({ methodArn, headers: { Authorization: 'Bearer no' } })).rejects.toThrow(/^Unauthorized$/);
    await expect(authorize({ methodArn, headers: null })).rejects.toThrow(/^Unauthorized$/);
  });
});
