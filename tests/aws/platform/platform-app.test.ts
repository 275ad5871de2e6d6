import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { platformApp, synthesizePlatform } from '../../../constructs/aws/platform/index.ts';
import { specOf } from '../../support/platforms.ts';

const EXAMPLE = new URL('../../../examples/support-assistant/platform.yaml', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'platform-app-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** As the CDK CLI hands the context of cdk.json and of its options to the app. */
function withContext(context: Record<string, string>): void {
  vi.stubEnv('CDK_CONTEXT_JSON', JSON.stringify(context));
}

/** What a call prints when it ends the process. */
function endOf(call: () => unknown): { readonly code: unknown; readonly stderr: string } {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
    throw new Error('the process has ended');
  });
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(call).toThrow('the process has ended');
  return { code: exit.mock.lastCall?.[0], stderr: write.mock.calls.map(([text]) => text).join('') };
}

describe('The app of a platform file', () => {
  test('takes file and environment from the context', () => {
    withContext({ platformFile: EXAMPLE.pathname, environment: 'prod' });
    const { app, platform } = platformApp();
    expect(platform.spec).toMatchObject({ name: 'support-assistant', environment: 'prod' });
    expect(app.synth().stacks.map(({ id }) => id)).toEqual(['PlatformNetwork', 'PlatformData', 'PlatformServing']);
  });

  test('takes them from its props before the context', () => {
    withContext({ platformFile: 'nowhere.yaml', environment: 'prod' });
    expect(platformApp({ platformFile: EXAMPLE, environment: 'dev' }).platform.spec.environment).toBe('dev');
  });

  test('writes the templates that llm-infra synth writes, whatever the CLI and cdk.json say of flags and metadata', () => {
    withContext({
      '@aws-cdk/core:enablePartitionLiterals': 'false',
      'aws:cdk:enable-path-metadata': 'true',
      'aws:cdk:version-reporting': 'true',
    });
    const { app, platform } = platformApp({ platformFile: EXAMPLE, environment: 'prod' });
    const { templates } = synthesizePlatform(platform.spec, join(folder, 'llm-infra'));
    const { stacks } = app.synth();
    expect(templates).toHaveLength(3);
    for (const { stack, template } of templates) expect(stacks.find(({ stackName }) => stackName === stack)?.template).toEqual(template);
  });

  test.each([
    ['the context names no file', { environment: 'dev' }, 'CFG-101', "the CDK context 'platformFile' is not set"],
    ['the context names no environment', { platformFile: EXAMPLE.pathname }, 'CFG-101', "the CDK context 'environment' is not set"],
    ['the file is not there', { platformFile: 'nowhere.yaml', environment: 'dev' }, 'CFG-009', 'the platform file cannot be read'],
    ['the environment is not in the file', { platformFile: EXAMPLE.pathname, environment: 'staging' }, 'CFG-101', 'no such environment'],
  ])('ends with 1 and a message, without a stack trace, where %s', (_, context: Record<string, string>, fault, message) => {
    withContext(context);
    const { code, stderr } = endOf(() => platformApp());
    expect(code).toBe(1);
    expect(stderr).toContain(fault);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('shows where a file is wrong', () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, 'version: 1\nname: X\n');
    const { code, stderr } = endOf(() => platformApp({ platformFile: file, environment: 'dev' }));
    expect(code).toBe(1);
    expect(stderr).toContain(file);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('Synthesis', () => {
  test('takes no report of an earlier run for its own', () => {
    const out = mkdtempSync(join(folder, 'stale-'));
    const violation = { ruleName: 'F3002', description: 'From another day', violatingConstructs: [{}] };
    writeFileSync(join(out, 'validation-report.json'), JSON.stringify({ pluginReports: [{ pluginName: 'Old', violations: [violation] }] }));
    expect(synthesizePlatform(specOf(), out).findings).toEqual([]);
  });

  test('says where the outputs are found', () => {
    const { outputs, parameters } = synthesizePlatform(specOf(), mkdtempSync(join(folder, 'outputs-')));
    expect(parameters).toBe('/llm-infra/support-assistant/dev/');
    expect(outputs).toContainEqual({ stack: 'support-assistant-dev-data', output: 'BucketsRaw' });
    expect(outputs).toContainEqual({ stack: 'support-assistant-dev-serving', output: 'ModelsAssistantId' });
  });
});
