import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { NetworkTier } from '../../spec/address-plan.ts';
import { type EgressRoute, reachesInternet } from './egress.ts';

/** One subnet, made here or elsewhere. */
export interface SubnetView {
  readonly subnetId: string;
  readonly availabilityZone: string;
  /** @default - unknown */
  readonly routeTableId?: string;
  /** @default - unknown */
  readonly ipv4CidrBlock?: string;
}

/** The subnets of each tier that a network has, one a zone. */
export type TierViews = ReadonlyMap<NetworkTier, readonly SubnetView[]>;

export interface VpcViewOptions {
  readonly vpcId: string;
  readonly cidr: string;
  readonly egress: EgressRoute;
  readonly availabilityZones: readonly string[];
  readonly tiers: TierViews;
}

/** The tiers whose subnets have a way out, where the network has one. */
export const EGRESS_TIERS = ['app', 'serving'] as const satisfies readonly NetworkTier[];

/**
 * A VPC as other constructs take it, never looked up. `app` and `serving` are its private subnets where there is a way out and isolated
 * ones elsewhere, so that a construct that picks subnets by itself picks these. The subnets of endpoints, NAT and firewall are left out.
 */
export function viewVpc(scope: Construct, id: string, { vpcId, cidr, egress, availabilityZones, tiers }: VpcViewOptions): ec2.IVpc {
  const publics = subnetGroups(tiers, ['public']);
  const routed = subnetGroups(tiers, EGRESS_TIERS);
  const data = subnetGroups(tiers, ['data'], routed.ids);
  const [privates, isolated] = reachesInternet(egress) ? [routed, data] : [NO_SUBNETS, subnetGroups(tiers, [...EGRESS_TIERS, 'data'])];
  return ec2.Vpc.fromVpcAttributes(scope, id, {
    vpcId,
    vpcCidrBlock: cidr,
    availabilityZones: [...availabilityZones],
    publicSubnetIds: publics.ids,
    publicSubnetNames: publics.names,
    publicSubnetRouteTableIds: publics.routeTableIds,
    privateSubnetIds: privates.ids,
    privateSubnetNames: privates.names,
    privateSubnetRouteTableIds: privates.routeTableIds,
    isolatedSubnetIds: isolated.ids,
    isolatedSubnetNames: isolated.names,
    isolatedSubnetRouteTableIds: isolated.routeTableIds,
  });
}

interface SubnetGroups {
  readonly ids: string[];
  /** One a tier, for `vpcSubnets: { subnetGroupName: 'app' }`. */
  readonly names: string[];
  readonly routeTableIds?: string[];
}

const NO_SUBNETS: SubnetGroups = { ids: [], names: [] };

/** The subnets of some tiers, each once: in an existing network the same subnets may serve several tiers. */
function subnetGroups(tiers: TierViews, wanted: readonly NetworkTier[], taken: readonly string[] = []): SubnetGroups {
  const ids: string[] = [];
  const names: string[] = [];
  const routeTableIds: string[] = [];
  for (const tier of wanted) {
    const subnets = tiers.get(tier) ?? [];
    if (subnets.length === 0 || subnets.some(({ subnetId }) => ids.includes(subnetId) || taken.includes(subnetId))) continue;
    names.push(tier);
    ids.push(...subnets.map(({ subnetId }) => subnetId));
    routeTableIds.push(...subnets.flatMap(({ routeTableId }) => routeTableId ?? []));
  }
  return { ids, names, ...(routeTableIds.length === ids.length && ids.length > 0 ? { routeTableIds } : {}) };
}

/** Subnets as objects, under the scope's ids `Zone1`, `Zone2` and so on. */
export function viewSubnets(subnets: readonly SubnetView[], scope: Construct): ec2.ISubnet[] {
  return subnets.map((subnet, index) => ec2.Subnet.fromSubnetAttributes(scope, `Zone${index + 1}`, subnet));
}
