import { describe } from 'vitest';
import { judges } from './judge.ts';
import { AZURE_DEV, AZURE_PROD, account, diagnostics, endpoint, idOf, reg, set, UNKNOWN, urnOf } from './registrations.ts';

describe('INF-03', () => {
  judges('INF-03', 'azure', {
    allows: [
      ['an account that denies by default', [account()]],
      ['an account that the program only reads', [account('properties.networkAcls', undefined, { existing: true })]],
      ['a setting that a preview does not know yet', [account('properties.networkAcls', UNKNOWN)]],
      [
        'another API version',
        [account(undefined, undefined, { type: 'azure-native_cognitiveservices_v20250601:cognitiveservices:Account' })],
      ],
    ],
    finds: [
      ['an account without rules', [account('properties.networkAcls', undefined)]],
      ['an account that allows by default', [account('properties.networkAcls.defaultAction', 'Allow')]],
      ['an account in dev that allows by default', [account('properties.networkAcls.defaultAction', 'Allow')], AZURE_DEV],
      [
        'an account of another API version',
        [
          account('properties.networkAcls', undefined, {
            type: 'azure-native_cognitiveservices_v20250601:cognitiveservices:Account',
          }),
        ],
      ],
      [
        'an account in the form of older releases',
        [account('properties.networkAcls', undefined, { type: 'azure-native:cognitiveservices/v20250601:Account' })],
      ],
      ['an account whose properties are secret, so that none can be read', [account('properties', { $secret: 'object' })]],
    ],
  });
});

describe('INF-04', () => {
  const byValue = endpoint('ai', 'account');
  const byDependency = reg(
    'network:PrivateEndpoint',
    'pe',
    { privateLinkServiceConnections: [{ groupIds: ['account'], privateLinkServiceId: UNKNOWN }] },
    { propertyDependencies: { privateLinkServiceConnections: [urnOf('cognitiveservices:Account-ai')] } },
  );
  judges('INF-04', 'azure', {
    allows: [
      ['an account with a private endpoint', [account(), byValue]],
      ['an account whose id a preview does not know yet', [account(undefined, undefined, { id: undefined }), byDependency]],
      ['an account that is called from an allow list in dev', [account('properties.publicNetworkAccess', 'Enabled')], AZURE_DEV],
    ],
    finds: [
      ['an account without an endpoint', [account()]],
      ['an account with the endpoint of another', [account(), endpoint('other', 'account')]],
      ['an account with an endpoint of another group', [account(), endpoint('ai', 'portal')]],
      ['an account that the internet reaches', [account('properties.publicNetworkAccess', 'Enabled'), byValue]],
      ['an account that does not say so', [account('properties.publicNetworkAccess', undefined), byValue]],
      ['an account without an endpoint where dev is private', [account()], { ...AZURE_DEV, private: true }],
    ],
  });
});

describe('INF-05', () => {
  judges('INF-05', 'azure', {
    allows: [['an account without keys', [account()]]],
    finds: [
      ['an account with keys', [account('properties.disableLocalAuth', false)]],
      ['an account that does not say so', [account('properties.disableLocalAuth', undefined)], AZURE_DEV],
    ],
  });
});

describe('INF-06', () => {
  judges('INF-06', 'azure', {
    allows: [
      ['a user-assigned identity', [account()]],
      ['both kinds of identity', [account('identity.type', 'SystemAssigned, UserAssigned')]],
      ['identities as a map', [account('identity.userAssignedIdentities', { [idOf('identity')]: {} })]],
    ],
    finds: [
      ['no identity', [account('identity', undefined)]],
      ['an identity that goes with the account', [account('identity.type', 'SystemAssigned')]],
      ['the word without an identity', [account('identity.userAssignedIdentities', [])]],
      ['the word without an identity in a map', [account('identity.userAssignedIdentities', {})]],
    ],
  });
});

