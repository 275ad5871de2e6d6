import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import type { NetworkTier } from '../../spec/address-plan.ts';
import type { EgressRoute } from './egress.ts';
import type { GatewayService } from './endpoint-services.ts';

/**
 * A network that other blocks are given as an object: where their subnets are, and what their security groups may reach.
 *
 * A client's security group must be closed (`allowAllOutbound: false`): the three `allow…` methods open exactly what is named, by rules
 * of the client's own group, so that nothing of the network ever refers to a client.
 */
export interface INetwork extends IConstruct {
  /** The VPC, for constructs that take one. */
  readonly vpc: ec2.IVpc;
  /** The VPC's own IPv4 range. */
  readonly cidr: string;
  /** How a client in the tiers `app` and `serving` reaches the internet. */
  readonly egress: EgressRoute;
  /** The security group of the interface endpoints. @default - the network has no interface endpoints, or those of an existing one have an unknown group */
  readonly endpointsSecurityGroup?: ec2.ISecurityGroup;
  /** The subnets of a tier, one a zone. Throws when the network has none. */
  subnets(tier: NetworkTier): ec2.SubnetSelection;
  /** Lets a client call AWS services through the interface endpoints, by HTTPS. */
  allowInterfaceEndpoints(client: ec2.IConnectable): void;
  /** Lets a client call S3 or DynamoDB through the gateway endpoint, by HTTPS. Throws when the service's prefix list is not known. */
  allowGatewayEndpoint(client: ec2.IConnectable, service: GatewayService): void;
  /** Lets a client leave the network by its declared egress. Throws when there is none. */
  allowEgress(client: ec2.IConnectable): void;
}
