import { Provider } from '@pulumi/azure-native/provider.js';
import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import { LlmPlatform } from '../../../constructs/azure/platform/index.ts';
import { record } from '../../../constructs/azure/recorder/index.ts';
import { waitsFor } from '../support/networks.ts';
import { classesOf, customResources, LOCATION, ofClass, recordingOf, SUBSCRIPTION, specOf } from '../support/platforms.ts';

/** The classes with a data plane. */
const DATA_PLANES = [
  'cognitiveservices:Account',
  'containerregistry:Registry',
  'keyvault:Vault',
  'network:AzureFirewall',
  'storage:BlobServiceProperties',
  'storage:StorageAccount',
];

describe('The resources', () => {
  test('of a platform without a network are storage, vault, AI account, registry and what watches them', async () => {
    expect(classesOf(await recordingOf())).toMatchInlineSnapshot(`
      {
        "cognitiveservices:Account": 1,
        "cognitiveservices:Deployment": 2,
        "cognitiveservices:RaiPolicy": 1,
        "containerregistry:Registry": 1,
        "keyvault:Secret": 2,
        "keyvault:Vault": 1,
        "managedidentity:UserAssignedIdentity": 1,
        "monitor:DiagnosticSetting": 7,
        "operationalinsights:Workspace": 1,
        "resources:ResourceGroup": 2,
        "storage:BlobContainer": 6,
        "storage:BlobServiceProperties": 2,
        "storage:ManagementPolicy": 2,
        "storage:StorageAccount": 2,
      }
    `);
  });

  test('of a platform in prod lie in a network of its own, with an endpoint for each data plane and flow logs', async () => {
    expect(classesOf(await recordingOf({}, 'prod'))).toMatchInlineSnapshot(`
      {
        "authorization:RoleAssignment": 1,
        "cognitiveservices:Account": 1,
        "cognitiveservices:Deployment": 2,
        "cognitiveservices:RaiPolicy": 1,
        "containerregistry:Registry": 1,
        "keyvault:Secret": 2,
        "keyvault:Vault": 1,
        "managedidentity:UserAssignedIdentity": 2,
        "monitor:DiagnosticSetting": 9,
        "network:FlowLog": 1,
        "network:NetworkSecurityGroup": 4,
        "network:PrivateDnsZoneGroup": 6,
        "network:PrivateEndpoint": 6,
        "network:Subnet": 4,
        "network:VirtualNetwork": 1,
        "operationalinsights:Workspace": 1,
        "privatedns:PrivateZone": 6,
        "privatedns:VirtualNetworkLink": 6,
        "resources:ResourceGroup": 2,
        "storage:BlobContainer": 7,
        "storage:BlobServiceProperties": 3,
        "storage:ManagementPolicy": 3,
        "storage:StorageAccount": 3,
      }
    `);
  });

  test('of a platform without models, data, secrets and registry are two groups and a workspace', async () => {
    const bare = { models: null, data: null, secrets: null, clouds: { azure: { registry: null } } };
    expect(classesOf(await recordingOf(bare))).toEqual({ 'operationalinsights:Workspace': 1, 'resources:ResourceGroup': 2 });
  });

  test('of a network without data keep its flow logs in an account for logs', async () => {
    const recording = await recordingOf({ data: null }, 'prod');
    expect(ofClass(recording, 'storage:BlobContainer').map(({ inputs }) => inputs.containerName)).toEqual(['logs']);
    expect(recording.outputs.platform).not.toHaveProperty('buckets');
  });

  test.each(['ephemeral', 'dev', 'prod'] as const)(
    'say where they lie in %s: none takes the location of its group or of the provider',
    async (environment) => {
      const recording = await recordingOf({}, environment);
      const located = customResources(recording).filter(({ inputs }) => 'location' in inputs);
      expect(located.length).toBeGreaterThan(7);
      for (const { type, name, inputs } of located) {
        const isGlobal = /^azure-native:privatedns:/.test(type);
        expect({ name, location: inputs.location }).toEqual({ name, location: isGlobal ? 'Global' : LOCATION });
      }
    },
  );

  test('that hold data lie in the one group, what can be made again in the other', async () => {
    const recording = await recordingOf({}, 'prod');
    const groupOf = (className: string) => [...new Set(ofClass(recording, className).map(({ inputs }) => inputs.resourceGroupName))];
    for (const kept of ['storage:StorageAccount', 'keyvault:Vault', 'operationalinsights:Workspace', 'containerregistry:Registry'])
      expect([kept, groupOf(kept)]).toEqual([kept, ['support-assistant-prod-data']]);
    for (const made of [
      'cognitiveservices:Account',
      'network:VirtualNetwork',
      'network:PrivateEndpoint',
      'managedidentity:UserAssignedIdentity',
    ])
      expect([made, groupOf(made)]).toEqual([made, ['support-assistant-prod-run']]);
  });
});

