import { armTemplate, checkArm } from '../../../constructs/azure/arm/index.ts';
import {
  ConsumerKeys,
  type ConsumerKeysArgs,
  GatewayState,
  ServerlessGateway,
  type ServerlessGatewayArgs,
} from '../../../constructs/azure/gateway/index.ts';
import { NewNetwork } from '../../../constructs/azure/network/index.ts';
import type { RecordedResource, Recording } from '../../../constructs/azure/recorder/index.ts';
import { Registry } from '../../../constructs/azure/registry/index.ts';
import { ExternalSecret, KeyVault } from '../../../constructs/azure/secrets/index.ts';
import type { GatewayConfig } from '../../../constructs/runtime/gateway/config/gateway-config.ts';
import { SCHEMAS } from '../arm/templates.ts';
import { AT, recorded, SUBSCRIPTION } from '../support/recorded.ts';

export const APP = 'azure-native:app:ContainerApp';
export const ENVIRONMENT = 'azure-native:app:ManagedEnvironment';
export const ROLE_ASSIGNMENT = 'azure-native:authorization:RoleAssignment';

const inGroup = (provider: string) => `/subscriptions/${SUBSCRIPTION}/resourceGroups/central/providers/${provider}`;
const VAULT_ID = inGroup('Microsoft.KeyVault/vaults/kv-central');
const TABLE_ID = inGroup('Microsoft.Storage/storageAccounts/stcentral/tableServices/default/tables/gateway');
const REGISTRY_ID = inGroup('Microsoft.ContainerRegistry/registries/crcentral');

export const DIGEST = 'a'.repeat(64);
export const IMAGE = `llm/gateway@sha256:${DIGEST}`;

/** A configuration of the program, as a platform would render it. */
export const CONFIG: GatewayConfig = {
  version: 1,
  platform: { name: 'support', environment: 'dev' },
  models: {
    assistant: {
      type: 'chat',
      upstream: { kind: 'azure-openai', endpoint: 'https://support.openai.azure.com', deployment: 'assistant' },
      contextTokens: 128_000,
      maxOutputTokens: 4096,
    },
  },
  routes: { chat: { kind: 'chat', split: { assistant: 100 }, stickyBy: 'none', fallbacks: [] } },
  consumers: { 'support-web': { routes: ['chat'] } },
  auth: { apiKeys: { cacheSeconds: 30 } },
  limits: { maxBodyBytes: 4_000_000, maxMessages: 1000, maxInputsPerEmbedding: 1000, countersFail: 'open', leasePercent: 5 },
  timeouts: {
    totalMillis: 600_000,
    firstByteMillis: 60_000,
    idleMillis: 60_000,
    keepAliveMillis: 15_000,
    attempts: 2,
    drainMillis: 20_000,
  },
  network: { corsOrigins: [] },
};

/** What the gateway is given, all of it there already. */
export const registry = () => Registry.fromAttributes('images', { registryId: REGISTRY_ID, loginServer: 'crcentral.azurecr.io' });
export const state = () => GatewayState.fromTableId('state', TABLE_ID);
export const vault = () => KeyVault.fromVaultId(VAULT_ID);
export const secret = (name: string) =>
  ExternalSecret.fromAttributes(name, { secretUri: `https://kv-central.vault.azure.net/secrets/${name}`, vaultId: VAULT_ID });
export const network = () =>
  new NewNetwork('network', { ...AT, cidr: '10.20.0.0/16', tiers: ['app', 'endpoints'], delegations: { app: 'container-apps' } });

/** The args of a gateway that is as small as it can be. */
export const gatewayArgs = (changed: Partial<ServerlessGatewayArgs> = {}): ServerlessGatewayArgs => ({
  ...AT,
  appName: 'llm',
  image: IMAGE,
  registry: registry(),
  config: CONFIG,
  state: state(),
  access: { kind: 'public' },
  ...changed,
});

type Changes = Partial<ServerlessGatewayArgs> | (() => Partial<ServerlessGatewayArgs>);

/** Everything that a program with one gateway registers. */
export function recordGateway(changed: Changes = {}, options: { readonly preview?: boolean } = {}): Promise<Recording> {
  return recorded(() => {
    const { baseUrl, nextStep, dnsRecords, privateDns } = new ServerlessGateway(
      'gateway',
      gatewayArgs(typeof changed === 'function' ? changed() : changed),
    );
    return { baseUrl, nextStep, dnsRecords, privateDns };
  }, options);
}

/** The args of a bootstrap for one consumer. */
export const keysArgs = (changed: Partial<ConsumerKeysArgs> = {}): ConsumerKeysArgs => ({
  ...AT,
  vault: vault(),
  state: state(),
  consumers: ['support-web'],
  secretNamePrefix: 'support-dev',
  ...changed,
});
export const keys = (changed: Partial<ConsumerKeysArgs> = {}) => new ConsumerKeys('keys', keysArgs(changed));

/** What Azure Resource Manager would refuse of a recording, by the published schemas. */
export function armErrors(recording: Recording): readonly string[] {
  return checkArm(armTemplate(recording), SCHEMAS)
    .filter(({ severity }) => severity === 'error')
    .map(({ name, message }) => `${name}: ${message}`);
}

/** The resources that Azure gets, in an order that it can get them in: what comes before a resource, through components too. */
export function earlierThan(recording: Recording, later: RecordedResource): ReadonlySet<string> {
  const byUrn = new Map(recording.resources.map((each) => [each.urn, each]));
  const seen = new Set<string>();
  const queue = [...later.dependencies];
  for (let urn = queue.pop(); urn !== undefined; urn = queue.pop()) {
    if (seen.has(urn)) continue;
    seen.add(urn);
    queue.push(...(byUrn.get(urn)?.dependencies ?? []));
  }
  return new Set([...seen].map((urn) => urn.split('::').slice(2).join('::').split('$').at(-1) ?? urn));
}
