import { readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { beforeAll, expect, test } from 'vitest';
import { attempt, rootPath, run, STAGED, tarball } from './support/run.ts';

interface PackedFile {
  readonly path: string;
  readonly mode: number;
}

const manifest = JSON.parse(readFileSync(join(STAGED, 'package.json'), 'utf8'));
let files: readonly PackedFile[];

beforeAll(() => {
  [{ files }] = JSON.parse(run('npm', ['pack', '--dry-run', '--json'], { cwd: STAGED }));
});

const read = (path: string): string => readFileSync(join(STAGED, path), 'utf8');
const named = (suffix: string): string[] => files.map(({ path }) => path).filter((path) => path.endsWith(suffix));

// A new file is taken over by `npm run test:package -- --update`.
test('publishes these files and no others', () => {
  expect(files.map(({ path }) => path).sort()).toMatchSnapshot();
});

test('publishes README, LICENSE and CHANGELOG', () => {
  expect(named('')).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'CHANGELOG.md']));
});

test('has a package.json without the tooling of the repository', () => {
  expect(Object.keys(manifest).filter((key) => /^(scripts|devDependencies|private|allowScripts)$/.test(key))).toEqual([]);
  expect(JSON.stringify(manifest)).not.toContain('"source"');
  expect(manifest).toMatchObject({ name: 'llm-infra-kit', type: 'commonjs', license: 'Apache-2.0', engines: { node: '>=20.19' } });
});

test('asks for no cloud: every peer is optional', () => {
  const optional = Object.keys(manifest.peerDependencies).filter((peer) => manifest.peerDependenciesMeta[peer]?.optional);
  expect(optional).toEqual(Object.keys(manifest.peerDependencies));
});

test('exports files that are in the package', () => {
  const targets = Object.values<object | string>(manifest.exports).flatMap((target) =>
    typeof target === 'string' ? target : Object.values(target),
  );
  expect(named('').map((path) => `./${path}`)).toEqual(
    expect.arrayContaining([...targets, manifest.main, manifest.types, manifest.bin['llm-infra']]),
  );
});

test('has an executable command', () => {
  const command = manifest.bin['llm-infra'];
  expect(read(command).split('\n', 1)).toEqual(['#!/usr/bin/env node']);
  expect(statSync(join(STAGED, command)).mode & 0o111).toBe(0o111);
});

test('mentions zod in no declaration', () => {
  const declarations = named('.d.ts');
  expect(declarations).toContain('dist/index.d.ts');
  expect(declarations.filter((path) => /['"]zod/.test(read(path)))).toEqual([]);
});

test('requires nothing but its dependencies, its peers and Node', () => {
  const allowed = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies), ...builtinModules]);
  const scripts = named('.js').filter((path) => !path.startsWith('dist/vendor/'));
  const required = scripts.flatMap((path) =>
    [...read(path).matchAll(/\b(?:require|import)\("([^."][^"]*)"\)/g)].map(([, name = '']) => name),
  );
  const packageOf = (name: string): string =>
    name
      .replace(/^node:/, '')
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/');
  expect(required).not.toEqual([]);
  expect(required.filter((name) => !allowed.has(packageOf(name)))).toEqual([]);
});

test.each(['zod', 'yaml'])('keeps the licence of the %s that it bundles', (library) => {
  const licence = readFileSync(rootPath(`node_modules/${library}/LICENSE`), 'utf8').trim();
  expect(read(`dist/vendor/${library}.js`)).toContain(licence);
});

test('passes publint', async () => {
  const { messages, pkg } = await publint({ pkgDir: STAGED, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

test('resolves with its types in every module system that attw knows', () => {
  const { status, stdout, stderr } = attempt(rootPath('node_modules/.bin/attw'), [tarball(), '--no-color', '--no-emoji']);
  expect({ status, report: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, report: '' });
});
