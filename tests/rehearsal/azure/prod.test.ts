import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examplePlatform } from './files.ts';
import { createdTooEarly, deletedTooEarly, overlapping } from './order.ts';
import { PlatformRehearsal } from './platform-rehearsal.ts';
import type { Rehearsal } from './rehearsal.ts';
import { readSecret, setSecret } from './secrets.ts';
import { azureResources, idsByUrn, nameOf, pendingOperations, type StateResource } from './state.ts';

const CREDENTIAL = 'sk-set-by-a-person';
const ACCOUNT = 'azure-native:cognitiveservices:Account';

describe('The example in prod, where everything goes wrong once', () => {
  let platform: PlatformRehearsal;
  beforeAll(async () => {
    platform = await PlatformRehearsal.open(examplePlatform('support-assistant'), 'prod');
    // Long enough that changes which may overlap do.
    platform.rehearsal.cloud.delayMs = 15;
  });
  afterAll(() => platform.close());

  test('a refused resource fails the first up, and a good up makes the rest without a second of anything', async () => {
    const { rehearsal } = platform;
    const struck = rehearsal.cloud.faults.plan('refuse', { op: 'create', of: 'platform-models-embedder' });
    const { create } = await rehearsal.preview();
    await expect(rehearsal.up()).rejects.toThrow(/InsufficientQuota/);
    await struck;
    const made = idsByUrn(await rehearsal.resources());
    expect(Object.keys(made).length).toBeGreaterThan(5);
    const changes = await rehearsal.up();
    expect((changes.create ?? 0) + (changes.same ?? 0)).toBe(create);
    expect(Object.keys(changes).sort()).toEqual(['create', 'same']);
    expect(idsByUrn(await rehearsal.resources())).toMatchObject(made);
    setSecret(rehearsal.cloud, 'openai-key', CREDENTIAL);
  });

  test('everything came after what it needs, and no two changes of the AI account overlapped', async () => {
    const { cloud } = platform.rehearsal;
    expect(createdTooEarly(await platform.rehearsal.resources(), cloud.requests)).toEqual([]);
    const account = cloud.ofType(ACCOUNT)[0]?.id ?? '';
    expect(cloud.requests.filter(({ id }) => id.startsWith(account)).length).toBeGreaterThan(3);
    expect(overlapping(account, cloud.requests, cloud.all)).toEqual([]);
    expect(cloud.requests.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
  });

  test('a resource that was made and failed in its provisioning is kept, told, and put right by the next up', async () => {
    const { rehearsal } = platform;
    platform.edit({ '  embedder: {': '  drafter: { kind: managed, model: { aws: claude-sonnet-5.5, azure: gpt-5.1 } }\n  embedder: {' });
    const struck = rehearsal.cloud.faults.plan('half-made', { op: 'create', of: 'platform-models-drafter' });
    await expect(rehearsal.up()).rejects.toThrow(/provisioning failed/);
    await struck;
    const half = azureResources(await rehearsal.resources()).find((resource) => nameOf(resource) === 'platform-models-drafter');
    expect(half?.initErrors).toHaveLength(1);
    const made = rehearsal.cloud.all.length;
    expect(await rehearsal.up()).toMatchObject({ update: expect.any(Number) });
    expect(rehearsal.cloud.all.length).toBeGreaterThanOrEqual(made);
    const whole = azureResources(await rehearsal.resources()).find((resource) => nameOf(resource) === 'platform-models-drafter');
    expect(whole).toMatchObject({ id: half?.id });
    expect(whole?.initErrors ?? []).toEqual([]);
    expect(await rehearsal.preview()).toEqual({ same: expect.any(Number) });
  });

  test('a refused change leaves the old one in place, and the next up makes it', async () => {
    const { rehearsal } = platform;
    platform.edit({ 'raw: 365': 'raw: 500' });
    const ids = idsByUrn(await rehearsal.resources());
    const struck = rehearsal.cloud.faults.plan('refuse', { op: 'update', of: 'azure-native:storage:ManagementPolicy' });
    await expect(rehearsal.up()).rejects.toThrow(/InsufficientQuota/);
    await struck;
    expect(idsByUrn(await rehearsal.resources())).toEqual(ids);
    expect(await rehearsal.up()).toMatchObject({ update: 1 });
    expect(idsByUrn(await rehearsal.resources())).toEqual(ids);
  });

  test('an engine that is killed during a creation leaves a note, and the resource is adopted and not made again', async () => {
    const { rehearsal } = platform;
    platform.edit({ '  embedder: {': '  editor: { kind: managed, model: { aws: claude-sonnet-5.5, azure: gpt-5.1 } }\n  embedder: {' });
    const ids = idsByUrn(await rehearsal.resources());
    const struck = rehearsal.cloud.faults.plan('hang', { op: 'create', of: 'platform-models-editor' });
    const up = rehearsal.up().then(
      () => 'done',
      () => 'killed',
    );
    await struck;
    await waitUntil(() => rehearsal.cloud.all.some(({ id }) => id.endsWith('/deployments/editor')));
    rehearsal.killEngine();
    expect(await up).toBe('killed');
    await expect(rehearsal.up()).rejects.toThrow(/locked/);
    await rehearsal.stack.cancel();
    const [pending, ...others] = pendingOperations(await rehearsal.stack.exportStack());
    expect(others).toEqual([]);
    expect(pending).toMatchObject({ type: 'creating' });
    // Azure has it, so it cannot be made; with its parent it is adopted, at its own place in the program.
    await rehearsal.stack.refresh({ clearPendingCreates: true });
    await expect(rehearsal.up()).rejects.toThrow(/cannot create already existing resource/);
    if (pending) await adopt(rehearsal, pending.resource);
    expect(await rehearsal.up()).not.toHaveProperty('create');
    expect(idsByUrn(await rehearsal.resources())).toMatchObject(ids);
    expect(pendingOperations(await rehearsal.stack.exportStack())).toEqual([]);
  });

  test('a preview replaces nothing for changed tags but roles, whose principal azure-native does not know then; up replaces nothing', async () => {
    const { rehearsal } = platform;
    platform.edit({ 'costCenter: "4711"': 'costCenter: "4712"' });
    const steps = await rehearsal.previewedSteps();
    expect(steps.filter((step) => !step.startsWith('update '))).toEqual([
      'delete-replaced azure-native:authorization:RoleAssignment platform-flow-log-writer',
      'replace azure-native:authorization:RoleAssignment platform-flow-log-writer',
      'create-replacement azure-native:authorization:RoleAssignment platform-flow-log-writer',
    ]);
    const ids = idsByUrn(await rehearsal.resources());
    expect(Object.keys(await rehearsal.up()).sort()).toEqual(['same', 'update']);
    expect(idsByUrn(await rehearsal.resources())).toEqual(ids);
    expect(readSecret(rehearsal.cloud, 'openai-key')).toBe(CREDENTIAL);
  });

  test('a destroy, as people type it, stops at what is protected before anything is gone', async () => {
    const { rehearsal } = platform;
    const [before, begun] = [rehearsal.cloud.all.length, rehearsal.cloud.requests.length];
    const { code, output } = await rehearsal.cli('destroy', '--yes');
    expect(code).not.toBe(0);
    expect(output).toMatch(/protected/);
    expect(rehearsal.cloud.requests).toHaveLength(begun);
    expect(rehearsal.cloud.all).toHaveLength(before);
  });

  test('with --exclude-protected all else goes, in order, and what is protected stays with its contents', async () => {
    const { rehearsal } = platform;
    const resources = await rehearsal.resources();
    const kept = azureResources(resources).filter(({ protect }) => protect);
    expect(kept.length).toBeGreaterThan(10);
    const begun = rehearsal.cloud.requests.length;
    const { code } = await rehearsal.cli('destroy', '--yes', '--exclude-protected');
    expect(code).toBe(0);
    expect(deletedTooEarly(resources, rehearsal.cloud.requests.slice(begun))).toEqual([]);
    expect(overlapping(rehearsal.cloud.ofType(ACCOUNT)[0]?.id ?? '', rehearsal.cloud.requests.slice(begun), [])).toEqual([]);
    expect(kept.filter(({ id }) => !rehearsal.cloud.get(id ?? '')).map(nameOf)).toEqual([]);
    expect(rehearsal.cloud.ofType('azure-native:network:VirtualNetwork')).toEqual([]);
    expect(rehearsal.cloud.ofType('azure-native:cognitiveservices:Deployment')).toEqual([]);
    expect(readSecret(rehearsal.cloud, 'openai-key')).toBe(CREDENTIAL);
  });

  test('the next up makes what went and finds what stayed', async () => {
    const { rehearsal } = platform;
    const kept = idsByUrn(await rehearsal.resources());
    await rehearsal.up();
    expect(idsByUrn(await rehearsal.resources())).toMatchObject(kept);
    expect(readSecret(rehearsal.cloud, 'openai-key')).toBe(CREDENTIAL);
  });

  test('without its protection it is destroyed, in order, and the data stays as in dev', async () => {
    const { rehearsal } = platform;
    expect(await rehearsal.cli('state', 'unprotect', '--all', '--yes')).toMatchObject({ code: 0 });
    const [resources, begun] = [await rehearsal.resources(), rehearsal.cloud.requests.length];
    expect(await rehearsal.cli('destroy', '--yes')).toMatchObject({ code: 0 });
    expect(deletedTooEarly(resources, rehearsal.cloud.requests.slice(begun))).toEqual([]);
    expect([...new Set(rehearsal.cloud.all.map(({ type }) => type.slice('azure-native:'.length)))].sort()).toEqual([
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
});

/** `pulumi import` of what Azure has and the state has not. */
async function adopt(rehearsal: Rehearsal, { type, urn, parent, provider }: StateResource): Promise<void> {
  const id = rehearsal.cloud.all.find((held) => held.id.endsWith('/deployments/editor'))?.id ?? '';
  const place = ['--parent', `parent=${parent}`, '--provider', `azure=${provider?.slice(0, provider.lastIndexOf('::'))}`];
  const options = ['--yes', '--generate-code=false', '--protect=false', ...place];
  const { code, output } = await rehearsal.cli('import', type, urn.split('::').at(-1) ?? '', id, ...options);
  if (code !== 0) throw new Error(output);
}

async function waitUntil(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}
