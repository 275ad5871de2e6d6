import { describe, expect, test } from 'vitest';
import { WorkloadIdentity, type WorkloadIdentityArgs } from '../../../constructs/azure/identity/index.ts';
import { AT, inputsOf, recorded, resourceOf, snapshotOf } from '../support/recorded.ts';

const IDENTITY = 'azure-native:managedidentity:UserAssignedIdentity';

const made = (args: Partial<WorkloadIdentityArgs> = {}) => recorded(() => void new WorkloadIdentity('gateway', { ...AT, ...args }));

test('snapshot: minimal', async () => {
  expect(snapshotOf(await made())).toMatchSnapshot();
});

test('snapshot: everything', async () => {
  expect(
    snapshotOf(await made({ identityName: 'id-gateway', principalPath: 'seed/dev/gateway', tags: { owner: 'llm' } })),
  ).toMatchSnapshot();
});

test('keeps its type token and lies below its component', async () => {
  const recording = await made();
  expect(resourceOf(recording, 'llm-infra-kit:azure:WorkloadIdentity').name).toBe('gateway');
  expect(resourceOf(recording, IDENTITY).parent).toBe(resourceOf(recording, 'llm-infra-kit:azure:WorkloadIdentity').urn);
});

test('says where it is made, and leaves its name to Pulumi', async () => {
  const inputs = inputsOf(await made(), IDENTITY);
  expect(inputs.location).toBe('swedencentral');
  expect(inputs).not.toHaveProperty('resourceName');
});

test('tells its principal, its client and its tenant without a look-up', async () => {
  const { outputs } = await recorded(() => {
    const { principalId, clientId, tenantId, identityId, principalPath, principalName } = new WorkloadIdentity('gateway', AT);
    return { principalId, clientId, tenantId, identityId, principalPath, principalName };
  });
  expect(outputs).toMatchObject({ principalName: 'gateway', principalPath: 'test/dev/gateway' });
  expect(outputs.identityId).toMatch(/\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/gateway/);
  for (const key of ['principalId', 'clientId', 'tenantId']) expect(outputs[key]).toMatch(/^[0-9a-f-]{36}$/);
});

describe('Errors', () => {
  test.each(['id', '-gateway', 'gate way', 'x'.repeat(129)])('refuses the name %s', (identityName) => {
    expect(() => new WorkloadIdentity('gateway', { ...AT, identityName })).toThrow('identityName must be 3 to 128 letters');
  });

  test.each(['abc', 'id_gateway-1', 'x'.repeat(128)])('takes the name %s', async (identityName) => {
    expect(inputsOf(await made({ identityName }), IDENTITY).resourceName).toBe(identityName);
  });

  test('names itself and every fault at once', () => {
    expect(() => new WorkloadIdentity('gateway', { ...AT, identityName: 'x', principalPath: '' })).toThrow(
      /^WorkloadIdentity 'gateway' cannot be made:\n- identityName.*\n- principalPath is empty/,
    );
  });
});
