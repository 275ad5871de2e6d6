import type * as pulumi from '@pulumi/pulumi';
import type { NetworkTier } from '../../spec/address-plan.ts';
import type { EgressRoute } from './egress.ts';
import type { PrivateEndpointOptions } from './endpoints.ts';
import type { PrivateEndpoint } from './private-endpoint.ts';

/** A network that other blocks are given as an object: where their subnets are, and how their resources get private addresses. */
export interface INetwork extends pulumi.Resource {
  /** The id of the virtual network. */
  readonly vnetId: pulumi.Output<string>;
  /** The network's own IPv4 range. */
  readonly cidr: string;
  /** The region of the network. */
  readonly location: string;
  /** How the tiers `app` and `serving` reach the internet. */
  readonly egress: EgressRoute;
  /** The id of a tier's subnet, which spans all zones. Throws when the network has none. */
  subnetId(tier: NetworkTier): pulumi.Output<string>;
  /**
   * Gives a resource a private address in the tier `endpoints`, with its DNS records. Whoever must reach it privately depends on what
   * is returned. Throws when the network has no such tier, and when a DNS zone is missing.
   */
  addPrivateEndpoint(name: string, options: PrivateEndpointOptions): PrivateEndpoint;
}
