import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { EXAMPLE, insideFolder, platformWith, writePlatform } from './support/folders.ts';
import { type CliResult, STACK_TRACE } from './support/run-cli.ts';
import { spawnCli } from './support/spawn-cli.ts';

const AS_OF = ['--as-of', '2026-11-24'];
const first = insideFolder();
const second = join(insideFolder(), 'a folder of another name');
let planned: CliResult;
let again: CliResult;
let elsewhere: CliResult;
let failed: CliResult;
let synthesized: CliResult;
let onAzure: CliResult;
let filesOfFirst: Record<string, string>;

/** Every file below a folder with its text. */
function filesIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]),
  );
}

beforeAll(() => {
  mkdirSync(second);
  for (const folder of [first, second]) cpSync(EXAMPLE, join(folder, 'platform.yaml'));
  mkdirSync(join(first, 'out/dev/aws'), { recursive: true });
  writeFileSync(join(first, 'out/dev/aws/PlatformGone.template.json'), '{}');
  writeFileSync(join(first, 'out/notes.txt'), 'mine');
  planned = spawnCli(['plan', ...AS_OF], first);
  filesOfFirst = filesIn(join(first, 'out'));
  again = spawnCli(['plan', '--json', ...AS_OF], first);
  elsewhere = spawnCli(['plan', ...AS_OF], second);
  synthesized = spawnCli(['synth', '--environment', 'prod', '--cloud', 'aws', '--out', 'templates', '--json'], first);
  onAzure = spawnCli(['synth', '--environment', 'prod', '--cloud', 'azure', '--out', 'templates'], first);
  const broken = platformWith({
    environments: { dev: { profile: 'dev' } },
    guardrails: { standard: { contentFilters: { hate: 'low' } } },
  });
  failed = spawnCli(['plan', writePlatform(second, broken, 'broken.yaml'), '--out', 'broken'], second);
}, 240_000);

describe('plan', () => {
  test('of a good file gives code 0 and a summary, no word on stderr', () => {
    const { code, stdout, stderr } = planned;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const environment of ['dev', 'prod']) {
      expect(stdout).toContain(`${environment} on aws (profile ${environment}, eu-central-1)`);
      expect(stdout).toContain(`${environment} on azure (profile ${environment}, swedencentral)`);
    }
    expect(stdout).not.toMatch(/Findings: [1-9]\d* errors?/);
    expect(stdout).not.toContain("the kit's own rules");
    expect(stdout).toMatch(/^ {4}data +14 {2}S3::Bucket x7, S3::BucketPolicy x7$/m);
    expect(stdout).toContain('parameters below /llm-infra/support-assistant/dev/');
  });

  test('names the files that it wrote, and they are there', () => {
    const named = [...planned.stdout.matchAll(/^ {4}out\/(\S+\btemplate\.json)$/gm)].map(([, file = '']) => file);
    expect(named).toEqual(expect.arrayContaining(['dev/azure/template.json', 'prod/azure/template.json']));
    expect(named.length).toBeGreaterThan(6);
    expect(Object.keys(filesOfFirst)).toEqual(expect.arrayContaining([...named, 'plan.json', 'plan.schema.json']));
    expect(planned.stdout).toMatch(/Report: out\/plan\.json\n$/);
  });

  test('takes away the templates of an earlier run and nothing else', () => {
    expect(Object.keys(filesOfFirst)).not.toContain('dev/aws/PlatformGone.template.json');
    expect(filesOfFirst['notes.txt']).toBe('mine');
  });

  test('writes a report that fits the schema beside it', () => {
    const schema = z.fromJSONSchema(JSON.parse(filesOfFirst['plan.schema.json'] ?? ''));
    const report = JSON.parse(filesOfFirst['plan.json'] ?? '');
    expect(schema.safeParse(report).error).toBeUndefined();
    expect(schema.safeParse({ ...report, surprise: true }).success).toBe(false);
    expect(report).toMatchObject({ version: 1, asOf: '2026-11-24', name: 'support-assistant' });
  });

  test('gives equal bytes for an equal day', () => {
    expect(again.code).toBe(0);
    expect(filesIn(join(first, 'out'))).toEqual(filesOfFirst);
  });

  test('gives equal bytes in a folder of another name', () => {
    expect(elsewhere.stdout).toBe(planned.stdout);
    const { 'notes.txt': _mine, ...made } = filesOfFirst;
    expect(filesIn(join(second, 'out'))).toEqual(made);
  });

  test('writes no path of the machine', () => {
    expect(Object.entries(filesOfFirst).filter(([, text]) => text.includes(first))).toEqual([]);
  });

  test('prints the report as JSON, and nothing else', () => {
    const { $schema, ...report } = JSON.parse(filesOfFirst['plan.json'] ?? '');
    expect($schema).toBe('./plan.schema.json');
    expect(JSON.parse(again.stdout)).toEqual(report);
    expect(again.stderr).toBe('');
  });

  test('with an error among the findings gives code 1, the rule and the remedy', () => {
    const { code, stdout, stderr } = failed;
    expect(code).toBe(1);
    expect(stdout).toMatch(/Findings: [1-9]\d* errors?/);
    expect(stdout).toMatch(/ error INF-15 .*\n +remedy: /);
    expect(stdout + stderr).not.toMatch(STACK_TRACE);
  });
});

describe('synth', () => {
  test('writes the templates of one environment and names them', () => {
    const { code, stdout, stderr } = synthesized;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { files, ...rest } = JSON.parse(stdout);
    expect(rest).toEqual({ environment: 'prod', cloud: 'aws' });
    expect(files).toEqual(['Network', 'Data', 'Serving'].map((part) => `templates/prod/aws/Platform${part}.template.json`));
  });

  test('writes the template of the other cloud, which is the plan’s', () => {
    expect(onAzure).toEqual({ code: 0, stdout: 'templates/prod/azure/template.json\n', stderr: '' });
    expect(readFileSync(join(first, 'templates/prod/azure/template.json'), 'utf8')).toBe(filesOfFirst['prod/azure/template.json']);
  });

  test('writes the same templates as plan', () => {
    const prod = Object.entries(filesOfFirst).filter(([file]) => /^prod\/aws\/.*\.template\.json$/.test(file));
    const templates = filesIn(join(first, 'templates'));
    expect(prod.map(([file]) => [file, templates[file]])).toEqual(prod);
  });
});
