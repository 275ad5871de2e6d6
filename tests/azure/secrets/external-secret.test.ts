import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import { ROLE_IDS, WorkloadIdentity } from '../../../constructs/azure/identity/index.ts';
import { recordedOfType } from '../../../constructs/azure/recorder/index.ts';
import {
  DESCRIPTION_TAG,
  EXTERNAL_SECRET_FIELD,
  EXTERNAL_SECRET_TEMPLATE,
  ExternalSecret,
  type ExternalSecretArgs,
  KeyVault,
  MAX_AGE_TAG,
} from '../../../constructs/azure/secrets/index.ts';
import { AT, inputsOf, PRINCIPAL_ID, recorded, resourceOf, SUBSCRIPTION, snapshotOf, TENANT_ID } from '../support/recorded.ts';

const SECRET = 'azure-native:keyvault:Secret';
const ROLE_ASSIGNMENT = 'azure-native:authorization:RoleAssignment';
const VAULT_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/central/providers/Microsoft.KeyVault/vaults/kv-central`;
const SECRET_URI = 'https://kv-central.vault.azure.net/secrets/openai';
const GATEWAY = { principalName: 'gateway', principalId: PRINCIPAL_ID };

const args = (changed: Partial<ExternalSecretArgs> = {}): ExternalSecretArgs => ({
  vault: KeyVault.fromVaultId(VAULT_ID),
  secretName: 'openai',
  maxAgeDays: 90,
  ...changed,
});
const made = (changed: Partial<ExternalSecretArgs> = {}) => recorded(() => void new ExternalSecret('openai', args(changed)));

const full = {
  maxAgeDays: 30,
  description: 'Key of the OpenAI project, from platform.openai.com',
  removal: 'destroy',
  protect: true,
  tags: { owner: 'llm' },
} as const;

test('snapshot: minimal', async () => {
  expect(snapshotOf(await made())).toMatchSnapshot();
});

test('snapshot: everything', async () => {
  const recording = await recorded(() => {
    const identity = new WorkloadIdentity('gateway', AT);
    const vault = new KeyVault('vault', { ...AT, vaultName: 'kv-support', tenantId: TENANT_ID });
    new ExternalSecret('openai', args({ vault, ...full })).grants.read(identity);
  });
  const { 'authorization:RoleAssignment openai-read-gateway': grant, 'keyvault:Secret openai': secret } = snapshotOf(recording);
  expect({ grant, secret }).toMatchSnapshot();
});

test('the template of the value is frozen: another text would overwrite what a user has set', () => {
  expect(EXTERNAL_SECRET_TEMPLATE).toBe('{"value":""}');
  expect(JSON.parse(EXTERNAL_SECRET_TEMPLATE)).toEqual({ [EXTERNAL_SECRET_FIELD]: '' });
});

test('F-28: registers its value as a secret alone, whatever its args are', async () => {
  for (const recording of [await made(), await made(full)]) {
    expect(inputsOf(recording, SECRET).properties).toEqual({ value: { $secret: 'string' }, contentType: 'application/json' });
    expect(JSON.stringify(recording)).not.toContain('"value\\":\\"');
  }
});

test('SEC-03: the value behind the secret is the empty template', async () => {
  const values: pulumi.Output<unknown>[] = [];
  await recorded(async () => {
    pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
      if (type === SECRET) values.push(pulumi.output<unknown>(props.properties.value));
      return { props, opts };
    });
    new ExternalSecret('openai', args(full));
    expect(values).toHaveLength(1);
    for (const value of values) {
      expect(await pulumi.isSecret(value)).toBe(true);
      expect(await new Promise((resolve) => value.apply(resolve))).toBe(EXTERNAL_SECRET_TEMPLATE);
    }
  });
});

test('SEC-03: sends no update, which would write the template over what a user has set', async () => {
  for (const recording of [await made(), await made(full)]) expect(resourceOf(recording, SECRET).ignoreChanges).toEqual(['*']);
});

test('SEC-02: carries its age limit as a tag, and no expiry that would be fixed in the program', async () => {
  const { tags, properties } = inputsOf(await made(full), SECRET);
  expect(tags).toEqual({ owner: 'llm', [MAX_AGE_TAG]: '30', [DESCRIPTION_TAG]: full.description });
  expect(properties).not.toHaveProperty('attributes');
  expect(inputsOf(await made(), SECRET).tags).toEqual({ [MAX_AGE_TAG]: '90' });
});

test('SEC-01, REL-01: stays when its stack goes, unless it may go', async () => {
  expect(resourceOf(await made(), SECRET)).toMatchObject({ retainOnDelete: true, protect: false });
  expect(resourceOf(await made(full), SECRET)).toMatchObject({ retainOnDelete: false, protect: true });
});

test('SEC-01: read gives the value by a role on this secret alone', async () => {
  const recording = await recorded(() => void new ExternalSecret('openai', args()).grants.read(GATEWAY));
  expect(recordedOfType(recording, ROLE_ASSIGNMENT)).toHaveLength(1);
  const assignment = resourceOf(recording, ROLE_ASSIGNMENT, 'openai-read-gateway');
  expect(assignment.inputs.scope).toMatch(/\/vaults\/kv-central\/secrets\/openai$/);
  expect(assignment.inputs.roleDefinitionId).toContain(ROLE_IDS['Key Vault Secrets User']);
  expect(assignment.dependencies).toContain(resourceOf(recording, SECRET).urn);
});

test('is read by a URI without version', async () => {
  const { outputs } = await recorded(() => ({ uri: new ExternalSecret('openai', args()).secretUri }));
  expect(outputs.uri).toBe(SECRET_URI);
});

test('keeps its type token and lies below its component', async () => {
  const recording = await made();
  expect(resourceOf(recording, SECRET).parent).toBe(resourceOf(recording, 'llm-infra-kit:azure:ExternalSecret').urn);
});

describe('An existing secret', () => {
  test('is used by its URI, makes no resource and grants the same', async () => {
    const recording = await recorded(() => {
      const secret = ExternalSecret.fromAttributes('openai', { secretUri: SECRET_URI, vaultId: VAULT_ID });
      secret.grants.read(GATEWAY);
      return { uri: secret.secretUri, id: secret.secretId };
    });
    expect(recording.outputs).toEqual({ uri: SECRET_URI, id: `${VAULT_ID}/secrets/openai` });
    expect(recording.resources.map(({ type }) => type)).toEqual([ROLE_ASSIGNMENT]);
    expect(inputsOf(recording, ROLE_ASSIGNMENT, 'openai-read-gateway').scope).toBe(`${VAULT_ID}/secrets/openai`);
  });

  test.each([
    `${SECRET_URI}/0123456789abcdef0123456789abcdef`,
    'https://kv-central.vault.azure.net/keys/openai',
    'http://kv-central.vault.azure.net/secrets/openai',
    'openai',
  ])('is refused by %s', (secretUri) => {
    expect(() => ExternalSecret.fromAttributes('openai', { secretUri, vaultId: VAULT_ID })).toThrow(
      /^ExternalSecret 'openai' cannot be made:\n- secretUri must be https:\/\/<vault>\.vault\.azure\.net\/secrets\/<name> without a version/,
    );
  });

  test('is refused where its vault is another one than the id says', () => {
    const secretUri = 'https://kv-other.vault.azure.net/secrets/openai';
    expect(() => ExternalSecret.fromAttributes('openai', { secretUri, vaultId: VAULT_ID })).toThrow(
      "secretUri lies in the vault 'kv-other', vaultId names 'kv-central'; pass the id of 'kv-other'",
    );
    expect(() => ExternalSecret.fromAttributes('openai', { secretUri, vaultId: pulumi.output(VAULT_ID) })).not.toThrow();
  });
});

const tagged = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag${index}`, 'x']));

