import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { type AddressPlan, NETWORK_TIERS, type NetworkTier, planAddresses } from '../../spec/address-plan.ts';
import { allowEgress, allowGatewayEndpoint, allowInterfaceEndpoints } from './client-rules.ts';
import { ClosedDefaultSecurityGroup } from './closed-default-security-group.ts';
import { DomainFirewall } from './domain-firewall.ts';
import type { FirewallEgress, NatEgress, NetworkEgress } from './egress.ts';
import type { GatewayService } from './endpoint-services.ts';
import { DEFAULT_GATEWAYS, NetworkEndpoints } from './endpoints.ts';
import { FlowLogs } from './flow-logs.ts';
import { InternetGateway, NatGateways } from './nat-gateways.ts';
import type { INetwork } from './network.ts';
import { type NetworkSettings, type NewNetworkProps, resolveNetwork } from './network-settings.ts';
import { SubnetTier, TIER_IDS, type ZoneSubnet, zoneName } from './subnet-tier.ts';
import { EGRESS_TIERS, type SubnetView, viewSubnets, viewVpc } from './vpc-view.ts';

/**
 * A VPC for an LLM platform: private subnets in tiers, endpoints for AWS services, flow logs, a closed default security group, and no
 * internet gateway unless the egress needs one.
 *
 * The VPC, its subnets, gateway endpoints and security groups are free; flow logs, interface endpoints, NAT gateways and firewalls are
 * billed. Changing `cidr` replaces everything; nothing else replaces a subnet. The template is the same with and without a concrete
 * account: zones are resolved by CloudFormation, never looked up.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/what-is-amazon-vpc.html
 */
export class NewNetwork extends Construct implements INetwork {
  readonly vpc: ec2.IVpc;
  readonly cidr: string;
  readonly egress: NetworkEgress;
  /** The security group of the interface endpoints. @default - there are none */
  readonly endpointsSecurityGroup?: ec2.ISecurityGroup;
  /** The VPC itself, to reach further than this block does. */
  readonly resource: ec2.CfnVPC;
  /** The subnets and route tables by tier. */
  readonly tiers: ReadonlyMap<NetworkTier, SubnetTier>;
  /** The endpoints, to reach further than this block does. */
  readonly endpoints: NetworkEndpoints;
  /** The flow logs and their log group. */
  readonly flowLogs: FlowLogs;
  private readonly selections: ReadonlyMap<NetworkTier, readonly ec2.ISubnet[]>;
  private readonly gatewayPrefixListIds: Partial<Record<GatewayService, string>>;

  constructor(scope: Construct, id: string, props: NewNetworkProps) {
    super(scope, id);
    const settings = resolveNetwork(this, props);
    const plan = planAddresses(settings);
    this.cidr = settings.cidr;
    this.egress = settings.egress;
    this.gatewayPrefixListIds = settings.endpoints.gatewayPrefixListIds ?? {};
    this.resource = this.createVpc();
    this.tiers = this.createTiers(plan, settings.tiers);
    this.createEgress(settings);
    this.vpc = this.exposeVpc(settings.zones);
    this.selections = this.exposeSubnets();
    this.endpoints = this.createEndpoints(settings);
    if (this.endpoints.securityGroup) this.endpointsSecurityGroup = this.endpoints.securityGroup;
    this.flowLogs = this.createFlowLogs(settings);
    this.closeDefaultSecurityGroup(settings);
  }

  subnets(tier: NetworkTier): ec2.SubnetSelection {
    const subnets = this.selections.get(tier);
    if (!subnets)
      throw new Error(`The network has no '${tier}' subnets, it has ${[...this.selections.keys()].join(', ')}; add '${tier}' to tiers`);
    return { subnets: [...subnets] };
  }

  allowInterfaceEndpoints(client: ec2.IConnectable): void {
    const group = this.endpointsSecurityGroup;
    if (!group) throw new Error('The network has no interface endpoints; name the services in endpoints.interfaces');
    allowInterfaceEndpoints(client, [group], this.cidr);
  }

  allowGatewayEndpoint(client: ec2.IConnectable, service: GatewayService): void {
    allowGatewayEndpoint(client, service, { gateways: [...this.endpoints.gateways.keys()], prefixListIds: this.gatewayPrefixListIds });
  }

  allowEgress(client: ec2.IConnectable): void {
    allowEgress(client, this.egress);
  }

  private createVpc(): ec2.CfnVPC {
    return new ec2.CfnVPC(this, 'Resource', {
      cidrBlock: this.cidr,
      // Private DNS of an endpoint needs both.
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: [{ key: 'Name', value: this.node.path }],
    });
  }

  private createTiers(plan: AddressPlan, wanted: readonly NetworkTier[]): ReadonlyMap<NetworkTier, SubnetTier> {
    const tiers = NETWORK_TIERS.filter((tier) => wanted.includes(tier));
    return new Map(tiers.map((tier) => [tier, new SubnetTier(this, TIER_IDS[tier], { vpcId: this.vpcId, cidrs: plan.tiers[tier].zones })]));
  }

