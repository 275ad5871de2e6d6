import { field, numberOf, shown } from '../json.ts';
import type { AzureCheck, Observation } from '../rule.ts';
import { unlogged } from './diagnostics.ts';
import { refersTo } from './links.ts';
import { demand, demandWord, isWord, observe, onEach, onProgram } from './observe.ts';
import { inputAt, isUnknown, listAt, ofClass, type Registration } from './registrations.ts';

const APP = 'app:ContainerApp';
const ENVIRONMENT = 'app:ManagedEnvironment';

// https://learn.microsoft.com/azure/azure-monitor/reference/supported-logs/microsoft-app-managedenvironments-logs
const LOGS = { groups: ['allLogs'], categories: ['ContainerAppConsoleLogs', 'ContainerAppSystemLogs'] };

/** GW-02: what an app writes is kept, and leaves its environment without a shared key. */
export const gatewayLogs: readonly AzureCheck[] = [
  onEach([ENVIRONMENT], (environment) =>
    demandWord(
      environment,
      'appLogsConfiguration.destination',
      ['azure-monitor'],
      'Set the destination to azure-monitor; the others take a shared key, or lose the logs.',
    ),
  ),
  onProgram((registrations) => unlogged(registrations, [ENVIRONMENT], LOGS)),
];

/** GW-10: browsers call from named origins alone. */
export const namedOrigins: readonly AzureCheck[] = [
  onEach([APP], (app) =>
    listAt(app, 'configuration.ingress.corsPolicy.allowedOrigins')
      .filter((origin) => typeof origin === 'string' && origin.includes('*'))
      .map((origin) =>
        observe(app, 'configuration.ingress.corsPolicy.allowedOrigins', shown(origin), {
          allowed: 'whole origins',
          remedy: 'Name the origins, or leave CORS to the program.',
        }),
      ),
  ),
];

/** GW-11: nobody comes past the network where the platform is private. https://learn.microsoft.com/azure/container-apps/networking */
export const closedEnvironments: readonly AzureCheck[] = [
  onProgram((registrations) =>
    ofClass(registrations, ENVIRONMENT)
      .filter(isOpen)
      .filter((environment) => ofClass(registrations, APP).some((app) => takesCalls(app) && isIn(app, environment)))
      .map((environment) =>
        observe(environment, 'vnetConfiguration.internal', shown(inputAt(environment, 'vnetConfiguration.internal')), {
          allowed: 'true, or publicNetworkAccess Disabled',
          remedy: 'Make the environment internal in a network of its own.',
        }),
      ),
  ),
];

function isOpen(environment: Registration): boolean {
  const internal = inputAt(environment, 'vnetConfiguration.internal');
  return internal !== true && !isUnknown(internal) && !isWord(inputAt(environment, 'publicNetworkAccess'), 'Disabled');
}

function takesCalls(app: Registration): boolean {
  return inputAt(app, 'configuration.ingress.external') === true;
}

function isIn(app: Registration, environment: Registration): boolean {
  return ['environmentId', 'managedEnvironmentId'].some((input) => refersTo(app, input, environment));
}

/** GW-12: an app is an identity of its own, to its registry too. https://learn.microsoft.com/azure/container-apps/managed-identity-image-pull */
export const identityAlone: readonly AzureCheck[] = [
  onEach([APP], (app) => [
    ...demand(app, 'identity.type', (type) => typeof type === 'string' && /UserAssigned$/i.test(type), {
      allowed: 'UserAssigned',
      remedy: 'Give the app a user-assigned identity, and that its roles.',
    }),
    ...listAt(app, 'configuration.registries')
      .filter((registry) => field(registry, 'passwordSecretRef') !== undefined || field(registry, 'username') !== undefined)
      .map(() =>
        observe(app, 'configuration.registries', 'a user and a password', {
          allowed: 'an identity',
          remedy: 'Pull with an identity that has the role AcrPull.',
        }),
      ),
  ]),
  onEach([ENVIRONMENT], (environment) =>
    demand(environment, 'appLogsConfiguration.logAnalyticsConfiguration', (keys) => keys === undefined, {
      allowed: 'none',
      remedy: 'Send logs by a diagnostic setting: the key of the workspace would lie in the state.',
    }),
  ),
];

