import type { SecretPlace } from '../../../../../constructs/runtime/gateway/config/gateway-config.ts';
import type { KeyHash, KillFlag } from '../../../../../constructs/runtime/gateway/state/gateway-state.ts';

/** What a cloud gives the program, at its wire: secrets, the table, the configuration. A test reads and writes its rows from behind. */
export interface CloudStandIn {
  /** The environment that the program finds. */
  readonly environment: (config: string) => Readonly<Record<string, string>>;
  /** Where a secret of this name is found, with its text. */
  readonly secret: (name: string, text: string) => SecretPlace;
  setKeys(hashes: readonly KeyHash[]): void;
  setFlags(flags: readonly KillFlag[]): void;
  /** Answers every read and write of the table with a failure while set. */
  setTableDown(down: boolean): void;
  close(): Promise<void>;
}

/** Rows of one table by both of their keys. */
export class Rows<Row extends object> {
  readonly #rows = new Map<string, Row>();

  get(partition: string, row: string): Row | undefined {
    return this.#rows.get(JSON.stringify([partition, row]));
  }

  set(partition: string, row: string, value: Row): void {
    this.#rows.set(JSON.stringify([partition, row]), value);
  }

  in(partition: string): Row[] {
    return [...this.#rows].flatMap(([key, row]) => (JSON.parse(key)[0] === partition ? [row] : []));
  }

  replace(partition: string, rows: Readonly<Record<string, Row>>): void {
    for (const key of [...this.#rows.keys()]) if (JSON.parse(key)[0] === partition) this.#rows.delete(key);
    for (const [row, value] of Object.entries(rows)) this.set(partition, row, value);
  }
}
