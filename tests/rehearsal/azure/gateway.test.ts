import { ResourceGroup } from '@pulumi/azure-native/resources/resourceGroup.js';
import type { PulumiFn } from '@pulumi/pulumi/automation/index.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ConsumerKeys,
  type GatewayAccess,
  GatewayState,
  KeyVault,
  NewNetwork,
  Registry,
  ServerlessGateway,
} from '../../../constructs/azure/index.ts';
import { CONFIG, IMAGE } from '../../azure/gateway/support.ts';
import { createdTooEarly, deletedTooEarly } from './order.ts';
import { Rehearsal } from './rehearsal.ts';

const APP = 'azure-native:app:ContainerApp';
const ENVIRONMENT = 'azure-native:app:ManagedEnvironment';

/** What the program is told between two operations. */
const given: { image?: string; access: GatewayAccess; consumers: string[] } = { access: { kind: 'public' }, consumers: ['support-web'] };

/** The blocks of the gateway in a program of somebody else's. */
const program: PulumiFn = async () => {
  const { name: resourceGroupName } = new ResourceGroup('own', { resourceGroupName: 'own', location: 'swedencentral' });
  const at = { resourceGroupName, location: 'swedencentral' };
  const network = new NewNetwork('network', {
    ...at,
    cidr: '10.20.0.0/16',
    tiers: ['app', 'endpoints'],
    delegations: { app: 'container-apps' },
  });
  const state = new GatewayState('state', { ...at, accountName: 'stgateway', removal: 'destroy' });
  network.addPrivateEndpoint('state', { resourceId: state.account.id, groupId: 'table' });
  const registry = new Registry('images', { ...at, registryName: 'crgateway', removal: 'destroy' });
  const vault = new KeyVault('vault', {
    ...at,
    vaultName: 'kv-gateway',
    tenantId: '99999999-8888-7777-6666-555555555555',
    removal: 'destroy',
  });
  const consumerKeys = new ConsumerKeys('keys', { ...at, vault, state, consumers: given.consumers, secretNamePrefix: 'own' });
  const { image, access } = given;
  const gateway = new ServerlessGateway('gateway', {
    ...at,
    appName: 'llm',
    image,
    access,
    registry,
    state,
    network,
    consumerKeys,
    config: CONFIG,
  });
  return { baseUrl: gateway.baseUrl, nextStep: gateway.nextStep };
};

describe('A gateway in a program of somebody else’s', () => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    rehearsal = await Rehearsal.open({ project: 'own', stack: 'dev', program });
  });
  afterAll(() => rehearsal.close());

  const outputs = () => rehearsal.stack.outputs();

  test('is deployed without its image, in order, and says what to run', async () => {
    await rehearsal.up();
    expect(createdTooEarly(await rehearsal.resources(), rehearsal.cloud.requests)).toEqual([]);
    expect(rehearsal.cloud.ofType(APP)).toEqual([]);
    expect((await outputs()).nextStep?.value).toContain("Run 'llm-infra images'");
  });

  test('gets its app with the image, and nothing else; a second up changes nothing', async () => {
    given.image = IMAGE;
    expect(await rehearsal.up()).toMatchObject({ create: 1 });
    expect(createdTooEarly(await rehearsal.resources(), rehearsal.cloud.requests)).toEqual([]);
    expect((await outputs()).baseUrl?.value).toMatch(/^https:\/\/llm\..+\/v1$/);
    expect(Object.keys(await rehearsal.up())).toEqual(['same']);
  });

  test('takes a consumer by an update of the app alone', async () => {
    given.consumers = ['support-web', 'support-app'];
    expect(await rehearsal.previewedSteps()).toEqual([expect.stringMatching(/^update azure-native:app:ContainerApp gateway$/)]);
    await rehearsal.up();
    expect(JSON.stringify(rehearsal.cloud.ofType(APP))).toContain('own-support-app');
  });

  test('becomes private in another environment, the old app and environment gone first, and no row lost', async () => {
    given.access = { kind: 'private' };
    const [resources, begun] = [await rehearsal.resources(), rehearsal.cloud.requests.length];
    await rehearsal.up();
    const requests = rehearsal.cloud.requests.slice(begun);
    expect(requests.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
    expect(deletedTooEarly(resources, requests)).toEqual([]);
    expect(rehearsal.cloud.ofType(ENVIRONMENT)).toHaveLength(1);
    expect(rehearsal.cloud.ofType(APP)).toHaveLength(1);
    expect(rehearsal.cloud.ofType('azure-native:privatedns:PrivateRecordSet')).toHaveLength(1);
    expect(requests.filter(({ op }) => op === 'delete').map(({ type }) => type)).toEqual([APP, ENVIRONMENT]);
  });

  test('keeps no secret in its state', async () => {
    expect(JSON.stringify(await rehearsal.stack.exportStack())).not.toMatch(/sharedKey|accountKey|passwordSecretRef|"ciphertext"/);
  });

  test('is destroyed in order, and nothing is left', async () => {
    const [resources, begun] = [await rehearsal.resources(), rehearsal.cloud.requests.length];
    await rehearsal.destroy();
    expect(deletedTooEarly(resources, rehearsal.cloud.requests.slice(begun))).toEqual([]);
    expect(rehearsal.cloud.all).toEqual([]);
  });
});
