import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Stryker runs this in a copy of the checkout: what it needs lies below tests/ and constructs/.
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/spec/**/*.test.ts', 'tests/policy/**/*.test.ts'],
    // These synthesise whole platforms: they cover every line of the spec, take seconds each, and are about the blocks.
    exclude: ['tests/spec/accepted*.test.ts', 'tests/policy/{kit,azure-kit,cdk,controls}.test.ts'],
    // The mutated code counts what it runs, and is too slow for promises of time.
    testNamePattern: /^(?!.*within seconds)/,
    setupFiles: ['tests/support/fast-check.ts'],
    // The same cases in each of a thousand runs: a new one that fails would kill a mutant by chance, and end the first run.
    env: { FAST_CHECK_RUNS: '10', FAST_CHECK_SEED: '20261124' },
    testTimeout: 60_000,
  },
});
