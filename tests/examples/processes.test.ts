import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { synthesizePlatform } from '../../constructs/aws/platform/index.ts';
import { parsePlatformSpec } from '../../constructs/spec/parse.ts';
import { EXAMPLES, type Example, ROOT } from './example-files.ts';

// The real path: CDK and Node would otherwise see two names of one folder where the temporary one is a link.
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'processes-')));
const OTHER_CHECKOUT = join(folder, 'a checkout elsewhere');
const SOURCES = ['constructs', 'cdk', 'examples', 'package.json', 'tsconfig.json'];

beforeAll(() => {
  for (const name of SOURCES) cpSync(join(ROOT, name), join(OTHER_CHECKOUT, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(OTHER_CHECKOUT, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true }));

// No account, no network: nothing here may depend on them.
const environment = { ...process.env, CI: '1', CDK_DISABLE_VERSION_CHECK: '1', AWS_EC2_METADATA_DISABLED: 'true' };
const run = (cwd: string, program: string, args: readonly string[]) =>
  execFileSync(program, args, { cwd, env: environment, encoding: 'utf8', stdio: 'pipe' });

/** `llm-infra synth` in a process of its own, as a user of a checkout calls it; returns the folder of the files. */
function llmInfraSynth(checkout: string, { file, name, environment }: Example, out: string): string {
  const cli = ['--conditions=source', '--import', 'tsx', 'constructs/cli/main.ts'];
  run(checkout, process.execPath, [
    ...cli,
    'synth',
    file,
    '--environment',
    environment,
    '--cloud',
    'aws',
    '--out',
    join(folder, out, name),
  ]);
  return join(folder, out, name, environment, 'aws');
}

/** `cdk synth` in cdk/ by the pinned CLI; returns the folder of the files. */
function cdkSynth({ file, name, environment }: Example): string {
  const out = join(folder, 'cdk', name, environment);
  const context = ['--context', `environment=${environment}`, '--context', `platformFile=../${file}`];
  run(join(ROOT, 'cdk'), join(ROOT, 'node_modules/.bin/cdk'), ['synth', '--quiet', '--output', out, ...context]);
  return out;
}

const filesOf = (out: string) => Object.fromEntries(readdirSync(out).map((file) => [file, readFileSync(join(out, file), 'utf8')]));
const templatesOf = (out: string) => Object.fromEntries(Object.entries(filesOf(out)).filter(([file]) => file.endsWith('.template.json')));

describe.each(EXAMPLES)('examples/$name in $environment', (example) => {
  const here = (run: string) => join(folder, run, example.name, example.environment);

  test('is written the same by two processes, from two checkouts, byte for byte', () => {
    const spec = parsePlatformSpec(example.text, { environment: example.environment });
    synthesizePlatform(spec, here('this-process'));
    const first = filesOf(here('this-process'));
    expect(Object.keys(first).filter((file) => file.endsWith('.template.json')).length).toBeGreaterThan(0);
    expect(filesOf(llmInfraSynth(ROOT, example, 'checkout'))).toEqual(first);
    expect(filesOf(llmInfraSynth(OTHER_CHECKOUT, example, 'elsewhere'))).toEqual(first);
  });

  test('has the same templates by cdk synth as by llm-infra synth, byte for byte', () => {
    synthesizePlatform(parsePlatformSpec(example.text, { environment: example.environment }), here('llm-infra'));
    expect(templatesOf(cdkSynth(example))).toEqual(templatesOf(here('llm-infra')));
  });
});
