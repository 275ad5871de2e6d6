import { ResourceGroup } from '@pulumi/azure-native/resources/resourceGroup.js';
import { FileShare } from '@pulumi/azure-native/storage/fileShare.js';
import { StorageAccount } from '@pulumi/azure-native/storage/storageAccount.js';
import * as pulumi from '@pulumi/pulumi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ARM_TYPES } from '../../../constructs/azure/arm/index.ts';
import { declarationOf } from '../../azure/arm/classes.ts';
import { Rehearsal } from './rehearsal.ts';
import { StandInCloud } from './stand-in/cloud.ts';
import { replacedBy } from './stand-in/diff.ts';
import { STAND_IN_TYPES, type StandInType } from './stand-in/types.ts';

const ROWS = Object.entries<StandInType>(STAND_IN_TYPES);

describe('The table of types', () => {
  test('has every type that the kit can make, and no other', () => {
    expect(Object.keys(STAND_IN_TYPES).sort()).toEqual(Object.keys(ARM_TYPES).sort());
  });

  test.each(ROWS)('%s replaces by inputs that its class has', (token, { fixed = [] }) => {
    const args = declarationOf(token).args.map(({ name }) => name);
    const named = [...replacedBy(token), ...fixed.map((path) => path.split('.')[0] ?? '')];
    // What is attached to another resource has no group of its own.
    expect(named.filter((name) => !args.includes(name) && name !== 'resourceGroupName')).toEqual([]);
  });
});

describe('The imaginary Azure', () => {
  const GROUP = '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/own';
  const vault = (closed: boolean) => ({
    id: `${GROUP}/providers/Microsoft.KeyVault/vaults/own`,
    type: 'azure-native:keyvault:Vault',
    inputs: { properties: { publicNetworkAccess: closed ? 'Disabled' : 'Enabled' } },
    outputs: {},
    incarnation: 1,
  });
  const secret = { ...vault(true), id: `${vault(true).id}/secrets/key`, type: 'azure-native:keyvault:Secret', inputs: {} };
  const group = { ...secret, id: GROUP, type: 'azure-native:resources:ResourceGroup' };

  async function cloudWith(...resources: readonly (typeof group)[]): Promise<StandInCloud> {
    const cloud = new StandInCloud();
    for (const resource of resources) await cloud.put({ op: 'create', resource });
    return cloud;
  }

  test('refuses what is there, what has no group, and what names something that is not there', async () => {
    const cloud = await cloudWith(group);
    await expect(cloud.put({ op: 'create', resource: group })).rejects.toThrow('cannot create already existing resource');
    await expect(new StandInCloud().put({ op: 'create', resource: vault(true) })).rejects.toThrow('ResourceGroupNotFound');
    await expect(cloud.put({ op: 'create', resource: secret })).rejects.toThrow('ParentResourceNotFound');
    const lost = {
      ...vault(true),
      inputs: { properties: { publicNetworkAccess: 'Disabled', subnet: `${GROUP}/providers/Microsoft.Network/virtualNetworks/none` } },
    };
    await expect(cloud.put({ op: 'create', resource: lost })).rejects.toThrow('InvalidResourceReference');
  });

  test('deletes the contents with a group, and holds the name of what is soft-deleted', async () => {
    const cloud = await cloudWith(group, vault(true), secret);
    await cloud.delete(group);
    expect(cloud.all).toEqual([]);
    await cloud.put({ op: 'create', resource: group });
    await expect(cloud.put({ op: 'create', resource: vault(true) })).rejects.toThrow('held by a soft-deleted one');
  });

  test('takes the deletion of a secret from within a closed vault’s network alone', async () => {
    const cloud = await cloudWith(group, vault(true), secret);
    await expect(cloud.delete(secret)).rejects.toThrow('Forbidden');
    cloud.caller = 'inside';
    await cloud.delete(secret);
    const open = await cloudWith(group, vault(false), secret);
    await open.delete(secret);
    expect([cloud.has(secret.id), open.has(secret.id)]).toEqual([false, false]);
  });

  test('refuses two changes of one account at once', async () => {
    const account = {
      ...secret,
      id: `${GROUP}/providers/Microsoft.CognitiveServices/accounts/own`,
      type: 'azure-native:cognitiveservices:Account',
    };
    const child = (name: string) => ({
      ...account,
      id: `${account.id}/deployments/${name}`,
      type: 'azure-native:cognitiveservices:Deployment',
    });
    const cloud = await cloudWith(group, account);
    const [one, other] = await Promise.allSettled(['a', 'b'].map((name) => cloud.put({ op: 'create', resource: child(name) })));
    expect([one?.status, other?.status]).toEqual(['fulfilled', 'rejected']);
    expect((other as PromiseRejectedResult).reason.message).toContain('RequestConflict');
  });
});

describe('The stand-in before the engine', () => {
  let rehearsal: Rehearsal;
  let program: () => void = () => {};
  beforeAll(async () => {
    rehearsal = await Rehearsal.open({ project: 'own', stack: 'dev', program: async () => program() });
  });
  afterAll(() => rehearsal.close());
  const account = (args: object) => () => {
    const group = new ResourceGroup('own', { location: 'swedencentral', resourceGroupName: 'own' });
    const place = { resourceGroupName: group.name, accountName: 'own4711', location: 'swedencentral' };
    new StorageAccount('own', { ...place, kind: 'StorageV2', sku: { name: 'Standard_ZRS' }, ...args });
  };

  test('fails a type that is not in its table', async () => {
    program = () => void new FileShare('share', { resourceGroupName: 'own', accountName: 'own4711', shareName: 'share' });
    await expect(rehearsal.preview()).rejects.toThrow(/the stand-in knows no azure-native:storage:FileShare/);
  });

  test('fails inputs that the published schema does not take, at the preview', async () => {
    program = account({ minimumTlsVersion: 7, accountName: 'Own-4711' });
    await expect(rehearsal.preview()).rejects.toThrow(/accountName|must match/);
  });

  test('replaces by the path and the table, updates by all else, and tells no value of a secret', async () => {
    program = account({ tags: { note: pulumi.secret('sk-canary') } });
    await rehearsal.up();
    expect(rehearsal.stateFile()).toContain('"ciphertext"');
    program = account({ tags: { note: 'x' }, isHnsEnabled: true });
    expect(await rehearsal.preview()).toMatchObject({ replace: 1 });
    program = account({ tags: { note: 'x' } });
    expect(await rehearsal.up()).toMatchObject({ update: 1 });
    program = account({ accountName: 'own4712' });
    expect(await rehearsal.up()).toMatchObject({ replace: 1 });
    expect(rehearsal.cloud.ofType('azure-native:storage:StorageAccount').map(({ id }) => id.split('/').at(-1))).toEqual(['own4712']);
  });
});
