export interface NetworkBase {
  /** Whose network it is. A change gives up the platform's own network. @default - `new` in `prod` and for restricted data, else `none` */
  readonly kind?: 'new' | 'existing' | 'none';
  /** Address range of a new network, /16 to /24. A change replaces the network. @default '10.42.0.0/16' */
  readonly cidr?: string;
  /** Availability zones of a new network, 2 or 3; on AWS, since a subnet of Azure spans all zones. One less gives up its subnets. @default 2, in `prod` 3 */
  readonly zones?: number;
  /** How workloads reach the internet. Another kind gives up the subnets of the earlier one. @default - not at all */
  readonly egress?: EgressInput;
  /** Ranges that a new network is or will be peered with; must not overlap. @default - none */
  readonly peers?: readonly string[];
  /** Ranges outside the network whose clients may call the private endpoints. @default - none */
  readonly clientCidrs?: readonly string[];
  /** How long flow logs are kept: on AWS days that CloudWatch Logs takes, on Azure 1 to 365. @default 90, in `ephemeral` 7, in `prod` 365 */
  readonly flowLogDays?: number;
}

export interface NetworkInput extends NetworkBase {
  /** What differs on AWS, and the existing VPC. @default - the shared fields */
  readonly aws?: NetworkBase & ExistingVpcInput;
  /** What differs on Azure, and the existing virtual network. @default - the shared fields */
  readonly azure?: AzureNetworkInput;
}

/** A network on Azure. What has no meaning there, zones and a number of NAT gateways, is no part of it. */
export interface AzureNetworkInput extends Omit<NetworkBase, 'zones' | 'egress'>, ExistingVnetInput {
  /** How workloads reach the internet. Another kind gives up the subnets of the earlier one. @default - as in the shared fields */
  readonly egress?: AzureEgressInput;
  /** Who keeps the DNS records of the private endpoints. @default { kind: 'own' } */
  readonly dns?: PrivateDnsInput;
}

/** One NAT gateway serves a network on Azure. */
export type AzureEgressInput = Exclude<EgressInput, { readonly kind: 'nat' }> | { readonly kind: 'nat' };

/** An existing virtual network. Nothing is looked up, so all are required with `kind: existing`, and refused with any other. */
export interface ExistingVnetInput {
  /** ARM id of the virtual network, in the same subscription and location. @default - required with `kind: existing` */
  readonly vnetId?: string;
  /** Address range of the virtual network. @default - required with `kind: existing` */
  readonly vnetCidr?: string;
  /** ARM id of the subnet of each tier. @default - required with `kind: existing` */
  readonly subnetIds?: VnetSubnetsInput;
}

/** Subnets of a virtual network. One may serve several tiers, but for one that is delegated to a service. */
export interface VnetSubnetsInput {
  /** The gateway and other programs. @default - none: nothing runs there */
  readonly app?: string;
  /** Models of the platform's own. @default - none: nothing runs there */
  readonly serving?: string;
  /** Databases. @default - none: nothing runs there */
  readonly data?: string;
  /** The private endpoints. @default - none: refused where the platform needs endpoints */
  readonly endpoints?: string;
}

export type PrivateDnsInput =
  /** Zones of the platform's own, each linked to the network. */
  | { readonly kind: 'own' }
  /** Zones that somebody else owns and links, such as a hub's: the ARM id of each by its name, such as `privatelink.vaultcore.azure.net`. */
  | { readonly kind: 'hub'; readonly zoneIds: Readonly<Record<string, string>> }
  /** A policy of the organisation makes the records. */
  | { readonly kind: 'policy' };

/** An existing VPC. Nothing is looked up, so the first four fields are required with `kind: existing`, and refused with any other. */
export interface ExistingVpcInput {
  /** The VPC. @default - required with `kind: existing` */
  readonly vpcId?: string;
  /** Address range of the existing VPC; the endpoints take calls from it. @default - required with `kind: existing` */
  readonly vpcCidr?: string;
  /** Zones of the subnets, in their order. @default - required with `kind: existing` */
  readonly availabilityZones?: readonly string[];
  /** Private subnets, one a zone. @default - required with `kind: existing` */
  readonly subnetIds?: readonly string[];
  /** Route tables of the subnets, one a zone; the S3 endpoint is entered there. @default - not known: an S3 endpoint must exist */
  readonly routeTableIds?: readonly string[];
  /** Services that the VPC has endpoints for, as in `com.amazonaws.<region>.<service>`. @default - none: the platform makes those it needs */
  readonly existingEndpoints?: readonly string[];
  /** Whether the platform may add the endpoints that are missing. @default 'create' */
  readonly missingEndpoints?: 'create' | 'refuse';
}

export type EgressInput =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'nat';
      /** NAT gateways, at most one a zone. @default - one a zone in `prod`, else one */
      readonly gateways?: number;
    }
  /** Names that a managed firewall lets through. */
  | { readonly kind: 'firewall'; readonly allowedDomains: readonly string[] }
  /** The organisation's own proxy. */
  | { readonly kind: 'proxy'; readonly url: string; readonly cidr: string };
