import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examplePlatform } from './files.ts';
import { createdTooEarly, deletedTooEarly } from './order.ts';
import { PlatformRehearsal } from './platform-rehearsal.ts';
import { readSecret, setSecret } from './secrets.ts';
import { idsByUrn } from './state.ts';

const CREDENTIAL = 'sk-set-by-a-person';

describe('The example in dev, from its first preview to its end', () => {
  let platform: PlatformRehearsal;
  let count = 0;
  beforeAll(async () => {
    platform = await PlatformRehearsal.open(examplePlatform('support-assistant'), 'dev');
  });
  afterAll(() => platform.close());

  test('a preview makes nothing', async () => {
    const { create, ...others } = await platform.rehearsal.preview();
    expect(others).toEqual({});
    expect(create).toBeGreaterThan(30);
    expect(platform.rehearsal.cloud.requests).toEqual([]);
    count = create ?? 0;
  });

  test('up makes what the preview said, each after what it needs', async () => {
    const { rehearsal } = platform;
    expect(await rehearsal.up()).toEqual({ create: count });
    expect(rehearsal.cloud.requests.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
    expect(createdTooEarly(await rehearsal.resources(), rehearsal.cloud.requests)).toEqual([]);
  });

  test('a second up changes nothing, and a preview says so', async () => {
    const { rehearsal } = platform;
    const before = rehearsal.cloud.requests.length;
    expect(await rehearsal.preview()).toEqual({ same: count });
    expect(await rehearsal.up()).toEqual({ same: count });
    expect(rehearsal.cloud.requests).toHaveLength(before);
  });

  test('no value of a secret stands in the state, and a person can set one', async () => {
    const { rehearsal } = platform;
    expect(readSecret(rehearsal.cloud, 'openai-key')).toBe('{"value":""}');
    const state = rehearsal.stateFile();
    expect(state).toContain('"ciphertext"');
    expect(state).not.toContain(JSON.stringify(JSON.stringify('{"value":""}')).slice(1, -1));
    expect(state).not.toContain(JSON.stringify('{"value":""}').slice(1, -1));
    setSecret(rehearsal.cloud, 'openai-key', CREDENTIAL);
    await rehearsal.refresh();
    expect(rehearsal.stateFile()).not.toContain(CREDENTIAL);
  });

  test('a changed file changes in place, keeps every id, and puts back what somebody else had added', async () => {
    const { rehearsal } = platform;
    const ids = idsByUrn(await rehearsal.resources());
    const [account] = rehearsal.cloud.ofType('azure-native:storage:StorageAccount');
    rehearsal.cloud.drift(account?.id ?? '', (held) => ({ ...held, inputs: { ...held.inputs, allowSharedKeyAccess: true, byHand: 1 } }));
    platform.edit({ 'costCenter: "4711"': 'costCenter: "4712"', 'raw: 365': 'raw: 400', 'maxAgeDays: 90': 'maxAgeDays: 60' });
    const steps = await rehearsal.previewedSteps();
    expect(steps.length).toBeGreaterThan(10);
    expect(steps.filter((step) => !step.startsWith('update '))).toEqual([]);
    const { same, ...changes } = await rehearsal.up();
    expect(changes).toEqual({ update: steps.length });
    expect(idsByUrn(await rehearsal.resources())).toEqual(ids);
    // A PUT is whole: nothing that is not in the program is left.
    expect(rehearsal.cloud.get(account?.id ?? '')?.inputs).toMatchObject({ allowSharedKeyAccess: false, tags: { costCenter: '4712' } });
    expect(rehearsal.cloud.get(account?.id ?? '')?.inputs).not.toHaveProperty('byHand');
    expect(readSecret(rehearsal.cloud, 'openai-key')).toBe(CREDENTIAL);
  });

  test('what drifts is seen by refresh and put right by up', async () => {
    const { rehearsal } = platform;
    const { cloud } = rehearsal;
    const [model] = cloud.ofType('azure-native:cognitiveservices:Deployment');
    const [workspace] = cloud.ofType('azure-native:operationalinsights:Workspace');
    cloud.drift(model?.id ?? '', () => undefined);
    cloud.drift(workspace?.id ?? '', (held) => ({
      ...held,
      inputs: { ...held.inputs, retentionInDays: 30 },
      outputs: { ...held.outputs, retentionInDays: 30 },
    }));
    expect(await rehearsal.refresh()).toEqual({ same: count - 2, update: 1, delete: 1 });
    expect(await rehearsal.preview()).toMatchObject({ create: 1, update: 1 });
    expect(await rehearsal.up()).toEqual({ same: count - 2, update: 1, create: 1 });
    expect(cloud.get(workspace?.id ?? '')?.inputs.retentionInDays).toBe(90);
    expect(cloud.has(model?.id ?? '')).toBe(true);
    expect(readSecret(cloud, 'openai-key')).toBe(CREDENTIAL);
  });

  test('a secret and a bucket that leave the file stay in Azure with what they hold', async () => {
    const { rehearsal } = platform;
    const held = rehearsal.cloud.all.length;
    platform.edit({
      '  retentionDays: {': '  buckets: [raw, feedback, logs, audit]\n  retentionDays: {',
      '  openai-key: {': '  other-key: {',
    });
    const { delete: gone, create } = await rehearsal.up();
    // The secrets count twice, with the component around each.
    expect({ gone, create }).toEqual({ gone: 5, create: 2 });
    expect(rehearsal.cloud.all).toHaveLength(held + 1);
    expect(rehearsal.cloud.all.map(({ id }) => id.split('/').at(-1))).toEqual(
      expect.arrayContaining(['curated', 'quarantine', 'artifacts']),
    );
    expect(readSecret(rehearsal.cloud, 'openai-key')).toBe(CREDENTIAL);
  });

  test('destroy takes what can be made again, in order, and leaves the data', async () => {
    const { rehearsal } = platform;
    const [resources, begun] = [await rehearsal.resources(), rehearsal.cloud.requests.length];
    await rehearsal.destroy();
    expect(deletedTooEarly(resources, rehearsal.cloud.requests.slice(begun))).toEqual([]);
    expect(await rehearsal.resources()).toEqual([]);
    const left = new Set(rehearsal.cloud.all.map(({ type }) => type.slice('azure-native:'.length)));
    expect([...left].sort()).toEqual([
      'keyvault:Secret',
      'keyvault:Vault',
      'operationalinsights:Workspace',
      'resources:ResourceGroup',
      'storage:BlobContainer',
      'storage:BlobServiceProperties',
      'storage:ManagementPolicy',
      'storage:StorageAccount',
    ]);
    expect(readSecret(rehearsal.cloud, 'openai-key')).toBe(CREDENTIAL);
  });

  test('what stayed is never taken over or overwritten by another up', async () => {
    const { rehearsal } = platform;
    await expect(rehearsal.up()).rejects.toThrow(/cannot create already existing resource/);
    expect(readSecret(rehearsal.cloud, 'openai-key')).toBe(CREDENTIAL);
  });
});
