import { describe } from 'vitest';
import { stateRules } from './rules/state.ts';
import { memoryStore } from './stores/memory.ts';

describe('State in memory', () => {
  const store = memoryStore();
  stateRules(() => store);
});
