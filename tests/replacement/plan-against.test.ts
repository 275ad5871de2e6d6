import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { AWS_ALONE, insideFolder, platformWith, writePlatform } from '../cli/support/folders.ts';
import type { CliResult } from '../cli/support/run-cli.ts';
import { spawnCli } from '../cli/support/spawn-cli.ts';

const AS_OF = ['--as-of', '2026-11-24'];
const folder = insideFolder();
const write = (name: string, changes: object) =>
  writePlatform(folder, platformWith({ ...AWS_ALONE, environments: { dev: { profile: 'dev' } }, ...changes }), name);
const SECRETS = { 'openai-key': {}, 'wandb-key': {} };

let first: CliResult;
let same: CliResult;
let lossy: CliResult;

beforeAll(() => {
  const before = write('before.yaml', { secrets: SECRETS });
  const after = write('after.yaml', { secrets: { 'openai-key': {} }, naming: { seed: 'example-seed', generation: 2 } });
  first = spawnCli(['plan', before, '--out', 'deployed', ...AS_OF], folder);
  same = spawnCli(['plan', before, '--out', 'out', '--against', 'deployed/plan.json', ...AS_OF], folder);
  lossy = spawnCli(['plan', after, '--out', 'out', '--against', 'deployed/plan.json', '--json', ...AS_OF], folder);
}, 120_000);

const findings = ({ stdout }: CliResult) =>
  JSON.parse(stdout).environments.flatMap((plan: { cloud: string; findings: { rule: string }[] }) =>
    plan.findings.filter(({ rule }) => rule === 'REL-02').map((finding) => ({ cloud: plan.cloud, ...finding })),
  );

describe('plan --against', () => {
  test('warns of nothing where nothing changed', () => {
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(same).toMatchObject({ code: 0, stderr: '' });
    expect(same.stdout).not.toMatch(/REL-02/);
  });

  test('warns of what would be replaced and of what would be gone, with the remedy, and is no error', () => {
    expect(lossy).toMatchObject({ code: 0, stderr: '' });
    expect(findings(lossy)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          cloud: 'aws',
          severity: 'warning',
          logicalId: expect.stringMatching(/^SecretsOpenaiKey/),
          path: 'Name',
          message: expect.stringContaining('a new one takes its place'),
          remedy: expect.stringContaining('Keep Name'),
        }),
        expect.objectContaining({
          cloud: 'aws',
          logicalId: expect.stringMatching(/^SecretsWandbKey/),
          message: expect.stringContaining('is no longer there'),
        }),
      ]),
    );
  });

  test('keeps in the report what the next plan is held against', () => {
    const { environments } = JSON.parse(readFileSync(join(folder, 'deployed/plan.json'), 'utf8'));
    expect(Object.keys(environments[0].kept).length).toBeGreaterThan(2);
  });

  test.each([
    ['missing.json', 'it cannot be read'],
    ['before.yaml', 'it is no report of this release'],
  ])('refuses %s', (file, why) => {
    const { code, stderr } = spawnCli(['plan', 'before.yaml', '--against', file], folder);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`--against ${file}: ${why}`) });
  });
});
