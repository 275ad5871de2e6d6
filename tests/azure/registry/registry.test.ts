import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import { ROLE_IDS } from '../../../constructs/azure/identity/index.ts';
import { recordedOfType } from '../../../constructs/azure/recorder/index.ts';
import { Registry, type RegistryArgs, type RegistrySku } from '../../../constructs/azure/registry/index.ts';
import { AT, inputsOf, PRINCIPAL_ID, recorded, resourceOf, SUBSCRIPTION, snapshotOf } from '../support/recorded.ts';

const REGISTRY = 'azure-native:containerregistry:Registry';
const ROLE_ASSIGNMENT = 'azure-native:authorization:RoleAssignment';
const REGISTRY_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/central/providers/Microsoft.ContainerRegistry/registries/crcentral`;
const GATEWAY = { principalName: 'gateway', principalId: PRINCIPAL_ID };
const SKUS: readonly RegistrySku[] = [{ name: 'Basic' }, { name: 'Standard' }, { name: 'Premium' }];

const args = (changed: Partial<RegistryArgs> = {}): RegistryArgs => ({ ...AT, registryName: 'crsupport', ...changed });
const made = (changed: Partial<RegistryArgs> = {}) => recorded(() => void new Registry('images', args(changed)));

test('snapshot: minimal', async () => {
  expect(snapshotOf(await made())).toMatchSnapshot();
});

test('snapshot: everything', async () => {
  const recording = await recorded(() => {
    const sku = {
      name: 'Premium',
      publicAccess: { kind: 'allow-list', cidrs: ['198.51.100.0/24'] },
      zoneRedundancy: 'Enabled',
    } as const;
    new Registry('images', args({ sku, removal: 'destroy', protect: true, tags: { owner: 'llm' } })).grants.pull(GATEWAY);
  });
  expect(snapshotOf(recording)).toMatchSnapshot();
});

test('INF-12: has no admin user and no anonymous reader, in every SKU', async () => {
  for (const sku of SKUS) {
    expect(inputsOf(await made({ sku }), REGISTRY)).toMatchObject({
      sku: { name: sku.name },
      adminUserEnabled: false,
      anonymousPullEnabled: false,
    });
  }
});

test('INF-12: deletes no image that has lost its tag, since a digest may still name it', async () => {
  for (const sku of SKUS) expect(inputsOf(await made({ sku }), REGISTRY)).not.toHaveProperty('policies');
});

describe('The network', () => {
  test('lets nobody in unless somebody is', async () => {
    expect(inputsOf(await made(), REGISTRY)).toMatchObject({
      sku: { name: 'Premium' },
      publicNetworkAccess: 'Disabled',
      networkRuleSet: { defaultAction: 'Deny', ipRules: [] },
      networkRuleBypassOptions: 'AzureServices',
      zoneRedundancy: 'Disabled',
    });
    const sku = { name: 'Premium', publicAccess: { kind: 'allow-list', cidrs: ['203.0.113.7'] } } as const;
    expect(inputsOf(await made({ sku }), REGISTRY)).toMatchObject({
      publicNetworkAccess: 'Enabled',
      networkRuleSet: { defaultAction: 'Deny', ipRules: [{ action: 'Allow', iPAddressOrRange: '203.0.113.7' }] },
    });
  });

  test.each(['Basic', 'Standard'] as const)('is open in %s, which takes no firewall', async (name) => {
    const inputs = inputsOf(await made({ sku: { name } }), REGISTRY);
    expect(inputs.publicNetworkAccess).toBe('Enabled');
    expect(inputs).not.toHaveProperty('networkRuleSet');
  });
});

test('REL-01: stays when its stack goes, unless it may go', async () => {
  expect(resourceOf(await made(), REGISTRY)).toMatchObject({ retainOnDelete: true, protect: false });
  expect(resourceOf(await made({ removal: 'destroy', protect: true }), REGISTRY)).toMatchObject({ retainOnDelete: false, protect: true });
});

test('pull is one role assignment on the registry', async () => {
  const recording = await recorded(() => void new Registry('images', args()).grants.pull(GATEWAY));
  expect(recordedOfType(recording, ROLE_ASSIGNMENT)).toHaveLength(1);
  const { inputs, parent } = resourceOf(recording, ROLE_ASSIGNMENT, 'images-pull-gateway');
  expect(inputs.scope).toMatch(/\/registries\/crsupport$/);
  expect(inputs.roleDefinitionId).toContain(ROLE_IDS.AcrPull);
  expect(parent).toBe(resourceOf(recording, 'llm-infra-kit:azure:Registry').urn);
});

test('keeps its type token, says where it is made and what its images start with', async () => {
  const recording = await recorded(() => ({ server: new Registry('images', args()).loginServer }));
  expect(resourceOf(recording, REGISTRY).parent).toBe(resourceOf(recording, 'llm-infra-kit:azure:Registry').urn);
  expect(inputsOf(recording, REGISTRY).location).toBe('swedencentral');
  expect(recording.outputs.server).toBe('crsupport.azurecr.io');
});

describe('An existing registry', () => {
  const attributes = { registryId: REGISTRY_ID, loginServer: 'crcentral-abc123.azurecr.io' };

  test('is used by its id, makes no resource and grants the same', async () => {
    const recording = await recorded(() => {
      const registry = Registry.fromAttributes('central', attributes);
      registry.grants.pull(GATEWAY);
      return { server: registry.loginServer, id: registry.registryId };
    });
    expect(recording.outputs).toEqual({ server: 'crcentral-abc123.azurecr.io', id: REGISTRY_ID });
    expect(recording.resources.map(({ type }) => type)).toEqual([ROLE_ASSIGNMENT]);
    expect(inputsOf(recording, ROLE_ASSIGNMENT, 'central-pull-gateway')).toMatchObject({
      scope: REGISTRY_ID,
      roleDefinitionId: expect.stringContaining(ROLE_IDS.AcrPull),
    });
  });

  test('gets the role that it heeds where its permissions are about repositories', async () => {
    const recording = await recorded(() => {
      Registry.fromAttributes('central', { ...attributes, permissions: 'repositories' }).grants.pull(GATEWAY);
    });
    expect(inputsOf(recording, ROLE_ASSIGNMENT, 'central-pull-gateway').roleDefinitionId).toContain(
      ROLE_IDS['Container Registry Repository Reader'],
    );
  });

  test('is refused by what is no id, unless it is known at deployment only', () => {
    expect(() => Registry.fromAttributes('central', { ...attributes, registryId: 'crcentral' })).toThrow(
      /^Registry 'central' cannot be made:\n- registryId must be \/subscriptions\/<id>/,
    );
    expect(() => Registry.fromAttributes('central', { ...attributes, registryId: pulumi.output('crcentral') })).not.toThrow();
  });
});

describe('Errors', () => {
  test.each([
    [{ registryName: 'crab' }, "registryName must be 5 to 50 letters and digits, got 'crab' (4)"],
    [{ registryName: 'cr-support' }, "got 'cr-support' (10)"],
    [{ registryName: 'x'.repeat(51) }, '(51)'],
    [
      { sku: { name: 'Premium', publicAccess: { kind: 'allow-list', cidrs: ['10.0.0.0/8'] } } },
      "sku.publicAccess.cidrs[0] is private, got '10.0.0.0/8'",
    ],
  ] satisfies [Partial<RegistryArgs>, string][])('refuses %j', (changed, message) => {
    expect(() => new Registry('images', args(changed))).toThrow(message);
  });

  test.each(['crabs', 'CrSupport', 'x'.repeat(50)])('takes the name %s', async (registryName) => {
    expect(inputsOf(await made({ registryName }), REGISTRY).registryName).toBe(registryName);
  });

  test('names itself and every fault at once', () => {
    const sku = { name: 'Premium', publicAccess: { kind: 'allow-list', cidrs: [] } } as const;
    expect(() => new Registry('images', args({ registryName: '', sku }))).toThrow(
      /^Registry 'images' cannot be made:\n- registryName.*\n- sku\.publicAccess\.cidrs is empty/,
    );
  });
});
