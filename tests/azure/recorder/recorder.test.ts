import { getClientConfigOutput } from '@pulumi/azure-native/authorization/getClientConfig.js';
import { Provider } from '@pulumi/azure-native/provider.js';
import { ResourceGroup } from '@pulumi/azure-native/resources/resourceGroup.js';
import { StorageAccount } from '@pulumi/azure-native/storage/storageAccount.js';
import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import { type Recording, recordedOfType } from '../../../constructs/azure/recorder/index.ts';
import { CANARY, Platform, recordTest } from './programs.ts';

const PLATFORM = 'urn:pulumi:test::llm::llm-infra-kit:test:Platform';
const urn = (type: string, name: string) => `${PLATFORM}$azure-native:${type}::${name}`;

function only(recording: Recording, type: string) {
  const [resource, ...others] = recordedOfType(recording, `azure-native:${type}`);
  if (!resource || others.length > 0) throw new Error(`${others.length + 1} resources of type ${type}`);
  return resource;
}

describe('what a recording holds', () => {
  test('every registration once, sorted by URN, and no stack', async () => {
    const { resources } = await recordTest(() => void new Platform('a'));
    const urns = resources.map((resource) => resource.urn);
    expect(urns).toHaveLength(16);
    expect(new Set(urns).size).toBe(urns.length);
    expect(urns).toEqual(urns.toSorted());
    expect(urns.at(-1)).toBe(`${PLATFORM}::a`);
  });

  test('the URN of the engine, with the types of all components around', async () => {
    const { resources } = await recordTest(() => {
      const outer = new pulumi.ComponentResource('kit:outer:Outer', 'outer');
      new Platform('inner', { parent: outer });
    });
    expect(resources.map((resource) => resource.urn)).toContain(
      'urn:pulumi:test::llm::kit:outer:Outer$llm-infra-kit:test:Platform$azure-native:keyvault:Vault::inner-vault',
    );
  });

  test('parent, protection, retention, ignored changes and aliases', async () => {
    const account = only(await recordTest(() => void new Platform('a')), 'storage:StorageAccount');
    expect(account).toMatchObject({
      parent: `${PLATFORM}::a`,
      custom: true,
      existing: false,
      protect: true,
      retainOnDelete: true,
      ignoreChanges: ['tags'],
      aliases: [{ name: 'a-old', parent: `${PLATFORM}::a` }],
    });
  });

  test('dependencies by word, and by the property that refers', async () => {
    const secret = only(await recordTest(() => void new Platform('a')), 'keyvault:Secret');
    expect(secret.dependencies).toEqual([
      urn('keyvault:Vault', 'a-vault'),
      urn('resources:ResourceGroup', 'a-data'),
      urn('storage:StorageAccount', 'adata'),
    ]);
    expect(secret.propertyDependencies).toEqual({
      resourceGroupName: [urn('resources:ResourceGroup', 'a-data')],
      vaultName: [urn('keyvault:Vault', 'a-vault')],
    });
  });

  test('a marker in place of a secret, at the very leaf', async () => {
    const recording = await recordTest(() => void new Platform('a'));
    expect(only(recording, 'keyvault:Secret').inputs.properties).toEqual({
      attributes: { expires: 1_900_000_000 },
      value: { $secret: 'string' },
    });
    expect(JSON.stringify(recording)).not.toContain(CANARY);
  });

  test('a marker for secrets that derive from secrets, and in outputs', async () => {
    const recording = await recordTest(() => {
      const secret = pulumi.secret(CANARY);
      new pulumi.ComponentResource('kit:x:X', 'x', { url: pulumi.interpolate`https://${secret}/`, list: pulumi.secret([CANARY]) });
      return { key: secret };
    });
    expect(recording.resources[0]?.inputs).toEqual({ list: { $secret: 'array' }, url: { $secret: 'string' } });
    expect(recording.outputs).toEqual({ key: { $secret: 'string' } });
  });

  test('the outputs of components and of the stack', async () => {
    const recording = await recordTest(async () => {
      new Platform('a');
      return { version: 1 };
    });
    expect(recording.outputs).toEqual({ version: 1 });
    expect(recordedOfType(recording, 'llm-infra-kit:test:Platform')[0]?.outputs).toEqual({
      endpoint: 'https://ai-a.cognitiveservices.azure.com/',
    });
  });

  test('a provider of the program, and a resource that is only read', async () => {
    const id = '/subscriptions/1/resourceGroups/hub';
    const { resources } = await recordTest(() => {
      const provider = new Provider('hub', { subscriptionId: '1' });
      ResourceGroup.get('hub', id, { provider });
    });
    expect(resources.find(({ type }) => type === 'azure-native:resources:ResourceGroup')).toMatchObject({
      existing: true,
      id,
      physicalName: 'hub',
      provider: 'urn:pulumi:test::llm::pulumi:providers:azure-native::hub',
    });
  });
});

