/**
 * (B1) A whole synthesis of the support assistant's prod environment, against the same resources written by hand.
 *
 * Without CDK's own validator of templates: it costs every side some 4 s, which would hide what the constructs cost.
 */
import { deepStrictEqual } from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FEATURE_FLAGS } from '../../constructs/aws/index.ts';
import { parsePlatformSpec } from '../../constructs/index.ts';
import { rootPath } from '../package/support/run.ts';
import { level1Source, type TemplateJson } from './level-1-source.ts';
import { interleaved, runMetered, type Side } from './measure.ts';
import { type Figure, ratioFigure } from './report.ts';

/** What a cdk.json gives every side: the flags that the kit's own app sets, and no metadata of paths and versions. */
const CONTEXT = {
  ...FEATURE_FLAGS,
  'aws:cdk:enable-path-metadata': false,
  'aws:cdk:enable-asset-metadata': false,
  'aws:cdk:version-reporting': false,
};

const PARTS = ['PlatformNetwork', 'PlatformData', 'PlatformServing'] as const;

const KIT = side('the kit, from the platform file', 'aws-file');
const SPEC = side("the kit's constructs alone", 'aws-spec');
const LEVEL_2 = side('level-2 constructs by hand', 'aws-level-2');
const LEVEL_1 = side('bare level-1 constructs', 'aws-level-1');

export function awsSynthesis(folder: string): Figure[] {
  prepare(folder);
  const measured = interleaved(folder, [KIT, SPEC, LEVEL_2, LEVEL_1], 11);
  return [
    ratioFigure({ id: 'B1', what: 'synthesis from the platform file / by hand, level 2', aim: 1.1 }, measured, KIT, LEVEL_2),
    ratioFigure({ id: 'B1', what: 'synthesis of a file read before / by hand, level 2', aim: 1.1 }, measured, SPEC, LEVEL_2),
    ratioFigure({ id: 'B1', what: 'synthesis from the platform file / bare level 1', aim: 2 }, measured, KIT, LEVEL_1),
  ];
}

function side(name: string, program: string): Side {
  return { name, args: [`${program}.js`], env: { CDK_CONTEXT_JSON: JSON.stringify(CONTEXT), CDK_OUTDIR: `out-${program}` } };
}

/** Lays out what the sides read, and holds what they make against each other. */
function prepare(folder: string): void {
  cpSync(rootPath('examples/support-assistant/platform.yaml'), join(folder, 'platform.yaml'));
  const spec = parsePlatformSpec(readFileSync(join(folder, 'platform.yaml'), 'utf8'), { environment: 'prod' });
  writeFileSync(join(folder, 'spec.json'), JSON.stringify(spec));

  runMetered(folder, KIT);
  const ours = templatesOf(folder, KIT);
  const parts = Object.fromEntries(PARTS.map((part) => [part, ours[part] ?? { Resources: {} }]));
  writeFileSync(join(folder, 'aws-level-1.js'), level1Source(parts));
  for (const other of [SPEC, LEVEL_2, LEVEL_1]) {
    runMetered(folder, other);
    deepStrictEqual(contentOf(templatesOf(folder, other)), contentOf(ours), `${other.name} and ${KIT.name} make other resources`);
  }
  deepStrictEqual(bodiesOf(templatesOf(folder, LEVEL_1)), bodiesOf(ours), `${LEVEL_1.name} and ${KIT.name} make other templates`);
}

function templatesOf(folder: string, { env }: Side): Record<string, TemplateJson> {
  const out = join(folder, env?.CDK_OUTDIR ?? '');
  const files = readdirSync(out).filter((file) => file.endsWith('.template.json'));
  return Object.fromEntries(files.map((file) => [file.replace('.template.json', ''), JSON.parse(readFileSync(join(out, file), 'utf8'))]));
}

/** How many resources of each type there are, and how many outputs. */
function contentOf(templates: Readonly<Record<string, TemplateJson>>): Record<string, number> {
  const all = Object.values(templates);
  const types = all.flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type));
  const counts = Object.fromEntries([...new Set(types)].sort().map((type) => [type, types.filter((other) => other === type).length]));
  return { ...counts, outputs: all.flatMap(({ Outputs = {} }) => Object.keys(Outputs)).length };
}

function bodiesOf(templates: Readonly<Record<string, TemplateJson>>): object {
  return Object.fromEntries(Object.entries(templates).map(([part, { Resources, Outputs }]) => [part, { Resources, Outputs }]));
}
