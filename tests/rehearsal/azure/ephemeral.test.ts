import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changed, examplePlatform } from './files.ts';
import { PlatformRehearsal } from './platform-rehearsal.ts';

const EPHEMERAL = changed(examplePlatform('support-assistant'), {
  '  dev: { profile: dev }': '  trial: { profile: ephemeral, data: { auditLock: { kind: none } }, network: { kind: new } }',
});

describe('An ephemeral environment', () => {
  let platform: PlatformRehearsal;
  beforeAll(async () => {
    platform = await PlatformRehearsal.open(EPHEMERAL, 'trial');
  });
  afterAll(() => platform.close());

  test('is destroyed from outside its closed network, and nothing is left', async () => {
    const { rehearsal } = platform;
    await rehearsal.up();
    expect(rehearsal.cloud.caller).toBe('outside');
    expect(rehearsal.cloud.ofType('azure-native:keyvault:Secret')).toHaveLength(2);
    await rehearsal.destroy();
    expect(rehearsal.cloud.all).toEqual([]);
    expect(await rehearsal.resources()).toEqual([]);
  });

  test('cannot have its names again while soft delete holds them, and has others by another generation', async () => {
    const { rehearsal } = platform;
    await expect(rehearsal.up()).rejects.toThrow(/held by a soft-deleted one/);
    platform.edit({ 'naming: { seed: k7m2-q9xd-4tbn }': 'naming: { seed: k7m2-q9xd-4tbn, generation: 2 }' });
    await rehearsal.up();
    expect(await rehearsal.preview()).toEqual({ same: expect.any(Number) });
    expect(rehearsal.cloud.ofType('azure-native:keyvault:Vault')).toHaveLength(1);
  });
});