describe('made-up outputs', () => {
  test('have ARM ids in the given subscription, so that code which takes ids apart runs', async () => {
    const recording = await recordTest(() => void new Platform('a'), { subscriptionId: '11111111-2222-3333-4444-555555555555' });
    const { physicalName: group } = only(recording, 'resources:ResourceGroup');
    const { physicalName: account } = only(recording, 'storage:StorageAccount');
    expect(only(recording, 'storage:BlobContainer').id).toBe(
      `/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/${group}/providers/Microsoft.Storage/storageAccounts/${account}` +
        '/blobServices/default/containers/raw',
    );
  });

  test('name what the program leaves unnamed as azure-native does', async () => {
    const recording = await recordTest(() => void new Platform('a'));
    expect(only(recording, 'storage:StorageAccount').physicalName).toMatch(/^adata[0-9a-f]{8}$/);
    expect(only(recording, 'keyvault:Vault').physicalName).toBe('kv-a');
  });

  test('reach the program: names, endpoints, principals, tenant', async () => {
    const recording = await recordTest(() => void new Platform('a'), { tenantId: '99999999-0000-0000-0000-000000000000' });
    expect(only(recording, 'keyvault:Vault').inputs.properties).toMatchObject({ tenantId: '99999999-0000-0000-0000-000000000000' });
    expect(only(recording, 'authorization:RoleAssignment').inputs.principalId).toMatch(/^[0-9a-f-]{36}$/);
    expect(only(recording, 'network:PrivateEndpoint').inputs.subnet).toMatchObject({
      id: `${only(recording, 'network:VirtualNetwork').id}/subnets/endpoints`,
    });
  });

  test('take more from the caller', async () => {
    const recording = await recordTest(
      () => {
        const group = new ResourceGroup('group', { location: 'swedencentral' });
        return { managedBy: group.managedBy };
      },
      { outputs: ({ type }) => (type === 'azure-native:resources:ResourceGroup' ? { managedBy: 'somebody' } : undefined) },
    );
    expect(recording.outputs).toEqual({ managedBy: 'somebody' });
  });
});

describe('a preview', () => {
  test('knows no id and no output of what does not exist yet', async () => {
    const recording = await recordTest(() => void new Platform('a'), { preview: true });
    expect(recording.preview).toBe(true);
    expect(only(recording, 'storage:StorageAccount')).not.toHaveProperty('id');
    expect(only(recording, 'storage:BlobContainer').inputs).toMatchObject({ accountName: { $unknown: true }, containerName: 'raw' });
    expect(only(recording, 'authorization:RoleAssignment').inputs).toMatchObject({
      scope: { $unknown: true },
      principalId: { $unknown: true },
    });
  });

  test('registers the same resources as an update', async () => {
    const program = () => void new Platform('a');
    const [preview, update] = await Promise.all([recordTest(program, { preview: true }), recordTest(program)]);
    expect(preview.resources.map((resource) => resource.urn)).toEqual(update.resources.map((resource) => resource.urn));
  });

  test('tells the program so', async () => {
    const recording = await recordTest(() => ({ dryRun: pulumi.runtime.isDryRun() }), { preview: true });
    expect(recording.outputs).toEqual({ dryRun: true });
  });
});

describe('isolation', () => {
  test('recordings at the same time do not mix', async () => {
    const stacks = ['dev', 'test', 'prod'];
    const recordings = await Promise.all(
      stacks.map((stack) =>
        recordTest(
          async () => {
            new Platform('a');
            await new Promise((resolve) => setTimeout(resolve, 1));
            new Platform('b');
            return { stack: pulumi.getStack(), word: new pulumi.Config().require('word') };
          },
          { stack, config: { word: `of ${stack}` } },
        ),
      ),
    );
    for (const [index, { resources, outputs }] of recordings.entries()) {
      const stack = stacks[index];
      expect(outputs).toEqual({ stack, word: `of ${stack}` });
      expect(resources).toHaveLength(32);
      expect(resources.every((resource) => resource.urn.startsWith(`urn:pulumi:${stack}::`))).toBe(true);
    }
  });

  test('a runtime with mocks in the same process stays as it was', async () => {
    const seen: string[] = [];
    const newResource = ({ name, inputs }: pulumi.runtime.MockResourceArgs) => {
      seen.push(name);
      return { id: `${name}-id`, state: inputs };
    };
    await pulumi.runtime.setMocks({ newResource, call: () => ({}) }, 'own-project', 'own-stack');
    await recordTest(() => void new Platform('a'));
    expect(pulumi.getStack()).toBe('own-stack');
    const own = new ResourceGroup('own', { location: 'westeurope' });
    const id = await new Promise((resolve) => own.id.apply(resolve));
    expect({ id, seen }).toEqual({ id: 'own-id', seen: ['own'] });
  });

  test('the environment of a pulumi up around it does not show', async () => {
    process.env.PULUMI_NODEJS_STACK = 'outer';
    process.env.PULUMI_CONFIG = '{"llm:word":"outer"}';
    try {
      const recording = await recordTest(() => ({ stack: pulumi.getStack(), word: new pulumi.Config().get('word') ?? 'none' }));
      expect(recording.outputs).toEqual({ stack: 'test', word: 'none' });
    } finally {
      delete process.env.PULUMI_NODEJS_STACK;
      delete process.env.PULUMI_CONFIG;
    }
  });

  test('secret configuration is secret', async () => {
    const recording = await recordTest(() => ({ key: new pulumi.Config('other').requireSecret('key') }), {
      secretConfig: { 'other:key': CANARY },
    });
    expect(recording.outputs).toEqual({ key: { $secret: 'string' } });
  });
});