describe('The children of the AI account', () => {
  test('are made one after the other: guardrails, models and the endpoint, each group by name', async () => {
    const guardrails = { another: { blockedWords: ['competitor'] } };
    const models = { writer: { kind: 'managed', model: 'gpt-5.1', guardrail: 'another' } };
    const recording = await recordingOf({ guardrails, models }, 'prod');
    const kinds = ['RaiBlocklist', 'RaiBlocklistItem', 'RaiPolicy', 'Deployment'];
    const endpoint = ofClass(recording, 'network:PrivateEndpoint').filter(({ name }) => name.endsWith('-models'));
    const children = [...kinds.flatMap((kind) => ofClass(recording, `cognitiveservices:${kind}`)), ...endpoint];
    const inSeries = children.toSorted((one, other) => (waitsFor(recording, other, one) ? -1 : 1));
    expect(inSeries.map(({ type, name }) => `${type.split(':').at(-1)} ${name}`)).toMatchInlineSnapshot(`
      [
        "RaiBlocklist platform-models-another-blocklist",
        "RaiBlocklistItem platform-models-another-word-c378ee41c2783d08",
        "RaiPolicy platform-models-another",
        "RaiPolicy platform-models-standard",
        "Deployment platform-models-assistant",
        "Deployment platform-models-embedder",
        "Deployment platform-models-writer",
        "PrivateEndpoint platform-network-endpoints-models",
      ]
    `);
    inSeries.slice(1).forEach((child, place) => {
      for (const earlier of inSeries.slice(0, place + 1)) expect(waitsFor(recording, child, earlier)).toBe(true);
    });
  });

  test('have the names of the file, which apps call them by; a single letter is written so that Azure takes it', async () => {
    const models = { a: { kind: 'managed', model: 'gpt-5.1' } };
    const recording = await recordingOf({ models });
    expect(ofClass(recording, 'cognitiveservices:Deployment').map(({ inputs }) => inputs.deploymentName)).toEqual([
      'a.a',
      'assistant',
      'embedder',
    ]);
  });
});

describe('Nobody comes in from outside', () => {
  test.each(['dev', 'prod'] as const)('in %s: everything with a data plane is closed to the internet', async (environment) => {
    const recording = await recordingOf({}, environment);
    for (const { inputs } of [...ofClass(recording, 'storage:StorageAccount'), ...ofClass(recording, 'containerregistry:Registry')])
      expect(inputs.publicNetworkAccess).toBe('Disabled');
    for (const { inputs } of [...ofClass(recording, 'keyvault:Vault'), ...ofClass(recording, 'cognitiveservices:Account')])
      expect(inputs.properties).toMatchObject({ publicNetworkAccess: 'Disabled' });
  });

  test('but from the ranges that the file names', async () => {
    const recording = await recordingOf({ clouds: { azure: { allowedCidrs: ['203.0.113.0/24'] } } });
    const [vault] = ofClass(recording, 'keyvault:Vault');
    const [account] = ofClass(recording, 'cognitiveservices:Account');
    const [storage] = ofClass(recording, 'storage:StorageAccount');
    const [registry] = ofClass(recording, 'containerregistry:Registry');
    expect(vault?.inputs.properties).toMatchObject({
      publicNetworkAccess: 'Enabled',
      networkAcls: { defaultAction: 'Deny', ipRules: [{ value: '203.0.113.0/24' }] },
    });
    expect(account?.inputs.properties).toMatchObject({
      publicNetworkAccess: 'Enabled',
      networkAcls: { defaultAction: 'Deny', ipRules: [{ value: '203.0.113.0/24' }] },
    });
    expect(storage?.inputs).toMatchObject({ networkRuleSet: { defaultAction: 'Deny', ipRules: [{ iPAddressOrRange: '203.0.113.0/24' }] } });
    expect(registry?.inputs).toMatchObject({
      networkRuleSet: { defaultAction: 'Deny', ipRules: [{ iPAddressOrRange: '203.0.113.0/24' }] },
    });
  });
});

describe('Flow logs', () => {
  test('are written by an identity of their own, which may write to the account for logs and nowhere else', async () => {
    const recording = await recordingOf({}, 'prod');
    const roles = ofClass(recording, 'authorization:RoleAssignment');
    expect(roles).toHaveLength(1);
    const [role] = roles;
    expect(role?.inputs.scope).toMatch(/\/storageAccounts\/logsprod/);
    const [flowLog] = ofClass(recording, 'network:FlowLog');
    expect(flowLog && role && waitsFor(recording, flowLog, role)).toBe(true);
    expect(flowLog?.inputs.retentionPolicy).toEqual({ enabled: true, days: 365 });
  });
});

