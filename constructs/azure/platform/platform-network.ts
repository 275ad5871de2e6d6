import type { EgressInput } from '../../spec/platform-file.ts';
import type { AzureSpec, ExistingVnetSpec, NewAzureNetworkSpec } from '../../spec/platform-spec.ts';
import { createNetwork, type INetwork, type NetworkConfig, type NetworkEgress } from '../network/index.ts';
import type { ResourceGroups } from '../resource-groups/index.ts';
import type { PlatformParts } from './platform-parts.ts';

/** The network of a platform: a new virtual network, an existing one, or none. */
export function platformNetwork(parts: PlatformParts, groups: ResourceGroups): INetwork | undefined {
  return createNetwork(`${parts.name}-network`, networkConfig(parts, groups), { parent: parts.parent });
}

function networkConfig(parts: PlatformParts, groups: ResourceGroups): NetworkConfig {
  const { network } = parts.azure;
  switch (network.kind) {
    case 'none':
      return { kind: 'none' };
    case 'new':
      return { kind: 'new', ...place(parts, groups), ...newNetwork(network) };
    case 'existing':
      return { kind: 'existing', ...place(parts, groups), ...existingNetwork(network) };
  }
}

function place({ azure, spec }: PlatformParts, groups: ResourceGroups) {
  return { resourceGroupName: groups.runName, location: azure.location, tags: spec.tags.common };
}

function newNetwork({ cidr, egress, clientCidrs, dns }: NewAzureNetworkSpec) {
  return { cidr, egress: networkEgress(egress), clientCidrs, dns };
}

function existingNetwork({ vnetId, vnetCidr, subnetIds, dns }: ExistingVnetSpec) {
  return { vnetId, cidr: vnetCidr, subnetIds, dns };
}

/** A subnet of Azure has one NAT gateway however many zones it spans, so their number is AWS's alone. */
function networkEgress(egress: EgressInput): NetworkEgress {
  switch (egress.kind) {
    case 'none':
    case 'firewall':
    case 'proxy':
      return egress;
    case 'nat':
      return { kind: 'nat' };
  }
}

/** Whether the network gives private addresses: a new one always, an existing one where the file names a subnet for them. */
export function hasEndpoints({ network }: AzureSpec): boolean {
  switch (network.kind) {
    case 'none':
      return false;
    case 'new':
      return true;
    case 'existing':
      return network.subnetIds.endpoints !== undefined;
  }
}
