import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Account } from '@pulumi/azure-native/cognitiveservices/account.js';
import { RaiPolicy } from '@pulumi/azure-native/cognitiveservices/raiPolicy.js';
import { Vault } from '@pulumi/azure-native/keyvault/vault.js';
import { FirewallPolicyRuleCollectionGroup } from '@pulumi/azure-native/network/firewallPolicyRuleCollectionGroup.js';
import { Subnet } from '@pulumi/azure-native/network/subnet.js';
import { VirtualNetwork } from '@pulumi/azure-native/network/virtualNetwork.js';
import { BlobContainerImmutabilityPolicy } from '@pulumi/azure-native/storage/blobContainerImmutabilityPolicy.js';
import { BlobServiceProperties } from '@pulumi/azure-native/storage/blobServiceProperties.js';
import { StorageAccount } from '@pulumi/azure-native/storage/storageAccount.js';
import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import { type ArmFinding, armTemplate, checkArm, formatArmFinding, loadArmSchemas } from '../../../constructs/azure/arm/index.ts';
import { CANARY, Platform, recordTest } from '../recorder/programs.ts';
import { SCHEMAS } from './templates.ts';

/** What the types of the SDK refuse and a cast, a merged type or a value that comes late lets through. */
type Loose = Record<string, unknown>;

const IN_GROUP = { resourceGroupName: 'group', location: 'swedencentral' };
const VAULT = { tenantId: '00000000-0000-0000-0000-000000000000', sku: { family: 'A', name: 'standard' } } as const;

const vault = (properties: Loose = {}, args: Loose = {}) =>
  void new Vault('vault', { ...IN_GROUP, vaultName: 'kv-a', properties: { ...VAULT, ...properties }, ...args });
const account = (args: Loose) =>
  void new StorageAccount('data', { ...IN_GROUP, accountName: 'data', kind: 'StorageV2', sku: { name: 'Standard_ZRS' }, ...args });
const policy = (filter: Loose) =>
  void new RaiPolicy('policy', {
    ...IN_GROUP,
    accountName: 'ai',
    raiPolicyName: 'strict',
    properties: { contentFilters: [{ name: 'Hate', ...filter }] },
  });

async function findings(program: () => void, preview = false): Promise<readonly ArmFinding[]> {
  return checkArm(armTemplate(await recordTest(program, { preview })), SCHEMAS);
}

async function texts(program: () => void): Promise<readonly string[]> {
  return (await findings(program)).map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
}

describe('finds nothing', () => {
  test('in a platform without a fault', async () => {
    expect(await texts(() => void new Platform('a'))).toEqual([]);
  });

  test('in its preview, where much is not known yet', async () => {
    expect(await findings(() => void new Platform('a'), true)).toEqual([]);
  });

  test('in a secret, whatever it is', async () => {
    expect(await texts(() => vault({ tenantId: pulumi.secret('no tenant') }))).toEqual([]);
  });
});

