/**
 * Where the prebuilt programs lie: beside this file in the package, below dist/ of a checkout. Hand-written for both module systems,
 * since neither `import.meta` nor `__dirname` is in both; the build copies it.
 *
 * In a checkout a program must be newer than its source: a synthesis that took an old one would deploy what nobody reads.
 */
const { existsSync, readdirSync, statSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '../..');
const CHECKOUT = existsSync(join(__dirname, 'gateway/programs'));

exports.programFolder = (program) => {
  const folder = join(CHECKOUT ? join(ROOT, 'dist/runtime') : __dirname, program);
  const bundle = join(folder, 'index.mjs');
  if (!existsSync(bundle)) throw new Error(`${bundle} is not there${CHECKOUT ? ': run `npm run programs`' : ': the package is not whole'}`);
  if (CHECKOUT && newest() > statSync(bundle).mtimeMs) throw new Error(`${bundle} is older than its source: run \`npm run programs\``);
  return folder;
};

function newest() {
  const sources = readdirSync(__dirname, { recursive: true }).map((path) => join(__dirname, path));
  return Math.max(...[...sources, join(ROOT, 'package-lock.json')].map((path) => statSync(path).mtimeMs));
}
