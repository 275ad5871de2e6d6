/**
 * `npm run bench`: what using the kit costs beside the same without it, in CPU seconds of whole process trees, the sides in turn.
 *
 * Names of figures (`npm run bench -- B2 plan`) choose some of them. A comparison of things that are not the same is an error; an aim that
 * is missed is told.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { rootPath } from '../package/support/run.ts';
import { awsSynthesis } from './aws-synthesis.ts';
import { azureComponents } from './azure-components.ts';
import { benchFolder } from './bench-folder.ts';
import { gateway } from './gateway.ts';
import { loading } from './loading.ts';
import { planGrowth } from './plan-growth.ts';
import { type Figure, renderFigures } from './report.ts';

const BENCHES: Readonly<Record<string, (folder: string) => Figure[] | Promise<Figure[]>>> = {
  B1: awsSynthesis,
  B2: loading,
  B7: azureComponents,
  plan: planGrowth,
  gateway,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(`no figure ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}

const folder = await benchFolder();
const figures: Figure[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const found = await bench(folder);
  console.log(`${renderFigures(found)}\n`);
  figures.push(...found);
}
mkdirSync(rootPath('out'), { recursive: true });
writeFileSync(rootPath('out/bench.json'), `${JSON.stringify({ ...machine(), figures }, null, 2)}\n`);
console.log('Report: out/bench.json');

/** Seconds say something only beside where they were measured; ratios travel better. */
function machine(): object {
  const { devDependencies } = JSON.parse(readFileSync(rootPath('package.json'), 'utf8'));
  const packages = ['aws-cdk-lib', '@pulumi/pulumi', '@pulumi/azure-native'].map((name) => [name, devDependencies[name]]);
  return {
    node: process.version,
    processors: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
    packages: Object.fromEntries(packages),
  };
}
