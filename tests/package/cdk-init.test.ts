import { mkdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { ForeignApp, type Installation } from './support/foreign-app.ts';
import { testsInstallation } from './support/install-rules.ts';
import { rootPath } from './support/run.ts';

/** What `cdk init app --language typescript` writes today, with one construct of ours in its stack. */
const app = new ForeignApp();
let added: Installation;

beforeAll(() => {
  mkdirSync(app.folder);
  app.run(rootPath('node_modules/.bin/cdk'), 'init', 'app', '--language', 'typescript', '--generate-only', '--no-notices');
  app.overlay('cdk-init');
  added = app.install();
});

test('synthesises a bucket', () => {
  expect(Object.values(app.synth().Resources).map(({ Type }) => Type)).toContain('AWS::S3::Bucket');
});

testsInstallation('aws', app, () => added);

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
    app.toEsModules();
    app.overlay('cdk-init-esm');
    added = app.install();
  });

  testsInstallation('aws', app, () => added);

  test('synthesises a bucket', () => {
    expect(Object.values(app.synth().Resources).map(({ Type }) => Type)).toContain('AWS::S3::Bucket');
  });
});
