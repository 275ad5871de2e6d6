import * as pulumi from '@pulumi/pulumi';
import type { NetworkTier } from '../../spec/address-plan.ts';
import type { EgressRoute } from './egress.ts';
import { type PrivateEndpointOptions, PrivateEndpoints } from './endpoints.ts';
import { type ExistingNetworkArgs, existingNetworkFaults } from './existing-network-args.ts';
import type { INetwork } from './network.ts';
import type { PrivateEndpoint } from './private-endpoint.ts';

/**
 * A virtual network that somebody else owns, from what is written here: nothing is looked up. It makes the private endpoints that are
 * asked for, with DNS zones where those are its own, and nothing else; subnets, security groups, routes and flow logs are the owner's.
 *
 * Costs nothing without private endpoints. Changing the ids replaces what lies in the network, not the network.
 * Source: https://learn.microsoft.com/azure/virtual-network/virtual-networks-overview
 */
export class ExistingNetwork extends pulumi.ComponentResource implements INetwork {
  readonly vnetId: pulumi.Output<string>;
  readonly cidr: string;
  readonly location: string;
  readonly egress: EgressRoute;
  /** The private endpoints. @default - subnetIds has no `endpoints` */
  readonly privateEndpoints?: PrivateEndpoints;
  private readonly subnetIds: ExistingNetworkArgs['subnetIds'];

  constructor(name: string, args: ExistingNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    const faults = existingNetworkFaults(args);
    if (faults.length > 0) throw new Error(`ExistingNetwork ${name} can't be used:\n- ${faults.join('\n- ')}`);
    super('llm-infra-kit:azure:ExistingNetwork', name, {}, opts);
    this.vnetId = pulumi.output(args.vnetId);
    this.cidr = args.cidr;
    this.location = args.location;
    this.egress = args.egress ?? { kind: 'none' };
    this.subnetIds = args.subnetIds;
    if (args.subnetIds.endpoints !== undefined) this.privateEndpoints = this.createPrivateEndpoints(name, args, args.subnetIds.endpoints);
    this.registerOutputs({ vnetId: this.vnetId });
  }

  subnetId(tier: NetworkTier): pulumi.Output<string> {
    const id = this.subnetIds[tier];
    if (id === undefined) {
      throw new Error(`The network has no '${tier}' subnet, it has ${Object.keys(this.subnetIds).join(', ')}; add '${tier}' to subnetIds`);
    }
    return pulumi.output(id);
  }

  addPrivateEndpoint(name: string, options: PrivateEndpointOptions): PrivateEndpoint {
    if (!this.privateEndpoints) throw new Error(`The network has no 'endpoints' subnet for '${name}'; add 'endpoints' to subnetIds`);
    return this.privateEndpoints.add(name, options);
  }

  private createPrivateEndpoints(name: string, args: ExistingNetworkArgs, subnetId: pulumi.Input<string>): PrivateEndpoints {
    const { resourceGroupName, location, vnetId, dns, tags } = args;
    return new PrivateEndpoints(`${name}-endpoints`, { resourceGroupName, location, vnetId, subnetId, dns, tags }, { parent: this });
  }
}
