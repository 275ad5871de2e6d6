import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import 'aws-cdk-lib/core';
import 'constructs';
import { expect, test } from 'vitest';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../..', import.meta.url));
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The folders of the copies of a package that this process has loaded. */
function loadedCopies(name: string): string[] {
  const marker = `/node_modules/${name}/`;
  // Code alone: the command's tests read the package.json of others.
  const files = Object.keys(require.cache).filter((file) => file.includes(marker) && file.endsWith('.js'));
  return [...new Set(files.map((file) => file.slice(0, file.lastIndexOf(marker) + marker.length)))];
}

// `npm run test:floor` runs this beside another package.json, so that the block tests cannot pass against the wrong copy.
test.each(['aws-cdk-lib', 'constructs'])('loads one copy of %s, the one that package.json names', (name) => {
  expect(loadedCopies(name)).toEqual([join(root, `node_modules/${name}/`)]);
  expect(require(`${name}/package.json`).version).toBe({ ...dependencies, ...devDependencies }[name]);
});
