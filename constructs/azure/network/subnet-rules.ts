import type { AddressPlan, NetworkTier } from '../../spec/address-plan.ts';
import { type NetworkEgress, proxyPort } from './egress.ts';
import { ENDPOINT_PORTS } from './endpoint-groups.ts';
import type { NetworkRule } from './security-rules.ts';

/** The service that a subnet is handed over to. A subnet has one at most, and then takes nothing else. */
export type SubnetDelegation = 'container-apps' | 'postgresql';

/** The tiers that one asks for. */
export type WorkloadTier = Extract<NetworkTier, 'app' | 'serving' | 'data' | 'endpoints'>;

export interface SubnetRulesOptions {
  readonly plan: AddressPlan;
  readonly tier: WorkloadTier;
  /** @default - the subnet belongs to no service */
  readonly delegation?: SubnetDelegation;
  readonly egress: NetworkEgress;
  /** Ranges outside the network whose hosts may call it. */
  readonly clientCidrs: readonly string[];
  /** DNS servers in use. Empty: Azure's own. */
  readonly dnsServers: readonly string[];
}

const HTTPS = '443';
/** Where the proxy of a Container Apps environment answers HTTPS, behind its internal load balancer. */
const CONTAINER_APPS_HTTPS = '31443';
const DATABASE_PORTS = ['5432', '6432'];

type Rule = readonly [
  name: string,
  description: string,
  remote: readonly string[],
  ports: readonly string[],
  protocol?: NetworkRule['protocol'],
];

const inbound = ([name, description, remote, ports, protocol = 'tcp']: Rule): NetworkRule => ({
  name,
  description,
  direction: 'inbound',
  protocol,
  remote,
  ports,
});

const outbound = (rule: Rule): NetworkRule => ({ ...inbound(rule), direction: 'outbound' });

/** What a tier's subnet lets in and out. All else is denied. */
export function subnetRules(options: SubnetRulesOptions): readonly NetworkRule[] {
  switch (options.tier) {
    case 'app':
    case 'serving':
      return [...withinSubnet(options), ...workloadRules(options)];
    case 'data':
      return [...withinSubnet(options), ...dataRules(options)];
    case 'endpoints':
      return endpointRules(options);
  }
}

function withinSubnet({ plan, tier }: SubnetRulesOptions): readonly NetworkRule[] {
  const own = [plan.tiers[tier].cidr];
  return [
    inbound(['AllowSubnetInbound', 'Members of this subnet among each other', own, ['*'], 'any']),
    outbound(['AllowSubnetOutbound', 'Members of this subnet among each other', own, ['*'], 'any']),
  ];
}

function workloadRules(options: SubnetRulesOptions): readonly NetworkRule[] {
  const { plan, delegation, clientCidrs, dnsServers } = options;
  const containerApps = delegation === 'container-apps';
  const ports = containerApps ? [HTTPS, CONTAINER_APPS_HTTPS] : [HTTPS];
  return [
    inbound(['AllowHttpsInbound', 'HTTPS from the network and its clients', [plan.cidr, ...clientCidrs], ports]),
    outbound(['AllowNetworkOutbound', 'Workloads, databases and private endpoints of the network', [plan.cidr], [...ENDPOINT_PORTS]]),
    ...(dnsServers.length > 0 ? [outbound(['AllowDnsOutbound', "The network's DNS servers", dnsServers, ['53'], 'any'])] : []),
    ...(containerApps ? CONTAINER_APPS_RULES : []),
    ...egressRules(options.egress),
  ];
}

/**
 * What an environment with workload profiles needs beside its clients.
 * Source: https://learn.microsoft.com/azure/container-apps/firewall-integration
 */
const CONTAINER_APPS_RULES: readonly NetworkRule[] = [
  inbound(['AllowProbesInbound', "Health probes of the environment's load balancer", ['AzureLoadBalancer'], ['30000-32767']]),
  outbound(['AllowSystemImagesOutbound', 'System containers of Container Apps', ['MicrosoftContainerRegistry'], [HTTPS]]),
  outbound(['AllowSystemImageLayersOutbound', 'Layers of the system containers', ['AzureFrontDoor.FirstParty'], [HTTPS]]),
  outbound(['AllowIdentityOutbound', 'Tokens of managed identities', ['AzureActiveDirectory'], [HTTPS]]),
  outbound(['AllowMonitorOutbound', 'Logs and metrics', ['AzureMonitor'], [HTTPS]]),
  outbound(['AllowAzureDnsOutbound', "Azure's own DNS", ['168.63.129.16/32'], ['53'], 'any']),
];

function egressRules(egress: NetworkEgress): readonly NetworkRule[] {
  switch (egress.kind) {
    case 'none':
      return [];
    case 'nat':
      return [outbound(['AllowInternetOutbound', 'HTTPS to the internet, through the NAT gateway', ['Internet'], [HTTPS]])];
    case 'firewall':
      return [outbound(['AllowInternetOutbound', 'HTTPS to the internet, through the firewall', ['Internet'], [HTTPS]])];
    case 'proxy':
      return [outbound(['AllowProxyOutbound', "The organisation's proxy", [egress.cidr], [String(proxyPort(egress))]])];
  }
}

/**
 * A delegated database keeps its log archive in storage and asks Entra who logs in.
 * Source: https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private
 */
function dataRules({ plan, delegation }: SubnetRulesOptions): readonly NetworkRule[] {
  if (delegation !== 'postgresql') return [];
  const clients = [plan.tiers.app.cidr, plan.tiers.serving.cidr];
  return [
    inbound(['AllowDatabaseInbound', 'PostgreSQL and its connection pool, from the workloads', clients, DATABASE_PORTS]),
    outbound(['AllowStorageOutbound', 'Log archive of the database', ['Storage'], [HTTPS]]),
    outbound(['AllowIdentityOutbound', 'Entra authentication of the database', ['AzureActiveDirectory'], [HTTPS]]),
  ];
}

function endpointRules({ plan, clientCidrs }: SubnetRulesOptions): readonly NetworkRule[] {
  return [
    inbound([
      'AllowEndpointsInbound',
      'Private endpoints, from the network and its clients',
      [plan.cidr, ...clientCidrs],
      [...ENDPOINT_PORTS],
    ]),
  ];
}
