import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path('..'),
  resolve: {
    alias: [
      { find: /^llm-infra-kit\/aws$/, replacement: path('../constructs/aws/index.ts') },
      { find: /^llm-infra-kit\/azure$/, replacement: path('../constructs/azure/index.ts') },
      { find: /^llm-infra-kit\/testing$/, replacement: path('../constructs/testing/index.ts') },
      { find: /^llm-infra-kit\/testing\/pulumi$/, replacement: path('../constructs/azure/recorder/index.ts') },
      { find: /^llm-infra-kit\/policy\/cdk$/, replacement: path('../constructs/policy/cdk.ts') },
      { find: /^llm-infra-kit$/, replacement: path('../constructs/index.ts') },
    ],
  },
  test: {
    include: ['tests/**/*.test.ts'],
    // Scripts of their own run these: they build and install from the registry, or need the tools of `npm run tools`.
    exclude: ['tests/package/**', 'tests/fixtures/**', 'tests/check/**', 'tests/rehearsal/**'],
    globalSetup: ['tests/support/temporary-folder.ts'],
    setupFiles: ['tests/support/fast-check.ts'],
    // CDK's own template validator costs 1 to 3 s a process; `npm run verify` turns it on for the examples.
    env: { CDK_VALIDATION: process.env.CDK_VALIDATION ?? 'false', JSII_DEPRECATED: 'quiet' },
    pool: 'threads',
    isolate: false,
    // The first synthesis in a cold worker takes over 5 s on two cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
