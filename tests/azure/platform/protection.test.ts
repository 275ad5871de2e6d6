import { describe, expect, test } from 'vitest';
import type { Recording } from '../../../constructs/azure/recorder/index.ts';
import { looksLikeSecret } from '../../../constructs/spec/plain-text-secrets.ts';
import { givenId, ofClass, recordingOf } from '../support/platforms.ts';

/** What keeps something that cannot be made again. */
const STATEFUL = [
  'storage:StorageAccount',
  'storage:BlobContainer',
  'keyvault:Vault',
  'operationalinsights:Workspace',
  'containerregistry:Registry',
];

const stateful = (recording: Recording) => STATEFUL.flatMap((name) => ofClass(recording, name));
const group = (recording: Recording, role: 'data' | 'run') =>
  ofClass(recording, 'resources:ResourceGroup').find(({ name }) => name.endsWith(role));
const guards = ({ protect, retainOnDelete }: { protect: boolean; retainOnDelete: boolean }) => ({ protect, retainOnDelete });

/** Every text in some data, also those that are keys. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value) ? value.flatMap(textsOf) : Object.entries(value).flatMap(([key, item]) => [key, ...textsOf(item)]);
}

describe('What is dear to lose', () => {
  test.each([
    ['prod', { protect: true, retainOnDelete: true }],
    ['dev', { protect: false, retainOnDelete: true }],
    ['ephemeral', { protect: false, retainOnDelete: false }],
  ] as const)('is guarded by the profile, with its group: %s', async (environment, expected) => {
    const recording = await recordingOf({}, environment);
    expect(stateful(recording).length).toBeGreaterThan(10);
    for (const resource of stateful(recording))
      expect({ name: resource.name, ...guards(resource) }).toEqual({ name: resource.name, ...expected });
    const data = group(recording, 'data');
    expect(data && guards(data)).toEqual(expected);
  });

  test('never deletes a secret of the platform’s own vault by itself: only the vault’s network could', async () => {
    for (const environment of ['ephemeral', 'dev', 'prod'] as const) {
      const secrets = ofClass(await recordingOf({}, environment), 'keyvault:Secret');
      expect(secrets.map(guards)).toEqual([1, 2].map(() => ({ protect: environment === 'prod', retainOnDelete: true })));
    }
  });

  test('deletes a secret of a given vault with an ephemeral environment', async () => {
    const keyVault = { id: givenId('Microsoft.KeyVault/vaults', 'org-vault') };
    const secrets = ofClass(await recordingOf({ clouds: { azure: { keyVault } } }, 'ephemeral'), 'keyvault:Secret');
    expect(secrets.map(({ retainOnDelete }) => retainOnDelete)).toEqual([false, false]);
  });

  test('stays with its group where an ephemeral environment is told to keep its data', async () => {
    const recording = await recordingOf({ data: { removal: 'retain', auditLock: null } }, 'ephemeral');
    expect(ofClass(recording, 'storage:StorageAccount').map(({ retainOnDelete }) => retainOnDelete)).toEqual([true, true]);
    expect(group(recording, 'data')?.retainOnDelete).toBe(true);
  });
});

describe('What can be made again', () => {
  test.each(['ephemeral', 'dev', 'prod'] as const)('goes with its group in %s', async (environment) => {
    const run = group(await recordingOf({}, environment), 'run');
    expect(run && guards(run)).toEqual({ protect: false, retainOnDelete: false });
  });
});

test('The AI account is protected in prod: its name and endpoint are what apps call', async () => {
  const protects = async (environment: 'dev' | 'prod') =>
    ofClass(await recordingOf({}, environment), 'cognitiveservices:Account')[0]?.protect;
  expect([await protects('dev'), await protects('prod')]).toEqual([false, true]);
});

describe('No secret stands in the program', () => {
  test.each(['ephemeral', 'dev', 'prod'] as const)(
    'in %s: the value of each credential is an empty template and marked',
    async (environment) => {
      const recording = await recordingOf({}, environment);
      const secrets = ofClass(recording, 'keyvault:Secret');
      expect(secrets).toHaveLength(2);
      for (const { inputs, ignoreChanges } of secrets) {
        expect(inputs.properties).toMatchObject({ value: { $secret: 'string' } });
        expect(ignoreChanges).toEqual(['*']);
      }
    },
  );

  test.each(['ephemeral', 'dev', 'prod'] as const)('in %s: no text of any registration looks like one', async (environment) => {
    const { resources, outputs } = await recordingOf({}, environment);
    const texts = textsOf([resources, outputs]);
    expect(texts.length).toBeGreaterThan(500);
    expect(texts.flatMap((text) => looksLikeSecret(text) ?? [])).toEqual([]);
  });

  test('and one that did would be found', async () => {
    const { resources } = await recordingOf();
    expect(textsOf([...resources, { key: `sk-proj-${'aB3d'.repeat(12)}` }]).flatMap((text) => looksLikeSecret(text) ?? [])).toHaveLength(1);
  });

  test('and no account takes a key', async () => {
    const recording = await recordingOf({}, 'prod');
    for (const { inputs } of ofClass(recording, 'storage:StorageAccount')) expect(inputs.allowSharedKeyAccess).toBe(false);
    expect(ofClass(recording, 'cognitiveservices:Account')[0]?.inputs.properties).toMatchObject({ disableLocalAuth: true });
    expect(ofClass(recording, 'containerregistry:Registry')[0]?.inputs.adminUserEnabled).toBe(false);
    expect(ofClass(recording, 'operationalinsights:Workspace')[0]?.inputs.features).toMatchObject({ disableLocalAuth: true });
  });
});
