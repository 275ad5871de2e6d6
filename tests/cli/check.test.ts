import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AWS_ALONE, EXAMPLE, outsideFolder, platformWith, writePlatform } from './support/folders.ts';
import { runCli, STACK_TRACE, TODAY } from './support/run-cli.ts';

const folder = outsideFolder();
const written = (name: string, parts: Readonly<Record<string, unknown>>) =>
  writePlatform(folder, platformWith({ ...AWS_ALONE, ...parts }), name);
const good = written('good.yaml', {});
const wrong = written('wrong.yaml', { residency: 'europe', data: { retentionDay: { raw: 1 } } });
const warned = written('warned.yaml', { environments: { prod: { profile: 'prod' } } });

describe('a good file', () => {
  test('gives code 0 and says for which environments and which day', async () => {
    expect(await runCli(['check', good])).toEqual({
      code: 0,
      stdout: `${good} is good for dev, prod as of ${TODAY}: 0 errors, 0 warnings\n`,
      stderr: '',
    });
  });

  test('is platform.yaml of the folder where none is named', async () => {
    writePlatform(folder, platformWith({}));
    expect(await runCli(['check'], folder)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^platform\.yaml is good for dev, prod /),
    });
  });

  test('is judged for one environment by --environment', async () => {
    expect((await runCli(['check', EXAMPLE, '-e', 'prod'])).stdout).toContain(' is good for prod as of ');
  });

  test('is judged by the day of --as-of', async () => {
    const expiring = written('expiring.yaml', {
      exemptions: [{ rule: 'DAT-05', reason: 'public samples alone', expires: '2027-06-30' }],
    });
    expect(await runCli(['check', expiring, '--as-of', '2027-06-30'])).toMatchObject({ code: 0 });
    expect(await runCli(['check', expiring, '--as-of', '2027-07-01'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('exemptions[0].expires'),
    });
  });

  test('may name Azure alone', async () => {
    const azure = written('azure.yaml', {
      clouds: { azure: { location: 'swedencentral' } },
      environments: { dev: { profile: 'dev' } },
      models: { assistant: { kind: 'managed', model: 'gpt-5.1' } },
    });
    expect(await runCli(['check', azure])).toMatchObject({ code: 0 });
  });
});

describe('a wrong file', () => {
  test('gives code 1 and every fault with its place, what it got, what is allowed and a remedy', async () => {
    const { code, stdout, stderr } = await runCli(['check', 'wrong.yaml'], folder);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^wrong\.yaml:\d+:\d+ error CFG-\d{3} residency: /m);
    expect(stderr).toMatch(/^wrong\.yaml:\d+:\d+ error CFG-\d{3} data\.retentionDay: /m);
    expect(stderr).toMatch(/^ {2}got: {5}'europe'$/m);
    expect(stderr).toMatch(/^ {2}remedy: {2}.*retentionDays/m);
    expect(stderr).toContain('\nwrong.yaml is wrong: 2 errors, 0 warnings\n');
    expect(stderr).not.toMatch(STACK_TRACE);
  });

  test('may have warnings alone: code 0, the warnings on stderr', async () => {
    const { code, stdout, stderr } = await runCli(['check', warned]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/ warning CFG-\d{3} /);
    expect(stdout).toMatch(/ is good for prod as of 2026-11-24: 0 errors, 1 warning\n$/);
  });

  test('with an unknown environment asked for says which there are', async () => {
    expect(await runCli(['check', EXAMPLE, '--environment', 'prd'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/CFG-101.*'prd'.*dev, prod.*Did you mean 'prod'\?/s),
    });
  });

  test('with an empty environment asked for is not judged for all', async () => {
    expect(await runCli(['check', EXAMPLE, '-e', ''])).toMatchObject({ code: 1, stderr: expect.stringContaining('CFG-101') });
  });

  test('never repeats a value that may be a secret', async () => {
    const key = ['sk', 'proj', 'Zq8vT3mK1xW9rB5nL7cY2dF4'].join('-');
    const leaky = written('leaky.yaml', { secrets: { 'openai-key': { description: key } } });
    for (const args of [
      ['check', leaky],
      ['check', leaky, '--json'],
    ]) {
      const { code, stdout, stderr } = await runCli(args);
      expect(code).toBe(1);
      expect(stdout + stderr).not.toContain(key);
    }
  });
});

describe('a file that cannot be read', () => {
  mkdirSync(join(folder, 'a-folder'));
  writePlatform(folder, '', 'empty.yaml');
  writePlatform(folder, `# ${'x'.repeat(1024 * 1024)}\n`, 'large.yaml');

  test.each(['missing.yaml', 'a-folder', 'large.yaml', 'empty.yaml'])('is CFG-009: %s', async (file) => {
    const { code, stdout, stderr } = await runCli(['check', file], folder);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(' error CFG-009 ');
    expect(stderr).not.toMatch(STACK_TRACE);
  });

  test.each(['plan', 'synth', 'secrets'])('is CFG-009 for %s too', async (command) => {
    const { code, stderr } = await runCli([command, 'missing.yaml', '--environment', 'dev'], folder);
    expect(code).toBe(1);
    expect(stderr).toContain(' error CFG-009 ');
  });
});

describe('--json', () => {
  test('prints one JSON document for a good file and nothing else', async () => {
    const { stdout, stderr } = await runCli(['check', good, '--json']);
    expect(JSON.parse(stdout)).toEqual({ file: good, asOf: TODAY, environments: ['dev', 'prod'], faults: [] });
    expect(stderr).toBe('');
  });

  test('prints the faults of a wrong file on stdout', async () => {
    const { code, stdout, stderr } = await runCli(['check', wrong, '--json']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(JSON.parse(stdout).faults).toEqual([
      expect.objectContaining({ path: 'residency', severity: 'error', line: expect.any(Number), remedy: expect.any(String) }),
      expect.objectContaining({ path: 'data.retentionDay' }),
    ]);
  });

  test.each(['check', 'plan', 'synth', 'secrets'])('prints the faults of a file that %s cannot read on stdout', async (command) => {
    const { code, stdout, stderr } = await runCli([command, 'missing.yaml', '-e', 'dev', '--json'], folder);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(JSON.parse(stdout).faults).toEqual([expect.objectContaining({ code: 'CFG-009' })]);
  });
});
