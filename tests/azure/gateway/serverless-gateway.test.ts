import * as pulumi from '@pulumi/pulumi';
import { describe, expect, test } from 'vitest';
import { ServerlessGateway, type ServerlessGatewayArgs } from '../../../constructs/azure/gateway/index.ts';
import { ROLE_IDS } from '../../../constructs/azure/identity/index.ts';
import { LogWorkspace } from '../../../constructs/azure/monitoring/index.ts';
import { recordedOfType } from '../../../constructs/azure/recorder/index.ts';
import { Registry } from '../../../constructs/azure/registry/index.ts';
import { ModelAccount } from '../../../constructs/azure/serving/index.ts';
import { parseConfig } from '../../../constructs/runtime/gateway/config/parse-config.ts';
import { ACCOUNT } from '../support/ai-accounts.ts';
import { AT, inputsOf, recorded, resourceOf, snapshotOf } from '../support/recorded.ts';
import {
  APP,
  armErrors,
  CONFIG,
  DIGEST,
  ENVIRONMENT,
  earlierThan,
  gatewayArgs,
  keys,
  network,
  ROLE_ASSIGNMENT,
  recordGateway,
  secret,
} from './support.ts';

const everything = (): Partial<ServerlessGatewayArgs> => ({
  access: { kind: 'allow-list', cidrs: ['198.51.100.0/24', '203.0.113.7'] },
  consumerKeys: keys(),
  secrets: [secret('openai')],
  network: network(),
  subnetCidr: '10.20.0.0/23',
  zoneRedundancy: 'Enabled',
  minReplicas: 2,
  maxReplicas: 20,
  concurrentRequests: 2,
  cooldownSeconds: 1200,
  terminationGracePeriodSeconds: 90,
  cpu: 1,
  logWorkspace: new LogWorkspace('logs', AT),
  principalPath: 'seed/dev/gateway',
  tags: { owner: 'llm' },
});
const privately = (): Partial<ServerlessGatewayArgs> => ({ access: { kind: 'private' }, network: network() });

/** The gateway's own resources; identities, roles, probes and what it is given are asserted or snapshotted elsewhere. */
const OWN = /^(?:app|privatedns|monitor):|^llm-infra-kit:azure:ServerlessGateway/;

