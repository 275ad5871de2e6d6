import { systemClock } from '../core/clock.ts';
import { Refreshed } from '../core/refreshed.ts';

export interface AccessToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresOnTimestamp: number;
}

interface IdentityAnswer {
  readonly access_token?: string;
  readonly expires_on?: string;
}

// The platform keeps tokens for up to a day and renews them itself; asking every few minutes costs nothing and never gives a stale one.
const MAX_AGE_MILLIS = 5 * 60_000;
const PATIENCE_MILLIS = 5000;
/** A token with less than that left could run out on its way. */
const LEAST_LIFE_MILLIS = 60_000;

/**
 * Tokens of a Container App's user-assigned identity, from the endpoint that the platform puts into the environment.
 * Source: https://learn.microsoft.com/azure/container-apps/managed-identity#rest-endpoint-reference
 */
export class ManagedIdentity {
  readonly #clientId: string;
  readonly #tokens = new Map<string, Refreshed<AccessToken>>();

  constructor(clientId: string) {
    this.#clientId = clientId;
  }

  /** In the form of the Azure SDK's `TokenCredential`. A token that still holds is given where a new one can't be had. */
  async getToken(scopes: string | string[]): Promise<AccessToken> {
    const scope = String(Array.isArray(scopes) ? scopes[0] : scopes);
    const resource = scope.replace(/\/\.default$/, '');
    let token = this.#tokens.get(resource);
    if (token === undefined) {
      token = new Refreshed(() => this.#fetch(resource), MAX_AGE_MILLIS, systemClock);
      this.#tokens.set(resource, token);
    }
    try {
      return await token.value();
    } catch (error) {
      const { last } = token;
      if (last !== undefined && last.expiresOnTimestamp > systemClock.now() + LEAST_LIFE_MILLIS) return last;
      throw error;
    }
  }

  async #fetch(resource: string): Promise<AccessToken> {
    const { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: header } = process.env;
    if (!endpoint || !header) throw new Error('IDENTITY_ENDPOINT and IDENTITY_HEADER are not set: no identity is assigned');
    const query = new URLSearchParams({ 'api-version': '2019-08-01', resource, client_id: this.#clientId });
    const response = await fetch(`${endpoint}?${query}`, {
      headers: { 'x-identity-header': header },
      signal: AbortSignal.timeout(PATIENCE_MILLIS),
    });
    if (!response.ok) throw new Error(`the identity endpoint answered ${response.status}`);
    const { access_token: token, expires_on: expires } = (await response.json()) as IdentityAnswer;
    if (token === undefined) throw new Error('the identity endpoint gave no token');
    return { token, expiresOnTimestamp: Number(expires) * 1000 };
  }
}
