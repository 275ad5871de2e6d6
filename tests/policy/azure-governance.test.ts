import * as azureNative from '@pulumi/azure-native';
import { describe, expect, test } from 'vitest';
import { STATEFUL_CLASSES, TAGGABLE_CLASSES } from '../../constructs/policy/index.ts';
import { judges } from './judge.ts';
import { AZURE_DEV, AZURE_EPHEMERAL, AZURE_PROD, account, reg, storage, UNKNOWN } from './registrations.ts';

describe('GOV-03', () => {
  const owned = { ...AZURE_PROD, requiredTags: ['owner', 'costCenter'] };
  const both = { owner: 'support', costCenter: '4711' };
  judges('GOV-03', 'azure', {
    allows: [
      ['both tags', [storage('tags', both)], owned],
      ['a class that takes none', [reg('network:Subnet', 'app')], owned],
      ['a class that nobody has looked at', [reg('web:WebApp', 'app')], owned],
      ['a tag that a preview does not know yet', [storage('tags', { ...both, owner: UNKNOWN })], owned],
      ['anything where no tags are asked for', [storage()]],
    ],
    finds: [
      ['no tags', [storage()], owned],
      ['one tag of two', [storage('tags', { owner: 'support' })], owned],
      ['a key in another case', [storage('tags', { Owner: 'support', costCenter: '4711' })], owned],
      ['an empty tag', [storage('tags', { ...both, owner: '' })], owned],
    ],
  });

  test('the taggable classes are classes of azure-native, each with tags', () => {
    const modules = azureNative as unknown as Record<string, Record<string, unknown>>;
    const untagged = TAGGABLE_CLASSES.filter((name) => {
      const [module = '', className = ''] = name.split(':');
      return !String(modules[module]?.[className]).includes('"tags"');
    });
    expect(untagged).toEqual([]);
  });
});

describe('GOV-05', () => {
  const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000000';
  const role = (id: string, scope: string) => [
    reg('authorization:RoleAssignment', 'role', {
      roleDefinitionId: `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${id}`,
      scope,
    }),
  ];
  const custom = (permissions: unknown) => [reg('authorization:RoleDefinition', 'own', { permissions })];
  judges('GOV-05', 'azure', {
    allows: [
      [
        'a role of one service on one resource',
        role('2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', `${SUBSCRIPTION}/resourceGroups/data/providers/x/y/z`),
      ],
      ['Reader for a group', role('acdd72a7-3385-48ef-bd42-f606fba81ae7', `${SUBSCRIPTION}/resourceGroups/data`)],
      ['named actions', custom([{ actions: ['Microsoft.Storage/*/read'], dataActions: [] }])],
    ],
    finds: [
      ['Owner of a group', role('8e3af657-a8ff-443c-a75c-2fe8c4bcb635', `${SUBSCRIPTION}/resourceGroups/data`)],
      ['Contributor of a subscription', role('b24988ac-6180-42a0-ab88-20f7382dd24c', SUBSCRIPTION), AZURE_DEV],
      ['User Access Administrator of a group', role('18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', `${SUBSCRIPTION}/resourceGroups/data/`)],
      ['Role Based Access Control Administrator of a tenant', role('f58310d9-a9f6-439a-9e8d-f62e7b41a168', '/')],
      ['all actions in a role of one’s own', custom([{ actions: ['*'] }])],
      ['all data actions among others', custom([{ actions: ['Microsoft.Storage/*/read'], dataActions: ['Microsoft.X/read', '*'] }])],
    ],
  });
});

