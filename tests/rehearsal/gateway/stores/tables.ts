import { TableClient, type TransactionAction } from '@azure/data-tables';
import { ManagedIdentity } from '../../../../constructs/runtime/gateway/azure/managed-identity.ts';
import { TableState } from '../../../../constructs/runtime/gateway/azure/table-state.ts';
import { systemClock } from '../../../../constructs/runtime/gateway/core/clock.ts';
import type { KillFlag } from '../../../../constructs/runtime/gateway/state/gateway-state.ts';
import { freePort } from '../../free-port.ts';
import { Azurite } from '../azurite.ts';
import { doorTo } from '../door.ts';
import { CLIENT_ID, type IdentityEndpoint, identityEndpoint } from '../identity-endpoint.ts';
import type { RemoteStore } from './store.ts';

const TABLE = 'gateway';
/** Of Azurite, for everybody. */
const ACCOUNT = 'devstoreaccount1';
/** A query gives at most that many rows at once: https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination */
const PAGE = 1000;

export interface TableStore extends RemoteStore {
  readonly azurite: Azurite;
  readonly identity: IdentityEndpoint;
  readonly endpoint: string;
  readonly table: string;
}

/** Storage tables as Azurite has them, by the managed identity's tokens; the operator uses the SDK's client as it comes. */
export async function tableStore(): Promise<TableStore> {
  const [azurite, identity] = await Promise.all([Azurite.start(), identityEndpoint()]);
  const before = { ...process.env };
  Object.assign(process.env, identity.environment);
  const credential = new ManagedIdentity(CLIENT_ID);
  const tlsOptions = { ca: azurite.certificate.cert };
  const door = await doorTo(azurite.origin, azurite.certificate);
  const nowhere = `https://127.0.0.1:${await freePort()}`;
  const rows = new TableClient(`${azurite.origin}/${ACCOUNT}`, TABLE, credential, { tlsOptions });
  await rows.createTable();

  const open = (origin: string, clock = systemClock) =>
    new TableState({ endpoint: `${origin}/${ACCOUNT}`, table: TABLE, credential, clock, tlsOptions });
  const keyRow = (consumer: string, slot: string) => ({ partitionKey: 'keys', rowKey: `${consumer}:${slot}` });

  return {
    azurite,
    identity,
    endpoint: `${azurite.origin}/${ACCOUNT}`,
    table: TABLE,
    door,
    open: (clock) => open(azurite.origin, clock),
    openThroughDoor: (clock) => open(door.url, clock),
    openNowhere: () => open(nowhere),
    // https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes
    throttled: {
      status: 503,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ 'odata.error': { code: 'ServerBusy', message: { lang: 'en-us', value: 'The server is busy.' } } }),
    },
    fillKeys: async () => {
      const consumers = Array.from({ length: PAGE + 100 }, (_, index) => `many-${index}`);
      for (let start = 0; start < consumers.length; start += 100) {
        const actions = consumers
          .slice(start, start + 100)
          .map(
            (consumer): TransactionAction => [
              'create',
              { ...keyRow(consumer, 'current'), consumer, slot: 'current', salt: 's', hash: 'h' },
            ],
          );
        await rows.submitTransaction(actions);
      }
      return consumers.length;
    },
    operator: {
      used: async (counter) => {
        for await (const row of rows.listEntities<{ window: string; used: number }>()) {
          if (row.partitionKey === `counter:${counter.consumer}` && row.rowKey?.startsWith(counter.kind) && row.window === counter.window)
            return row.used;
        }
        return 0;
      },
      putKey: async ({ consumer, slot, salt, hash }) => {
        await rows.upsertEntity({ ...keyRow(consumer, slot), consumer, slot, salt, hash }, 'Replace');
      },
      dropKey: async (consumer, slot) => {
        const { partitionKey, rowKey } = keyRow(consumer, slot);
        await rows.deleteEntity(partitionKey, rowKey);
      },
      switchOff: async (flag) => {
        await rows.upsertEntity({ partitionKey: 'kill', rowKey: nameOf(flag), since: flag.since }, 'Replace');
      },
      switchOn: async (flag) => {
        await rows.deleteEntity('kill', nameOf(flag));
      },
    },
    close: async () => {
      for (const name of Object.keys(identity.environment)) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
      await door.close();
      await identity.close();
      await azurite.stop();
    },
  };
}

function nameOf(flag: KillFlag): string {
  return flag.kind === 'all' ? 'all' : `${flag.kind}:${flag.name}`;
}
