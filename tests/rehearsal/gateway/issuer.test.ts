import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { authenticator } from '../../../constructs/runtime/gateway/auth/authenticator.ts';
import { systemClock } from '../../../constructs/runtime/gateway/core/clock.ts';
import { MemoryState } from '../../../constructs/runtime/gateway/state/memory-state.ts';
import { gatewayConfig } from './config.ts';
import { listening } from './listening.ts';

/** A key of an issuer, and the tokens that it signs. */
async function signingKey(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: 'ES256' };
  const tokenOf = (issuer: string) =>
    new SignJWT({ azp: 'app-1' })
      .setProtectedHeader({ alg: 'ES256', kid })
      .setIssuer(issuer)
      .setAudience('llm')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
  return { jwk, tokenOf };
}

describe('An issuer that rotates its keys', () => {
  let keys: JWK[] = [];
  let status = 200;
  let fetched = 0;
  let issuer = '';
  let close: () => Promise<void>;
  let one: Awaited<ReturnType<typeof signingKey>>;
  let two: Awaited<ReturnType<typeof signingKey>>;
  let door: ReturnType<typeof authenticator>;
  const passes = async (by: typeof one) => door.authenticate(`Bearer ${await by.tokenOf(issuer)}`);

  beforeAll(async () => {
    [one, two] = await Promise.all([signingKey('one'), signingKey('two')]);
    const server = createServer((request, response) => {
      const isKeys = request.url === '/keys';
      if (isKeys) fetched++;
      response.writeHead(isKeys ? status : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isKeys ? { keys } : { issuer, jwks_uri: `${issuer}/keys` }));
    });
    const { port, close: end } = await listening(server);
    close = end;
    issuer = `http://127.0.0.1:${port}`;
  });
  afterAll(() => close());
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2027, 2, 1, 10, 15) });
    [keys, status, fetched] = [[one.jwk], 200, 0];
    const config = gatewayConfig('https://models.example.com/v1', { web: { subjects: ['app-1'] } });
    const auth = { jwt: [{ issuer, audiences: ['llm'], consumerClaim: 'azp' }] };
    door = authenticator({ ...config, auth }, new MemoryState(), systemClock, () => {});
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

  test('has its new key known without a restart, and asked for once by 20 calls', async () => {
    await passes(one);
    keys = [one.jwk, two.jwk];
    later(31);
    const callers = await Promise.all(Array.from({ length: 20 }, (_, index) => passes(index % 2 === 0 ? one : two)));
    expect(callers.every(({ consumer }) => consumer === 'web')).toBe(true);
    expect(fetched).toBe(2);
  });

  test('is not asked for an unknown key more than twice a minute', async () => {
    await passes(one);
    for (let call = 0; call < 20; call++) await expect(passes(two)).rejects.toMatchObject({ status: 401 });
    expect(fetched).toBe(1);
  });

  test('has a withdrawn key refused after ten minutes', async () => {
    await passes(one);
    keys = [two.jwk];
    later(601);
    await expect(passes(one)).rejects.toMatchObject({ status: 401 });
    expect(await passes(two)).toEqual({ consumer: 'web', by: 'jwt' });
  });

  test.each([
    ['answers with a fault', 500, undefined],
    ['sends no keys', 200, 'none'],
  ])('is no wrong token when it %s', async (_, answer, sent) => {
    status = answer;
    if (sent !== undefined) keys = sent as unknown as JWK[];
    await expect(passes(one)).rejects.toMatchObject({ status: 503, code: 'authentication_unavailable' });
  });
});