/** GW-13: an app's secrets are references to a vault. https://learn.microsoft.com/azure/container-apps/manage-secrets */
export const vaultSecrets: readonly AzureCheck[] = [
  onEach([APP, 'app:Job'], (app) =>
    listAt(app, 'configuration.secrets')
      .filter((secret) => !isUnknown(secret) && field(secret, 'keyVaultUrl') === undefined)
      .map((secret) =>
        observe(app, 'configuration.secrets', `the value of ${shown(field(secret, 'name'))} itself`, {
          allowed: 'keyVaultUrl and identity',
          remedy: 'Put the value into a vault, and name its URL without a version.',
        }),
      ),
  ),
];

/** GW-14: no plain HTTP. It is off unless somebody turns it on. https://learn.microsoft.com/azure/container-apps/ingress-overview */
export const httpsOnly: readonly AzureCheck[] = [
  onEach([APP], (app) =>
    demand(app, 'configuration.ingress.allowInsecure', (insecure) => insecure === undefined || insecure === false, {
      allowed: 'false',
      remedy: 'Leave allowInsecure off: calls by HTTP are sent on to HTTPS.',
    }),
  ),
];

const DEFAULT_COOLDOWN_SECONDS = 300;
const DEFAULT_GRACE_SECONDS = 30;

/**
 * GW-17: a replica of the gateway outlives its longest stream, and its drain. A stream counts as one arrival, so that the last replica
 * looks idle while it streams. https://learn.microsoft.com/azure/container-apps/scale-app
 */
export const outlivesStreams: readonly AzureCheck[] = [
  onEach([APP], (app) => {
    const timeouts = timeoutsOf(app);
    const scalesToZero = (numberOf(inputAt(app, 'template.scale.minReplicas')) ?? 0) === 0;
    return [
      ...(scalesToZero
        ? longer(app, 'template.scale.cooldownPeriod', DEFAULT_COOLDOWN_SECONDS, numberOf(field(timeouts, 'totalMillis')))
        : []),
      ...longer(app, 'template.terminationGracePeriodSeconds', DEFAULT_GRACE_SECONDS, numberOf(field(timeouts, 'drainMillis'))),
    ];
  }),
];

function longer(app: Registration, path: string, standard: number, millis: number | undefined): readonly Observation[] {
  const value = inputAt(app, path);
  if (millis === undefined || isUnknown(value)) return [];
  const seconds = value === undefined ? standard : numberOf(value);
  if (seconds !== undefined && seconds * 1000 > millis) return [];
  return [
    observe(app, path, shown(value), {
      allowed: `more than ${millis / 1000} seconds`,
      remedy: 'Give replicas longer than the configuration gives their streams.',
    }),
  ];
}

/** The times in the configuration of the kit's program, if an app is one of it. */
function timeoutsOf(app: Registration): unknown {
  const variables = listAt(app, 'template.containers').flatMap((container) => {
    const env = field(container, 'env');
    return Array.isArray(env) ? env : [];
  });
  const text = field(
    variables.find((variable) => field(variable, 'name') === 'LLM_GATEWAY_CONFIG'),
    'value',
  );
  if (typeof text !== 'string') return undefined;
  try {
    return field(JSON.parse(text), 'timeouts');
  } catch {
    return undefined;
  }
}

/** INF-12: what runs is named by its digest, which nobody can move. */
export const imagesByDigest: readonly AzureCheck[] = [
  onEach([APP, 'app:Job'], (app) =>
    ['template.containers', 'template.initContainers'].flatMap((path) =>
      listAt(app, path)
        .map((container) => field(container, 'image'))
        .filter((image) => !isUnknown(image) && !(typeof image === 'string' && /@sha256:[0-9a-f]{64}$/.test(image)))
        .map((image) =>
          observe(app, path, shown(image), { allowed: '<registry>/<repository>@sha256:<digest>', remedy: 'Name the image by its digest.' }),
        ),
    ),
  ),
];
