import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, listening } from '../programs/listening.ts';
import type { SelfSigned } from '../programs/self-signed.ts';
import { type CloudStandIn, Rows } from './cloud-stand-in.ts';

/** The token that the identity endpoint gives; each service takes this one alone. */
export const AZURE_TOKEN = 'token-of-the-managed-identity';
const TABLE = 'gateway';

type Entity = Record<string, unknown> & { etag: string };

/** Azure as a container of ours meets it: the identity endpoint, a vault and a storage table, the latter two over TLS. */
export async function azureStandIn(tls: SelfSigned): Promise<CloudStandIn> {
  const secrets = new Map<string, string>();
  const rows = new Rows<Entity>();
  let down = false;
  const identity = await listening((request, response) => token(request, response));
  const vault = await listening((request, response) => secret(secrets, request, response), tls);
  const tables = await listening((request, response) => {
    if (down) return void response.writeHead(503).end();
    table(rows, request, response).catch((error) => response.writeHead(500).end(String(error)));
  }, tls);
  const entity = (partition: string, row: string, rest: object): Entity => ({
    PartitionKey: partition,
    RowKey: row,
    ...rest,
    etag: etag(),
  });
  return {
    environment: (config) => ({
      LLM_GATEWAY_CONFIG: config,
      LLM_GATEWAY_TABLE_ENDPOINT: tables.url,
      LLM_GATEWAY_TABLE: TABLE,
      AZURE_CLIENT_ID: '00000000-0000-0000-0000-000000000001',
      IDENTITY_ENDPOINT: identity.url,
      IDENTITY_HEADER: 'header-of-the-platform',
    }),
    secret: (name, text) => {
      secrets.set(`/secrets/${name}`, text);
      return { kind: 'key-vault-secret', url: `${vault.url}/secrets/${name}` };
    },
    setKeys: (hashes) => rows.replace('keys', Object.fromEntries(hashes.map((hash, at) => [String(at), entity('keys', String(at), hash)]))),
    setFlags: (flags) =>
      rows.replace(
        'kill',
        Object.fromEntries(
          flags.map((flag) => {
            const row = flag.kind === 'all' ? 'all' : `${flag.kind}:${flag.name}`;
            return [row, entity('kill', row, { since: flag.since })];
          }),
        ),
      ),
    setTableDown: (value) => {
      down = value;
    },
    close: async () => {
      await Promise.all([identity.close(), vault.close(), tables.close()]);
    },
  };
}

/** https://learn.microsoft.com/azure/container-apps/managed-identity#rest-endpoint-reference */
function token(request: IncomingMessage, response: ServerResponse): void {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  if (request.headers['x-identity-header'] !== 'header-of-the-platform' || !query.has('resource'))
    return void response.writeHead(400).end();
  const expires = String(Math.floor(Date.now() / 1000) + 86_400);
  json(response, 200, { access_token: AZURE_TOKEN, expires_on: expires, resource: query.get('resource'), token_type: 'Bearer' });
}

/** https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret */
function secret(secrets: ReadonlyMap<string, string>, request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.authorization !== `Bearer ${AZURE_TOKEN}`) return void response.writeHead(401).end();
  const value = secrets.get(new URL(request.url ?? '/', 'http://localhost').pathname);
  if (value === undefined) json(response, 404, { error: { code: 'SecretNotFound' } });
  else json(response, 200, { value, id: request.url });
}

/** https://learn.microsoft.com/rest/api/storageservices/table-service-rest-api: query, get, insert, and replace with an etag. */
async function table(rows: Rows<Entity>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  if (request.headers.authorization !== `Bearer ${AZURE_TOKEN}`) return fault(response, 403, 'AuthorizationFailure');
  const url = new URL(request.url ?? '/', 'http://localhost');
  const path = decodeURIComponent(url.pathname);
  const [, partition, row] = /\(PartitionKey='(.*)',RowKey='(.*)'\)$/.exec(path) ?? [];
  if (partition === undefined || row === undefined) {
    if (request.method === 'POST') return insert(rows, JSON.parse(body.toString()), response);
    const [, wanted = ''] = /^PartitionKey eq '(.*)'$/.exec(url.searchParams.get('$filter') ?? '') ?? [];
    return json(response, 200, { value: rows.in(wanted).map(withoutEtag) });
  }
  const found = rows.get(partition, row);
  if (found === undefined) return fault(response, 404, 'ResourceNotFound');
  if (request.method === 'GET') return json(response, 200, withoutEtag(found), { etag: found.etag });
  const match = request.headers['if-match'];
  if (match !== '*' && match !== found.etag) return fault(response, 412, 'UpdateConditionNotSatisfied');
  const next = { ...JSON.parse(body.toString()), PartitionKey: partition, RowKey: row, etag: etag() };
  rows.set(partition, row, next);
  response.writeHead(204, { etag: next.etag }).end();
}

function insert(rows: Rows<Entity>, given: Entity & { PartitionKey: string; RowKey: string }, response: ServerResponse): void {
  if (rows.get(given.PartitionKey, given.RowKey) !== undefined) {
    fault(response, 409, 'EntityAlreadyExists');
    return;
  }
  const next = { ...given, etag: etag() };
  rows.set(given.PartitionKey, given.RowKey, next);
  response.writeHead(204, { etag: next.etag }).end();
}

let version = 0;
const etag = () => `W/"datetime'${++version}'"`;
const withoutEtag = ({ etag: tag, ...rest }: Entity) => ({ 'odata.etag': tag, ...rest });

function fault(response: ServerResponse, status: number, code: string): void {
  json(response, status, { 'odata.error': { code, message: { lang: 'en-US', value: code } } });
}

function json(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json;odata=minimalmetadata', ...headers });
  response.end(JSON.stringify(body));
}
