import { cpSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attempt, rootPath, run } from '../../package/support/run.ts';
import { bundles } from './support/bundles.ts';

/** Programs, each with libraries that are in it. */
const LIBRARIES = {
  'gateway/lambda': ['zod', 'jose', '@smithy/signature-v4'],
  'gateway/container': ['zod', 'jose', '@smithy/signature-v4'],
  'gateway-bootstrap/lambda': ['@smithy/signature-v4'],
} as const;
const PROGRAMS = Object.keys(LIBRARIES) as (keyof typeof LIBRARIES)[];
/** In the repository, so that packages and compilers are found in the folders above. */
const CHECKOUT = rootPath('.cache/programs-checkout/of/another-depth');
let folder: string;

const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const tsx = rootPath('node_modules/.bin/tsx');

beforeAll(async () => {
  folder = await bundles();
  rmSync(CHECKOUT, { recursive: true, force: true });
  mkdirSync(CHECKOUT, { recursive: true });
  for (const name of ['.ci/programs.ts', 'constructs/runtime', 'package.json', 'package-lock.json', 'tsconfig.json']) {
    cpSync(rootPath(name), join(CHECKOUT, name), { recursive: true });
  }
});
afterAll(() => rmSync(CHECKOUT, { recursive: true, force: true }));

test('the function has at most 600 KB', () => {
  expect(statSync(join(folder, 'gateway/lambda/index.mjs')).size).toBeLessThanOrEqual(600_000);
});

describe.each(PROGRAMS)('%s', (program) => {
  test('asks for nothing but modules of Node', () => {
    const asked = [...read(`${program}/index.mjs`).matchAll(/(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*["']([\w@:./-]+)["']/g)].map(
      ([, name = '']) => name.replace(/^node:/, ''),
    );
    expect(asked).toContain('http');
    expect(asked.filter((name) => !builtinModules.includes(name))).toEqual([]);
  });

  test('names no folder of the machine that built it', () => {
    for (const file of ['index.mjs', 'LICENSES.txt'])
      expect(read(`${program}/${file}`)).not.toMatch(/node_modules|\/programs-|file:\/\/\//);
    expect(read(`${program}/index.mjs`)).not.toContain(rootPath());
  });

  test('brings the licences of what is in it', () => {
    for (const library of LIBRARIES[program]) {
      const { version } = JSON.parse(readFileSync(rootPath(`node_modules/${library}/package.json`), 'utf8'));
      expect(read(`${program}/LICENSES.txt`)).toMatch(new RegExp(`^${library} ${version.replaceAll('.', '\\.')}$`, 'm'));
    }
    const [library] = LIBRARIES[program];
    expect(read(`${program}/LICENSES.txt`)).toContain(readFileSync(rootPath(`node_modules/${library}/LICENSE`), 'utf8').trim());
  });
});

test('the same sources give the same bytes in another folder', () => {
  run(tsx, ['.ci/programs.ts'], { cwd: CHECKOUT });
  for (const file of PROGRAMS.flatMap((program) => [`${program}/index.mjs`, `${program}/LICENSES.txt`])) {
    expect(readFileSync(join(CHECKOUT, 'dist/runtime', file), 'utf8')).toBe(read(file));
  }
});

describe('A checkout', () => {
  const locate = (program: string): string =>
    createRequire(join(CHECKOUT, 'package.json'))('./constructs/runtime/locate.cjs').programFolder(program);

  test('finds what was built from its source as it is', () => {
    expect(locate('gateway/lambda')).toBe(join(CHECKOUT, 'dist/runtime/gateway/lambda'));
  });

  test('refuses a program that is older than its source', () => {
    const source = join(CHECKOUT, 'constructs/runtime/gateway/core/gateway.ts');
    utimesSync(source, new Date(), new Date(Date.now() + 60_000));
    expect(() => locate('gateway/container')).toThrow(/gateway\/container\/index\.mjs is older than its source: run `npm run programs`$/);
  });

  test('says how to build what is not there', () => {
    rmSync(join(CHECKOUT, 'dist'), { recursive: true });
    expect(() => locate('gateway/lambda')).toThrow(/gateway\/lambda\/index\.mjs is not there: run `npm run programs`$/);
  });
});

test('a package whose licence forbids it or is unknown stops the build', () => {
  const hidden = join(CHECKOUT, 'constructs/runtime/gateway/node_modules/closed');
  mkdirSync(hidden, { recursive: true });
  writeFileSync(join(hidden, 'package.json'), '{ "name": "closed", "version": "1.0.0", "license": "UNLICENSED" }');
  writeFileSync(join(hidden, 'index.js'), 'console.log(1);');
  writeFileSync(join(CHECKOUT, 'constructs/runtime/gateway/programs/container.ts'), "import 'closed';\n");
  const { status, stderr } = attempt(tsx, ['.ci/programs.ts'], { cwd: CHECKOUT });
  expect(status).toBe(1);
  expect(stderr).toContain('closed has the licence UNLICENSED; a bundle may hold 0BSD, Apache-2.0,');
});
