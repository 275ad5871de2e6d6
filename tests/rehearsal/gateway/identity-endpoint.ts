import { createServer } from 'node:http';
import { SignJWT } from 'jose';
import { listening } from './listening.ts';

export const CLIENT_ID = '7f3c1c2e-0b5d-4f0e-9a53-5b7f5b1d9c10';
const HEADER = 'header-of-the-platform';
const SECRET = new TextEncoder().encode('nobody checks this signature');

/** The endpoint that Container Apps puts beside a program, and the environment by which the program finds it. */
export interface IdentityEndpoint {
  readonly environment: Readonly<Record<'IDENTITY_ENDPOINT' | 'IDENTITY_HEADER' | 'AZURE_CLIENT_ID', string>>;
  /** Resources that tokens were asked for. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
}

/**
 * Answers as the published reference of the endpoint says: the header is checked, the version known, the identity assigned; a token names
 * the resource that was asked for. Claims are Entra's; the signature is nobody's, since no stand-in of a service checks it.
 * Source: https://learn.microsoft.com/azure/container-apps/managed-identity#rest-endpoint-reference
 */
export async function identityEndpoint(): Promise<IdentityEndpoint> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    const resource = query.get('resource') ?? '';
    const known = query.get('api-version') === '2019-08-01' && query.get('client_id') === CLIENT_ID && resource !== '';
    if (request.headers['x-identity-header'] !== HEADER || !known) return response.writeHead(400).end();
    asked.push(resource);
    const expires = Math.floor(Date.now() / 1000) + 3600;
    tokenFor(resource, expires).then((token) => {
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ access_token: token, expires_on: String(expires), resource, token_type: 'Bearer', client_id: CLIENT_ID }),
      );
    });
  });
  const { port, close } = await listening(server);
  const environment = { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`, IDENTITY_HEADER: HEADER, AZURE_CLIENT_ID: CLIENT_ID };
  return { environment, asked, close };
}

function tokenFor(resource: string, expires: number): Promise<string> {
  return new SignJWT({ appid: CLIENT_ID, ver: '1.0' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('https://sts.windows.net/9a1c8c5e-2f3b-4b7e-8a57-0c6b1f0f7d11/')
    .setAudience(resource)
    .setIssuedAt()
    .setNotBefore('-1m')
    .setExpirationTime(expires)
    .sign(SECRET);
}
