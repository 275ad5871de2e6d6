import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Annotations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { NETWORK_TIERS, type NetworkTier } from '../../spec/address-plan.ts';
import { allowEgress, allowGatewayEndpoint, allowInterfaceEndpoints } from './client-rules.ts';
import type { EgressRoute } from './egress.ts';
import type { GatewayService } from './endpoint-services.ts';
import { NetworkEndpoints } from './endpoints.ts';
import { type ExistingNetworkProps, existingNetworkFaults, missingGateways, missingInterfaces } from './existing-network-props.ts';
import type { INetwork } from './network.ts';
import { TIER_IDS } from './subnet-tier.ts';
import { type SubnetView, viewSubnets, viewVpc } from './vpc-view.ts';

/**
 * A VPC that somebody else owns, from what is written here: nothing is looked up. It makes the endpoints that are asked for and not
 * there, and nothing else; flow logs and the default security group are the owner's.
 *
 * Costs nothing without endpoints of its own. Changing the ids replaces what lies in the network, not the network.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/configure-your-vpc.html
 */
export class ExistingNetwork extends Construct implements INetwork {
  readonly vpc: ec2.IVpc;
  readonly cidr: string;
  readonly egress: EgressRoute;
  /** The security group of the interface endpoints. @default - there are none, or their group is unknown */
  readonly endpointsSecurityGroup?: ec2.ISecurityGroup;
  /** The endpoints that were added. */
  readonly endpoints: NetworkEndpoints;
  private readonly props: ExistingNetworkProps;
  private readonly selections: ReadonlyMap<NetworkTier, readonly ec2.ISubnet[]>;

  constructor(scope: Construct, id: string, props: ExistingNetworkProps) {
    super(scope, id);
    const faults = existingNetworkFaults(props);
    if (faults.length > 0) throw new Error(`ExistingNetwork ${this.node.path} can't be used:\n- ${faults.join('\n- ')}`);
    this.props = props;
    this.cidr = props.cidr;
    this.egress = props.egress ?? { kind: 'none' };
    const tiers = tierViews(props);
    this.vpc = viewVpc(this, 'Vpc', { ...props, egress: this.egress, tiers });
    this.selections = this.exposeSubnets(tiers);
    this.endpoints = this.createEndpoints();
    const group = this.endpoints.securityGroup ?? props.endpoints?.existingSecurityGroup;
    if (group) this.endpointsSecurityGroup = group;
  }

  subnets(tier: NetworkTier): ec2.SubnetSelection {
    const subnets = this.selections.get(tier);
    if (!subnets)
      throw new Error(`The network has no '${tier}' subnets, it has ${[...this.selections.keys()].join(', ')}; add '${tier}' to subnetIds`);
    return { subnets: [...subnets] };
  }

  allowInterfaceEndpoints(client: ec2.IConnectable): void {
    const { existing, missing, existingSecurityGroup } = this.interfaceEndpoints();
    if (existing.length + missing.length === 0) {
      throw new Error(
        'The network has no interface endpoints; name those that are there in endpoints.existing, and those to add in endpoints.interfaces',
      );
    }
    const added = this.endpoints.securityGroup;
    if (added) allowInterfaceEndpoints(client, [added], this.cidr);
    if (existing.length > 0) allowInterfaceEndpoints(client, existingSecurityGroup ? [existingSecurityGroup] : [], this.cidr);
  }

  allowGatewayEndpoint(client: ec2.IConnectable, service: GatewayService): void {
    const { gateways = [], existing = [], gatewayPrefixListIds = {} } = this.props.endpoints ?? {};
    const there = (['s3', 'dynamodb'] as const).filter((name) => gateways.includes(name) || existing.includes(name));
    allowGatewayEndpoint(client, service, { gateways: there, prefixListIds: gatewayPrefixListIds });
  }

  allowEgress(client: ec2.IConnectable): void {
    allowEgress(client, this.egress);
  }

  private exposeSubnets(tiers: ReadonlyMap<NetworkTier, readonly SubnetView[]>): ReadonlyMap<NetworkTier, readonly ec2.ISubnet[]> {
    const scope = new Construct(this, 'Subnets');
    const subnets = new Map([...tiers].map(([tier, views]) => [tier, viewSubnets(views, new Construct(scope, TIER_IDS[tier]))]));
    // Nothing here reads a route table that was not given; a missing one is refused where it is needed.
    Annotations.of(this).acknowledgeWarning(
      '@aws-cdk/aws-ec2:noSubnetRouteTableId',
      'The route tables of an existing network are optional',
    );
    return subnets;
  }

  private createEndpoints(): NetworkEndpoints {
    const { clientCidrs = [] } = this.props.endpoints ?? {};
    const routed = (['app', 'serving', 'data'] as const).filter((tier) => this.props.routeTableIds?.[tier]);
    return new NetworkEndpoints(this, 'Endpoints', {
      vpc: this.vpc,
      cidr: this.cidr,
      interfaces: this.interfaceEndpoints().missing,
      gateways: missingGateways(this.props),
      clientCidrs,
      subnets: this.selections.get('endpoints') ?? [],
      routedSubnets: routed.flatMap((tier) => this.selections.get(tier) ?? []),
    });
  }

  private interfaceEndpoints() {
    const { existing = [], existingSecurityGroup } = this.props.endpoints ?? {};
    return {
      existing: existing.filter((name) => name !== 's3' && name !== 'dynamodb'),
      missing: missingInterfaces(this.props),
      existingSecurityGroup,
    };
  }
}

function tierViews({
  availabilityZones,
  subnetIds,
  routeTableIds = {},
}: ExistingNetworkProps): ReadonlyMap<NetworkTier, readonly SubnetView[]> {
  const tiers = new Map<NetworkTier, readonly SubnetView[]>();
  for (const tier of NETWORK_TIERS) {
    const views = (subnetIds[tier] ?? []).map((subnetId, index): SubnetView => {
      const routeTableId = routeTableIds[tier]?.[index];
      return { subnetId, availabilityZone: availabilityZones[index] ?? '', ...(routeTableId ? { routeTableId } : {}) };
    });
    if (views.length > 0) tiers.set(tier, views);
  }
  return tiers;
}
