/** (B2) Requiring one block of the packed kit, against a file that requires the same of aws-cdk-lib, or Pulumi alone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { interleaved, runMetered, type Side } from './measure.ts';
import { type Figure, ratioFigure } from './report.ts';

/** The block of few files and the one of most. */
const BLOCKS = ['DataBuckets', 'NewNetwork'];

export function loading(folder: string): Figure[] {
  return [...BLOCKS.map((block) => awsFigure(folder, block)), ...BLOCKS.map((block) => azureFigure(folder, block))];
}

function awsFigure(folder: string, block: string): Figure {
  const ours = blockSide(folder, 'aws', block);
  const modules = loadedModules(folder, ours);
  if (modules.length === 0) throw new Error(`${ours.name} loads nothing of aws-cdk-lib`);
  const byHand = fileSide(folder, `the ${modules.length} modules of aws-cdk-lib and constructs that ${block} loads`, modules);
  return figure(folder, `one block of /aws, ${block} / the same modules of aws-cdk-lib`, ours, byHand);
}

function azureFigure(folder: string, block: string): Figure {
  const pulumi = fileSide(folder, '@pulumi/pulumi', ['@pulumi/pulumi']);
  return figure(folder, `one block of /azure, ${block} / @pulumi/pulumi`, blockSide(folder, 'azure', block), pulumi);
}

function figure(folder: string, what: string, ours: Side, other: Side): Figure {
  return ratioFigure({ id: 'B2', what, aim: 1.15 }, interleaved(folder, [ours, other], 15), ours, other);
}

function blockSide(folder: string, cloud: 'aws' | 'azure', block: string): Side {
  const text = `const { ${block} } = require('llm-infra-kit/${cloud}');\nif (typeof ${block} !== 'function') throw new Error('no ${block}');\n`;
  return side(folder, `${block} of llm-infra-kit/${cloud}`, text);
}

function fileSide(folder: string, name: string, modules: readonly string[]): Side {
  return side(folder, name, modules.map((module) => `require(${JSON.stringify(module)});\n`).join(''));
}

function side(folder: string, name: string, text: string): Side {
  const file = `load-${name.replaceAll(/\W+/g, '-')}.js`;
  writeFileSync(join(folder, file), text);
  return { name, args: [file] };
}

/** What a program loads, first what was loaded first: the entries of a package as one writes them, other files by their path. */
function loadedModules(folder: string, { name, args }: Side): string[] {
  const list = join(folder, 'loaded.json');
  const text = `require('./${args[0]}');\nrequire('node:fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache)));\n`;
  runMetered(folder, side(folder, `what ${name} loads`, text));
  const files: string[] = JSON.parse(readFileSync(list, 'utf8'));
  return files
    .filter((path) => /\/node_modules\/(?:aws-cdk-lib|constructs)\//.test(path))
    .map((path) => path.replace(/^.*\/node_modules\/(aws-cdk-lib\/[\w-]+|constructs)(?:\/lib)?\/index\.js$/, '$1'));
}
