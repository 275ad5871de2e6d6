import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { synthesizePlatform } from '../../constructs/aws/platform/index.ts';
import { synthesizePlatform as synthesizeOnAzure } from '../../constructs/azure/platform/index.ts';
import { CATALOG_DATE } from '../../constructs/catalog/index.ts';
import { parsePlatformSpec } from '../../constructs/spec/parse.ts';
import { EXAMPLES, type Example, examplesOn, ROOT } from './example-files.ts';

// The real path: CDK and Node would otherwise see two names of one folder where the temporary one is a link.
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'processes-')));
const OTHER_CHECKOUT = join(folder, 'a checkout elsewhere');
const SOURCES = ['constructs', 'cdk', 'pulumi', 'examples', 'tests/support/arm-schemas', 'package.json', 'tsconfig.json'];

beforeAll(() => {
  for (const name of SOURCES) cpSync(join(ROOT, name), join(OTHER_CHECKOUT, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(OTHER_CHECKOUT, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true }));

// No account, no network: nothing here may depend on them.
const environment = { ...process.env, CI: '1', CDK_DISABLE_VERSION_CHECK: '1', AWS_EC2_METADATA_DISABLED: 'true' };
const run = (cwd: string, program: string, args: readonly string[]) =>
  execFileSync(program, args, { cwd, env: environment, encoding: 'utf8', stdio: 'pipe' });

/** `llm-infra` in a process of its own, as the scripts of a checkout call it. */
function llmInfra(checkout: string, ...args: readonly string[]): void {
  run(checkout, process.execPath, ['--conditions=source', '--import', 'tsx', 'constructs/cli/main.ts', ...args]);
}

/** `cdk synth` in cdk/ by the pinned CLI; returns the folder of the files. */
function cdkSynth({ file, name, environment }: Example): string {
  const out = join(folder, 'cdk', name, environment);
  const context = ['--context', `environment=${environment}`, '--context', `platformFile=../${file}`];
  run(join(ROOT, 'cdk'), join(ROOT, 'node_modules/.bin/cdk'), ['synth', '--quiet', '--output', out, ...context]);
  return out;
}

/** The files below a folder that are promised to be equal, by their path in it: the templates and the plan. */
function promisedFiles(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(?:\btemplate|^plan(?:\.schema)?)\.json$/.test(path),
  );
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

describe.each(examplesOn('aws'))('examples/$name in $environment on aws', (example) => {
  const { file, name, environment } = example;

  function templatesOfThisProcess(): Record<string, string> {
    const out = mkdtempSync(join(folder, 'this-process-'));
    synthesizePlatform(parsePlatformSpec(example.text, { environment }), out);
    return promisedFiles(out);
  }

  test('has the same templates in another process, byte for byte', () => {
    const out = join(folder, 'synth', name);
    llmInfra(ROOT, 'synth', file, '--environment', environment, '--cloud', 'aws', '--out', out);
    const templates = promisedFiles(join(out, environment, 'aws'));
    expect(Object.keys(templates).length).toBeGreaterThan(0);
    expect(templates).toEqual(templatesOfThisProcess());
  });

  test('has the same templates by cdk synth as by llm-infra synth, byte for byte', () => {
    expect(promisedFiles(cdkSynth(example))).toEqual(templatesOfThisProcess());
  });
});

test.each(examplesOn('azure'))(
  'examples/$name in $environment on azure has the same template in another process, byte for byte',
  async (example) => {
    const { file, name, text, environment } = example;
    const out = join(folder, 'synth', name);
    llmInfra(ROOT, 'synth', file, '--environment', environment, '--cloud', 'azure', '--out', out);
    const here = mkdtempSync(join(folder, 'this-process-'));
    await synthesizeOnAzure(parsePlatformSpec(text, { environment }), here);
    expect(promisedFiles(here)).toHaveProperty(['template.json']);
    expect(promisedFiles(join(out, environment, 'azure'))).toEqual(promisedFiles(here));
  },
);

test.each([...new Set(EXAMPLES.map(({ file }) => file))])(
  '%s has the same plan and templates from another checkout, byte for byte',
  (file) => {
    const [here = {}, elsewhere] = [ROOT, OTHER_CHECKOUT].map((checkout) => {
      const out = mkdtempSync(join(checkout === ROOT ? folder : OTHER_CHECKOUT, 'plan-'));
      llmInfra(checkout, 'plan', file, '--out', out, '--as-of', CATALOG_DATE);
      return promisedFiles(out);
    });
    expect(Object.keys(here)).toContain('plan.json');
    expect(elsewhere).toEqual(here);
  },
);
