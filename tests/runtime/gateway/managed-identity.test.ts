import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ManagedIdentity } from '../../../constructs/runtime/gateway/azure/managed-identity.ts';

const SCOPE = 'https://storage.azure.com/.default';
const LIFE_SECONDS = 3600;

describe('A token of the managed identity', () => {
  let answering = true;
  let given = 0;
  const server = createServer((_, response) => {
    if (!answering) return response.writeHead(500).end();
    const expires = String(Math.floor(Date.now() / 1000) + LIFE_SECONDS);
    response.end(JSON.stringify({ access_token: `token-${++given}`, expires_on: expires }));
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${(server.address() as AddressInfo).port}/msi/token`);
    vi.stubEnv('IDENTITY_HEADER', 'header');
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    server.close();
  });
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2027, 2, 1) });
    [answering, given] = [true, 0];
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

  test('is asked for once by calls that come together, and again minutes later', async () => {
    const identity = new ManagedIdentity('id');
    const tokens = await Promise.all([identity.getToken(SCOPE), identity.getToken([SCOPE])]);
    expect(tokens.map(({ token }) => token)).toEqual(['token-1', 'token-1']);
    later(301);
    expect(await identity.getToken(SCOPE)).toMatchObject({ token: 'token-2', expiresOnTimestamp: Date.now() + LIFE_SECONDS * 1000 });
  });

  test('is used on while it holds when no new one can be had, and no longer', async () => {
    const identity = new ManagedIdentity('id');
    await identity.getToken(SCOPE);
    answering = false;
    later(301);
    expect(await identity.getToken(SCOPE)).toMatchObject({ token: 'token-1' });
    later(LIFE_SECONDS - 301 - 30);
    await expect(identity.getToken(SCOPE)).rejects.toThrow('the identity endpoint answered 500');
  });
});
