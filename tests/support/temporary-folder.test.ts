import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { expect, test } from 'vitest';
import setup from './temporary-folder.ts';

test('an app without an output folder writes to a folder that goes with the run', () => {
  expect(tmpdir()).toMatch(/llm-infra-kit-tests-\w+$/);
  expect(dirname(new App().synth().directory)).toBe(tmpdir());
});

test('the folder goes with all that is in it, and the system’s is the temporary one again', () => {
  const before = tmpdir();
  const teardown = setup();
  const own = tmpdir();
  mkdtempSync(join(own, 'left-behind-'));
  expect(dirname(own)).toBe(before);
  teardown();
  expect(existsSync(own)).toBe(false);
  expect(tmpdir()).toBe(before);
});
