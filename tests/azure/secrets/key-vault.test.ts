import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import { WorkloadIdentity } from '../../../constructs/azure/identity/index.ts';
import { KeyVault, type KeyVaultArgs } from '../../../constructs/azure/secrets/index.ts';
import { AT, inputsOf, recorded, resourceOf, SUBSCRIPTION, snapshotOf, TENANT_ID } from '../support/recorded.ts';

const VAULT = 'azure-native:keyvault:Vault';
const VAULT_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/central/providers/Microsoft.KeyVault/vaults/kv-central`;

const args = (changed: Partial<KeyVaultArgs> = {}): KeyVaultArgs => ({ ...AT, vaultName: 'kv-support', tenantId: TENANT_ID, ...changed });
const made = (changed: Partial<KeyVaultArgs> = {}) => recorded(() => void new KeyVault('vault', args(changed)));
const propertiesOf = async (changed: Partial<KeyVaultArgs> = {}) => inputsOf(await made(changed), VAULT).properties;

test('snapshot: minimal', async () => {
  expect(snapshotOf(await made())).toMatchSnapshot();
});

test('snapshot: everything', async () => {
  const recording = await made({
    sku: 'premium',
    softDeleteDays: 7,
    publicAccess: { kind: 'allow-list', cidrs: ['203.0.113.7'] },
    removal: 'destroy',
    protect: true,
    tags: { owner: 'llm' },
  });
  expect(snapshotOf(recording)).toMatchSnapshot();
});

describe('SEC-04: a vault', () => {
  test('takes roles and no access policies, and keeps what is deleted', async () => {
    expect(await propertiesOf()).toMatchObject({
      enableRbacAuthorization: true,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      enablePurgeProtection: true,
    });
    expect(await propertiesOf()).not.toHaveProperty('accessPolicies');
  });

  test('answers nobody outside a private endpoint, unless somebody is let in', async () => {
    expect(await propertiesOf()).toMatchObject({
      publicNetworkAccess: 'Disabled',
      networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices', ipRules: [] },
    });
    expect(await propertiesOf({ publicAccess: { kind: 'allow-list', cidrs: ['198.51.100.0/24'] } })).toMatchObject({
      publicNetworkAccess: 'Enabled',
      networkAcls: { defaultAction: 'Deny', ipRules: [{ value: '198.51.100.0/24' }] },
    });
  });

  test('writes its SKU in lower case, as the schema has it', async () => {
    expect((await propertiesOf()).sku).toEqual({ family: 'A', name: 'standard' });
    expect((await propertiesOf({ sku: 'premium' })).sku).toEqual({ family: 'A', name: 'premium' });
  });
});

test('SEC-05: hands out the id that diagnostic settings watch', async () => {
  const { outputs } = await recorded(() => {
    const { vaultId, vaultUri } = new KeyVault('vault', args());
    return { vaultId, vaultUri };
  });
  expect(outputs.vaultId).toMatch(/\/providers\/Microsoft\.KeyVault\/vaults\/kv-support$/);
  expect(outputs.vaultUri).toBe('https://kv-support.vault.azure.net/');
});

test('F-12: has the name it is given, stays with its stack and is never replaced by the way', async () => {
  expect(inputsOf(await made(), VAULT).vaultName).toBe('kv-support');
  expect(resourceOf(await made(), VAULT)).toMatchObject({ retainOnDelete: true, protect: false });
  expect(resourceOf(await made({ removal: 'destroy', protect: true }), VAULT)).toMatchObject({ retainOnDelete: false, protect: true });
});

test('takes its tenant from an identity, without a look-up', async () => {
  const recording = await recorded(() => {
    const { tenantId } = new WorkloadIdentity('gateway', AT);
    new KeyVault('vault', args({ tenantId }));
  });
  expect(inputsOf(recording, VAULT).properties.tenantId).toMatch(/^[0-9a-f-]{36}$/);
});

test('keeps its type token and says where it is made', async () => {
  const recording = await made();
  expect(resourceOf(recording, VAULT).parent).toBe(resourceOf(recording, 'llm-infra-kit:azure:KeyVault').urn);
  expect(inputsOf(recording, VAULT).location).toBe('swedencentral');
});

describe('An existing vault', () => {
  test('is used by its id and makes no resource', async () => {
    const recording = await recorded(() => {
      const { vaultId, vaultName, vaultUri, resourceGroupName } = KeyVault.fromVaultId(VAULT_ID);
      return { vaultId, vaultName, vaultUri, resourceGroupName };
    });
    expect(recording.resources).toEqual([]);
    expect(recording.outputs).toEqual({
      vaultId: VAULT_ID,
      vaultName: 'kv-central',
      vaultUri: 'https://kv-central.vault.azure.net/',
      resourceGroupName: 'central',
    });
  });

  test.each(['kv-central', 'https://kv-central.vault.azure.net/', `${VAULT_ID}/secrets/openai`])('is refused by %s', (vaultId) => {
    expect(() => KeyVault.fromVaultId(vaultId)).toThrow('vaultId must be /subscriptions/<id>/resourceGroups/');
  });

  test('may be known at deployment only, and is then refused there', async () => {
    const nameOf = (vaultId: string) => recorded(() => ({ name: KeyVault.fromVaultId(pulumi.output(vaultId)).vaultName }));
    expect((await nameOf(VAULT_ID)).outputs.name).toBe('kv-central');
    await expect(nameOf('kv-central')).rejects.toThrow('vaultId must be /subscriptions/<id>/resourceGroups/');
  });
});

describe('Errors', () => {
  test.each([
    [{ vaultName: 'kv' }, 'vaultName must be 3 to 24 letters, digits and single dashes'],
    [{ vaultName: '1vault' }, "got '1vault'"],
    [{ vaultName: 'kv--support' }, "a legal name would be 'kv-support'"],
    [{ vaultName: `k${'v'.repeat(24)}` }, 'vaultName must be 3 to 24'],
    [{ tenantId: 'contoso.onmicrosoft.com' }, "tenantId must be a GUID, got 'contoso.onmicrosoft.com'"],
    [{ softDeleteDays: 6 }, 'softDeleteDays must be 7 to 90 whole days, got 6'],
    [{ softDeleteDays: 91 }, 'got 91'],
    [{ softDeleteDays: 7.5 }, 'got 7.5'],
    [{ publicAccess: { kind: 'allow-list', cidrs: [] } }, 'publicAccess.cidrs is empty'],
  ] satisfies [Partial<KeyVaultArgs>, string][])('refuses %j', (changed, message) => {
    expect(() => new KeyVault('vault', args(changed))).toThrow(message);
  });

  test.each([{ vaultName: 'kv1' }, { vaultName: `k${'v'.repeat(23)}` }, { softDeleteDays: 7 }, { softDeleteDays: 90 }])(
    'takes the limits themselves: %j',
    async (changed) => {
      expect((await made(changed)).resources).not.toEqual([]);
    },
  );

  test('names itself and every fault at once', () => {
    expect(() => new KeyVault('vault', args({ vaultName: '', softDeleteDays: 0 }))).toThrow(
      /^KeyVault 'vault' cannot be made:\n- vaultName.*\n- softDeleteDays/,
    );
  });
});
