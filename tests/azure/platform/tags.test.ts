import { describe, expect, test } from 'vitest';
import { customResources, ofClass, recordingOf } from '../support/platforms.ts';

const COMMON = {
  owner: 'support',
  contact: 'llm-platform@example.com',
  costCenter: '4711',
  dataClassification: 'confidential',
  platform: 'support-assistant',
};

/** Classes that have no tags: settings and children of what has. */
const UNTAGGED = [
  'authorization:RoleAssignment',
  'monitor:DiagnosticSetting',
  'network:PrivateDnsZoneGroup',
  'network:Subnet',
  'storage:BlobContainer',
  'storage:BlobServiceProperties',
  'storage:ManagementPolicy',
];

describe.each(['ephemeral', 'dev', 'prod'] as const)('In %s', (environment) => {
  test('every resource that takes tags has those of ownership', async () => {
    const resources = customResources(await recordingOf({}, environment));
    const untagged = resources.filter(({ inputs }) => !inputs.tags).map(({ type }) => type.slice('azure-native:'.length));
    expect(untagged.filter((type) => !UNTAGGED.includes(type))).toEqual([]);
    for (const { name, inputs } of resources.filter(({ inputs }) => inputs.tags))
      expect({ name, ...(inputs.tags as object) }).toMatchObject({ name, ...COMMON, environment });
  });

  test('no tag list is longer than the strictest service takes: 15', async () => {
    const lengths = customResources(await recordingOf({}, environment)).map(({ inputs }) => Object.keys(inputs.tags ?? {}).length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(15);
  });
});

test('A deployment also says its model', async () => {
  const deployments = ofClass(await recordingOf(), 'cognitiveservices:Deployment');
  expect(deployments.map(({ inputs }) => (inputs.tags as { model: string }).model)).toEqual(['gpt-5.1', 'text-embedding-3-large']);
});

test('The keys are the organisation’s own where the file names them', async () => {
  const recording = await recordingOf({ tags: { names: { owner: 'org-owner', model: 'org-model' }, add: { 'org-zone': 'workloads' } } });
  const [account] = ofClass(recording, 'storage:StorageAccount');
  expect(account?.inputs.tags).toMatchObject({ 'org-owner': 'support', 'org-zone': 'workloads' });
  const [deployment] = ofClass(recording, 'cognitiveservices:Deployment');
  expect(deployment?.inputs.tags).toMatchObject({ 'org-model': 'gpt-5.1' });
});
