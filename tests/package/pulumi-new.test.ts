import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { type RuntimeOptions, runPulumi } from '../support/pulumi-runtime.ts';
import { ForeignApp, type Installation } from './support/foreign-app.ts';
import { testsInstallation } from './support/install-rules.ts';

/**
 * What `pulumi new azure-typescript` writes today, with one component of ours in its program: package.json and tsconfig.json are those of
 * the template (azure-typescript in pulumi/templates at 65db26bf), so that TypeScript 5 checks our declarations with the libraries'.
 * Its Pulumi.yaml is read by Pulumi's CLI alone: it says `runtime: nodejs` and nothing of how to run the program.
 */
const app = new ForeignApp();
let added: Installation;

beforeAll(() => {
  app.overlay('pulumi-new');
  added = app.install();
});

const OURS = [
  'llm-infra-kit:azure:DataBuckets data',
  'azure-native:storage:StorageAccount data-data',
  'azure-native:storage:StorageAccount data-logs',
  'azure-native:storage:BlobContainer data-raw',
  'azure-native:storage:BlobContainer data-logs',
];

function compiles(): void {
  expect(app.run('node_modules/.bin/tsc', '--noEmit')).toBe('');
}

/** Runs the program as `pulumi up` would; by default Pulumi's own ts-node compiles it, and checks its types. */
async function registersOurs(runtime: Pick<RuntimeOptions, 'typescript' | 'nodeargs'> = {}): Promise<void> {
  const { code, errors, stderr, recording } = await runPulumi({ folder: app.folder, project: 'foreign-app', stack: 'dev', ...runtime });
  expect({ code, errors, stderr }).toEqual({ code: 0, errors: [], stderr: '' });
  expect(recording.resources.map(({ type, name }) => `${type} ${name}`)).toEqual(expect.arrayContaining(OURS));
  expect(recording.outputs).toMatchObject({ rawContainer: 'raw' });
}

testsInstallation('azure', app, () => added);

test('compiles', compiles);

test('registers a component', () => registersOurs());

describe('as a plain program', () => {
  test('loads from an ES module', () => {
    const code = `import { DataBuckets } from 'llm-infra-kit/azure'; console.log(typeof DataBuckets)`;
    expect(app.run(process.execPath, '--input-type=module', '-e', code)).toBe('function\n');
  });

  test('loads from CommonJS', () => {
    const code = `const { DataBuckets } = require('llm-infra-kit/azure'); console.log(typeof DataBuckets)`;
    expect(app.run(process.execPath, '--input-type=commonjs', '-e', code)).toBe('function\n');
  });
});

/** As the template had it until March 2026, and most programs still do: TypeScript finds no `exports` there. */
describe('with CommonJS modules and `node10` resolution', () => {
  beforeAll(() => app.overlay('pulumi-new-node10'));

  test('compiles', compiles);

  test('registers a component', () => registersOurs());
});

describe('with "type": "module", run by tsx', () => {
  beforeAll(() => {
    app.overlay('pulumi-new');
    app.overlay('pulumi-new-esm');
    app.toEsModules();
  });

  test('compiles', compiles);

  // The repository's tsx, by its path: the app's lock file stays the template's.
  test('registers a component', () =>
    registersOurs({ typescript: false, nodeargs: ['--import', createRequire(import.meta.url).resolve('tsx')] }));
});