async function ownOf(changed: Parameters<typeof recordGateway>[0]): Promise<unknown> {
  const entries = Object.entries(snapshotOf(await recordGateway(changed)));
  const text = JSON.stringify(Object.fromEntries(entries.filter(([key]) => OWN.test(key))), (key, value) =>
    key === 'probes' ? undefined : value,
  );
  return JSON.parse(
    text.replaceAll(JSON.stringify(JSON.stringify(CONFIG)), '"(configuration)"').replaceAll(/\/subscriptions\/[^"]*\//g, '…/'),
  );
}

const appOf = async (changed: Parameters<typeof recordGateway>[0] = {}) => inputsOf(await recordGateway(changed), APP);

test('snapshot: minimal', async () => {
  expect(await ownOf({})).toMatchSnapshot();
});

test('snapshot: everything', async () => {
  expect(await ownOf(everything)).toMatchSnapshot();
});

describe('The published ARM schemas', () => {
  test.each([
    ['minimal', () => ({})],
    ['everything', everything],
    ['private', privately],
    ['without image', () => ({ image: undefined })],
  ])('take it: %s', async (_, changed) => {
    expect(armErrors(await recordGateway(changed))).toEqual([]);
    expect(armErrors(await recordGateway(changed, { preview: true }))).toEqual([]);
  });
});

describe('The program', () => {
  test('is an image by its digest, from the registry', async () => {
    const { template } = await appOf();
    expect(template.containers[0].image).toBe(`crcentral.azurecr.io/llm/gateway@sha256:${DIGEST}`);
  });

  test('gets exactly what it asks for, and a configuration that it can read', async () => {
    const { template } = await appOf();
    const environment = Object.fromEntries(
      template.containers[0].env.map(({ name, value }: { name: string; value: string }) => [name, value]),
    );
    expect(Object.keys(environment).sort()).toEqual([
      'AZURE_CLIENT_ID',
      'LLM_GATEWAY_CONFIG',
      'LLM_GATEWAY_TABLE',
      'LLM_GATEWAY_TABLE_ENDPOINT',
    ]);
    expect(parseConfig(environment.LLM_GATEWAY_CONFIG)).toEqual(CONFIG);
    expect(environment).toMatchObject({
      LLM_GATEWAY_TABLE: 'gateway',
      LLM_GATEWAY_TABLE_ENDPOINT: 'https://stcentral.table.core.windows.net',
    });
  });

  test('takes a configuration that is known at deployment only', async () => {
    const config = pulumi.output({ ...CONFIG, timeouts: { ...CONFIG.timeouts, totalMillis: 60_000 } });
    expect((await appOf({ config })).template.scale.cooldownPeriod).toBe(360);
  });

  test('gets calls when its health says so, and is killed only when it answers nothing at all', async () => {
    const { template, configuration } = await appOf();
    const { targetPort: port } = configuration.ingress;
    const kinds = template.containers[0].probes.map(({ type, httpGet, tcpSocket }: Record<string, object>) => ({
      type,
      httpGet,
      tcpSocket,
    }));
    expect(kinds).toEqual([
      { type: 'Startup', tcpSocket: { port } },
      { type: 'Readiness', httpGet: { path: '/health', port, scheme: 'HTTP' } },
      { type: 'Liveness', tcpSocket: { port } },
    ]);
  });
});

describe('Identity', () => {
  test('GW-12: pulls, counts and calls as one user-assigned identity', async () => {
    const recording = await recordGateway();
    const app = inputsOf(recording, APP);
    const { id } = resourceOf(recording, 'azure-native:managedidentity:UserAssignedIdentity', 'gateway');
    expect(app.identity).toEqual({ type: 'UserAssigned', userAssignedIdentities: [id] });
    expect(app.configuration.registries).toEqual([{ server: 'crcentral.azurecr.io', identity: id }]);
    const roles = recordedOfType(recording, ROLE_ASSIGNMENT).map(({ inputs }) => String(inputs.roleDefinitionId).split('/').at(-1));
    expect(roles.sort()).toEqual([ROLE_IDS['Storage Table Data Contributor'], ROLE_IDS.AcrPull].sort());
  });

  test('gets the role that a registry of repositories heeds', async () => {
    const recording = await recordGateway(() => ({
      registry: Registry.fromAttributes('images', {
        registryId: '/subscriptions/s/resourceGroups/r/providers/Microsoft.ContainerRegistry/registries/crcentral',
        loginServer: 'crcentral.azurecr.io',
        permissions: 'repositories',
      }),
    }));
    expect(inputsOf(recording, ROLE_ASSIGNMENT, 'images-pull-gateway').roleDefinitionId).toContain(
      ROLE_IDS['Container Registry Repository Reader'],
    );
  });

  test('starts after all of its rights, those of the bootstrap too', async () => {
    const recording = await recordGateway(everything);
    const earlier = earlierThan(recording, resourceOf(recording, APP));
    const assignments = recordedOfType(recording, ROLE_ASSIGNMENT).map(({ name }) => name);
    expect(assignments.sort()).toEqual([
      'images-pull-gateway',
      'keys-write-secrets',
      'openai-read-gateway',
      'state-bootstrap-keys',
      'state-serve-gateway',
    ]);
    for (const name of assignments) expect(earlier).toContain(`${ROLE_ASSIGNMENT}::${name}`);
  });

  test('may call the models and read the secrets that it is given', async () => {
    const recording = await recordGateway(() => {
      const model = new ModelAccount('ai', ACCOUNT).addModel('assistant', {
        model: { format: 'OpenAI', name: 'gpt-5.1', version: '2025-11-13' },
        routing: { kind: 'in-region' },
        use: 'chat',
        throughput: { kind: 'pay-as-you-go', capacity: 10 },
      });
      return { models: [model], secrets: [secret('openai')] };
    });
    const earlier = earlierThan(recording, resourceOf(recording, APP));
    for (const name of ['ai-invoke-gateway', 'openai-read-gateway']) expect(earlier).toContain(`${ROLE_ASSIGNMENT}::${name}`);
  });

  test('keeps the bootstrap apart: each container gets tokens of its own identity alone', async () => {
    const recording = await recordGateway(() => ({ consumerKeys: keys() }));
    const { configuration, identity, template } = inputsOf(recording, APP);
    const idOf = (name: string) => resourceOf(recording, 'azure-native:managedidentity:UserAssignedIdentity', name).id;
    expect(identity.userAssignedIdentities).toEqual([idOf('gateway'), idOf('keys')]);
    expect(configuration.identitySettings).toEqual([
      { identity: idOf('gateway'), lifecycle: 'Main' },
      { identity: idOf('keys'), lifecycle: 'Init' },
    ]);
    expect(template.initContainers[0]).toMatchObject({ name: 'bootstrap', image: template.containers[0].image });
  });
});

describe('Scaling', () => {
  test('goes to zero, five minutes after the longest stream can have ended', async () => {
    expect((await appOf()).template.scale).toMatchObject({ minReplicas: 0, maxReplicas: 10, cooldownPeriod: 900 });
  });

  test('counts few calls a replica, since Azure counts arrivals', async () => {
    expect((await appOf()).template.scale.rules).toEqual([{ name: 'calls', http: { metadata: { concurrentRequests: '4' } } }]);
  });

  test('gives a replica longer than the program drains', async () => {
    expect((await appOf()).template.terminationGracePeriodSeconds).toBe(50);
  });
});

describe('The way in', () => {
  test('GW-14: is HTTPS alone, one revision at a time', async () => {
    expect((await appOf()).configuration).toMatchObject({
      activeRevisionsMode: 'Single',
      ingress: { allowInsecure: false, transport: 'http', traffic: [{ latestRevision: true, weight: 100 }] },
    });
  });

  test('is open where that is said, and for the listed addresses alone else', async () => {
    expect((await appOf()).configuration.ingress.ipSecurityRestrictions).toEqual([]);
    expect((await appOf(everything)).configuration.ingress.ipSecurityRestrictions).toEqual([
      { name: 'allow-1', action: 'Allow', ipAddressRange: '198.51.100.0/24' },
      { name: 'allow-2', action: 'Allow', ipAddressRange: '203.0.113.7/32' },
    ]);
  });

  test('is the network where it is private, under a name that leads to the environment', async () => {
    const recording = await recordGateway(privately);
    const environment = resourceOf(recording, ENVIRONMENT);
    expect(environment.inputs.vnetConfiguration).toMatchObject({ internal: true });
    const zone = resourceOf(recording, 'azure-native:privatedns:PrivateZone', 'gateway');
    expect(zone.inputs.privateZoneName).toMatch(/\.swedencentral\.azurecontainerapps\.io$/);
    expect(recording.outputs.baseUrl).toBe(`https://llm.${zone.inputs.privateZoneName}/v1`);
    expect(inputsOf(recording, 'azure-native:privatedns:PrivateRecordSet')).toMatchObject({
      relativeRecordSetName: '*',
      recordType: 'A',
      aRecords: [{ ipv4Address: expect.stringMatching(/^203\.0\.113\./) }],
    });
    expect(inputsOf(recording, 'azure-native:privatedns:VirtualNetworkLink', 'gateway').virtualNetwork.id).toMatch(
      /virtualNetworks\/network/,
    );
  });

  test('tells who keeps its names what they lead to', async () => {
    const recording = await recordGateway(() => ({ ...privately(), access: { kind: 'private', dns: 'elsewhere' } }));
    expect(recordedOfType(recording, 'azure-native:privatedns:PrivateRecordSet')).toEqual([]);
    expect(recording.outputs.privateDns).toMatchObject({ zoneName: expect.stringMatching(/azurecontainerapps\.io$/) });
  });

  test('may be public and in a network, so that it reaches what is private', async () => {
    const { vnetConfiguration } = inputsOf(await recordGateway(everything), ENVIRONMENT);
    expect(vnetConfiguration).toMatchObject({ internal: false, infrastructureSubnetId: expect.stringMatching(/subnets\/network-app$/) });
  });
});

test('GW-02: logs leave by a diagnostic setting, since the other way takes a shared key', async () => {
  const recording = await recordGateway(everything);
  const environment = resourceOf(recording, ENVIRONMENT);
  expect(environment.inputs.appLogsConfiguration).toEqual({ destination: 'azure-monitor' });
  expect(inputsOf(recording, 'azure-native:monitor:DiagnosticSetting', 'logs-gateway')).toMatchObject({
    resourceUri: environment.id,
    logs: [{ categoryGroup: 'allLogs', enabled: true }],
  });
});

test('no registration holds a key or a secret', async () => {
  const { resources } = await recordGateway(everything);
  const text = JSON.stringify(resources.map(({ inputs }) => inputs));
  expect(text).not.toMatch(/\$secret|sharedKey|accountKey|passwordSecretRef|secretRef|connectionString|AccountKey=/i);
  expect(inputsOf(await recordGateway(everything), APP).configuration).not.toHaveProperty('secrets');
});

describe('Without an image', () => {
  test('there is no app and no address, everything else is made, and what to run is said', async () => {
    const recording = await recordGateway(() => ({ ...everything(), image: undefined }));
    expect(recordedOfType(recording, APP)).toEqual([]);
    expect(recording.outputs).not.toHaveProperty('baseUrl');
    expect(recording.outputs.nextStep).toBe(
      "The gateway has no image yet. Run 'llm-infra images', which names the image and the command that fills crcentral.azurecr.io, then pass the image by its digest and deploy again.",
    );
    expect(recordedOfType(recording, ENVIRONMENT)).toHaveLength(1);
    expect(recordedOfType(recording, ROLE_ASSIGNMENT)).toHaveLength(5);
  });

  test('the app that comes later adds to what there was and moves none of it', async () => {
    const first = await recordGateway({ image: undefined });
    const second = await recordGateway();
    const urns = ({ resources }: typeof first) => resources.map(({ urn }) => urn);
    expect(urns(second)).toEqual(expect.arrayContaining(urns(first)));
    expect(second.resources).toHaveLength(first.resources.length + 1);
  });
});

test('keeps its type token, and everything below it', async () => {
  const recording = await recordGateway();
  const { urn } = resourceOf(recording, 'llm-infra-kit:azure:ServerlessGateway');
  for (const type of [APP, ENVIRONMENT]) expect(resourceOf(recording, type).parent).toBe(urn);
});

test('what Azure cannot change is replaced, the old one first: an environment with another network, and the app with it', async () => {
  const seen = new Map<string, pulumi.CustomResourceOptions>();
  const watch: pulumi.ResourceTransformation = ({ type, opts }) => {
    seen.set(type, opts);
    return undefined;
  };
  await recorded(() => void new ServerlessGateway('gateway', gatewayArgs(), { transformations: [watch] }));
  expect(seen.get(ENVIRONMENT)).toMatchObject({ replaceOnChanges: ['vnetConfiguration', 'zoneRedundant'], deleteBeforeReplace: true });
  expect(seen.get(APP)).toMatchObject({ replaceOnChanges: ['environmentId'], deleteBeforeReplace: true });
});
