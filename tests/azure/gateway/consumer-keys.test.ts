import { describe, expect, test } from 'vitest';
import { ConsumerKeys, type ConsumerKeysArgs } from '../../../constructs/azure/gateway/index.ts';
import { ROLE_IDS } from '../../../constructs/azure/identity/index.ts';
import { recordedOfType } from '../../../constructs/azure/recorder/index.ts';
import { inputsOf, recorded, resourceOf, snapshotOf } from '../support/recorded.ts';
import { APP, armErrors, keys, keysArgs, ROLE_ASSIGNMENT, recordGateway } from './support.ts';

const made = (changed: Partial<ConsumerKeysArgs> = {}) => recorded(() => void keys(changed));
const refused = (changed: Partial<ConsumerKeysArgs>) => () => new ConsumerKeys('keys', keysArgs(changed));

test('snapshot: minimal', async () => {
  expect(snapshotOf(await made())).toMatchSnapshot();
});

test('is what the published ARM schemas take', async () => {
  expect(armErrors(await made())).toEqual([]);
});

test('makes no secret: neither program nor state ever holds a key', async () => {
  const { resources } = await made({ consumers: ['a', 'b', 'c'] });
  expect(resources.map(({ type }) => type).filter((type) => type.includes('keyvault'))).toEqual([]);
  expect(JSON.stringify(resources)).not.toMatch(/\$secret|llm-[A-Za-z0-9_-]{43}/);
});

test('the bootstrap may write secrets of the vault and rows of the table, and nothing else', async () => {
  const recording = await made();
  expect(inputsOf(recording, ROLE_ASSIGNMENT, 'keys-write-secrets')).toMatchObject({
    scope: expect.stringMatching(/\/vaults\/kv-central$/),
    roleDefinitionId: expect.stringContaining(ROLE_IDS['Key Vault Secrets Officer']),
  });
  expect(inputsOf(recording, ROLE_ASSIGNMENT, 'state-bootstrap-keys').scope).toMatch(/\/tables\/gateway$/);
  expect(recordedOfType(recording, ROLE_ASSIGNMENT)).toHaveLength(2);
});

test('the bootstrap is told the consumers and their secrets, the table, and who it is', async () => {
  const recording = await recordGateway(() => ({ consumerKeys: keys({ consumers: ['support-web', 'support-app'] }) }));
  const [container] = inputsOf(recording, APP).template.initContainers;
  const environment = Object.fromEntries(container.env.map(({ name, value }: { name: string; value: string }) => [name, value]));
  expect(JSON.parse(environment.LLM_GATEWAY_CONSUMERS)).toEqual([
    { name: 'support-web', secret: 'https://kv-central.vault.azure.net/secrets/support-dev-support-web' },
    { name: 'support-app', secret: 'https://kv-central.vault.azure.net/secrets/support-dev-support-app' },
  ]);
  const { clientId } = await recordedIdentity();
  expect(environment).toEqual({
    LLM_GATEWAY_CONSUMERS: environment.LLM_GATEWAY_CONSUMERS,
    LLM_GATEWAY_TABLE_ENDPOINT: 'https://stcentral.table.core.windows.net',
    LLM_GATEWAY_TABLE: 'gateway',
    AZURE_CLIENT_ID: clientId,
  });
  expect(container.command).toEqual(['node', '/app/gateway-bootstrap.mjs']);
});

/** The ids of the bootstrap's identity, which are the same at each recording. */
async function recordedIdentity(): Promise<{ readonly clientId: unknown }> {
  const { outputs } = await recorded(() => ({ clientId: keys().identity.clientId }));
  return { clientId: outputs.clientId };
}

test('says where a key is, without a version', async () => {
  const { outputs } = await recorded(() => ({ place: keys().keyPlace('support-web') }));
  expect(outputs.place).toEqual({
    kind: 'key-vault-secret',
    uri: 'https://kv-central.vault.azure.net/secrets/support-dev-support-web',
  });
});

test('another program can be the bootstrap', async () => {
  const recording = await recordGateway(() => ({ consumerKeys: keys({ command: ['/bootstrap', '--once'] }) }));
  expect(inputsOf(recording, APP).template.initContainers[0].command).toEqual(['/bootstrap', '--once']);
});

test('a consumer that is added changes the app, and no identity and no role', async () => {
  const [one, two] = await Promise.all([made(), made({ consumers: ['support-web', 'another'] })]);
  const custom = ({ resources }: typeof one) => resources.filter((each) => each.custom);
  expect(custom(two)).toEqual(custom(one));
});

test('keeps its type token, and its parts below it', async () => {
  const recording = await made();
  const { urn } = resourceOf(recording, 'llm-infra-kit:azure:ConsumerKeys');
  expect(resourceOf(recording, 'llm-infra-kit:azure:WorkloadIdentity').parent).toBe(urn);
});

describe('Errors', () => {
  const prefix = 'x'.repeat(120);
  test.each([
    [{ consumers: [] }, 'consumers is empty; name at least one, or leave the block out'],
    [
      { consumers: ['Support'] },
      "consumers[0] must be 1 to 32 lower-case letters, digits and single hyphens, begun by a letter, got 'Support' (7)",
    ],
    [{ consumers: ['a'.repeat(33)] }, '(33)'],
    [{ consumers: ['a', 'b', 'a'] }, "consumers names 'a' more than once; name each once"],
    [{ secretNamePrefix: 'support_dev' }, "secretNamePrefix must be letters, digits and hyphens, got 'support_dev'"],
    [{ secretNamePrefix: '' }, "secretNamePrefix must be letters, digits and hyphens, got ''"],
    [
      { consumers: ['support-web', 'support-app'], secretNamePrefix: prefix },
      `consumers 'support-web', 'support-app' would share the secret '${prefix}-suppor', since a vault takes 127 characters of a name; shorten secretNamePrefix, which has 120`,
    ],
    [{ command: [] }, 'command is empty; name the program, or leave command out'],
  ] satisfies [Partial<ConsumerKeysArgs>, string][])('refuses %j', (changed, message) => {
    expect(refused(changed)).toThrow(message);
  });

  test('takes a name that is cut, as long as it stays one consumer’s', () => {
    expect(refused({ consumers: ['web', 'app'], secretNamePrefix: prefix })).not.toThrow();
  });

  test('names itself and every fault at once', () => {
    expect(refused({ consumers: ['A'], secretNamePrefix: '/', command: [] })).toThrow(
      /^ConsumerKeys 'keys' cannot be made:\n- consumers\[0\].*\n- secretNamePrefix.*\n- command/,
    );
  });

  test('names the consumers where one is asked for that is none', async () => {
    await expect(recorded(() => void keys().keyPlace('other'))).rejects.toThrow(
      "ConsumerKeys 'keys' knows no 'other', it has support-web; add it to consumers",
    );
  });
});
