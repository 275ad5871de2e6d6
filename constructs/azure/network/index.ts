export { DomainFirewall, type DomainFirewallArgs } from './domain-firewall.ts';
export type { AvailabilityZone, EgressRoute, FirewallEgress, NatEgress, NetworkEgress, NoEgress, ProxyEgress } from './egress.ts';
export { isPrivateEndpointGroup, type PrivateEndpointGroup, privateDnsZoneNames } from './endpoint-groups.ts';
export { type PrivateEndpointOptions, PrivateEndpoints, type PrivateEndpointsArgs } from './endpoints.ts';
export { ExistingNetwork } from './existing-network.ts';
export type { ExistingNetworkArgs } from './existing-network-args.ts';
export { FlowLogs, type FlowLogsArgs, type NetworkWatcherReference } from './flow-logs.ts';
export { NatGateway, type NatGatewayArgs } from './nat-gateway.ts';
export type { INetwork } from './network.ts';
export { createNetwork, type NetworkConfig } from './network-config.ts';
export type { NewNetworkArgs, TierDelegations } from './network-settings.ts';
export { NewNetwork } from './new-network.ts';
export {
  type HubZones,
  type LinkedZone,
  type OwnZones,
  type PolicyZones,
  type PrivateDns,
  PrivateDnsZones,
  type PrivateDnsZonesArgs,
} from './private-dns.ts';
export { type EndpointZone, PrivateEndpoint, type PrivateEndpointArgs } from './private-endpoint.ts';
export type { NetworkRule } from './security-rules.ts';
export type { SubnetDelegation, WorkloadTier } from './subnet-rules.ts';
export { SubnetTier, type SubnetTierArgs } from './subnet-tier.ts';
