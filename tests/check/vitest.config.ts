import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import config from '../vitest.config.ts';

const { include: _, exclude: __, env: ___, ...test } = config.test ?? {};

/** `npm run check:cfn` and `npm run check:checkov`: the tools over every AWS template. They need `npm run tools`. */
export default mergeConfig(
  { ...config, test },
  defineConfig({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    test: {
      include: ['tests/check/*.test.ts'],
      globalSetup: 'tests/check/support/folder.ts',
      env: { CDK_VALIDATION: 'true', JSII_DEPRECATED: 'quiet' },
      // One process for all files: the templates are synthesised once.
      fileParallelism: false,
      reporters: ['verbose'],
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  }),
);
