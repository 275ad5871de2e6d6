import { NetworkSecurityGroup } from '@pulumi/azure-native/network/networkSecurityGroup.js';
import { Subnet } from '@pulumi/azure-native/network/subnet.js';
import * as pulumi from '@pulumi/pulumi';
import { type NetworkRule, securityRules } from './security-rules.ts';
import type { SubnetDelegation, WorkloadTier } from './subnet-rules.ts';

export interface SubnetTierArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: pulumi.Input<string>;
  readonly vnetName: pulumi.Input<string>;
  readonly tier: WorkloadTier;
  /** The tier's whole share: a subnet spans all zones. */
  readonly cidr: string;
  /** What the network lets in and out. */
  readonly rules: readonly NetworkRule[];
  /** What its user lets in and out beside it. */
  readonly givenRules: readonly NetworkRule[];
  /** @default - the subnet belongs to no service */
  readonly delegation?: SubnetDelegation;
  /** @default - no NAT gateway */
  readonly natGatewayId?: pulumi.Input<string>;
  /** @default - Azure's own routes */
  readonly routeTableId?: pulumi.Input<string>;
  /** What must be finished first. Azure changes the subnets of a network one at a time. */
  readonly after: readonly pulumi.Resource[];
  /** @default - no tags */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

const DELEGATIONS = {
  'container-apps': 'Microsoft.App/environments',
  postgresql: 'Microsoft.DBforPostgreSQL/flexibleServers',
} as const satisfies Record<SubnetDelegation, string>;

/** The subnet of one tier with its network security group. Nothing in it reaches the internet unless the network says how. */
export class SubnetTier extends pulumi.ComponentResource {
  readonly securityGroup: NetworkSecurityGroup;
  readonly subnet: Subnet;

  constructor(name: string, args: SubnetTierArgs, opts?: pulumi.ComponentResourceOptions) {
    super('llm-infra-kit:azure:SubnetTier', name, {}, opts);
    this.securityGroup = this.createSecurityGroup(name, args);
    this.subnet = this.createSubnet(name, args);
    this.registerOutputs({ subnetId: this.subnet.id });
  }

  private createSecurityGroup(name: string, { resourceGroupName, location, cidr, rules, givenRules, tags }: SubnetTierArgs) {
    return new NetworkSecurityGroup(
      name,
      { resourceGroupName, location, securityRules: securityRules(cidr, rules, givenRules), tags },
      { parent: this },
    );
  }

  private createSubnet(name: string, args: SubnetTierArgs): Subnet {
    const { resourceGroupName, vnetName, tier, cidr, delegation, natGatewayId, routeTableId, after } = args;
    return new Subnet(
      name,
      {
        resourceGroupName,
        virtualNetworkName: vnetName,
        addressPrefix: cidr,
        // Machines get no hidden public address. https://learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access
        defaultOutboundAccess: false,
        networkSecurityGroup: { id: this.securityGroup.id },
        // Without it the security group does not hold for private endpoints.
        // https://learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy
        ...(tier === 'endpoints' ? { privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled' } : {}),
        ...(delegation ? { delegations: [{ name: delegation, serviceName: DELEGATIONS[delegation] }] } : {}),
        ...(natGatewayId ? { natGateway: { id: natGatewayId } } : {}),
        ...(routeTableId ? { routeTable: { id: routeTableId } } : {}),
      },
      { parent: this, dependsOn: [...after] },
    );
  }
}