  private createEgress(settings: NetworkSettings): void {
    const { egress } = settings;
    switch (egress.kind) {
      case 'none':
      case 'proxy':
        break;
      case 'nat':
        this.routeThroughNat(egress, settings.zones);
        break;
      case 'firewall':
        this.routeThroughFirewall(egress, settings);
        break;
    }
  }

  private routeThroughNat({ gateways }: NatEgress, zones: number): void {
    const nat = this.createNatGateways(gateways ?? zones);
    for (const tier of this.egressTiers()) {
      for (const [index, zone] of tier.zones.entries()) zone.routeDefault({ natGatewayId: nat.ofZone(index) });
    }
  }

  /**
   * Out: tier, the zone's firewall, the zone's NAT gateway. Back: NAT gateway, the same firewall, tier; for that the NAT subnet's route
   * table names each tier's subnet, which is narrower than the VPC's local route. Load balancers in `public` keep the local route.
   * Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
   */
  private routeThroughFirewall({ allowedDomains }: FirewallEgress, settings: NetworkSettings): void {
    const nat = this.createNatGateways(settings.zones);
    const inspected = this.tier('firewall');
    const firewall = new DomainFirewall(this, 'Firewall', { ...settings, vpcId: this.vpcId, tier: inspected, allowedDomains });
    for (const [index, zone] of inspected.zones.entries()) zone.routeDefault({ natGatewayId: nat.ofZone(index) });
    for (const [name, tier] of this.tiers) {
      if (!(EGRESS_TIERS as readonly NetworkTier[]).includes(name)) continue;
      for (const [index, zone] of tier.zones.entries()) {
        zone.routeDefault({ vpcEndpointId: firewall.ofZone(index) });
        this.tier('nat').zones[index]?.route(`${TIER_IDS[name]}Route`, zone.cidr, { vpcEndpointId: firewall.ofZone(index) });
      }
    }
  }

  private createNatGateways(count: number): NatGateways {
    const internetGateway = new InternetGateway(this, 'Internet', { vpcId: this.vpcId });
    const tier = this.tier('nat');
    internetGateway.open(tier);
    const publics = this.tiers.get('public');
    if (publics) internetGateway.open(publics);
    return new NatGateways(this, 'Nat', { tier, internetGateway, count });
  }

  private exposeVpc(zones: number): ec2.IVpc {
    const tiers = new Map([...this.tiers].map(([tier, { zones: subnets }]) => [tier, subnets.map(view)]));
    const availabilityZones = Array.from({ length: zones }, (_, index) => zoneName(index));
    return viewVpc(this, 'Vpc', { vpcId: this.vpcId, cidr: this.cidr, egress: this.egress, availabilityZones, tiers });
  }

  private exposeSubnets(): ReadonlyMap<NetworkTier, readonly ec2.ISubnet[]> {
    const scope = new Construct(this, 'Subnets');
    return new Map([...this.tiers].map(([tier, { zones }]) => [tier, viewSubnets(zones.map(view), new Construct(scope, TIER_IDS[tier]))]));
  }

  private createEndpoints({ endpoints, cidr }: NetworkSettings): NetworkEndpoints {
    const routed = (['app', 'serving', 'data'] as const).flatMap((tier) => this.selections.get(tier) ?? []);
    return new NetworkEndpoints(this, 'Endpoints', {
      vpc: this.vpc,
      cidr,
      interfaces: endpoints.interfaces ?? [],
      gateways: endpoints.gateways ?? DEFAULT_GATEWAYS,
      clientCidrs: endpoints.clientCidrs ?? [],
      subnets: this.selections.get('endpoints') ?? [],
      routedSubnets: routed,
    });
  }

  private createFlowLogs(settings: NetworkSettings): FlowLogs {
    return new FlowLogs(this, 'FlowLogs', { ...settings, vpcId: this.vpcId, destination: settings.flowLogs });
  }

  private closeDefaultSecurityGroup(settings: NetworkSettings): void {
    new ClosedDefaultSecurityGroup(this, 'DefaultSecurityGroup', { ...settings, securityGroupId: this.resource.attrDefaultSecurityGroup });
  }

  private egressTiers(): SubnetTier[] {
    return EGRESS_TIERS.flatMap((tier) => this.tiers.get(tier) ?? []);
  }

  private tier(name: NetworkTier): SubnetTier {
    const tier = this.tiers.get(name);
    if (!tier) throw new Error(`The network has no '${name}' subnets`);
    return tier;
  }

  private get vpcId(): string {
    return this.resource.ref;
  }
}

function view({ subnetId, availabilityZone, routeTableId, cidr }: ZoneSubnet): SubnetView {
  return { subnetId, availabilityZone, routeTableId, ipv4CidrBlock: cidr };
}
