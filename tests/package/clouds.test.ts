import { readFileSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rootPath, run, STAGED } from './support/run.ts';

/**
 * What each entry loads of either cloud when everything in it is used. The staged package lies in the repository, where both clouds are installed: an entry that loaded
 * the wrong one would find it.
 */
const CLOUDS_OF_ENTRIES = {
  '.': [],
  './aws': ['aws-cdk-lib', 'constructs'],
  './azure': ['@pulumi/azure-native', '@pulumi/pulumi'],
  './testing': [],
  './testing/pulumi': ['@pulumi/pulumi'],
  './policy/cdk': ['aws-cdk-lib'],
  './policy/pulumi': [],
};

/** Node's cache holds what `require` loads, on the way from an `import` too; the rest is told by a hook. */
const HOOK = `export async function load(url, context, next) {
  if (url.startsWith('file:')) (await import('node:fs')).writeSync(1, url + '\\n');
  return next(url, context);
}`;
const printRequired = `process.stdout.write(Object.keys(require.cache).join('\\n'))`;

const inUrl = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
const node = (...args: readonly string[]): readonly string[] => run(process.execPath, args, { cwd: STAGED }).split('\n').filter(Boolean);

const PROGRAMS = {
  require: (specifier: string) => node('--input-type=commonjs', '-e', `Object.values(require('${specifier}')); ${printRequired}`),
  import: (specifier: string) => {
    const hook = inUrl(`import { register } from 'node:module'; register(${JSON.stringify(inUrl(HOOK))});`);
    const program = `import { createRequire } from 'node:module'; import * as kit from '${specifier}';
      Object.values(kit);
      const require = createRequire(process.cwd() + '/'); ${printRequired}`;
    return node('--import', hook, '--input-type=module', '-e', program);
  },
};

// Node names loaded files by their real path.
const MODULES = realpathSync(rootPath('node_modules'));

/** The packages of a cloud among loaded files. */
function cloudsOf(files: readonly string[]): readonly string[] {
  const packages = files
    .map((file) => relative(MODULES, file.startsWith('file:') ? fileURLToPath(file) : file))
    .filter((path) => !path.startsWith('..'))
    .map((path) => path.split('/', path.startsWith('@') ? 2 : 1).join('/'));
  return [...new Set(packages)].filter((name) => /^(@?aws-|@aws\/|cdk|@cdk|constructs|@pulumi\/)/.test(name)).sort();
}

test('these are all entries', () => {
  const { exports } = JSON.parse(readFileSync(join(STAGED, 'package.json'), 'utf8'));
  expect(Object.keys(exports).filter((entry) => !entry.endsWith('.json'))).toEqual(Object.keys(CLOUDS_OF_ENTRIES));
});

describe.each(Object.entries(CLOUDS_OF_ENTRIES))('%s', (entry, clouds) => {
  const specifier = `llm-infra-kit${entry.slice('.'.length)}`;

  test.each(Object.entries(PROGRAMS))(`by %s loads of the clouds' packages: ${clouds.join(', ') || 'none'}`, (_, load) => {
    const loaded = load(specifier);
    expect(loaded.some((file) => file.includes('dist-package/package/dist/'))).toBe(true);
    expect(cloudsOf(loaded)).toEqual(clouds);
  });
});
