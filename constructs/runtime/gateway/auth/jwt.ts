import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { ConsumerConfig, JwtConfig } from '../config/gateway-config.ts';

// Signatures with a public key alone: with a shared secret whoever can check a token can also make one, and `none` is no signature.
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const CLOCK_SKEW_SECONDS = 60;
const DISCOVERY_MILLIS = 5000;

/** Tokens of OIDC issuers. Keys are fetched when the first token of an issuer comes, kept, and fetched again for an unknown key id. */
export class JsonWebTokens {
  readonly #issuers: ReadonlyMap<string, JwtConfig>;
  readonly #consumers: Readonly<Record<string, ConsumerConfig>>;
  readonly #keys = new Map<string, Promise<JWTVerifyGetKey>>();

  constructor(issuers: readonly JwtConfig[], consumers: Readonly<Record<string, ConsumerConfig>>) {
    this.#issuers = new Map(issuers.map((issuer) => [issuer.issuer, issuer]));
    this.#consumers = consumers;
  }

  /** Undefined for a token that is not valid or is nobody's; throws where an issuer's keys can't be had. */
  async consumerOf(token: string): Promise<string | undefined> {
    const issuer = this.#issuers.get(unverifiedIssuer(token) ?? '');
    if (issuer === undefined) return undefined;
    const keys = await this.#keysOf(issuer);
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: issuer.issuer,
        audience: [...issuer.audiences],
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_SKEW_SECONDS,
        // A token without an end would be a key that nobody can revoke.
        requiredClaims: ['exp'],
      });
      const claim = payload[issuer.consumerClaim];
      return typeof claim === 'string' ? this.#consumerNamed(claim) : undefined;
    } catch (error) {
      if (isIssuersFault(error)) throw error;
      return undefined;
    }
  }

  #consumerNamed(claim: string): string | undefined {
    const bySubject = Object.entries(this.#consumers).find(([, { subjects }]) => subjects?.includes(claim));
    return bySubject?.[0] ?? (Object.hasOwn(this.#consumers, claim) ? claim : undefined);
  }

  #keysOf(issuer: JwtConfig): Promise<JWTVerifyGetKey> {
    let keys = this.#keys.get(issuer.issuer);
    if (keys === undefined) {
      keys = this.#discover(issuer);
      // A failure is not kept: the next token tries again.
      keys.catch(() => this.#keys.delete(issuer.issuer));
      this.#keys.set(issuer.issuer, keys);
    }
    return keys;
  }

  /** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
  async #discover({ issuer, jwksUri }: JwtConfig): Promise<JWTVerifyGetKey> {
    const uri = jwksUri ?? (await this.#jwksUri(issuer));
    return createRemoteJWKSet(new URL(uri), { timeoutDuration: DISCOVERY_MILLIS });
  }

  async #jwksUri(issuer: string): Promise<string> {
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(DISCOVERY_MILLIS) });
    if (!response.ok) throw new Error(`the OpenID configuration of an issuer answered ${response.status}`);
    const { jwks_uri: uri } = (await response.json()) as { jwks_uri?: unknown };
    if (typeof uri !== 'string' || new URL(uri).protocol !== new URL(issuer).protocol)
      throw new Error('the OpenID configuration has no jwks_uri');
    return uri;
  }
}

/** A key set that can't be had or is none is not the token's fault; the general code is what an answer other than 200 has. */
function isIssuersFault(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  return ['ERR_JOSE_GENERIC', errors.JWKSTimeout.code, errors.JWKSInvalid.code].includes(error.code);
}

/** Read before any check, only to choose whose keys check it. */
function unverifiedIssuer(token: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const issuer = typeof claims === 'object' && claims !== null ? (claims as { iss?: unknown }).iss : undefined;
    return typeof issuer === 'string' ? issuer : undefined;
  } catch {
    return undefined;
  }
}
