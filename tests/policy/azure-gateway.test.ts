import { describe, expect, test } from 'vitest';
import { ConsumerKeys, ServerlessGateway } from '../../constructs/azure/gateway/index.ts';
import { LogWorkspace } from '../../constructs/azure/monitoring/index.ts';
import { checkRegistrations, type Registration } from '../../constructs/policy/index.ts';
import { gatewayArgs, keysArgs, network } from '../azure/gateway/support.ts';
import { AT, recorded } from '../azure/support/recorded.ts';
import { judges } from './judge.ts';
import { AZURE_DEV, AZURE_PROD, diagnostics, idOf, reg, set, UNKNOWN } from './registrations.ts';

const DIGEST = `sha256:${'0'.repeat(64)}`;
const ENVIRONMENT = { appLogsConfiguration: { destination: 'azure-monitor' }, vnetConfiguration: { internal: true } };
const environment = (path?: string, value?: unknown): Registration =>
  reg('app:ManagedEnvironment', 'env', path === undefined ? ENVIRONMENT : set(ENVIRONMENT, path, value));

const config = (timeouts: object) => ({ env: [{ name: 'LLM_GATEWAY_CONFIG', value: JSON.stringify({ timeouts }) }] });
const container = (inputs: object = {}) => [{ name: 'gateway', image: `cr.example.com/gateway@${DIGEST}`, ...inputs }];
const APP = {
  environmentId: idOf('env'),
  identity: { type: 'UserAssigned', userAssignedIdentities: [idOf('identity')] },
  configuration: {
    ingress: { external: true, allowInsecure: false },
    registries: [{ server: 'cr.example.com', identity: idOf('identity') }],
  },
  template: {
    containers: container(config({ totalMillis: 600_000, drainMillis: 25_000 })),
    scale: { minReplicas: 0, cooldownPeriod: 900 },
    terminationGracePeriodSeconds: 55,
  },
};
const app = (path?: string, value?: unknown, rest: Partial<Registration> = {}): Registration =>
  reg('app:ContainerApp', 'app', path === undefined ? APP : set(APP, path, value), rest);

describe('GW-02', () => {
  judges('GW-02', 'azure', {
    allows: [['logs by a diagnostic setting', [environment(), diagnostics('env')]]],
    finds: [
      ['no diagnostic setting', [environment()]],
      ['the setting of another environment', [environment(), diagnostics('other')], AZURE_DEV],
      ['logs by a shared key', [environment('appLogsConfiguration.destination', 'log-analytics'), diagnostics('env')]],
      ['logs that nobody takes', [environment('appLogsConfiguration', undefined), diagnostics('env')]],
    ],
  });
});

describe('GW-10', () => {
  const origins = (...allowedOrigins: readonly string[]) => [app('configuration.ingress.corsPolicy', { allowedOrigins })];
  judges('GW-10', 'azure', {
    allows: [
      ['CORS of the program', [app()]],
      ['named origins', origins('https://app.example.com')],
    ],
    finds: [
      ['every origin', origins('*'), AZURE_DEV],
      ['every origin of a domain', origins('https://app.example.com', 'https://*.example.com')],
    ],
  });
});

describe('GW-11', () => {
  const open = environment('vnetConfiguration', undefined);
  judges('GW-11', 'azure', {
    allows: [
      ['an internal environment', [environment(), app()]],
      ['an environment closed to public networks', [reg('app:ManagedEnvironment', 'env', { publicNetworkAccess: 'Disabled' }), app()]],
      ['an open one without an app that is called from outside', [open, app('configuration.ingress.external', false)]],
      ['an open one in dev', [open, app()], AZURE_DEV],
      ['one that a preview does not know yet', [environment('vnetConfiguration', UNKNOWN), app()]],
    ],
    finds: [
      ['an environment of Azure’s own network', [open, app()]],
      ['an external environment in a network', [environment('vnetConfiguration.internal', false), app()]],
      [
        'one that an older property names',
        [open, reg('app:ContainerApp', 'app', { ...APP, environmentId: undefined, managedEnvironmentId: idOf('env') })],
      ],
    ],
  });
});

