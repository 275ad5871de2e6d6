import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The rehearsals with real engines; each script (`rehearse:aws`, `rehearse:azure`) picks its folder by path. */
export default defineConfig({
  root: path('../..'),
  resolve: {
    alias: [
      { find: /^llm-infra-kit\/aws$/, replacement: path('../../constructs/aws/index.ts') },
      { find: /^llm-infra-kit\/azure$/, replacement: path('../../constructs/azure/index.ts') },
      { find: /^llm-infra-kit$/, replacement: path('../../constructs/index.ts') },
    ],
  },
  test: {
    include: ['tests/rehearsal/**/*.test.ts'],
    // One engine at a time: each file has a server of its own.
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 300_000,
  },
});
