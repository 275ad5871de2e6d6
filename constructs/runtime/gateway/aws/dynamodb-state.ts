import type { Clock } from '../core/clock.ts';
import type { Counter, GatewayState, KeyHash, KillFlag } from '../state/gateway-state.ts';
import { call, textOf } from '../upstreams/http-call.ts';
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

/** Of one attempt; three of them are what a call waits at most when the table is out of reach. */
const PATIENCE_MILLIS = 1000;
const ATTEMPTS = 3;
/** Refusals before a change gives up: each one means that another instance has written in the meantime. */
const MOST_RACES = 10;
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
    for (let attempt = 0; attempt < MOST_RACES && ask > 0; attempt++) {
      const used = await this.#add(counter, ask, limit - ask);
      if (used === undefined) return ask;
      ask = Math.min(want, limit - used);
    }
    return 0;
  }

  async giveBack(counter: Counter, units: number): Promise<void> {
    // A counter with less than that in it was written by hand or has begun anew: it becomes 0.
    let less = units;
    for (let attempt = 0; attempt < MOST_RACES && less > 0; attempt++) {
      const { refused } = await this.#request('UpdateItem', {
        TableName: this.#options.table,
        Key: keyOf(counter),
        UpdateExpression: 'ADD used :less',
        ConditionExpression: 'used >= :units',
        ExpressionAttributeValues: { ':less': { N: String(-less) }, ':units': { N: String(less) } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      if (refused === undefined) return;
      less = Math.min(less, usedOf(refused));
    }
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
    return answer.refused === undefined ? undefined : usedOf(answer.refused);
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

  /**
   * What failed on the way is tried again, even an addition that may have been made: a function that slept finds its connections dead, and
   * units counted twice refuse too early, never too late.
   */
  async #request(action: string, input: object): Promise<{ readonly body: Answer; readonly refused?: Item }> {
    for (let attempt = 1; ; attempt++) {
      const { status, text } = await this.#post(action, JSON.stringify(input)).catch((error: unknown) => {
        if (attempt === ATTEMPTS) throw error;
        return UNREACHED;
      });
      if (status === 200) return { body: JSON.parse(text) as Answer };
      const fault = faultOf(text);
      if (fault.name === 'ConditionalCheckFailedException') return { body: {}, refused: fault.item };
      const again = status >= 500 || status === UNREACHED.status || /Throttling|ThroughputExceeded|LimitExceeded/.test(fault.name);
      if (!again || attempt === ATTEMPTS) throw new Error(`DynamoDB ${action}: ${fault.name || status}`);
      await this.#options.clock.sleep(50 * 2 ** attempt * this.#options.clock.random());
    }
  }

  async #post(action: string, body: string): Promise<{ readonly status: number; readonly text: string }> {
    const { region, credentials, endpoint = `https://dynamodb.${region}.amazonaws.com` } = this.#options;
    const url = new URL('/', endpoint);
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${action}` };
    const signed = await signedHeaders({ service: 'dynamodb', region, url, headers, body }, credentials);
    const response = await call({ url, headers: signed, body, signal: AbortSignal.timeout(PATIENCE_MILLIS) });
    return { status: response.statusCode ?? 0, text: await textOf(response) };
  }
}

const UNREACHED = { status: 0, text: '' };

interface Answer {
  readonly Items?: readonly Item[];
  readonly LastEvaluatedKey?: object;
}

function keyOf({ consumer, kind, window }: Counter): Item {
  return { pk: { S: `counter#${consumer}` }, sk: { S: `${kind}#${window}` } };
}

function usedOf({ used }: Item): number {
  return used !== undefined && 'N' in used ? Number(used.N) : 0;
}

/** What went wrong, by the last word of its type; nothing where something before the service has answered. */
function faultOf(body: string): { readonly name: string; readonly item: Item } {
  try {
    const { __type: type, Item: item } = JSON.parse(body) as { __type?: string; Item?: Item };
    return { name: type?.split('#').at(-1) ?? '', item: item ?? {} };
  } catch {
    return { name: '', item: {} };
  }
}

function text(value: Value | undefined): string {
  return value !== undefined && 'S' in value ? value.S : '';
}
