import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { DynamoDbState } from '../../../../constructs/runtime/gateway/aws/dynamodb-state.ts';
import { systemClock } from '../../../../constructs/runtime/gateway/core/clock.ts';
import type { KillFlag } from '../../../../constructs/runtime/gateway/state/gateway-state.ts';
import { Emulator } from '../../aws/emulator.ts';
import { freePort } from '../../free-port.ts';
import { doorTo } from '../door.ts';
import type { RemoteStore } from './store.ts';

const TABLE = 'gateway';
const REGION = 'eu-central-1';
const CREDENTIALS = { accessKeyId: '111122223333', secretAccessKey: 'rehearsal' };
/** Items may have 400 KB, and a page 1 MB: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const LARGE = 300_000;

/** DynamoDB as the AWS emulator has it; the operator writes with AWS's own SDK. */
export async function dynamoDbStore(): Promise<RemoteStore & { readonly client: DynamoDBClient; readonly table: string }> {
  const emulator = await Emulator.start();
  const client = new DynamoDBClient({ endpoint: emulator.endpoint, region: REGION, credentials: CREDENTIALS });
  const door = await doorTo(emulator.endpoint);
  const nowhere = `http://127.0.0.1:${await freePort()}`;
  await createTable(client);

  const open = (endpoint: string, clock = systemClock) =>
    new DynamoDbState({ table: TABLE, region: REGION, credentials: async () => CREDENTIALS, clock, endpoint });
  const put = (item: Record<string, string>) =>
    client.send(
      new PutItemCommand({
        TableName: TABLE,
        Item: Object.fromEntries(Object.entries(item).map(([name, S]) => [name, { S }])),
      }),
    );
  const drop = (pk: string, sk: string) => client.send(new DeleteItemCommand({ TableName: TABLE, Key: { pk: { S: pk }, sk: { S: sk } } }));

  return {
    client,
    table: TABLE,
    door,
    open: (clock) => open(emulator.endpoint, clock),
    openThroughDoor: (clock) => open(door.url, clock),
    openNowhere: () => open(nowhere),
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
    throttled: {
      status: 400,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify({
        __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
        message: 'The level of configured provisioned throughput for the table was exceeded.',
      }),
    },
    fillKeys: async () => {
      const consumers = Array.from({ length: 8 }, (_, index) => `many-${index}`);
      for (const consumer of consumers) {
        await put({ pk: 'keys', sk: `${consumer}#current`, consumer, slot: 'current', salt: 's', hash: 'h', note: 'x'.repeat(LARGE) });
      }
      return consumers.length;
    },
    operator: {
      used: async ({ consumer, kind, window }) => {
        const Key = { pk: { S: `counter#${consumer}` }, sk: { S: `${kind}#${window}` } };
        const { Item } = await client.send(new GetItemCommand({ TableName: TABLE, Key, ConsistentRead: true }));
        return Number(Item?.used?.N ?? 0);
      },
      putKey: async ({ consumer, slot, salt, hash }) => {
        await put({ pk: 'keys', sk: `${consumer}#${slot}`, consumer, slot, salt, hash });
      },
      dropKey: async (consumer, slot) => {
        await drop('keys', `${consumer}#${slot}`);
      },
      switchOff: async (flag) => {
        await put({ pk: 'kill', sk: nameOf(flag), since: flag.since });
      },
      switchOn: async (flag) => {
        await drop('kill', nameOf(flag));
      },
    },
    close: async () => {
      client.destroy();
      await door.close();
      await emulator.stop();
    },
  };
}

async function createTable(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 20 }, { TableName: TABLE });
}

function nameOf(flag: KillFlag): string {
  return flag.kind === 'all' ? 'all' : `${flag.kind}#${flag.name}`;
}