describe('Errors', () => {
  test.each([
    [{ secretName: '' }, "secretName must be 1 to 127 letters, digits or hyphens, got '' (0)"],
    [{ secretName: 'openai_key' }, "got 'openai_key' (10); replace the others by -"],
    [{ secretName: 'x'.repeat(128) }, '(128)'],
    [{ maxAgeDays: 0 }, 'maxAgeDays must be 1 to 1000 whole days, got 0'],
    [{ maxAgeDays: 1001 }, 'got 1001'],
    [{ maxAgeDays: 1.5 }, 'got 1.5'],
    [{ description: 'x'.repeat(257) }, 'description must have at most 256 characters, got 257'],
    [{ tags: tagged(14) }, 'tags must be at most 13, got 14; take some out'],
  ] satisfies [Partial<ExternalSecretArgs>, string][])('refuses a wrong value: %#', (changed, message) => {
    expect(() => new ExternalSecret('openai', args(changed))).toThrow(message);
  });

  test.each([
    { secretName: 'x' },
    { secretName: 'x'.repeat(127) },
    { maxAgeDays: 1 },
    { maxAgeDays: 1000 },
    { description: 'x'.repeat(256) },
    { tags: tagged(13) },
  ])('takes the limits themselves: %#', async (changed) => {
    expect((await made(changed)).resources).not.toEqual([]);
  });

  test('names itself and every fault at once', () => {
    expect(() => new ExternalSecret('openai', args({ secretName: '', maxAgeDays: 0 }))).toThrow(
      /^ExternalSecret 'openai' cannot be made:\n- secretName.*\n- maxAgeDays/,
    );
  });
});
