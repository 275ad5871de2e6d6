import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KEY_ROW } from './config.ts';
import { selfSigned } from './self-signed.ts';
import { answering, closed, listening } from './stand-in.ts';

export interface Azure {
  /** What a Container App's environment says of the services. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the table was asked. */
  readonly tables: readonly { readonly method: string; readonly authorization: string | undefined }[];
  readonly close: () => Promise<void>;
}

/**
 * A managed identity, and a table that holds the row of the key, has no counter yet and takes every write.
 * Sources: https://learn.microsoft.com/azure/container-apps/managed-identity#rest-endpoint-reference,
 * https://learn.microsoft.com/rest/api/storageservices/table-service-rest-api
 */
export async function azure(): Promise<Azure> {
  const identity = createServer(
    answering(({ url, headers }, response) => {
      if (headers['x-identity-header'] !== 'header') return void response.writeHead(401).end();
      const resource = new URL(url, 'http://x').searchParams.get('resource');
      response.end(JSON.stringify({ access_token: `token for ${resource}`, expires_on: '4102444800', resource }));
    }),
  );
  const tables: { method: string; authorization: string | undefined }[] = [];
  const { key, cert } = selfSigned();
  const table = createTlsServer(
    { key, cert },
    answering(({ method, url, headers }, response) => {
      tables.push({ method, authorization: headers.authorization });
      const type = { 'content-type': 'application/json;odata=minimalmetadata' };
      if (method !== 'GET') return void response.writeHead(204, { etag: 'W/"1"' }).end();
      if (!url.startsWith('/gateway()')) {
        return void response
          .writeHead(404, type)
          .end(JSON.stringify({ 'odata.error': { code: 'ResourceNotFound', message: { value: '' } } }));
      }
      const rows = decodeURIComponent(url).includes("'keys'") ? [{ PartitionKey: 'keys', RowKey: 'a', ...KEY_ROW }] : [];
      response.writeHead(200, type).end(JSON.stringify({ value: rows }));
    }),
  );
  const trusted = join(mkdtempSync(join(tmpdir(), 'certificate-')), 'cert.pem');
  writeFileSync(trusted, cert);
  return {
    environment: {
      LLM_GATEWAY_TABLE_ENDPOINT: `https://127.0.0.1:${await listening(table)}`,
      LLM_GATEWAY_TABLE: 'gateway',
      AZURE_CLIENT_ID: '11111111-2222-4333-8444-555555555555',
      IDENTITY_ENDPOINT: `http://127.0.0.1:${await listening(identity)}/msi/token`,
      IDENTITY_HEADER: 'header',
      NODE_EXTRA_CA_CERTS: trusted,
    },
    tables,
    close: async () => {
      await closed(identity);
      await closed(table);
    },
  };
}
