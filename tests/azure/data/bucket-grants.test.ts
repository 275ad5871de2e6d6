import { describe, expect, test } from 'vitest';
import { BucketGrants, DataBuckets } from '../../../constructs/azure/data/index.ts';
import { ROLE_IDS, WorkloadIdentity } from '../../../constructs/azure/identity/index.ts';
import { recordedOfType } from '../../../constructs/azure/recorder/index.ts';
import { BUCKET_ROLES } from '../../../constructs/spec/bucket-roles.ts';
import { AT, inputsOf, PRINCIPAL_ID, recorded, resourceOf, SUBSCRIPTION } from '../support/recorded.ts';

const ROLE_ASSIGNMENT = 'azure-native:authorization:RoleAssignment';
const NAMES = { data: 'stdata', logs: 'stlogs', audit: 'staudit' };
const BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';
const NOT_HERE = "(@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringNotEquals 'raw')";
const GATEWAY = { principalName: 'gateway', principalId: PRINCIPAL_ID };

const granted = async (grant: (data: DataBuckets) => void) =>
  inputsOf(await recorded(() => grant(new DataBuckets('data', { ...AT, roles: BUCKET_ROLES, accountNames: NAMES }))), ROLE_ASSIGNMENT);

describe('Each verb', () => {
  test('is one role assignment, on the container alone', async () => {
    const recording = await recorded(() => {
      const data = new DataBuckets('data', { ...AT, roles: BUCKET_ROLES, accountNames: NAMES });
      data.grants('raw').read(new WorkloadIdentity('gateway', AT));
    });
    expect(recordedOfType(recording, ROLE_ASSIGNMENT)).toHaveLength(1);
    const assignment = resourceOf(recording, ROLE_ASSIGNMENT, 'data-raw-read-gateway');
    expect(assignment.inputs.scope).toMatch(/\/storageAccounts\/stdata\/blobServices\/default\/containers\/raw$/);
    expect(assignment.inputs.principalType).toBe('ServicePrincipal');
    expect(assignment.parent).toBe(resourceOf(recording, 'llm-infra-kit:azure:DataBuckets').urn);
  });

  test('read is the reader’s role as it is', async () => {
    const inputs = await granted((data) => void data.grants('raw').read(GATEWAY));
    expect(inputs.roleDefinitionId).toContain(ROLE_IDS['Storage Blob Data Reader']);
    expect(inputs).not.toHaveProperty('condition');
  });

  test('append takes reading, moving and deleting from the contributor’s role, and leaves writing', async () => {
    const inputs = await granted((data) => void data.grants('raw').append(GATEWAY));
    expect(inputs.roleDefinitionId).toContain(ROLE_IDS['Storage Blob Data Contributor']);
    expect(inputs.conditionVersion).toBe('2.0');
    expect(inputs.condition).toBe(
      `((!(ActionMatches{'${BLOBS}/read'}) AND !(ActionMatches{'${BLOBS}/move/action'}) AND !(ActionMatches{'${BLOBS}/delete'})) OR ${NOT_HERE})`,
    );
  });

  test('erase takes reading content, writing, adding and moving from it, and leaves listing and deleting', async () => {
    const inputs = await granted((data) => void data.grants('raw').erase(GATEWAY));
    expect(inputs.roleDefinitionId).toContain(ROLE_IDS['Storage Blob Data Contributor']);
    expect(inputs.condition).toBe(
      `((!(ActionMatches{'${BLOBS}/read'} AND NOT SubOperationMatches{'Blob.List'}) AND !(ActionMatches{'${BLOBS}/write'}) AND !(ActionMatches{'${BLOBS}/add/action'}) AND !(ActionMatches{'${BLOBS}/move/action'})) OR ${NOT_HERE})`,
    );
  });

  test('names the container of its own role in the condition', async () => {
    expect((await granted((data) => void data.grants('audit').append(GATEWAY))).condition).toContain("StringNotEquals 'audit')");
  });
});

test('GOV-02: erase is refused on audit, which is immutable', async () => {
  await recorded(() => {
    const data = new DataBuckets('data', { ...AT, roles: BUCKET_ROLES, accountNames: NAMES });
    expect(() => data.grants('audit').erase(GATEWAY)).toThrow("erase cannot be granted on the 'audit' container, which is immutable");
    expect(() => data.grants('raw').erase(GATEWAY)).not.toThrow();
  });
});

test('append and erase go to two principals, read goes with either, and each is given once', async () => {
  const recording = await recorded(() => {
    const data = new DataBuckets('data', { ...AT, roles: BUCKET_ROLES, accountNames: NAMES });
    data.grants('raw').append(GATEWAY);
    data.grants('raw').append(GATEWAY);
    data.grants('raw').read(GATEWAY);
    expect(() => data.grants('raw').erase(GATEWAY)).toThrow("'gateway' cannot have both append and erase on 'data-raw'");
    data.grants('curated').erase(GATEWAY);
  });
  expect(recordedOfType(recording, ROLE_ASSIGNMENT).map(({ name }) => name)).toEqual([
    'data-curated-erase-gateway',
    'data-raw-append-gateway',
    'data-raw-read-gateway',
  ]);
  expect(new Set(recordedOfType(recording, ROLE_ASSIGNMENT).map(({ inputs }) => inputs.roleAssignmentName)).size).toBe(3);
});

test('an existing container gets the same verbs', async () => {
  const id = `/subscriptions/${SUBSCRIPTION}/resourceGroups/central/providers/Microsoft.Storage/storageAccounts/stcentral/blobServices/default/containers/documents`;
  const recording = await recorded(() => {
    new BucketGrants('raw', 'documents', { id, path: 'central/documents', name: 'documents' }).append(GATEWAY);
  });
  expect(inputsOf(recording, ROLE_ASSIGNMENT, 'documents-append-gateway')).toMatchObject({
    scope: id,
    condition: expect.stringContaining("StringNotEquals 'documents')"),
  });
});
