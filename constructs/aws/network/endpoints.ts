import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { cidrFaults } from './cidr-faults.ts';
import { endpointPolicy } from './endpoint-policies.ts';
import {
  GATEWAY_SERVICES,
  type GatewayService,
  INTERFACE_SERVICES,
  type InterfaceService,
  isGatewayService,
  isInterfaceService,
} from './endpoint-services.ts';

/** Which AWS services are reached without leaving the network. */
export interface EndpointOptions {
  /**
   * Services to reach through an interface endpoint in each zone. Billed by the endpoint, zone and hour, and by the gigabyte. Taking
   * one away sends its calls to the egress, or nowhere. @default - none
   */
  readonly interfaces?: readonly InterfaceService[];
  /** Services to reach through a gateway endpoint; free. @default ['s3', 'dynamodb'] */
  readonly gateways?: readonly GatewayService[];
  /** Ranges outside the VPC whose hosts may call the interface endpoints, such as an office's. @default - the VPC alone */
  readonly clientCidrs?: readonly string[];
  /**
   * Ids of the region's AWS-managed prefix lists (`aws ec2 describe-managed-prefix-lists`), by which closed security groups let a
   * client out to a gateway endpoint. CloudFormation can't look them up. @default - `allowGatewayEndpoint` throws
   */
  readonly gatewayPrefixListIds?: Partial<Record<GatewayService, string>>;
}

/** What every endpoint listens on. */
export const HTTPS = ec2.Port.tcp(443);

export const DEFAULT_GATEWAYS: readonly GatewayService[] = ['s3', 'dynamodb'];

export interface NetworkEndpointsProps {
  /** The VPC to reach them from. */
  readonly vpc: ec2.IVpc;
  /** The VPC's own range. */
  readonly cidr: string;
  /** Services to make an interface endpoint for. */
  readonly interfaces: readonly InterfaceService[];
  /** Services to make a gateway endpoint for. */
  readonly gateways: readonly GatewayService[];
  /** Ranges outside the VPC that may call the interface endpoints. */
  readonly clientCidrs: readonly string[];
  /** Where the interface endpoints have their addresses, one subnet a zone. */
  readonly subnets: readonly ec2.ISubnet[];
  /** Whose route tables lead to the gateway endpoints. */
  readonly routedSubnets: readonly ec2.ISubnet[];
}

/**
 * The endpoints of a network. Interface endpoints always have private DNS, so that an SDK finds them by the service's usual name, and
 * share one security group that lets in HTTPS alone. Changing the services updates nothing else.
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
export class NetworkEndpoints extends Construct {
  /** The group of the interface endpoints. @default - there are none */
  readonly securityGroup?: ec2.SecurityGroup;
  /** The interface endpoints by service. */
  readonly interfaces: ReadonlyMap<InterfaceService, ec2.InterfaceVpcEndpoint>;
  /** The gateway endpoints by service. */
  readonly gateways: ReadonlyMap<GatewayService, ec2.GatewayVpcEndpoint>;

  constructor(scope: Construct, id: string, props: NetworkEndpointsProps) {
    super(scope, id);
    const group = props.interfaces.length > 0 ? this.createSecurityGroup(props) : undefined;
    this.interfaces = new Map(group ? props.interfaces.map((name) => [name, this.createInterface(name, group, props)]) : []);
    this.gateways = new Map(props.gateways.map((name) => [name, this.createGateway(name, props)]));
    if (group) this.securityGroup = group;
  }

  private createSecurityGroup({ vpc, cidr, clientCidrs }: NetworkEndpointsProps): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Interface endpoints: HTTPS from the network and its clients, nothing out',
      allowAllOutbound: false,
    });
    group.addIngressRule(ec2.Peer.ipv4(cidr), HTTPS, 'HTTPS from the VPC');
    for (const client of clientCidrs) group.addIngressRule(ec2.Peer.ipv4(client), HTTPS, 'HTTPS from clients outside the VPC');
    return group;
  }

  private createInterface(
    name: InterfaceService,
    group: ec2.ISecurityGroup,
    { vpc, subnets }: NetworkEndpointsProps,
  ): ec2.InterfaceVpcEndpoint {
    const { id, service } = INTERFACE_SERVICES[name];
    const endpoint = new ec2.InterfaceVpcEndpoint(this, id, {
      vpc,
      service,
      subnets: { subnets: [...subnets] },
      securityGroups: [group],
      open: false,
      privateDnsEnabled: true,
    });
    for (const statement of endpointPolicy(name)) endpoint.addToPolicy(statement);
    return endpoint;
  }

  private createGateway(name: GatewayService, { vpc, routedSubnets }: NetworkEndpointsProps): ec2.GatewayVpcEndpoint {
    const { id, service } = GATEWAY_SERVICES[name];
    const endpoint = new ec2.GatewayVpcEndpoint(this, id, { vpc, service, subnets: [{ subnets: [...routedSubnets] }] });
    for (const statement of endpointPolicy(name)) endpoint.addToPolicy(statement);
    return endpoint;
  }
}

/** What is wrong with endpoint options, one sentence a fault. */
export function endpointFaults({ interfaces = [], gateways = [], clientCidrs = [] }: EndpointOptions): string[] {
  return [
    ...serviceFaults('endpoints.interfaces', interfaces, isInterfaceService, Object.keys(INTERFACE_SERVICES)),
    ...serviceFaults('endpoints.gateways', gateways, isGatewayService, Object.keys(GATEWAY_SERVICES)),
    ...clientCidrs.flatMap((cidr, index) => cidrFaults(`endpoints.clientCidrs[${index}]`, cidr, 'name the ranges that clients have')),
  ];
}

function serviceFaults(path: string, names: readonly string[], known: (name: string) => boolean, all: readonly string[]): string[] {
  const faults = names.filter((name) => !known(name)).map((name) => `${path}: '${name}' is not offered; use ${all.join(', ')}`);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [...faults, ...[...new Set(twice)].map((name) => `${path} names '${name}' twice; name it once`)];
}
