import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AWS_ALONE, EXAMPLE, insideFolder, outsideFolder, platformWith, writePlatform } from './support/folders.ts';
import { ROOT, runCli, STACK_TRACE } from './support/run-cli.ts';
import { spawnCli } from './support/spawn-cli.ts';

const folder = outsideFolder();
const inside = insideFolder();
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const awsOnly = writePlatform(inside, platformWith(AWS_ALONE), 'aws.yaml');

describe('wrong usage gives code 2 and one clear line', () => {
  test.each([
    ['an unknown command', ['frobnicate'], "unknown command 'frobnicate'"],
    ['an unknown option', ['check', '--frobnicate'], "unknown option '--frobnicate'"],
    ['a second file', ['check', 'a.yaml', 'b.yaml'], 'too many arguments'],
    ['an option without its value', ['check', '--environment'], 'argument missing'],
    ['synth without an environment', ['synth', EXAMPLE], "required option '-e, --environment <name>' not specified"],
    ['secrets without an environment', ['secrets', EXAMPLE], "required option '-e, --environment <name>' not specified"],
    ['init without a folder', ['init'], "missing required argument 'folder'"],
    ['a day that is no date', ['check', EXAMPLE, '--as-of', 'tomorrow'], '--as-of tomorrow: not a date; write YYYY-MM-DD'],
    ['a day that does not exist', ['check', EXAMPLE, '--as-of', '2026-02-30'], '--as-of 2026-02-30: not a date'],
    ['a day with a time', ['plan', EXAMPLE, '--as-of', '2026-02-03T10:00:00Z'], 'not a date'],
    [
      'synth of a cloud that the file does not name',
      ['synth', awsOnly, '-e', 'dev', '-c', 'azure'],
      'the file is for aws; name one of them',
    ],
    ['synth of no cloud at all', ['synth', EXAMPLE, '-e', 'dev', '-c', 'gcp'], '--cloud gcp: the file is for aws and azure'],
    ['synth without a cloud where the file names two', ['synth', EXAMPLE, '-e', 'dev'], '--cloud is needed: the file is for aws and azure'],
    ['init for no cloud at all', ['init', 'new', '--cloud', 'gcp'], '--cloud gcp: the clouds are aws and azure; name one of them, or both'],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await runCli(args, folder);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('error: ');
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(STACK_TRACE);
  });

  test('a folder to write to that is a file', () => {
    writeFileSync(join(inside, 'taken'), 'mine');
    const { code, stdout, stderr } = spawnCli(['plan', awsOnly, '--out', 'taken'], inside);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: .*taken.*; name another folder\n$/);
    expect(readFileSync(join(inside, 'taken'), 'utf8')).toBe('mine');
  });

  test('nothing is written', () => {
    expect(readdirSync(folder).sort()).toEqual([]);
  });
});

test('an unknown environment is a fault of the file for every command', async () => {
  for (const command of ['check', 'plan', 'synth', 'secrets']) {
    const { code, stderr } = await runCli([command, EXAMPLE, '-e', 'staging'], folder);
    expect({ command, code }).toEqual({ command, code: 1 });
    expect(stderr).toContain('CFG-101');
  }
  expect(existsSync(join(folder, 'out'))).toBe(false);
});

describe('help', () => {
  test('of no command at all is code 2, on stderr', async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe((await runCli(['--help'])).stdout);
  });

  test.each(['', 'check', 'plan', 'synth', 'secrets', 'init'])('of llm-infra %s', async (command) => {
    const { code, stdout, stderr } = await runCli([command, '--help'].filter(Boolean));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchSnapshot();
  });

  test('says the version of package.json', async () => {
    expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });
});
