import type * as pulumi from '@pulumi/pulumi';
import type { NetworkTier } from '../../spec/address-plan.ts';
import { locationFaults, resourceIdFaults } from './arm-ids.ts';
import { cidrFaults } from './cidr-faults.ts';
import { type EgressRoute, egressFaults } from './egress.ts';
import { type PrivateDns, privateDnsFaults } from './private-dns.ts';

export interface ExistingNetworkArgs {
  /** The group of the private endpoints and DNS zones that are added; it may differ from the network's. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** The region of the network, by its short name. */
  readonly location: string;
  /** The id of the virtual network. */
  readonly vnetId: pulumi.Input<string>;
  /** The network's IPv4 range. */
  readonly cidr: string;
  /** The id of each tier's subnet. One subnet may serve several tiers, but for delegated ones. */
  readonly subnetIds: Partial<Record<NetworkTier, pulumi.Input<string>>>;
  /** How `app` and `serving` reach the internet. It says what is there; nothing is made. @default { kind: 'none' } */
  readonly egress?: EgressRoute;
  /** Who keeps the DNS records of private endpoints. @default { kind: 'own' } */
  readonly dns?: PrivateDns;
  /** Tags of what is added. @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** What is wrong with an existing network, one sentence a fault. */
export function existingNetworkFaults({ location, vnetId, cidr, subnetIds, egress, dns }: ExistingNetworkArgs): string[] {
  return [
    ...locationFaults(location),
    ...resourceIdFaults('vnetId', vnetId, 'Microsoft.Network/virtualNetworks'),
    ...cidrFaults('cidr', cidr, 'write the range of the network'),
    ...Object.entries(subnetIds).flatMap(([tier, id]) => subnetFaults(tier, id, vnetId)),
    ...(egress?.kind === 'proxy' ? egressFaults(egress) : []),
    ...(dns ? privateDnsFaults(dns) : []),
  ];
}

function subnetFaults(tier: string, id: pulumi.Input<string>, vnetId: pulumi.Input<string>): string[] {
  const faults = resourceIdFaults(`subnetIds.${tier}`, id, 'Microsoft.Network/virtualNetworks/subnets');
  if (faults.length > 0 || typeof id !== 'string' || typeof vnetId !== 'string') return faults;
  if (id.toLowerCase().startsWith(`${vnetId.toLowerCase()}/`)) return [];
  return [`subnetIds.${tier} lies in another network than vnetId, got '${id}'; name a subnet of ${vnetId}`];
}
