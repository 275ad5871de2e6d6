import { MemoryState } from '../../../../constructs/runtime/gateway/state/memory-state.ts';
import type { Store } from './store.ts';

export function memoryStore(): Store {
  const state = new MemoryState();
  return {
    open: () => state,
    operator: {
      used: async ({ consumer, kind, window }) => state.counters.get(JSON.stringify([consumer, kind, window])) ?? 0,
      putKey: async (hash) => {
        state.hashes = [...state.hashes.filter(({ consumer, slot }) => consumer !== hash.consumer || slot !== hash.slot), hash];
      },
      dropKey: async (consumer, slot) => {
        state.hashes = state.hashes.filter((hash) => hash.consumer !== consumer || hash.slot !== slot);
      },
      switchOff: async (flag) => {
        state.flags = [...state.flags, flag];
      },
      switchOn: async (flag) => {
        state.flags = state.flags.filter((other) => JSON.stringify(other) !== JSON.stringify(flag));
      },
    },
    close: async () => {},
  };
}
