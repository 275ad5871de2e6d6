import { Component } from '@pulumi/azure-native/applicationinsights/component.js';
import { ResourceGroup } from '@pulumi/azure-native/resources/resourceGroup.js';
import { BlobContainer } from '@pulumi/azure-native/storage/blobContainer.js';
import { StorageAccount } from '@pulumi/azure-native/storage/storageAccount.js';
import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import { record } from '../../constructs/azure/recorder/index.ts';
import { footprintOfRecording, lossesBetween } from '../../constructs/replacement/index.ts';

const footprint = async (program: () => void) => footprintOfRecording(await record(program, { project: 'test', stack: 'dev' }));
const losses = async (before: () => void, after: () => void) => lossesBetween(await footprint(before), await footprint(after));

interface Names {
  readonly token?: string;
  readonly component?: string;
  readonly account?: string;
  readonly aliases?: pulumi.Input<pulumi.URN | pulumi.Alias>[];
  readonly accountAliases?: pulumi.Input<pulumi.URN | pulumi.Alias>[];
  readonly location?: string;
  readonly isHnsEnabled?: boolean;
  readonly resourceGroupName?: string;
  readonly options?: pulumi.CustomResourceOptions;
}

/** A storage account in a component, as a block makes it. */
function store(names: Names = {}): void {
  const { token = 'test:index:Store', component = 'store', account = `${component}-data`, location = 'swedencentral' } = names;
  const parent = new pulumi.ComponentResource(token, component, {}, names.aliases ? { aliases: names.aliases } : {});
  const { isHnsEnabled = false, resourceGroupName = 'data' } = names;
  new StorageAccount(
    account,
    { resourceGroupName, location, isHnsEnabled, kind: 'StorageV2', sku: { name: 'Standard_ZRS' } },
    { parent, ...(names.accountAliases ? { aliases: names.accountAliases } : {}), ...names.options },
  );
}

const URN = 'urn:pulumi:dev::test::test:index:Store$azure-native:storage:StorageAccount::store-data';

describe('A change of a program loses', () => {
  test.each<[string, Names]>([
    ['its name', { account: 'other' }],
    ['the type token of its component', { token: 'test:index:Bucket' }],
  ])('what changes %s without an alias', async (_, names) => {
    const found = await losses(
      () => store(),
      () => store(names),
    );
    expect(found).toMatchObject([{ id: URN, change: 'removed', fate: 'deleted' }]);
  });

  test.each<[string, Names, object]>([
    ['its account kind', { isHnsEnabled: true }, { property: 'isHnsEnabled', change: 'replaces' }],
    ['its location', { location: 'germanywestcentral' }, { property: 'location', change: 'replaces' }],
    ['its group', { resourceGroupName: 'other' }, { property: 'resourceGroupName', change: 'replaces' }],
  ])('what changes %s', async (_, names, expected) => {
    const found = await losses(
      () => store(),
      () => store(names),
    );
    expect(found).toMatchObject([{ id: URN, ...expected }]);
  });

  test('what lies in a group that is replaced', async () => {
    const program = (location: string) => () => {
      const group = new ResourceGroup('data', { resourceGroupName: 'data', location });
      const account = new StorageAccount('store', {
        resourceGroupName: group.name,
        accountName: 'store',
        location: 'swedencentral',
        kind: 'StorageV2',
        sku: { name: 'Standard_ZRS' },
      });
      new BlobContainer('raw', { resourceGroupName: group.name, accountName: account.name, containerName: 'raw' });
    };
    const found = await losses(program('swedencentral'), program('germanywestcentral'));
    const byName = Object.fromEntries(
      found.map(({ id, property, because }) => [id.split('::').at(-1), [property, because?.split('::').at(-1)]]),
    );
    expect(byName).toMatchObject({
      data: ['location', undefined],
      store: ['resourceGroupName', 'data'],
      raw: ['resourceGroupName', 'data'],
    });
  });

  test('what is protected or retained, of whatever class', async () => {
    const insights = (location: string, options: pulumi.CustomResourceOptions) => () =>
      void new Component(
        'insights',
        { resourceGroupName: 'run', kind: 'web', applicationType: 'web', ingestionMode: 'LogAnalytics', location },
        options,
      );
    expect(await losses(insights('swedencentral', { protect: true }), () => {})).toMatchObject([{ change: 'removed', fate: 'kept' }]);
    expect(
      await losses(insights('swedencentral', { retainOnDelete: true }), insights('germanywestcentral', { retainOnDelete: true })),
    ).toMatchObject([{ change: 'may replace', property: 'location' }]);
    expect(await losses(insights('swedencentral', {}), () => {})).toEqual([]);
  });
});

describe('A change of a program loses nothing', () => {
  test.each<[string, Names]>([
    ['a name with an alias of the earlier name', { account: 'other', accountAliases: [{ name: 'store-data' }] }],
    ['a name with an alias of the earlier URN', { account: 'other', accountAliases: [URN] }],
    ['a type token with an alias of the component', { token: 'test:index:Bucket', aliases: [{ type: 'test:index:Store' }] }],
    ["a component's name with an alias", { component: 'bucket', aliases: [{ name: 'store' }] }],
    [
      'both, each with an alias',
      { token: 'test:index:Bucket', aliases: [{ type: 'test:index:Store' }], account: 'other', accountAliases: [{ name: 'store-data' }] },
    ],
    ['what it ignores changes of', { location: 'germanywestcentral', options: { ignoreChanges: ['location'] } }],
    ['what it ignores all changes of', { location: 'germanywestcentral', options: { ignoreChanges: ['*'] } }],
  ])('that changes %s', async (_, names) => {
    expect(
      await losses(
        () => store(),
        () => store(names),
      ),
    ).toEqual([]);
  });

  test('where a component moves below another one, with an alias that says where it was', async () => {
    const moved = () => {
      const parent = new pulumi.ComponentResource('test:index:Platform', 'platform');
      const component = new pulumi.ComponentResource(
        'test:index:Store',
        'store',
        {},
        { parent, aliases: [{ parent: pulumi.rootStackResource }] },
      );
      const args = { resourceGroupName: 'data', location: 'swedencentral', kind: 'StorageV2', sku: { name: 'Standard_ZRS' } };
      new StorageAccount('store-data', { ...args, isHnsEnabled: false }, { parent: component });
    };
    expect(await losses(() => store(), moved)).toEqual([]);
  });
});
