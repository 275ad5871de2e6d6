import type { KeyHash } from '../../gateway/state/gateway-state.ts';
import type { KeyRows } from '../consumer-keys.ts';
import { type AwsPlace, awsJson } from './aws-json.ts';

const DYNAMODB = { service: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0' } as const;
/** The partition that constructs/runtime/gateway/aws/dynamodb-state.ts reads. */
const PARTITION = { S: 'keys' };

interface Page {
  readonly Items?: readonly Readonly<Record<string, { readonly S?: string }>>[];
  readonly LastEvaluatedKey?: object;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export function keyRows(place: AwsPlace, TableName: string): KeyRows {
  return {
    read: async () => {
      const rows: KeyHash[] = [];
      let start: object | undefined;
      do {
        const page: Page = await awsJson(place, DYNAMODB, 'Query', {
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': PARTITION },
          ConsistentRead: true,
          ...(start ? { ExclusiveStartKey: start } : {}),
        });
        rows.push(...(page.Items ?? []).map(rowOf));
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
      return rows;
    },
    write: async ({ consumer, slot, salt, hash }) => {
      const Item = { ...keyOf({ consumer, slot }), consumer: { S: consumer }, slot: { S: slot }, salt: { S: salt }, hash: { S: hash } };
      await awsJson(place, DYNAMODB, 'PutItem', { TableName, Item });
    },
    remove: async (row) => {
      await awsJson(place, DYNAMODB, 'DeleteItem', { TableName, Key: keyOf(row) });
    },
  };
}

function keyOf({ consumer, slot }: Pick<KeyHash, 'consumer' | 'slot'>) {
  return { pk: PARTITION, sk: { S: `${consumer}#${slot}` } };
}

function rowOf(item: Readonly<Record<string, { readonly S?: string }>>): KeyHash {
  const text = (name: string) => item[name]?.S ?? '';
  return { consumer: text('consumer'), slot: text('slot') === 'previous' ? 'previous' : 'current', salt: text('salt'), hash: text('hash') };
}
