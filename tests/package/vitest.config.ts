import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The tests of the packed tarball (`npm run test:package`): they build, and install from the registry. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['tests/package/*.test.ts'],
    globalSetup: ['tests/support/temporary-folder.ts', 'tests/package/support/pack.ts'],
    maxWorkers: 2,
    // An install and a compilation of a CDK app from scratch, on a slow network.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