describe('the same program', () => {
  test('gives the same recording each time', async () => {
    const program = () => void new Platform('a');
    expect(await recordTest(program)).toEqual(await recordTest(program));
  });

  test('gives the same recording in whatever order it registers', async () => {
    const forwards = await recordTest(() => void [new Platform('a'), new Platform('b')]);
    const backwards = await recordTest(() => void [new Platform('b'), new Platform('a')]);
    expect(JSON.stringify(backwards)).toBe(JSON.stringify(forwards));
  });
});

describe('a recording is refused', () => {
  test('when the program throws, with what it throws', async () => {
    const error = new Error('no such profile');
    const thrown = await recordTest(() => {
      new Platform('a');
      throw error;
    }).catch((reason: unknown) => reason);
    expect(thrown).toBe(error);
  });

  test('when the program rejects after some resources', async () => {
    const program = async () => {
      new Platform('a');
      await new Promise((resolve) => setTimeout(resolve, 1));
      throw new Error('late');
    };
    await expect(recordTest(program)).rejects.toThrow('late');
  });

  test('when a function of the options throws', async () => {
    const outputs = () => {
      throw new Error('bad outputs');
    };
    await expect(recordTest(() => void new ResourceGroup('a'), { outputs })).rejects.toThrow('bad outputs');
  });

  test('when two resources have one URN', async () => {
    const program = () => void [new ResourceGroup('a', {}), new ResourceGroup('a', {})];
    await expect(recordTest(program)).rejects.toThrow(
      'two resources have the URN urn:pulumi:test::llm::azure-native:resources:ResourceGroup::a; give one of them another name or parent',
    );
  });

  test('when the program looks something up', async () => {
    await expect(recordTest(() => void getClientConfigOutput())).rejects.toThrow(
      'the program calls azure-native:authorization:getClientConfig: blocks make no look-ups; pass the value in instead',
    );
  });

  test('unless the caller answers', async () => {
    const call = (token: string) => ({ tenantId: `of ${token}` });
    const recording = await recordTest(() => ({ tenant: getClientConfigOutput().tenantId }), { call });
    expect(recording.outputs).toEqual({ tenant: 'of azure-native:authorization:getClientConfig' });
  });

  test('when several things fail, with all of them', async () => {
    const program = () => {
      new ResourceGroup('a', {});
      new ResourceGroup('a', {});
      throw new Error('and this');
    };
    const error = await recordTest(program).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AggregateError);
    expect(String(error)).toBe(
      'AggregateError: The Pulumi program failed in 2 places:\n' +
        '- and this\n' +
        '- two resources have the URN urn:pulumi:test::llm::azure-native:resources:ResourceGroup::a; give one of them another name or parent',
    );
  });

  test('when it passes a file', async () => {
    const program = () => void new pulumi.ComponentResource('kit:x:X', 'x', { file: new pulumi.asset.StringAsset('text') });
    await expect(recordTest(program)).rejects.toThrow('a kind that the recorder does not know');
  });

  test('when it never ends, with what is still open', async () => {
    const program = () =>
      void new StorageAccount('stuck', {
        resourceGroupName: new Promise<string>(() => {}),
        kind: 'StorageV2',
        sku: { name: 'Standard_ZRS' },
      });
    await expect(recordTest(program, { timeoutSeconds: 0.2 })).rejects.toThrow(
      'did not end within 0.2 s; still open: resource:stuck[azure-native:storage:StorageAccount]',
    );
  });
});
