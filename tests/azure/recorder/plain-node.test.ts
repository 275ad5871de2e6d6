import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), 'recorder-'));

// As published: CommonJS, without a loader, a test runner or the Pulumi CLI.
beforeAll(() =>
  build({
    entryPoints: [join(ROOT, 'constructs/azure/recorder/index.ts')],
    outfile: join(FOLDER, 'recorder.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@pulumi/*'],
  }),
);
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

function run(name: string, program: string) {
  const file = join(FOLDER, `${name}.js`);
  writeFileSync(
    file,
    `const pulumi = require('@pulumi/pulumi');
     const { ResourceGroup } = require('@pulumi/azure-native/resources/resourceGroup.js');
     const { record } = require('./recorder.js');
     const options = { project: 'llm', stack: 'test', timeoutSeconds: 1 };
     ${program}`,
  );
  const env = { PATH: '', NODE_PATH: join(ROOT, 'node_modules') };
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', env, timeout: 30_000 });
  return { status, stdout: stdout.trim(), stderr };
}

test('a program is recorded by node alone', () => {
  const { stdout, status, stderr } = run(
    'good',
    `record(() => void new ResourceGroup('data', { location: 'swedencentral' }), options)
       .then(({ resources }) => console.log(resources.map(({ urn }) => urn).join()));`,
  );
  expect({ stdout, status, stderr }).toEqual({
    stdout: 'urn:pulumi:test::llm::azure-native:resources:ResourceGroup::data',
    status: 0,
    stderr: '',
  });
});

test('what is thrown inside an apply, used or not, rejects the recording and does not end the process', () => {
  const { stdout, status } = run(
    'apply',
    `const bad = (text) => pulumi.output(1).apply(() => { throw new Error(text); });
     record(() => { bad('unused'); }, options)
       .catch(({ message }) => console.log(message))
       .then(() => record(() => void new ResourceGroup('data', { location: bad('used') }), options))
       .catch(({ message }) => console.log(message));`,
  );
  expect({ stdout, status }).toEqual({ stdout: 'unused\nerror serializing property "location": used', status: 0 });
});

test('rejections of other work end the process, as they do without a recording', () => {
  const { stdout, status, stderr } = run(
    'foreign',
    `Promise.reject(new Error('not of the program'));
     record(() => new Promise((resolve) => setTimeout(resolve, 200)), options).then(() => console.log('went on'));`,
  );
  expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  expect(stderr).toContain('not of the program');
});

test('a program that waits for ever is refused, where node would end without a word', () => {
  const { stdout, status } = run('endless', `record(() => new Promise(() => {}), options).catch(({ message }) => console.log(message));`);
  expect(status).toBe(0);
  expect(stdout).toContain('did not end within 1 s; still open: the program itself');
});