describe('INF-12', () => {
  const registry = (inputs: object) => [reg('containerregistry:Registry', 'images', { ...inputs })];
  const app = (template: object) => [reg('app:ContainerApp', 'app', { template })];
  const digest = `cr.example.com/gateway@sha256:${'0'.repeat(64)}`;
  judges('INF-12', 'azure', {
    allows: [
      ['a registry of named users', registry({ adminUserEnabled: false, anonymousPullEnabled: false })],
      ['the same as is the default', registry({})],
      ['an image by its digest', app({ containers: [{ image: digest }], initContainers: [{ image: digest }] })],
      ['an image that is not known yet', app({ containers: [{ image: UNKNOWN }] })],
    ],
    finds: [
      ['the admin user', registry({ adminUserEnabled: true })],
      ['pulls by anybody', registry({ anonymousPullEnabled: true }), AZURE_DEV],
      ['a tag', app({ containers: [{ image: 'cr.example.com/gateway:1.2' }] })],
      ['the newest', app({ containers: [{ image: 'gateway' }] }), AZURE_DEV],
      ['a tag of an init container', app({ containers: [{ image: digest }], initContainers: [{ image: 'cr.example.com/gateway:1.2' }] })],
      ['a tag of a job', [reg('app:Job', 'job', { template: { containers: [{ image: 'cr.example.com/gateway:1.2' }] } })]],
    ],
  });
});

describe('MON-03', () => {
  const workspace = (retentionInDays: unknown) => [reg('operationalinsights:Workspace', 'logs', { retentionInDays })];
  judges('MON-03', 'azure', {
    allows: [
      ['a year', workspace(365)],
      ['a month in dev', workspace(30), AZURE_DEV],
    ],
    finds: [
      ['less than a year in prod', workspace(90)],
      ['less than a month', workspace(7), AZURE_DEV],
      ['more than the service takes', workspace(731), AZURE_DEV],
      ['no word on it', workspace(undefined), AZURE_DEV],
    ],
  });
});

describe('REL-01', () => {
  const loose = { protect: false, retainOnDelete: false };
  const group = (rest: object) => reg('resources:ResourceGroup', 'data', { location: 'swedencentral' }, rest);
  const inGroup = (rest: object = {}) => storage('resourceGroupName', 'data', rest);
  judges('REL-01', 'azure', {
    allows: [
      ['data that is protected and stays', [inGroup(), group({})]],
      ['data that stays, in dev', [inGroup({ protect: false }), group({ protect: false })], AZURE_DEV],
      ['data that goes, in ephemeral', [inGroup(loose), group(loose)], AZURE_EPHEMERAL],
      ['a group without data', [group(loose), account(undefined, undefined, loose)]],
      ['data of which a policy pack does not know', [inGroup({ protect: false, retainOnDelete: undefined })], AZURE_DEV],
    ],
    finds: [
      ['data that goes with its stack', [inGroup(loose)], AZURE_DEV],
      ['data that is not protected, in prod', [inGroup({ protect: false })]],
      ['a group that takes its data along', [inGroup(), group(loose)], AZURE_DEV],
      ['a secret that goes with its stack', [reg('keyvault:Secret', 'key', {}, loose)], AZURE_DEV],
    ],
  });

  test('the stateful classes are classes of azure-native', () => {
    const modules = azureNative as unknown as Record<string, Record<string, unknown>>;
    expect(STATEFUL_CLASSES.filter((name) => typeof modules[name.split(':')[0] ?? '']?.[name.split(':')[1] ?? ''] !== 'function')).toEqual(
      [],
    );
  });
});

describe('KIT-01', () => {
  judges('KIT-01', 'azure', {
    allows: [
      ['classes of azure-native', [storage()]],
      ['what the program only reads', [reg('resources:Deployment', 'old', {}, { existing: true })]],
      ['a component', [reg('x', 'c', {}, { type: 'llm-infra-kit:azure:DataBuckets' })]],
    ],
    finds: [
      ['a template in a template', [reg('resources:Deployment', 'nested')]],
      ['a generic resource', [reg('resources:Resource', 'any')], AZURE_DEV],
      ['the provider that is made from Terraform’s', [reg('x', 'bucket', {}, { type: 'azure:storage/account:Account' })]],
    ],
  });
});
