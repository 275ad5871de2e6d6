interface EndpointGroup {
  /** The zones that the service's names resolve in, for a region. */
  readonly zones: (location: string) => readonly string[];
  /** What the service listens on. */
  readonly ports: readonly number[];
}

const HTTPS = [443];

function group(zones: readonly string[], ports: readonly number[] = HTTPS): EndpointGroup {
  return { zones: () => zones, ports };
}

/**
 * The services that a private endpoint may lead to, by the sub-resource (`groupId`) that ARM calls them, with every DNS zone that their
 * names need. `redisEnterprise` is Azure Managed Redis; the older Redis Enterprise has the same sub-resource and another zone.
 * Source: https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 */
const ENDPOINT_GROUPS = {
  account: group(['privatelink.cognitiveservices.azure.com', 'privatelink.openai.azure.com', 'privatelink.services.ai.azure.com']),
  amlworkspace: group(['privatelink.api.azureml.ms', 'privatelink.notebooks.azure.net']),
  azuremonitor: group([
    'privatelink.monitor.azure.com',
    'privatelink.oms.opinsights.azure.com',
    'privatelink.ods.opinsights.azure.com',
    'privatelink.agentsvc.azure-automation.net',
    'privatelink.blob.core.windows.net',
  ]),
  blob: group(['privatelink.blob.core.windows.net']),
  configurationStores: group(['privatelink.azconfig.io']),
  dfs: group(['privatelink.dfs.core.windows.net']),
  Gateway: group(['privatelink.azure-api.net']),
  managedEnvironments: { zones: (location) => [`privatelink.${location}.azurecontainerapps.io`], ports: HTTPS },
  MongoCluster: group(['privatelink.mongocluster.cosmos.azure.com'], [10260]),
  namespace: group(['privatelink.servicebus.windows.net'], [443, 5671]),
  postgresqlServer: group(['privatelink.postgres.database.azure.com'], [5432, 6432]),
  queue: group(['privatelink.queue.core.windows.net']),
  redisEnterprise: group(['privatelink.redis.azure.net'], [10000]),
  registry: group(['privatelink.azurecr.io']),
  searchService: group(['privatelink.search.windows.net']),
  Sql: group(['privatelink.documents.azure.com']),
  table: group(['privatelink.table.core.windows.net']),
  vault: group(['privatelink.vaultcore.azure.net']),
} as const satisfies Record<string, EndpointGroup>;

/** A sub-resource that a private endpoint may lead to, in ARM's own spelling. */
export type PrivateEndpointGroup = keyof typeof ENDPOINT_GROUPS;

/** Every sub-resource that is offered. */
export const PRIVATE_ENDPOINT_GROUPS = Object.keys(ENDPOINT_GROUPS) as readonly PrivateEndpointGroup[];

/** Whether private endpoints to a sub-resource are offered. */
export function isPrivateEndpointGroup(name: string): name is PrivateEndpointGroup {
  return Object.hasOwn(ENDPOINT_GROUPS, name);
}

/** The DNS zones that the names of a service need. */
export function privateDnsZoneNames(groupId: PrivateEndpointGroup, location: string): readonly string[] {
  return ENDPOINT_GROUPS[groupId].zones(location);
}

/** Every port that a service behind a private endpoint listens on, lowest first. */
export const ENDPOINT_PORTS: readonly string[] = [...new Set(Object.values(ENDPOINT_GROUPS).flatMap(({ ports }) => ports))]
  .sort((a, b) => a - b)
  .map(String);
