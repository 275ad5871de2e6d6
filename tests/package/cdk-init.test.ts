import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ForeignApp } from './support/foreign-app.ts';
import { rootPath } from './support/run.ts';

/** What `cdk init app --language typescript` writes today, with one construct of ours in its stack. */
const app = new ForeignApp();
let added: ReturnType<ForeignApp['install']>;

beforeAll(() => {
  mkdirSync(app.folder);
  app.run(rootPath('node_modules/.bin/cdk'), 'init', 'app', '--language', 'typescript', '--generate-only', '--no-notices');
  app.overlay('cdk-init');
  added = app.install();
});

test('synthesises a bucket', () => {
  expect(Object.values(app.synth().Resources).map(({ Type }) => Type)).toContain('AWS::S3::Bucket');
});

test('installs neither zod nor Pulumi', () => {
  expect(app.installed().filter((path) => /node_modules\/(zod$|@pulumi\/)/.test(path))).toEqual([]);
});

test('adds at most 12 packages and 15 MB', () => {
  expect(added.packages).toBeGreaterThan(0);
  expect(added.packages).toBeLessThanOrEqual(12);
  expect(added.megabytes).toBeLessThanOrEqual(15);
});

test('keeps one copy of aws-cdk-lib and constructs', () => {
  expect(app.installed().filter((path) => /node_modules\/(aws-cdk-lib|constructs)$/.test(path))).toHaveLength(2);
});

describe('as a plain program', () => {
  test('loads from an ES module', () => {
    const code = `import { DataBuckets } from 'llm-infra-kit/aws'; console.log(typeof DataBuckets)`;
    expect(app.run(process.execPath, '--input-type=module', '-e', code)).toBe('function\n');
  });

  test('loads from CommonJS', () => {
    const code = `const { DataBuckets } = require('llm-infra-kit/aws'); console.log(typeof DataBuckets)`;
    expect(app.run(process.execPath, '--input-type=commonjs', '-e', code)).toBe('function\n');
  });
});

describe('with "type": "module"', () => {
  beforeAll(() => {
    const manifest = app.json('package.json');
    writeFileSync(join(app.folder, 'package.json'), JSON.stringify({ ...manifest, type: 'module' }, null, 2));
    app.overlay('cdk-init-esm');
  });

  test('synthesises a bucket', () => {
    expect(Object.values(app.synth().Resources).map(({ Type }) => Type)).toContain('AWS::S3::Bucket');
  });
});
