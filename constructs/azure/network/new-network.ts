import { VirtualNetwork } from '@pulumi/azure-native/network/virtualNetwork.js';
import * as pulumi from '@pulumi/pulumi';
import type { NetworkTier } from '../../spec/address-plan.ts';
import { DomainFirewall } from './domain-firewall.ts';
import type { FirewallEgress, NatEgress, NetworkEgress } from './egress.ts';
import { type PrivateEndpointOptions, PrivateEndpoints } from './endpoints.ts';
import { NatGateway } from './nat-gateway.ts';
import type { INetwork } from './network.ts';
import { type NetworkSettings, type NewNetworkArgs, resolveNetwork, rulesOf } from './network-settings.ts';
import type { PrivateEndpoint } from './private-endpoint.ts';
import type { WorkloadTier } from './subnet-rules.ts';
import { SubnetTier } from './subnet-tier.ts';

/**
 * A virtual network for an LLM platform: one private subnet a tier, each behind a security group that denies what it does not name,
 * private endpoints with their DNS records, and no way out unless `egress` says how.
 *
 * The network, its subnets and security groups are free; private endpoints, DNS zones, NAT gateways and firewalls are billed. Changing
 * `location` or `resourceGroupName` replaces everything; nothing else replaces a subnet.
 * Source: https://learn.microsoft.com/azure/virtual-network/virtual-networks-overview
 */
export class NewNetwork extends pulumi.ComponentResource implements INetwork {
  readonly vnetId: pulumi.Output<string>;
  readonly cidr: string;
  readonly location: string;
  readonly egress: NetworkEgress;
  /** The virtual network itself, to reach further than this block does. */
  readonly resource: VirtualNetwork;
  /** The subnets and security groups by tier. */
  readonly tiers: ReadonlyMap<WorkloadTier, SubnetTier>;
  /** The NAT gateway. @default - egress is not `nat` */
  readonly natGateway?: NatGateway;
  /** The firewall. @default - egress is not `firewall` */
  readonly firewall?: DomainFirewall;
  /** The private endpoints. @default - tiers has no `endpoints` */
  readonly privateEndpoints?: PrivateEndpoints;

  constructor(name: string, args: NewNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    const settings = resolveNetwork(name, args);
    super('llm-infra-kit:azure:NewNetwork', name, {}, opts);
    this.cidr = settings.cidr;
    this.location = settings.location;
    this.egress = settings.egress;
    this.resource = this.createVnet(name, settings);
    this.vnetId = this.resource.id;
    if (settings.egress.kind === 'nat') this.natGateway = this.createNatGateway(name, settings, settings.egress);
    if (settings.egress.kind === 'firewall') this.firewall = this.createFirewall(name, settings, settings.egress);
    this.tiers = this.createTiers(name, settings);
    if (this.tiers.has('endpoints')) this.privateEndpoints = this.createPrivateEndpoints(name, settings);
    this.registerOutputs({ vnetId: this.vnetId });
  }

  subnetId(tier: NetworkTier): pulumi.Output<string> {
    const found = [...this.tiers].find(([name]) => name === tier)?.[1];
    if (!found) throw new Error(`The network has no '${tier}' subnet, it has ${[...this.tiers.keys()].join(', ')}; add '${tier}' to tiers`);
    return found.subnet.id;
  }

  addPrivateEndpoint(name: string, options: PrivateEndpointOptions): PrivateEndpoint {
    if (!this.privateEndpoints) throw new Error(`The network has no 'endpoints' subnet for '${name}'; add 'endpoints' to tiers`);
    return this.privateEndpoints.add(name, options);
  }

  private createVnet(name: string, { cidr, dnsServers, ...settings }: NetworkSettings): VirtualNetwork {
    return new VirtualNetwork(
      name,
      {
        ...place(settings),
        addressSpace: { addressPrefixes: [cidr] },
        ...(dnsServers.length > 0 ? { dhcpOptions: { dnsServers: [...dnsServers] } } : {}),
      },
      { parent: this },
    );
  }

  private createNatGateway(name: string, settings: NetworkSettings, { zone }: NatEgress): NatGateway {
    return new NatGateway(`${name}-nat`, { ...place(settings), ...(zone ? { zone } : {}) }, { parent: this });
  }

  private createFirewall(name: string, settings: NetworkSettings, { allowedDomains, zones }: FirewallEgress): DomainFirewall {
    const { plan, delegations } = settings;
    return new DomainFirewall(
      `${name}-firewall`,
      {
        ...place(settings),
        vnetName: this.resource.name,
        cidr: plan.tiers.firewall.cidr,
        sourceCidrs: EGRESS_TIERS.map((tier) => plan.tiers[tier].cidr),
        allowedDomains,
        containerApps: EGRESS_TIERS.some((tier) => delegations[tier] === 'container-apps'),
        ...(zones ? { zones } : {}),
      },
      { parent: this },
    );
  }

  /** In series, the firewall's subnet first, since the others may lead to it. */
  private createTiers(name: string, settings: NetworkSettings): ReadonlyMap<WorkloadTier, SubnetTier> {
    const tiers = new Map<WorkloadTier, SubnetTier>();
    let after: readonly pulumi.Resource[] = this.firewall ? [this.firewall.subnet] : [];
    for (const tier of TIERS.filter((each) => settings.tiers.includes(each))) {
      const made = this.createTier(name, tier, settings, after);
      tiers.set(tier, made);
      after = [made.subnet];
    }
    return tiers;
  }

  private createTier(name: string, tier: WorkloadTier, settings: NetworkSettings, after: readonly pulumi.Resource[]): SubnetTier {
    const delegation = tier === 'endpoints' ? undefined : settings.delegations[tier];
    const leaves = (EGRESS_TIERS as readonly WorkloadTier[]).includes(tier);
    return new SubnetTier(
      `${name}-${tier}`,
      {
        ...place(settings),
        vnetName: this.resource.name,
        tier,
        cidr: settings.plan.tiers[tier].cidr,
        rules: rulesOf(settings, tier),
        givenRules: settings.rules[tier] ?? [],
        after,
        ...(delegation ? { delegation } : {}),
        ...(leaves && this.natGateway ? { natGatewayId: this.natGateway.gateway.id } : {}),
        ...(leaves && this.firewall ? { routeTableId: this.firewall.routeTable.id } : {}),
      },
      { parent: this },
    );
  }

  private createPrivateEndpoints(name: string, settings: NetworkSettings): PrivateEndpoints {
    return new PrivateEndpoints(
      `${name}-endpoints`,
      {
        ...place(settings),
        vnetId: this.vnetId,
        subnetId: this.subnetId('endpoints'),
        dns: settings.dns,
        // The network must be at rest.
        after: [...this.tiers.values()].map(({ subnet }) => subnet),
      },
      { parent: this },
    );
  }
}

/** The order in which subnets are made; it never changes. */
const TIERS: readonly WorkloadTier[] = ['app', 'serving', 'data', 'endpoints'];

/** The tiers that leave the network by its egress. */
const EGRESS_TIERS = ['app', 'serving'] as const;

function place({ resourceGroupName, location, tags }: Pick<NetworkSettings, 'resourceGroupName' | 'location' | 'tags'>) {
  return { resourceGroupName, location, tags };
}