describe('INF-07', () => {
  const role = (id: string, scope: unknown, rest: object = {}) =>
    reg(
      'authorization:RoleAssignment',
      'role',
      { roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${id}`, scope },
      rest,
    );
  const OPENAI_USER = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd';
  const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/run';
  const group = reg('resources:ResourceGroup', 'run', {}, { id: GROUP });
  judges('INF-07', 'azure', {
    allows: [
      ['the right to call one account', [account(), role(OPENAI_USER, idOf('ai'))]],
      ['another role for a group', [account(), role('acdd72a7-3385-48ef-bd42-f606fba81ae7', GROUP)]],
      [
        'a role of which a preview knows only that it is for the account',
        [account(), role(OPENAI_USER, UNKNOWN, { propertyDependencies: { scope: [urnOf('cognitiveservices:Account-ai')] } })],
      ],
    ],
    finds: [
      ['the right to call every account of a group', [account(), role(OPENAI_USER, GROUP)]],
      [
        'the right to call every account of a subscription',
        [account(), role(OPENAI_USER, '/subscriptions/00000000-0000-0000-0000-000000000000')],
      ],
      [
        'the right to call every account below a management group',
        [role(OPENAI_USER, '/providers/Microsoft.Management/managementGroups/llm')],
      ],
      [
        'the right to call every account of a group that a preview does not know yet',
        [group, role(OPENAI_USER, UNKNOWN, { propertyDependencies: { scope: [group.urn] } })],
      ],
      ['an id in capitals', [role(OPENAI_USER.toUpperCase(), GROUP.toUpperCase())]],
      ['a role that changes the account', [account(), role('25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68', idOf('ai'))]],
      ['Contributor on the account', [account(), role('b24988ac-6180-42a0-ab88-20f7382dd24c', idOf('ai'))]],
      [
        'Contributor on one account of two',
        [account(), reg('cognitiveservices:Account', 'other'), role('b24988ac-6180-42a0-ab88-20f7382dd24c', idOf('ai'))],
      ],
    ],
  });
});

const DEPLOYMENT = {
  properties: { model: { name: 'gpt-5.1', version: '2025-11-13' }, versionUpgradeOption: 'NoAutoUpgrade', raiPolicyName: 'standard' },
  sku: { name: 'DataZoneStandard', capacity: 50 },
};
const deployment = (path?: string, value?: unknown) =>
  reg('cognitiveservices:Deployment', 'chat', path === undefined ? DEPLOYMENT : set(DEPLOYMENT, path, value));

describe('INF-14', () => {
  judges('INF-14', 'azure', {
    allows: [
      ['a version that stays', [deployment()]],
      ['a version that goes when it is retired', [deployment('properties.versionUpgradeOption', 'OnceCurrentVersionExpired')]],
    ],
    finds: [
      ['no version', [deployment('properties.model.version', undefined)]],
      ['the latest version', [deployment('properties.model.version', 'latest')]],
      ['a version that moves by itself', [deployment('properties.versionUpgradeOption', 'OnceNewDefaultVersionAvailable')]],
      ['nothing said of upgrades', [deployment('properties.versionUpgradeOption', undefined)], AZURE_DEV],
    ],
  });
});

describe('INF-18', () => {
  judges('INF-18', 'azure', {
    allows: [['a deployment with a content policy', [deployment()]]],
    finds: [
      ['a deployment without one', [deployment('properties.raiPolicyName', undefined)]],
      ['an empty name', [deployment('properties.raiPolicyName', '')], AZURE_DEV],
    ],
  });
});

describe('INF-22', () => {
  judges('INF-22', 'azure', {
    allows: [['a kind and a capacity', [deployment()]]],
    finds: [
      ['no kind', [deployment('sku.name', undefined)]],
      ['no capacity', [deployment('sku.capacity', undefined)]],
      ['a capacity of nothing', [deployment('sku.capacity', 0)], AZURE_DEV],
    ],
  });
});

describe('INF-15', () => {
  const graded = (name: string, source: string, change: object = {}) => ({
    ...{ name, source, enabled: true, blocking: true, severityThreshold: 'Medium' },
    ...change,
  });
  const HARMS = ['Hate', 'Sexual', 'Violence', 'Selfharm'].flatMap((name) => [graded(name, 'Prompt'), graded(name, 'Completion')]);
  const SHIELDS = ['Jailbreak', 'Indirect Attack'].map((name) => ({ name, source: 'Prompt', enabled: true, blocking: true }));
  const policy = (filters: readonly unknown[] | undefined, properties: object = {}) => [
    reg('cognitiveservices:RaiPolicy', 'standard', { properties: { mode: 'Default', contentFilters: filters, ...properties } }),
  ];
  const but = (change: object) => [graded('Hate', 'Prompt', change), ...HARMS.slice(1), ...SHIELDS];
  judges('INF-15', 'azure', {
    allows: [
      ['all filters of harm, and both shields', policy([...HARMS, ...SHIELDS])],
      ['a stricter filter', policy(but({ severityThreshold: 'Low' }))],
      ['no word on the mode', policy([...HARMS, ...SHIELDS], { mode: undefined })],
    ],
    finds: [
      ['no filters', policy(undefined)],
      ['no filter of a harm in questions', policy([...HARMS.slice(1), ...SHIELDS])],
      ['no filter of a harm in answers', policy([...HARMS.slice(0, -1), ...SHIELDS])],
      ['no shield against indirect attacks', policy([...HARMS, ...SHIELDS.slice(0, 1)])],
      ['a weak filter', policy(but({ severityThreshold: 'High' }))],
      ['a filter that is off', policy(but({ enabled: false }))],
      ['a filter that only annotates', policy(but({ blocking: false }))],
      ['a mode that hands answers out first', policy([...HARMS, ...SHIELDS], { mode: 'Asynchronous_filter' })],
    ],
  });
});

describe('GOV-01', () => {
  const categories = (...names: readonly string[]) => ({ inputs: { logs: names.map((category) => ({ category, enabled: true })) } });
  judges('GOV-01', 'azure', {
    allows: [
      ['all logs of an account', [account(), diagnostics('ai')]],
      ['the three categories', [account(), diagnostics('ai', categories('RequestResponse', 'Audit', 'Trace'))]],
    ],
    finds: [
      ['an account without logs', [account()]],
      [
        'the audit group alone, which has no calls',
        [account(), diagnostics('ai', { inputs: { logs: [{ categoryGroup: 'audit', enabled: true }] } })],
      ],
      ['two of the categories', [account(), diagnostics('ai', categories('RequestResponse', 'Audit'))]],
      ['logs that are off', [account(), diagnostics('ai', { inputs: { logs: [{ categoryGroup: 'allLogs', enabled: false }] } })]],
      ['logs that go nowhere', [account(), diagnostics('ai', { inputs: { workspaceId: undefined } })], AZURE_DEV],
    ],
  });
});

describe('GOV-04', () => {
  const cosmos = (...names: readonly string[]) => [
    reg('cosmosdb:DatabaseAccount', 'db', { location: 'westeurope', locations: names.map((locationName) => ({ locationName })) }),
  ];
  judges('GOV-04', 'azure', {
    allows: [
      ['an allowed location', [account()]],
      ['the same as people write it', [account('location', 'Sweden Central')]],
      ['what lies nowhere', [reg('privatedns:PrivateZone', 'zone', { location: 'Global' })]],
      ['a copy in an allowed location', cosmos('Sweden Central', 'West Europe')],
      ['a deployment in a data zone of the residency', [deployment()]],
      ['a global deployment where data may be anywhere', [deployment('sku.name', 'GlobalStandard')], { ...AZURE_PROD, residency: 'any' }],
      ['any location where none is named', [account('location', 'eastus')], { ...AZURE_PROD, regionsAllowed: [] }],
    ],
    finds: [
      ['another location', [account('location', 'eastus')]],
      ['a copy in another location', cosmos('westeurope', 'eastus')],
      ['a global deployment', [deployment('sku.name', 'GlobalStandard')]],
      ['a data zone in the United Kingdom', [deployment()], { ...AZURE_PROD, residency: 'uk' }],
      ['a global deployment in dev', [deployment('sku.name', 'GlobalBatch')], AZURE_DEV],
    ],
  });
});