describe('GW-12', () => {
  judges('GW-12', 'azure', {
    allows: [['an identity for everything', [app(), environment()]]],
    finds: [
      ['no identity', [app('identity', undefined)], AZURE_DEV],
      ['an identity that goes with the app', [app('identity.type', 'SystemAssigned')]],
      ['a registry’s password', [app('configuration.registries', [{ server: 'cr', username: 'u', passwordSecretRef: 'p' }])]],
      ['a workspace’s key', [environment('appLogsConfiguration.logAnalyticsConfiguration', { sharedKey: { $secret: 'string' } })]],
    ],
  });
});

describe('GW-13', () => {
  const secrets = (...list: readonly object[]) => [app('configuration.secrets', list)];
  judges('GW-13', 'azure', {
    allows: [
      ['no secret', [app()]],
      [
        'a reference to a vault',
        secrets({ name: 'key', keyVaultUrl: 'https://kv.vault.azure.net/secrets/key', identity: idOf('identity') }),
      ],
    ],
    finds: [
      ['a value, even one that is kept secret', secrets({ name: 'key', value: { $secret: 'string' } })],
      [
        'one value among references',
        secrets({ name: 'a', keyVaultUrl: 'https://kv.vault.azure.net/secrets/a' }, { name: 'b', value: 'x' }),
        AZURE_DEV,
      ],
      ['a value of a job', [reg('app:Job', 'job', { configuration: { secrets: [{ name: 'key', value: 'x' }] } })]],
    ],
  });
});

describe('GW-14', () => {
  judges('GW-14', 'azure', {
    allows: [
      ['HTTPS alone', [app()]],
      ['HTTPS alone, as is the default', [app('configuration.ingress.allowInsecure', undefined)]],
      ['an app without ingress', [app('configuration.ingress', undefined)]],
    ],
    finds: [['plain HTTP', [app('configuration.ingress.allowInsecure', true)], AZURE_DEV]],
  });
});

describe('GW-17', () => {
  const untimed = (timeouts: object) => reg('app:ContainerApp', 'app', { template: { containers: container(config(timeouts)) } });
  judges('GW-17', 'azure', {
    allows: [
      ['a replica that outlives its streams', [app()]],
      ['the default cooldown for short calls', [untimed({ totalMillis: 60_000, drainMillis: 1000 })]],
      ['one that never goes', [app('template.scale', { minReplicas: 1, cooldownPeriod: 300 })]],
      ['another program', [app('template.containers', container())]],
      [
        'a configuration that is not known yet',
        [app('template.containers', container({ env: [{ name: 'LLM_GATEWAY_CONFIG', value: UNKNOWN }] }))],
      ],
      ['a configuration that is none', [app('template.containers', container({ env: [{ name: 'LLM_GATEWAY_CONFIG', value: '{' }] }))]],
      ['times that are not known yet', [app('template', UNKNOWN)]],
    ],
    finds: [
      ['a cooldown as short as a stream', [app('template.scale.cooldownPeriod', 600)]],
      ['the default cooldown, which is shorter', [app('template.scale', undefined)], AZURE_DEV],
      ['a grace shorter than the drain', [app('template.terminationGracePeriodSeconds', 25)]],
      ['the default grace, which is as long as the drain', [untimed({ totalMillis: 1000, drainMillis: 30_000 })]],
    ],
  });
});

test.each([
  ['public', AZURE_DEV, () => ({})],
  ['private', AZURE_PROD, () => ({ access: { kind: 'private' } as const, network: network() })],
])('The gateway of the kit follows every check: %s', async (_, context, changed) => {
  const { resources } = await recorded(() => {
    const consumerKeys = new ConsumerKeys('keys', keysArgs());
    new ServerlessGateway('gateway', gatewayArgs({ consumerKeys, logWorkspace: new LogWorkspace('logs', AT), ...changed() }));
  });
  expect(checkRegistrations(resources, context).filter(({ rule }) => /^GW-|^INF-12$/.test(rule))).toEqual([]);
  // The network has no flow logs here, and nothing in dev has to be protected.
  const others = checkRegistrations(resources, { ...context, profile: 'dev' }).filter(({ rule }) => rule !== 'NET-01');
  expect(others).toEqual([]);
});
