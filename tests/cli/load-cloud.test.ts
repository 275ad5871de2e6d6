import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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
  mkdirSync(join(folder, 'node_modules/llm-infra-kit'));
  writeFileSync(join(folder, 'node_modules/llm-infra-kit/package.json'), JSON.stringify({ exports: { './aws': './aws.js' } }));
  writeFileSync(join(folder, 'node_modules/llm-infra-kit/aws.js'), '');
  const { code, stderr } = await runCli(['plan'], folder);
  expect(code).toBe(2);
  expect(stderr).toContain("run 'npm install aws-cdk-lib' there");
});

test('check needs no package of a cloud', async () => {
  const folder = projectFolder();
  expect(await runCli(['check'], folder)).toMatchObject({ code: 0 });
});
