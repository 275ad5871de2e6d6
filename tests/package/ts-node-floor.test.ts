import { beforeAll, expect, test } from 'vitest';
import { ForeignApp, type Installation } from './support/foreign-app.ts';
import { testsInstallation } from './support/install-rules.ts';

/** An older app: ts-node, CommonJS, `node10` resolution, checked libraries, TypeScript and aws-cdk-lib at our floor. */
const app = new ForeignApp();
let added: Installation;

beforeAll(() => {
  app.overlay('ts-node-floor');
  added = app.install();
});

test('is at the floor that package.json promises', () => {
  const { peerDependencies } = app.json('node_modules/llm-infra-kit/package.json');
  for (const peer of ['aws-cdk-lib', 'constructs']) {
    expect(peerDependencies[peer]).toBe(`^${app.json(`node_modules/${peer}/package.json`).version}`);
  }
});

test('compiles', () => {
  expect(app.run('node_modules/.bin/tsc', '--noEmit')).toBe('');
});

test('synthesises a bucket', () => {
  expect(Object.values(app.synth().Resources).map(({ Type }) => Type)).toContain('AWS::S3::Bucket');
});

testsInstallation('aws', app, () => added);
