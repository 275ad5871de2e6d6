import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { NetworkTier } from '../../spec/address-plan.ts';

/** Construct ids of the tiers; they never change. */
export const TIER_IDS = {
  app: 'App',
  serving: 'Serving',
  data: 'Data',
  endpoints: 'EndpointSubnets',
  public: 'Public',
  nat: 'NatSubnets',
  firewall: 'FirewallSubnets',
} as const satisfies Record<NetworkTier, string>;

export interface SubnetTierProps {
  readonly vpcId: string;
  /** The slice of each zone, zone 1 first. A changed slice replaces its subnet. */
  readonly cidrs: readonly string[];
}

/** The subnets of one tier: one a zone, each with a route table of its own. Nothing in it gets a public address by itself. */
export class SubnetTier extends Construct {
  /** Zone 1 first. */
  readonly zones: readonly ZoneSubnet[];

  constructor(scope: Construct, id: string, { vpcId, cidrs }: SubnetTierProps) {
    super(scope, id);
    this.zones = cidrs.map((cidr, index) => new ZoneSubnet(this, `Zone${index + 1}`, { vpcId, cidr, availabilityZone: zoneName(index) }));
  }
}

/**
 * The name of a zone, resolved by CloudFormation. CDK's own list asks the account as soon as the stack names one, and would then
 * replace every subnet; this expression is the same in every stack.
 */
export function zoneName(index: number): string {
  return Fn.select(index, Fn.getAzs());
}

interface ZoneSubnetProps {
  readonly vpcId: string;
  readonly cidr: string;
  readonly availabilityZone: string;
}

/** One subnet with its route table. */
export class ZoneSubnet extends Construct {
  readonly cidr: string;
  readonly availabilityZone: string;
  readonly subnet: ec2.CfnSubnet;
  readonly routeTable: ec2.CfnRouteTable;

  constructor(scope: Construct, id: string, { vpcId, cidr, availabilityZone }: ZoneSubnetProps) {
    super(scope, id);
    this.cidr = cidr;
    this.availabilityZone = availabilityZone;
    const tags = [{ key: 'Name', value: this.node.path }];
    this.subnet = new ec2.CfnSubnet(this, 'Resource', { vpcId, cidrBlock: cidr, availabilityZone, mapPublicIpOnLaunch: false, tags });
    this.routeTable = new ec2.CfnRouteTable(this, 'RouteTable', { vpcId, tags });
    new ec2.CfnSubnetRouteTableAssociation(this, 'RouteTableAssociation', { subnetId: this.subnetId, routeTableId: this.routeTableId });
  }

  get subnetId(): string {
    return this.subnet.ref;
  }

  get routeTableId(): string {
    return this.routeTable.ref;
  }

  /** Sends what no other route takes to a target. Changing the target is an update in place. */
  routeDefault(target: RouteTarget): ec2.CfnRoute {
    return this.route('DefaultRoute', '0.0.0.0/0', target);
  }

  /** Sends what is bound for a range to a target. */
  route(id: string, destinationCidrBlock: string, target: RouteTarget): ec2.CfnRoute {
    return new ec2.CfnRoute(this, id, { routeTableId: this.routeTableId, destinationCidrBlock, ...target });
  }
}

/** Where a route leads. */
export type RouteTarget = { readonly gatewayId: string } | { readonly natGatewayId: string } | { readonly vpcEndpointId: string };
