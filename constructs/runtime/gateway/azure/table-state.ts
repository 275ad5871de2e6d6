import { RestError, TableClient, type TableServiceClientOptions } from '@azure/data-tables';
import type { Clock } from '../core/clock.ts';
import type { Counter, GatewayState, KeyHash, KillFlag } from '../state/gateway-state.ts';
import type { ManagedIdentity } from './managed-identity.ts';

interface CounterRow {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly window: string;
  readonly used: number;
}

export interface TableStateOptions extends Pick<TableServiceClientOptions, 'tlsOptions'> {
  /** `https://<account>.table.core.windows.net` */
  readonly endpoint: string;
  readonly table: string;
  readonly credential: Pick<ManagedIdentity, 'getToken'>;
  readonly clock: Clock;
}

/** What a call waits at most when the table is out of reach. The client's own patience has no end. */
const PATIENCE_MILLIS = 2000;
/** The client's own pause begins with a second, longer than a call should wait for its counter. */
const RETRIES = { maxRetries: 2, retryDelayInMs: 50, maxRetryDelayInMs: 500 };
/** Longest pause after a lost race; each pause is drawn below a bound that doubles. */
const LONGEST_PAUSE_MILLIS = 100;

/**
 * The gateway's rows in one storage table. A minute's counters are a ring of 60 rows a consumer, since tables forget nothing by
 * themselves; a row of another window counts as empty.
 *
 * `updateEntity` is unconditional unless it is given an etag, whatever its description says, so each one here has the etag that was read.
 */
export class TableState implements GatewayState {
  readonly #table: TableClient;
  readonly #clock: Clock;

  constructor({ endpoint, table, credential, clock, ...options }: TableStateOptions) {
    this.#table = new TableClient(endpoint, table, credential, { ...options, retryOptions: RETRIES });
    this.#clock = clock;
  }

  lease(counter: Counter, want: number, limit: number): Promise<number> {
    return this.#change(counter, (used) => Math.max(0, Math.min(want, limit - used)));
  }

  async giveBack(counter: Counter, units: number): Promise<void> {
    await this.#change(counter, (used) => -Math.min(units, used));
  }

  async keyHashes(): Promise<readonly KeyHash[]> {
    const hashes: KeyHash[] = [];
    for await (const row of this.#rows('keys')) {
      hashes.push({
        consumer: String(row.consumer),
        slot: row.slot === 'previous' ? 'previous' : 'current',
        salt: String(row.salt),
        hash: String(row.hash),
      });
    }
    return hashes;
  }

  async killFlags(): Promise<readonly KillFlag[]> {
    const flags: KillFlag[] = [];
    for await (const row of this.#rows('kill')) {
      const [kind, name = ''] = String(row.rowKey).split(':');
      const since = String(row.since);
      flags.push(kind === 'model' || kind === 'consumer' ? { kind, name, since } : { kind: 'all', since });
    }
    return flags;
  }

  #rows(partition: string) {
    return this.#table.listEntities<Record<string, unknown>>({
      queryOptions: { filter: `PartitionKey eq '${partition}'` },
      abortSignal: AbortSignal.timeout(PATIENCE_MILLIS),
    });
  }

  /** Adds what `delta` makes of the units used, by one conditional write, and gives it. */
  async #change(counter: Counter, delta: (used: number) => number): Promise<number> {
    const partitionKey = `counter:${counter.consumer}`;
    const rowKey = counter.kind === 'tokens-month' ? `${counter.kind}:${counter.window}` : `${counter.kind}:${counter.window.slice(-2)}`;
    const abortSignal = AbortSignal.timeout(PATIENCE_MILLIS);
    // Each lost race means that another instance has written; the signal ends a call that loses for too long.
    for (let race = 0; ; race++) {
      const row = await this.#read(partitionKey, rowKey, abortSignal);
      const used = row?.window === counter.window ? row.used : 0;
      const change = delta(used);
      if (change === 0) return 0;
      const next: CounterRow = { partitionKey, rowKey, window: counter.window, used: used + change };
      try {
        if (row === undefined) await this.#table.createEntity(next, { abortSignal });
        else await this.#table.updateEntity(next, 'Replace', { etag: row.etag, abortSignal });
        return change;
      } catch (error) {
        if (!isStatus(error, 409, 412)) throw error;
        await this.#clock.sleep(this.#clock.random() * Math.min(10 * 2 ** race, LONGEST_PAUSE_MILLIS), abortSignal);
      }
    }
  }

  async #read(
    partitionKey: string,
    rowKey: string,
    abortSignal: AbortSignal,
  ): Promise<(CounterRow & { readonly etag: string }) | undefined> {
    try {
      const row = await this.#table.getEntity<CounterRow>(partitionKey, rowKey, { abortSignal });
      return { partitionKey, rowKey, window: row.window, used: row.used, etag: row.etag };
    } catch (error) {
      if (isStatus(error, 404)) return undefined;
      throw error;
    }
  }
}

function isStatus(error: unknown, ...statuses: readonly number[]): boolean {
  return error instanceof RestError && statuses.includes(error.statusCode ?? 0);
}
