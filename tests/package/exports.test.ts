import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { foreignFolder } from './support/foreign-folder.ts';
import { attempt, run, tarball } from './support/run.ts';

/** A project with our package and neither cloud. */
const project = foreignFolder('exports');

beforeAll(() => {
  writeFileSync(join(project, 'package.json'), '{ "name": "foreign", "private": true }');
  run('npm', ['install', '--no-audit', '--no-fund', tarball()], { cwd: project });
});

const esm = (code: string) => attempt(process.execPath, ['--input-type=module', '-e', code], { cwd: project });
const cjs = (code: string) => attempt(process.execPath, ['--input-type=commonjs', '-e', code], { cwd: project });

test('loads from an ES module', () => {
  expect(esm(`import { parsePlatformSpec } from 'llm-infra-kit'; console.log(typeof parsePlatformSpec)`).stdout).toBe('function\n');
});

test('loads from CommonJS', () => {
  expect(cjs(`console.log(typeof require('llm-infra-kit').parsePlatformSpec)`).stdout).toBe('function\n');
});

test('gives the JSON Schema of the platform file', () => {
  expect(cjs(`console.log(require('llm-infra-kit/schema.json').$schema)`).stdout).toMatch(/^https:\/\/json-schema\.org\//);
});

test('installs the command', () => {
  expect(run(join(project, 'node_modules/.bin/llm-infra'), ['--help'], { cwd: project })).toContain('Usage: llm-infra');
});

test('loads no module of a cloud for the root', () => {
  const loaded = cjs(`require('llm-infra-kit'); console.log(Object.keys(require.cache).join('\\n'))`).stdout;
  expect(loaded).toMatch(/llm-infra-kit\/dist\/index\.js/);
  expect(loaded).not.toMatch(/dist\/(aws|azure)\/|aws-cdk-lib|constructs\/|@pulumi/);
});

test.each([
  ['aws', /Cannot find module '(aws-cdk-lib\/[\w-]+|constructs)'/],
  ['azure', /Cannot find module '@pulumi\/(pulumi|azure-native)(\/[\w/.-]+)?'/],
])('names the missing package when the cloud of %s is not installed', (cloud, message) => {
  expect(cjs(`require('llm-infra-kit/${cloud}').DataBuckets`).stderr).toMatch(message);
});

describe('nothing but the listed subpaths resolves', () => {
  test.each(['dist/index.js', 'dist/spec/json-schema.js', 'spec', 'cli', 'aws/data', 'package.json', 'constructs/index.ts'])(
    '%s',
    (path) => {
      expect(cjs(`require('llm-infra-kit/${path}')`).stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
      expect(esm(`await import('llm-infra-kit/${path}')`).stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
    },
  );
});