describe('finds', () => {
  test('the wrong case of a sku', async () => {
    expect(await texts(() => vault({ sku: { family: 'A', name: 'Standard' } }))).toEqual([
      "error enum: properties.sku.name must be 'standard', 'premium', got 'Standard'; write 'standard', the case counts",
    ]);
  });

  test('an unknown value of an open list, as a warning', async () => {
    expect(await texts(() => account({ minimumTlsVersion: 'tls1_2' }))).toEqual([
      "warning known-value: properties.minimumTlsVersion is none of the known 'TLS1_0', 'TLS1_1', 'TLS1_2', 'TLS1_3', got 'tls1_2'; write 'TLS1_2', the case counts",
    ]);
  });

  test('an unknown property, with the one that was meant', async () => {
    expect(await texts(() => vault({ enableRbacAuthorisation: true }))).toEqual([
      'error unknown-property: properties.enableRbacAuthorisation is unknown in this API version; did you mean enableRbacAuthorization?',
    ]);
  });

  test('a number out of its range', async () => {
    const program = () =>
      void new BlobServiceProperties('blobs', {
        resourceGroupName: 'group',
        accountName: 'data',
        blobServicesName: 'default',
        deleteRetentionPolicy: { enabled: true, days: 366 },
      });
    expect(await texts(program)).toEqual(['error range: properties.deleteRetentionPolicy.days must be 1 to 365, got 366']);
  });

  test('a value that does not match its pattern', async () => {
    expect(await texts(() => vault({ tenantId: 'z0000000-0000-0000-0000-000000000000' }))).toEqual([
      'error pattern: properties.tenantId must match ^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$, ' +
        "got 'z0000000-0000-0000-0000-000000000000'",
    ]);
  });

  test('a source that only a newer version of content filters has', async () => {
    expect(await texts(() => policy({ source: 'PreToolCall' }))).toEqual([
      "warning known-value: properties.contentFilters[0].source is none of the known 'Prompt', 'Completion', got 'PreToolCall'",
    ]);
  });

  test('an action, which the merged types of the SDK take from another resource', async () => {
    expect(await texts(() => policy({ action: 'BLOCKING' }))).toEqual([
      'error unknown-property: properties.contentFilters[0].action is unknown in this API version; leave it out, or use an API version that has it',
    ]);
  });

  test('a property that is missing, at the top and within', async () => {
    expect(await texts(() => account({ location: undefined }))).toEqual(['error missing-property: location is missing; Azure requires it']);
    expect(await texts(() => account({ networkRuleSet: { virtualNetworkRules: [{}] } }))).toEqual([
      'error missing-property: properties.networkAcls.virtualNetworkRules[0].id is missing; Azure requires it',
    ]);
  });

  test('a name that is too long, too short or wrong', async () => {
    expect(await texts(() => account({ accountName: 'storageaccountofplatforms' }))).toEqual([
      "error length: name must have 3 to 24 characters, got 25: 'storageaccountofplatforms'",
    ]);
    expect(await texts(() => account({ accountName: 'da-ta' }))).toEqual(["error pattern: name must match ^[a-z0-9]+$, got 'da-ta'"]);
  });

  test('a logical name that is too long with the digits that Pulumi adds', async () => {
    const program = () => void new StorageAccount('seventeenletterss', { ...IN_GROUP, kind: 'StorageV2', sku: { name: 'Standard_ZRS' } });
    expect((await findings(program)).map(({ rule, path }) => ({ rule, path }))).toEqual([{ rule: 'length', path: 'name' }]);
  });

  test('a name of a single resource that is not its fixed one', async () => {
    const program = () =>
      void new BlobContainerImmutabilityPolicy('lock', {
        resourceGroupName: 'group',
        accountName: 'data',
        containerName: 'audit',
        immutabilityPeriodSinceCreationInDays: 1,
      });
    expect(await texts(program)).toEqual(["error enum: name must be 'default', got 'lock'"]);
  });

  test('a property that Azure sets', async () => {
    expect(await texts(() => vault({ hsmPoolResourceId: '/x' }))).toEqual([
      'error read-only-property: properties.hsmPoolResourceId is set by Azure; leave it out',
    ]);
  });

  test('an argument of the network classes that is no part of the body', async () => {
    const program = () =>
      void new Subnet('subnet', { resourceGroupName: 'group', virtualNetworkName: 'network', subnetName: 'a', name: 'b' });
    expect((await findings(program)).map(({ rule, path }) => ({ rule, path }))).toEqual([
      { rule: 'unknown-property', path: 'properties.name' },
    ]);
  });

  test('values of another type', async () => {
    expect(await texts(() => vault({ enableRbacAuthorization: 'yes', accessPolicies: {}, sku: 'standard', tenantId: 1 }))).toEqual([
      'error type: properties.accessPolicies must be a list, got {}',
      "error type: properties.enableRbacAuthorization must be true or false, got 'yes'",
      "error type: properties.sku must be an object, got 'standard'",
      'error type: properties.tenantId must be a text, got 1',
    ]);
  });

  test('a fraction where the schema has a whole number, as a warning: the schemas have no other numbers', async () => {
    const program = () => void new VirtualNetwork('network', { ...IN_GROUP, flowTimeoutInMinutes: 4.5 });
    expect(await texts(program)).toEqual([
      'warning whole-number: properties.flowTimeoutInMinutes is a whole number in the schema, got 4.5',
    ]);
  });

  test('a kind of a rule that does not exist, and faults within the one that does', async () => {
    const group = (rules: unknown[]) =>
      void new FirewallPolicyRuleCollectionGroup('rules', {
        resourceGroupName: 'group',
        firewallPolicyName: 'policy',
        ruleCollections: rules as [],
      });
    expect(await texts(() => group([{ ruleCollectionType: 'FilterRules' }, { name: 'none' }]))).toEqual([
      'error enum: properties.ruleCollections[0].ruleCollectionType must be ' +
        "'FirewallPolicyFilterRuleCollection', 'FirewallPolicyNatRuleCollection', got 'FilterRules'",
      'error missing-property: properties.ruleCollections[1].ruleCollectionType is missing; ' +
        "it must be 'FirewallPolicyFilterRuleCollection', 'FirewallPolicyNatRuleCollection'",
    ]);
    expect(await texts(() => group([{ ruleCollectionType: 'FirewallPolicyFilterRuleCollection', priority: 99 }]))).toEqual([
      'error range: properties.ruleCollections[0].priority must be 100 to 65000, got 99',
    ]);
  });

  test('all faults of all resources at once, each with its URN', async () => {
    const program = () => {
      vault({ sku: { family: 'A', name: 'Premium' } });
      account({ accountName: 'A' });
      new Account('ai', { ...IN_GROUP, accountName: 'a', kind: 'AIServices' });
    };
    const found = await findings(program);
    expect(found.map(({ rule, urn }) => `${rule} ${urn.split('::').at(-1)}`)).toEqual([
      'length ai',
      'enum vault',
      'length data',
      'pattern data',
    ]);
    expect(formatArmFinding(found[0] as ArmFinding)).toBe(
      "error length Microsoft.CognitiveServices/accounts@2025-06-01 'a': name must have 2 to 64 characters, got 1: 'a'",
    );
  });
});

test('a type without a schema is an error, never passed over', async () => {
  const template = armTemplate(await recordTest(() => vault()));
  const without = new Map([...SCHEMAS].filter(([key]) => !key.startsWith('microsoft.keyvault')));
  expect(checkArm(template, without)).toEqual([
    expect.objectContaining({
      severity: 'error',
      rule: 'not-checked',
      type: 'Microsoft.KeyVault/vaults@2024-11-01',
      message: 'not checked: there is no schema for Microsoft.KeyVault/vaults@2024-11-01; add it by .ci/prune-arm-types.ts',
    }),
  ]);
});

test('no finding shows a secret', async () => {
  const program = () =>
    account({ kind: pulumi.secret(CANARY), accountName: 'A-', sku: { name: pulumi.secret(CANARY), other: pulumi.secret(CANARY) } });
  const found = await findings(program);
  expect(found.map(({ rule }) => rule)).toContain('unknown-property');
  expect(JSON.stringify(found)).not.toContain(CANARY);
});

test('a folder without schemas is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arm-schemas-'));
  try {
    expect(() => loadArmSchemas(folder)).toThrow(`${folder} has no ARM schemas; make them with .ci/prune-arm-types.ts`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
