import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { recordPlatform } from '../../../constructs/azure/platform/synthesize.ts';
import { parsePlatformSpec } from '../../../constructs/spec/parse.ts';
import { runProgram } from './pulumi-runtime.ts';

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
  test.each(['dev', 'prod'])('registers in %s what llm-infra synth records', async (environment) => {
    const spec = parsePlatformSpec(read(FILE), { environment });
    const { subscription } = spec.clouds.azure ?? {};
    const { code, errors, recording } = await runProgram({
      program: MAIN,
      project: spec.name,
      stack: environment,
      dryRun: true,
      config: { [`${spec.name}:platformFile`]: platformFile },
      ...(subscription === undefined ? {} : { subscriptionId: subscription }),
    });
    expect({ code, errors }).toEqual({ code: 0, errors: [] });
    expect(recording.resources.length).toBeGreaterThan(40);
    expect(recording).toEqual(await recordPlatform(spec));
  });
});

describe('The program says what is wrong without a stack trace, registers nothing and fails', () => {
  test.each<[string, string, Record<string, string>, string]>([
    ['an environment that the file has not', 'staging', {}, 'CFG-101'],
    ['no platform file', 'dev', { 'support-assistant:platformFile': '' }, 'CFG-009'],
    ['a file that is not there', 'dev', { 'support-assistant:platformFile': 'missing.yaml' }, "'missing.yaml'"],
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
    expect(code).not.toBe(0);
    expect(errors.join('\n')).toContain(words);
    expect(errors.join('\n') + stderr).not.toMatch(/^ {4}at /m);
    expect(recording.resources).toEqual([]);
  });

  test('the marker seed, when it is no preview', async () => {
    const { code, errors, recording } = await run('dev', {}, false);
    expect(code).not.toBe(0);
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
