import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Annotations, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { NETWORK_TIERS, type NetworkTier } from '../../spec/address-plan.ts';
import { allowEgress, allowGatewayEndpoint, allowInterfaceEndpoints } from './client-rules.ts';
import { cidrFaults, type EgressRoute, egressFaults } from './egress.ts';
import type { GatewayService, InterfaceService } from './endpoint-services.ts';
import { type EndpointOptions, endpointFaults, NetworkEndpoints } from './endpoints.ts';
import type { INetwork } from './network.ts';
import { TIER_IDS } from './subnet-tier.ts';
import { type SubnetView, viewSubnets, viewVpc } from './vpc-view.ts';

/** The endpoints of an existing network: those that are there, and those to add. */
export interface ExistingEndpointOptions extends Omit<EndpointOptions, 'gateways'> {
  /** Services to reach through a gateway endpoint; free. A missing one needs the route tables. @default - those that exist */
  readonly gateways?: readonly GatewayService[];
  /** What is there already, with private DNS: made by others and left alone. @default - nothing */
  readonly existing?: readonly (InterfaceService | GatewayService)[];
  /** The group of the existing interface endpoints. @default - clients are let out by HTTPS to the VPC's whole range */
  readonly existingSecurityGroup?: ec2.ISecurityGroup;
}

export interface ExistingNetworkProps {
  readonly vpcId: string;
  /** The VPC's IPv4 range. */
  readonly cidr: string;
  /** The zones in use, such as `eu-central-1a`. */
  readonly availabilityZones: readonly string[];
  /** The subnets of each tier, one for each of `availabilityZones` and in their order. One subnet may serve several tiers. */
  readonly subnetIds: Partial<Record<NetworkTier, readonly string[]>>;
  /** Their route tables, in the same order. @default - unknown, so gateway endpoints can't be added */
  readonly routeTableIds?: Partial<Record<NetworkTier, readonly string[]>>;
  /** How `app` and `serving` reach the internet. It says what is there; nothing is made. @default { kind: 'none' } */
  readonly egress?: EgressRoute;
  /** The AWS services that are reached without leaving the network. @default - none */
  readonly endpoints?: ExistingEndpointOptions;
}

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
  readonly endpointsSecurityGroup?: ec2.ISecurityGroup;
  /** The endpoints that were added. */
  readonly endpoints: NetworkEndpoints;
  private readonly props: ExistingNetworkProps;
  private readonly selections: ReadonlyMap<NetworkTier, readonly ec2.ISubnet[]>;

  constructor(scope: Construct, id: string, props: ExistingNetworkProps) {
    super(scope, id);
    assertValid(this, props);
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
    const { interfaces = [], existing = [], existingSecurityGroup } = this.props.endpoints ?? {};
    return {
      existing: existing.filter((name) => name !== 's3' && name !== 'dynamodb'),
      missing: interfaces.filter((name) => !existing.includes(name)),
      existingSecurityGroup,
    };
  }
}

function missingGateways({ endpoints: { gateways = [], existing = [] } = {} }: ExistingNetworkProps): GatewayService[] {
  return gateways.filter((name) => !existing.includes(name));
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

function assertValid(scope: Construct, props: ExistingNetworkProps): void {
  const { endpoints = {}, egress = { kind: 'none' } } = props;
  const faults = [
    ...idFaults(props),
    ...cidrFaults('cidr', props.cidr, 'write the range of the VPC'),
    ...(egress.kind === 'proxy' ? egressFaults(egress, props.availabilityZones.length) : []),
    ...endpointFaults(endpoints),
    ...placeFaults(props),
  ];
  if (faults.length > 0) throw new Error(`ExistingNetwork ${scope.node.path} can't be used:\n- ${faults.join('\n- ')}`);
}

function idFaults({ vpcId, availabilityZones, subnetIds, routeTableIds = {} }: ExistingNetworkProps): string[] {
  const faults: string[] = [];
  const malformed = (id: string, prefix: string) =>
    !Token.isUnresolved(id) && !new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`).test(id);
  if (malformed(vpcId, 'vpc')) faults.push(`vpcId must be vpc- and 8 or 17 hexadecimal digits, got '${vpcId}'`);
  if (availabilityZones.length < 2)
    faults.push(`availabilityZones must be at least 2, got ${availabilityZones.length}; one zone is one failure`);
  for (const [path, ids, prefix] of [['subnetIds', subnetIds, 'subnet'] as const, ['routeTableIds', routeTableIds, 'rtb'] as const]) {
    for (const [tier, list] of Object.entries(ids)) {
      if (list.length !== availabilityZones.length) {
        faults.push(`${path}.${tier} must have one id for each of the ${availabilityZones.length} availabilityZones, got ${list.length}`);
      }
      for (const id of list.filter((id) => malformed(id, prefix))) {
        faults.push(`${path}.${tier} must be ${prefix}- and 8 or 17 hexadecimal digits, got '${id}'`);
      }
    }
  }
  return faults;
}

function placeFaults(props: ExistingNetworkProps): string[] {
  const { subnetIds, routeTableIds = {}, endpoints: { interfaces = [], existing = [] } = {} } = props;
  const faults: string[] = [];
  const missing = interfaces.filter((name) => !existing.includes(name));
  if (missing.length > 0 && !subnetIds.endpoints) {
    faults.push(
      `endpoints.interfaces adds ${missing.join(', ')}, which need subnetIds.endpoints; give them, or name the services in endpoints.existing`,
    );
  }
  const gateways = missingGateways(props);
  if (gateways.length > 0 && !routeTableIds.app && !routeTableIds.serving && !routeTableIds.data) {
    faults.push(
      `endpoints.gateways adds ${gateways.join(', ')}, which need routeTableIds; give them, or name the services in endpoints.existing`,
    );
  }
  return faults;
}
