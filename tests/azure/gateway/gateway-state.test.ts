import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import { GatewayState, type GatewayStateArgs, type IGatewayState } from '../../../constructs/azure/gateway/index.ts';
import { ROLE_IDS } from '../../../constructs/azure/identity/index.ts';
import { recordedOfType } from '../../../constructs/azure/recorder/index.ts';
import { checkRegistrations } from '../../../constructs/policy/index.ts';
import { AZURE_DEV, diagnostics } from '../../policy/registrations.ts';
import { AT, inputsOf, PRINCIPAL_ID, recorded, resourceOf, SUBSCRIPTION, snapshotOf } from '../support/recorded.ts';
import { armErrors } from './support.ts';

const ACCOUNT = 'azure-native:storage:StorageAccount';
const TABLE = 'azure-native:storage:Table';
const ROLE_ASSIGNMENT = 'azure-native:authorization:RoleAssignment';
const GATEWAY = { principalName: 'gateway', principalId: PRINCIPAL_ID };
const TABLE_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/central/providers/Microsoft.Storage/storageAccounts/stcentral/tableServices/default/tables/llm`;

const args = (changed: Partial<GatewayStateArgs> = {}): GatewayStateArgs => ({ ...AT, accountName: 'stgateway', ...changed });
const made = (changed: Partial<GatewayStateArgs> = {}) => recorded(() => void new GatewayState('state', args(changed)));
const outputsOf = ({ tableEndpoint, tableName }: IGatewayState) => ({ tableEndpoint, tableName });

const EVERYTHING = {
  tableName: 'llm',
  sku: 'Standard_LRS',
  publicAccess: { kind: 'allow-list', cidrs: ['198.51.100.0/24'] },
  removal: 'destroy',
  tags: { owner: 'llm' },
} as const;

test('snapshot: minimal', async () => {
  expect(snapshotOf(await made())).toMatchSnapshot();
});

test('snapshot: everything', async () => {
  const recording = await recorded(() => void new GatewayState('state', args(EVERYTHING)).grants.serve(GATEWAY));
  expect(snapshotOf(recording)).toMatchSnapshot();
});

test.each([{}, EVERYTHING])('is what the published ARM schema takes: %j', async (changed) => {
  const recording = await recorded(() => void new GatewayState('state', args(changed)).grants.serve(GATEWAY));
  expect(armErrors(recording)).toEqual([]);
});

test('DAT-07: takes identities alone, and nobody from outside unless somebody is named', async () => {
  expect(inputsOf(await made(), ACCOUNT)).toMatchObject({
    allowSharedKeyAccess: false,
    allowBlobPublicAccess: false,
    isLocalUserEnabled: false,
    publicNetworkAccess: 'Disabled',
    networkRuleSet: { defaultAction: 'Deny', ipRules: [] },
  });
  expect(inputsOf(await made(EVERYTHING), ACCOUNT)).toMatchObject({
    publicNetworkAccess: 'Enabled',
    networkRuleSet: { defaultAction: 'Deny', ipRules: [{ iPAddressOrRange: '198.51.100.0/24' }] },
  });
});

test('follows every rule of the kit once its reads and writes are logged', async () => {
  const { resources } = await made();
  const account = resources.find(({ type }) => type === ACCOUNT)?.id;
  const logged = diagnostics('x', { inputs: { resourceUri: `${account}/tableServices/default` } });
  expect(checkRegistrations([...resources, logged], AZURE_DEV)).toEqual([]);
  expect(checkRegistrations(resources, AZURE_DEV).map(({ rule }) => rule)).toEqual(['DAT-05']);
});

describe('REL-01', () => {
  test.each([ACCOUNT, TABLE])('keeps and protects its %s, unless it may go', async (type) => {
    expect(resourceOf(await made(), type)).toMatchObject({ retainOnDelete: true, protect: true });
    expect(resourceOf(await made({ removal: 'destroy' }), type)).toMatchObject({ retainOnDelete: false, protect: false });
    expect(resourceOf(await made({ protect: false }), type)).toMatchObject({ retainOnDelete: true, protect: false });
  });
});

test('tells the program where its rows are, without a slash at the end', async () => {
  const { outputs } = await recorded(() => outputsOf(new GatewayState('state', args())));
  expect(outputs).toEqual({ tableEndpoint: 'https://stgateway.table.core.windows.net', tableName: 'gateway' });
});

test.each(['serve', 'bootstrap', 'switch'] as const)('%s is one role assignment on the table alone', async (verb) => {
  const recording = await recorded(() => void new GatewayState('state', args()).grants[verb](GATEWAY));
  expect(recordedOfType(recording, ROLE_ASSIGNMENT)).toHaveLength(1);
  const { inputs, parent } = resourceOf(recording, ROLE_ASSIGNMENT, `state-${verb}-gateway`);
  expect(inputs.scope).toMatch(/\/storageAccounts\/stgateway\/tableServices\/default\/tables\/gateway$/);
  expect(inputs.roleDefinitionId).toContain(ROLE_IDS['Storage Table Data Contributor']);
  expect(parent).toBe(resourceOf(recording, 'llm-infra-kit:azure:GatewayState').urn);
});

test('one identity has one verb, since each is the same role', () => {
  const both = () =>
    recorded(() => {
      const { grants } = new GatewayState('state', args());
      grants.serve(GATEWAY);
      grants.bootstrap(GATEWAY);
    });
  return expect(both()).rejects.toThrow("'gateway' cannot have both serve and bootstrap on 'state'");
});

describe('An existing table', () => {
  test('is used by its id, makes no resource and grants the same', async () => {
    const recording = await recorded(() => {
      const state = GatewayState.fromTableId('central', TABLE_ID);
      state.grants.serve(GATEWAY);
      return outputsOf(state);
    });
    expect(recording.outputs).toEqual({ tableEndpoint: 'https://stcentral.table.core.windows.net', tableName: 'llm' });
    expect(recording.resources.map(({ type }) => type)).toEqual([ROLE_ASSIGNMENT]);
    expect(inputsOf(recording, ROLE_ASSIGNMENT, 'central-serve-gateway').scope).toBe(TABLE_ID);
  });

  test('is refused by what is no id, unless it is known at deployment only', () => {
    expect(() => GatewayState.fromTableId('central', 'llm')).toThrow(
      /^GatewayState 'central' cannot be made:\n- tableId must be \/subscriptions\/<id>.+, got 'llm'; take/,
    );
    expect(() => GatewayState.fromTableId('central', pulumi.output(TABLE_ID))).not.toThrow();
  });
});

describe('Errors', () => {
  test.each([
    [{ accountName: 'st-gateway' }, "accountName must be 3 to 24 lower-case letters and digits, got 'st-gateway'; a legal name would be"],
    [{ tableName: '1table' }, "tableName must be 3 to 63 letters and digits, a letter first, got '1table' (6)"],
    [{ tableName: 'gateway-rows' }, "got 'gateway-rows' (12); leave the others out"],
    [{ tableName: 'x'.repeat(64) }, '(64)'],
    [
      { publicAccess: { kind: 'allow-list', cidrs: ['0.0.0.0/0'] } },
      "publicAccess.cidrs[0] must have a prefix of at least 8, got '0.0.0.0/0'",
    ],
    [{ tags: Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`t${index}`, 'x'])) }, 'tags must be at most 15'],
  ] satisfies [Partial<GatewayStateArgs>, string][])('refuses %j', (changed, message) => {
    expect(() => new GatewayState('state', args(changed))).toThrow(message);
  });

  test.each(['abc', 'Gateway1', 'x'.repeat(63)])('takes the table name %s', async (tableName) => {
    expect(inputsOf(await made({ tableName }), TABLE).tableName).toBe(tableName);
  });

  test('names itself and every fault at once', () => {
    expect(() => new GatewayState('state', args({ accountName: '', tableName: '' }))).toThrow(
      /^GatewayState 'state' cannot be made:\n- accountName.*\n- tableName/,
    );
  });
});
