import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Token } from 'aws-cdk-lib/core';
import type { NetworkTier } from '../../spec/address-plan.ts';
import { cidrFaults } from './cidr-faults.ts';
import { type EgressRoute, egressFaults } from './egress.ts';
import { type GatewayService, type InterfaceService, isGatewayService, isInterfaceService } from './endpoint-services.ts';
import { type EndpointOptions, endpointFaults } from './endpoints.ts';

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
  /** The id of the VPC, `vpc-` and 8 or 17 hexadecimal digits. */
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

/** The gateway endpoints that are asked for and not there. */
export function missingGateways({ endpoints: { gateways = [], existing = [] } = {} }: ExistingNetworkProps): GatewayService[] {
  return gateways.filter((name) => !existing.includes(name));
}

/** The interface endpoints that are asked for and not there. */
export function missingInterfaces({ endpoints: { interfaces = [], existing = [] } = {} }: ExistingNetworkProps): InterfaceService[] {
  return interfaces.filter((name) => !existing.includes(name));
}

/** What is wrong with an existing network, one sentence a fault. */
export function existingNetworkFaults(props: ExistingNetworkProps): string[] {
  const { endpoints = {}, egress = { kind: 'none' } } = props;
  return [
    ...idFaults(props),
    ...cidrFaults('cidr', props.cidr, 'write the range of the VPC'),
    ...(egress.kind === 'proxy' ? egressFaults(egress, props.availabilityZones.length) : []),
    ...endpointFaults(endpoints),
    ...existingFaults(endpoints),
    ...placeFaults(props),
  ];
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

function existingFaults({ existing = [] }: ExistingEndpointOptions): string[] {
  return existing
    .filter((name) => !isInterfaceService(name) && !isGatewayService(name))
    .map((name) => `endpoints.existing: '${name}' is not offered, so nothing asks for it; leave it out`);
}

function placeFaults(props: ExistingNetworkProps): string[] {
  const { subnetIds, routeTableIds = {} } = props;
  const faults: string[] = [];
  const missing = missingInterfaces(props);
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
