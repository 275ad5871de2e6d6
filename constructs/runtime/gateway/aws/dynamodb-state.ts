import type { Clock } from '../core/clock.ts';
import type { Counter, GatewayState, KeyHash, KillFlag } from '../state/gateway-state.ts';
import { call, jsonOf, textOf } from '../upstreams/http-call.ts';
import { type AwsCredentials, signedHeaders } from './signer.ts';

export interface DynamoDbOptions {
  readonly table: string;
  readonly region: string;
  readonly credentials: AwsCredentials;
  readonly clock: Clock;
  /** Another address of the service: an emulator. */
  readonly endpoint?: string;
}

type Value = { readonly S: string } | { readonly N: string };
type Item = Readonly<Record<string, Value>>;

const PATIENCE_MILLIS = 2000;
const ATTEMPTS = 3;
/** A minute's counter is of no use after it, a month's serves a report; the table's time to live is on `expires`. */
const KEPT_SECONDS = { 'requests-minute': 3600, 'tokens-minute': 3600, 'tokens-month': 400 * 86_400 };

/**
 * The gateway's rows in one DynamoDB table, keys `pk` and `sk`: counters by consumer, hashes of keys, kill flags.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
 */
export class DynamoDbState implements GatewayState {
  readonly #options: DynamoDbOptions;

  constructor(options: DynamoDbOptions) {
    this.#options = options;
  }

  async lease(counter: Counter, want: number, limit: number): Promise<number> {
    // Each refusal says how much was used, so that a second try asks for what is left; more tries mean that others take it meanwhile.
    let ask = Math.min(want, limit);
    for (let attempt = 0; attempt < 10 && ask > 0; attempt++) {
      const used = await this.#add(counter, ask, limit - ask);
      if (used === undefined) return ask;
      ask = Math.min(want, limit - used);
    }
    return 0;
  }

  async giveBack(counter: Counter, units: number): Promise<void> {
    await this.#request('UpdateItem', {
      TableName: this.#options.table,
      Key: keyOf(counter),
      UpdateExpression: 'ADD used :less',
      ConditionExpression: 'used >= :units',
      ExpressionAttributeValues: { ':less': { N: String(-units) }, ':units': { N: String(units) } },
    });
  }

  async keyHashes(): Promise<readonly KeyHash[]> {
    return (await this.#query('keys')).map((item) => ({
      consumer: text(item.consumer),
      slot: text(item.slot) === 'previous' ? 'previous' : 'current',
      salt: text(item.salt),
      hash: text(item.hash),
    }));
  }

  async killFlags(): Promise<readonly KillFlag[]> {
    return (await this.#query('kill')).map((item) => {
      const [kind, name = ''] = text(item.sk).split('#');
      const since = text(item.since);
      return kind === 'model' || kind === 'consumer' ? { kind, name, since } : { kind: 'all', since };
    });
  }

  /** Adds where `used` is at most `most`; else gives what is used. */
  async #add(counter: Counter, units: number, most: number): Promise<number | undefined> {
    const expires = Math.floor(this.#options.clock.now() / 1000) + KEPT_SECONDS[counter.kind];
    const answer = await this.#request('UpdateItem', {
      TableName: this.#options.table,
      Key: keyOf(counter),
      UpdateExpression: 'ADD used :units SET expires = :expires',
      ConditionExpression: 'attribute_not_exists(used) OR used <= :most',
      ExpressionAttributeValues: { ':units': { N: String(units) }, ':most': { N: String(most) }, ':expires': { N: String(expires) } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    return answer.refused === undefined ? undefined : Number((answer.refused.used as { N?: string } | undefined)?.N ?? 0);
  }

  async #query(pk: string): Promise<readonly Item[]> {
    const items: Item[] = [];
    let start: object | undefined;
    do {
      const { body } = await this.#request('Query', {
        TableName: this.#options.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
        // A revoked key or a thrown switch must be seen by the next read.
        ConsistentRead: true,
        ...(start ? { ExclusiveStartKey: start } : {}),
      });
      items.push(...(body.Items ?? []));
      start = body.LastEvaluatedKey;
    } while (start !== undefined);
    return items;
  }

  async #request(action: string, input: object): Promise<{ readonly body: Answer; readonly refused?: Item }> {
    for (let attempt = 1; ; attempt++) {
      const response = await this.#post(action, JSON.stringify(input));
      if (response.statusCode === 200) return { body: await jsonOf<Answer>(response) };
      const fault = JSON.parse((await textOf(response)) || '{}') as { __type?: string; Item?: Item };
      const name = fault.__type?.split('#').at(-1) ?? '';
      if (name === 'ConditionalCheckFailedException') return { body: {}, refused: fault.Item ?? {} };
      const again = (response.statusCode ?? 0) >= 500 || /Throttling|ProvisionedThroughputExceeded|TransactionConflict/.test(name);
      if (!again || attempt === ATTEMPTS) throw new Error(`DynamoDB ${action}: ${name || response.statusCode}`);
      await this.#options.clock.sleep(50 * 2 ** attempt * this.#options.clock.random());
    }
  }

  async #post(action: string, body: string) {
    const { region, credentials, endpoint = `https://dynamodb.${region}.amazonaws.com` } = this.#options;
    const url = new URL('/', endpoint);
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${action}` };
    const signed = await signedHeaders({ service: 'dynamodb', region, url, headers, body }, credentials);
    return call({ url, headers: signed, body, signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  }
}

interface Answer {
  readonly Items?: readonly Item[];
  readonly LastEvaluatedKey?: object;
}

function keyOf({ consumer, kind, window }: Counter): Item {
  return { pk: { S: `counter#${consumer}` }, sk: { S: `${kind}#${window}` } };
}

function text(value: Value | undefined): string {
  return value !== undefined && 'S' in value ? value.S : '';
}
