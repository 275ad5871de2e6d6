import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { recordPlatform } from '../../../constructs/azure/platform/synthesize.ts';
import { parsePlatformSpec } from '../../../constructs/spec/parse.ts';
import { AWS_ALONE, platformWith, writePlatform } from '../../cli/support/folders.ts';
import { examplesOn } from '../../examples/example-files.ts';
import { runProgram } from './pulumi-runtime.ts';

/** The code that tells Pulumi's language host that all has been said: it prints nothing more, and the command fails. */
const ALL_SAID = 32;

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const FILE = 'examples/support-assistant/platform.yaml';
const MAIN = 'pulumi/index.ts';
const platformFile = `../${FILE}`;

/** The example's program in a stack, by default as a preview, which takes the marker seed. */
const run = (stack: string, config: Record<string, string> = {}, dryRun = true) =>
  runProgram({
    program: MAIN,
    project: 'support-assistant',
    stack,
    dryRun,
    config: { 'support-assistant:platformFile': platformFile, ...config },
  });

describe("The program under Pulumi's own runtime", () => {
  test.each(examplesOn('azure'))(
    'registers for examples/$name in $environment what llm-infra synth records',
    async ({ file, text, environment }) => {
      const spec = parsePlatformSpec(text, { environment });
      const { subscription } = spec.clouds.azure ?? {};
      const { code, errors, recording } = await runProgram({
        program: MAIN,
        project: spec.name,
        stack: environment,
        dryRun: true,
        config: { [`${spec.name}:platformFile`]: `../${file}` },
        ...(subscription === undefined ? {} : { subscriptionId: subscription }),
      });
      expect({ code, errors }).toEqual({ code: 0, errors: [] });
      expect(recording.resources.length).toBeGreaterThan(30);
      expect(recording).toEqual(await recordPlatform(spec));
    },
  );
});

const folder = mkdtempSync(join(tmpdir(), 'pulumi-runtime-'));
afterAll(() => rmSync(folder, { recursive: true }));
const wrongFile = writePlatform(folder, platformWith({ residency: 'mars' }), 'wrong.yaml');
const awsFile = writePlatform(folder, platformWith(AWS_ALONE), 'aws.yaml');

describe('The program says what is wrong without a stack trace, registers nothing and fails', () => {
  test.each<[string, string, Record<string, string>, string]>([
    ['an environment that the file has not', 'staging', {}, 'CFG-101'],
    ['no platform file', 'dev', { 'support-assistant:platformFile': '' }, 'CFG-009'],
    ['a file that is not there', 'dev', { 'support-assistant:platformFile': 'missing.yaml' }, "'missing.yaml'"],
    ['a file with an error', 'dev', { 'support-assistant:platformFile': wrongFile }, 'CFG-002 residency'],
    ['a file that does not name azure', 'dev', { 'support-assistant:platformFile': awsFile }, 'clouds names aws; add clouds.azure'],
    [
      'another location',
      'dev',
      { 'azure-native:location': 'westeurope' },
      "'swedencentral' in the file, 'westeurope' in the configuration",
    ],
    [
      'another subscription',
      'prod',
      { 'azure-native:subscriptionId': '99999999-0000-4000-8000-000000000000' },
      'clouds.azure.subscription',
    ],
  ])('%s', async (_, stack, config, words) => {
    const { code, errors, stderr, recording } = await run(stack, config);
    expect(code).toBe(ALL_SAID);
    expect(errors.join('\n')).toContain(words);
    expect(errors.join('\n') + stderr).not.toMatch(/^ {4}at /m);
    expect(recording.resources).toEqual([]);
  });

  test('the marker seed, when it is no preview', async () => {
    const { code, errors, recording } = await run('dev', {}, false);
    expect(code).toBe(ALL_SAID);
    expect(errors.join('\n')).toMatch(/^naming\.seed is 'example-seed', the marker of the examples\. Run 'llm-infra init <folder>'/);
    expect(recording.resources).toEqual([]);
  });
});

describe('The configuration of the stack', () => {
  test('may name the same places as the file, a location in words too', async () => {
    const config = {
      'azure-native:location': 'Sweden Central',
      'azure-native:subscriptionId': '11111111-2222-4333-8444-555555555555',
    };
    expect(await run('prod', config)).toMatchObject({ code: 0, errors: [] });
  });

  test('may name an environment that the stack is not called after', async () => {
    const { code, recording } = await run('blue', { 'support-assistant:environment': 'prod' });
    expect(code).toBe(0);
    expect(recording.outputs).toMatchObject({ platform: { environment: 'prod' } });
  });
});

test('Pulumi.yaml runs the program as these tests do', () => {
  const project = parse(read('pulumi/Pulumi.yaml'));
  expect(project).toMatchObject({
    main: 'index.ts',
    runtime: { name: 'nodejs', options: { typescript: false, nodeargs: '--conditions=source --import tsx' } },
    config: { platformFile },
  });
  expect(read(MAIN).trimEnd().split('\n').length).toBeLessThanOrEqual(10);
});
