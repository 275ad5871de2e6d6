/**
 * `npm run build`: compiles constructs/ to CommonJS and declarations in dist/, once for both module systems.
 *
 * The same sources give the same bytes in any folder (tests/package/reproducible.test.ts).
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundlePrograms } from './programs.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
/** What a user can import; package.json exports the same. */
const ENTRIES = ['index', 'aws/index', 'azure/index', 'azure/recorder/index', 'testing/index', 'policy/cdk', 'policy/pulumi'];
/** What the compiler leaves where it is: published schemas, and what is written by hand for both module systems. */
const COPIED = [
  ['tests/support/arm-schemas', 'arm-schemas'],
  ['constructs/azure/platform/arm-schemas-folder.cjs', 'azure/platform/arm-schemas-folder.cjs'],
  ['constructs/runtime/locate.cjs', 'runtime/locate.cjs'],
] as const;
/** The lines of a compiled index, besides its calls of require. */
const RE_EXPORT = /^(?:|"use strict";|exports\.[\w.= ]+ = void 0;|Object\.defineProperty\(exports, .+\);)$/;
const require = createRequire(join(ROOT, 'package.json'));

compile();
copyFiles();
await bundleLibraries();
await bundlePrograms(join(DIST, 'runtime'));
loadOnUse();
pruneDeclarations();
writeSchema();
// The compiler keeps the first line `#!/usr/bin/env node`, not the mode.
chmodSync(join(DIST, 'cli/main.js'), 0o755);

function compile(): void {
  rmSync(DIST, { recursive: true, force: true });
  const tsc = join(dirname(require.resolve('@typescript/native/package.json')), 'bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', join(ROOT, 'constructs/tsconfig.build.json')], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  // The repository is `type: module`, what is published is not.
  writeFileSync(join(DIST, 'package.json'), '{ "type": "commonjs" }\n');
}

function copyFiles(): void {
  for (const [from, to] of COPIED) cpSync(join(ROOT, from), join(DIST, to), { recursive: true });
}

/**
 * Each of the small libraries goes into one file: zod is 8 MB as a dependency and is taken without the error texts of other languages,
 * yaml is 72 files, whose loading took a fifth of the time that a platform file needs.
 */
async function bundleLibraries(): Promise<void> {
  for (const library of ['zod', 'yaml']) {
    const target = join(DIST, `vendor/${library}.js`);
    const folder = dirname(require.resolve(`${library}/package.json`));
    const { version } = require(`${library}/package.json`);
    await build({
      stdin: { contents: `export * from '${library}';`, resolveDir: ROOT },
      outfile: target,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'warning',
      banner: { js: `/*! ${library} ${version}\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}\n*/` },
      plugins: [
        {
          name: 'english-only',
          setup: ({ onLoad }) =>
            onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: `export { default as en } from './en.js';` })),
        },
      ],
    });
    for (const file of filesOf('.js')) {
      if (file === target) continue;
      const path = relative(dirname(file), target);
      rewrite(file, (text) => text.replaceAll(`require("${library}")`, `require("${path.startsWith('.') ? path : `./${path}`}")`));
    }
  }
}

/**
 * Has each index load what it re-exports when that is first used, as aws-cdk-lib does: who requires one block loads that block alone.
 * The list of names that the compiler puts in front stays, since Node and bundlers read it to know what an ES module can import.
 */
function loadOnUse(): void {
  for (const file of filesOf('.js').filter((path) => basename(path) === 'index.js')) rewrite(file, lazily);
}

function lazily(text: string, file: string): string {
  const calls = new Map<string, string>();
  const lazy = text
    .replaceAll(/^var (\w+) = (require\("[^"]+"\));\n/gm, (_, name: string, call: string) => {
      calls.set(name, call);
      return '';
    })
    .replaceAll(/\breturn (\w+)\./g, (_, name: string) => `return ${calls.get(name)}.`)
    // Node takes a name off that list whose getter it cannot judge: not in quotes, it does not see the getter (cjs-module-lexer).
    .replaceAll(/\(exports, "(\w+)", \{ enumerable/g, '(exports, `$1`, { enumerable');
  const other = lazy.split('\n').find((line) => !RE_EXPORT.test(line) || line.includes('return undefined.'));
  if (other !== undefined) throw new Error(`${file} holds more than re-exports: ${other}`);
  return lazy;
}

/** Declarations that no entry reaches (the zod schemas above all) describe nothing a user can name. */
function pruneDeclarations(): void {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()['"](\.{1,2}\/[^'"]+)\.ts['"]/g)) {
      visit(join(dirname(file), `${path}.d.ts`));
    }
  };
  for (const entry of ENTRIES) visit(join(DIST, `${entry}.d.ts`));
  for (const file of filesOf('.d.ts')) if (!reached.has(file)) rmSync(file);
}

/** The JSON Schema of the platform file, for completion in editors, from the schema that was just built. */
function writeSchema(): void {
  const { platformJsonSchema } = require(join(DIST, 'spec/json-schema.js'));
  writeFileSync(join(DIST, 'schema.json'), `${JSON.stringify(platformJsonSchema(), null, 2)}\n`);
}

function rewrite(file: string, change: (text: string, file: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8'), file));
}

function filesOf(suffix: string): string[] {
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(suffix))
    .sort()
    .map((file) => join(DIST, file));
}
