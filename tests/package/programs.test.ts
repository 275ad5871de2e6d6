import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { STAGED } from './support/run.ts';

const { programFolder } = createRequire(join(STAGED, 'package.json'))('./dist/runtime/locate.cjs');

test.each(['gateway/lambda', 'gateway/container', 'gateway-bootstrap/lambda'])(
  'finds the prebuilt %s beside what asks for it',
  (program) => {
    expect(programFolder(program)).toBe(join(STAGED, 'dist/runtime', program));
    expect(readdirSync(programFolder(program))).toEqual(['LICENSES.txt', 'index.mjs']);
  },
);

test('says that a package without it is not whole', () => {
  expect(() => programFolder('gateway/none')).toThrow(/gateway\/none\/index\.mjs is not there: the package is not whole$/);
});

// Nobody should notice it in a CDK app, whose own library has 160 MB.
test('has at most 15 MB', () => {
  const files = readdirSync(STAGED, { recursive: true, encoding: 'utf8' }).map((path) => statSync(join(STAGED, path)));
  expect(files.reduce((bytes, file) => bytes + (file.isFile() ? file.size : 0), 0)).toBeLessThanOrEqual(15_000_000);
});
