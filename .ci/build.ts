/**
 * `npm run build`: compiles constructs/ to CommonJS and declarations in dist/, once for both module systems.
 *
 * The same sources give the same bytes in any folder (tests/package/reproducible.test.ts).
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
/** What a user can import; package.json exports the same. */
const ENTRIES = [
  'index',
  'aws/index',
  'azure/index',
  'azure/recorder/index',
  'testing/index',
  'testing/vitest',
  'policy/cdk',
  'policy/pulumi',
];
/** What the compiler leaves where it is: published schemas, and what is written by hand for both module systems. */
const COPIED = [
  ['tests/support/arm-schemas', 'arm-schemas'],
  ['constructs/azure/platform/arm-schemas-folder.cjs', 'azure/platform/arm-schemas-folder.cjs'],
] as const;
const require = createRequire(join(ROOT, 'package.json'));

compile();
copyFiles();
await bundleZod();
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

/** zod is 8 MB as a dependency: the part that is used goes into one file, without the error texts of other languages. */
async function bundleZod(): Promise<void> {
  const users = filesOf('.js').filter((file) => readFileSync(file, 'utf8').includes('require("zod")'));
  const target = join(DIST, 'vendor/zod.js');
  const zod = dirname(require.resolve('zod/package.json'));
  const { version } = require('zod/package.json');
  mkdirSync(dirname(target), { recursive: true });
  await build({
    stdin: { contents: `export * from 'zod';`, resolveDir: ROOT },
    outfile: target,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
    banner: { js: `/*! zod ${version}\n\n${readFileSync(join(zod, 'LICENSE'), 'utf8').trim()}\n*/` },
    plugins: [
      {
        name: 'english-only',
        setup: ({ onLoad }) =>
          onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: `export { default as en } from './en.js';` })),
      },
    ],
  });
  for (const file of users) {
    const path = relative(dirname(file), target);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('require("zod")', `require("${path.startsWith('.') ? path : `./${path}`}")`));
  }
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

function filesOf(suffix: string): string[] {
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(suffix))
    .sort()
    .map((file) => join(DIST, file));
}
