import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OLDEST_VERSIONS, type PeerName, rangeOf, takesVersion } from '../../constructs/cli/peer-versions.ts';
import { AWS_ALONE, AZURE_ALONE, folderIn, outsideFolder, platformWith, writePlatform } from './support/folders.ts';
import { ROOT, runCli } from './support/run-cli.ts';

const outside = outsideFolder();

/** A project with a platform file for one cloud and no package. */
function projectFolder(parts: Readonly<Record<string, unknown>> = AWS_ALONE): string {
  const folder = folderIn(outside);
  writePlatform(folder, platformWith(parts));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  return folder;
}

/** A kit that is found and makes nothing. */
function installKit(folder: string): void {
  installed(folder, 'llm-infra-kit', { exports: { './aws': './cloud.js', './azure': './cloud.js' } });
  writeFileSync(join(folder, 'node_modules/llm-infra-kit/cloud.js'), '');
}

function installed(folder: string, name: string, manifest: object): void {
  mkdirSync(join(folder, 'node_modules', name), { recursive: true });
  writeFileSync(join(folder, 'node_modules', name, 'package.json'), JSON.stringify(manifest));
}

test.each(['plan', 'synth'])('%s in a folder without the packages of AWS says what to install there', async (command) => {
  const folder = projectFolder();
  expect(await runCli([command, '-e', 'dev'], folder)).toEqual({
    code: 2,
    stdout: '',
    stderr: `error: aws-cdk-lib and constructs and llm-infra-kit cannot be found from ${folder}; run 'npm install aws-cdk-lib constructs llm-infra-kit' there\n`,
  });
  expect(existsSync(join(folder, 'out'))).toBe(false);
});

test.each(['plan', 'synth'])('%s in a folder without the packages of Azure says what to install there', async (command) => {
  const folder = projectFolder(AZURE_ALONE);
  expect(await runCli([command, '-e', 'dev'], folder)).toEqual({
    code: 2,
    stdout: '',
    stderr: `error: @pulumi/pulumi and @pulumi/azure-native and llm-infra-kit cannot be found from ${folder}; run 'npm install @pulumi/pulumi @pulumi/azure-native llm-infra-kit' there\n`,
  });
  expect(existsSync(join(folder, 'out'))).toBe(false);
});

test('only what is missing is named', async () => {
  const folder = projectFolder();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(ROOT, 'node_modules/constructs'), join(folder, 'node_modules/constructs'));
  installKit(folder);
  const { code, stderr } = await runCli(['plan'], folder);
  expect(code).toBe(2);
  expect(stderr).toContain("run 'npm install aws-cdk-lib' there");
});

describe('A package in a version that the kit does not take', () => {
  test.each<[what: string, parts: object, versions: Record<string, string>, words: string]>([
    [
      'an older SDK of Pulumi',
      AZURE_ALONE,
      { '@pulumi/pulumi': '3.247.9', '@pulumi/azure-native': '3.28.0' },
      `@pulumi/pulumi is 3.247.9, the kit takes ^3.248.0; run 'npm install "@pulumi/pulumi@^3.248.0"' in `,
    ],
    [
      'both of Azure',
      AZURE_ALONE,
      { '@pulumi/pulumi': '2.25.2', '@pulumi/azure-native': '4.0.0' },
      "@pulumi/pulumi is 2.25.2, the kit takes ^3.248.0; @pulumi/azure-native is 4.0.0, the kit takes ^3.28.0; run 'npm install " +
        `"@pulumi/pulumi@^3.248.0" "@pulumi/azure-native@^3.28.0"' in `,
    ],
    [
      'an older CDK',
      AWS_ALONE,
      { 'aws-cdk-lib': '2.261.0', constructs: '10.5.0' },
      `aws-cdk-lib is 2.261.0, the kit takes ^2.262.0; run 'npm install "aws-cdk-lib@^2.262.0"' in `,
    ],
  ])('%s is told with what to install', async (_, parts, versions, words) => {
    const folder = projectFolder({ ...parts });
    installKit(folder);
    for (const [name, version] of Object.entries(versions)) installed(folder, name, { name, version });
    expect(await runCli(['plan', '-e', 'dev'], folder)).toEqual({ code: 2, stdout: '', stderr: `error: ${words}${folder}\n` });
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  test.each([
    ['3.248.0', true],
    ['3.248.1', true],
    ['3.270.0', true],
    ['3.248.0-alpha.1', true],
    ['3.247.99', false],
    ['2.999.0', false],
    ['4.0.0', false],
  ])('is known by its number: @pulumi/pulumi %s', (version, taken) => {
    expect(takesVersion('@pulumi/pulumi', version)).toBe(taken);
  });

  test('is one that package.json does not take', () => {
    const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(Object.fromEntries((Object.keys(OLDEST_VERSIONS) as PeerName[]).map((name) => [name, rangeOf(name)]))).toEqual(peerDependencies);
  });
});

test('check needs no package of a cloud', async () => {
  const folder = projectFolder();
  expect(await runCli(['check'], folder)).toMatchObject({ code: 0 });
});