describe('Diagnostics', () => {
  test.each([
    ['dev', ['audit', 'data']],
    ['prod', ['audit', 'data', 'logs']],
  ] as const)('in %s are those of every data plane, into the one workspace', async (environment, accounts) => {
    const settings = ofClass(await recordingOf({}, environment), 'monitor:DiagnosticSetting');
    const storage = accounts.flatMap((kind) => [`blob-${kind}`, `storage-${kind}`]);
    const expected = [...storage, 'models', 'registry', 'vault'].map((name) => `platform-logs-${name}`);
    expect(settings.map(({ name }) => name)).toEqual(expected.toSorted());
    expect(new Set(settings.map(({ inputs }) => inputs.workspaceId)).size).toBe(1);
  });

  test.each(['ephemeral', 'dev', 'prod'] as const)('in %s leave out nothing that data is read from and written to', async (environment) => {
    const recording = await recordingOf({}, environment);
    const watched = ofClass(recording, 'monitor:DiagnosticSetting').map(({ inputs }) => inputs.resourceUri);
    const planes = DATA_PLANES.flatMap((className) => ofClass(recording, className)).map(({ id }) => id);
    expect(planes.length).toBeGreaterThan(4);
    expect(planes.filter((id) => !watched.includes(id ?? ''))).toEqual([]);
  });

  test('of a firewall are what it let out and what not', async () => {
    const network = { egress: { kind: 'firewall', allowedDomains: ['api.example.com'] } };
    const recording = await recordingOf({ network }, 'prod');
    expect(ofClass(recording, 'monitor:DiagnosticSetting').map(({ name }) => name)).toContain('platform-logs-firewall');
  });
});

describe('A platform is refused', () => {
  const errorOf = async (program: () => unknown) =>
    record(() => void program(), { project: 'test', stack: 'dev' }).then(
      () => 'no error',
      (error: Error) => error.message,
    );

  test('where the file does not name azure', async () => {
    const spec = { ...specOf(), clouds: {} };
    expect(await errorOf(() => new LlmPlatform('platform', { spec }))).toBe(
      "The platform 'support-assistant' is not deployed on azure, clouds names ; add clouds.azure",
    );
  });

  test('where a model or a secret is asked for that the file has not', async () => {
    const platform = () => new LlmPlatform('platform', { spec: specOf() });
    expect(await errorOf(() => platform().model('writer'))).toBe(
      "The platform has no 'writer' in models, it has assistant, embedder; add it to models in the file",
    );
    expect(await errorOf(() => platform().secret('other'))).toContain(
      "The platform has no 'other' in secrets, it has openai-key, wandb-key",
    );
  });
});

describe('A platform whose file names the subscription', () => {
  const errorOf = (program: () => unknown) =>
    record(() => void program(), { project: 'test', stack: 'prod' }).then(
      () => undefined,
      (error: unknown) => error,
    );
  const spec = specOf({}, 'prod');
  const ofSubscription = () => new Provider('azure', { subscriptionId: SUBSCRIPTION });

  test('is refused without a provider: it would go where the credentials point', async () => {
    const error = await errorOf(() => new LlmPlatform('platform', { spec }));
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect(String(error)).toContain(
      `clouds.azure.subscription is '${SUBSCRIPTION}', and the platform was given no provider of it. ` +
        `Pass the option 'provider: new Provider("azure", { subscriptionId: "${SUBSCRIPTION}" })'`,
    );
  });

  test.each<[string, () => pulumi.ComponentResourceOptions]>([
    ['as an option', () => ({ provider: ofSubscription() })],
    ['among several', () => ({ providers: [ofSubscription()] })],
    ['from its parent', () => ({ parent: new pulumi.ComponentResource('test:test:Test', 'parent', {}, { provider: ofSubscription() }) })],
  ])('takes it %s', async (_, options) => {
    expect(await errorOf(() => new LlmPlatform('platform', { spec }, options()))).toBeUndefined();
  });
});

test('A platform takes the provider that it is given for everything in it', async () => {
  const recording = await recordingOf({}, 'prod');
  const provider = recording.resources.find(({ type }) => type === 'pulumi:providers:azure-native');
  expect(provider?.inputs.subscriptionId).toBe(SUBSCRIPTION);
  for (const { name, provider: used } of customResources(recording)) expect({ name, used }).toEqual({ name, used: provider?.urn });
});

test('A platform without a subscription in its file takes the default provider', async () => {
  const recording = await recordingOf();
  expect(recording.resources.filter(({ provider }) => provider !== undefined)).toEqual([]);
});

test('The blocks of a platform are public, to reach further than the file does', async () => {
  let platform: LlmPlatform | undefined;
  await record(
    () => {
      platform = new LlmPlatform('platform', { spec: specOf() });
      return { endpoint: platform.modelAccount?.endpoint };
    },
    { project: 'test', stack: 'dev' },
  );
  expect(pulumi.Resource.isInstance(platform)).toBe(true);
  expect(Object.keys(platform ?? {})).toEqual(
    expect.arrayContaining([
      'groups',
      'logs',
      'network',
      'buckets',
      'vault',
      'secrets',
      'identity',
      'modelAccount',
      'guardrails',
      'models',
      'registry',
      'outputs',
    ]),
  );
});
