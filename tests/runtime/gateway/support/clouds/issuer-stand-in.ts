import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type Listening, listening } from '../programs/listening.ts';
import type { SelfSigned } from '../programs/self-signed.ts';

/** An OIDC issuer with one key, over TLS. */
export interface Issuer extends Listening {
  readonly sign: (claims: Readonly<Record<string, unknown>>, expires?: string) => Promise<string>;
}

export const AUDIENCE = 'llm-platform';

/** https://openid.net/specs/openid-connect-discovery-1_0.html */
export async function issuerStandIn(tls: SelfSigned): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  const server = await listening((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [jwk] } : { issuer: server.url, jwks_uri: `${server.url}/keys` }));
  }, tls);
  const sign = (claims: Readonly<Record<string, unknown>>, expires = '5m') =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(server.url)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(privateKey);
  return { ...server, sign };
}
