import type { Counter, GatewayState, KeyHash, KillFlag } from './gateway-state.ts';

/** State of one process: for tests and for trying the program out, never for more than one instance. */
export class MemoryState implements GatewayState {
  readonly counters = new Map<string, number>();
  hashes: KeyHash[] = [];
  flags: KillFlag[] = [];

  async lease(counter: Counter, want: number, limit: number): Promise<number> {
    const used = this.counters.get(keyOf(counter)) ?? 0;
    const granted = Math.max(0, Math.min(want, limit - used));
    this.counters.set(keyOf(counter), used + granted);
    return granted;
  }

  async giveBack(counter: Counter, units: number): Promise<void> {
    this.counters.set(keyOf(counter), Math.max(0, (this.counters.get(keyOf(counter)) ?? 0) - units));
  }

  async keyHashes(): Promise<readonly KeyHash[]> {
    return this.hashes;
  }

  async killFlags(): Promise<readonly KillFlag[]> {
    return this.flags;
  }
}

function keyOf({ consumer, kind, window }: Counter): string {
  return JSON.stringify([consumer, kind, window]);
}
