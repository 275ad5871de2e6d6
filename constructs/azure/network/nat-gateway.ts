import { NatGateway as GatewayResource } from '@pulumi/azure-native/network/natGateway.js';
import { PublicIPAddress } from '@pulumi/azure-native/network/publicIPAddress.js';
import * as pulumi from '@pulumi/pulumi';
import type { AvailabilityZone } from './egress.ts';

export interface NatGatewayArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: pulumi.Input<string>;
  /** The zone of the gateway and its address. @default - Azure chooses */
  readonly zone?: AvailabilityZone;
  /** @default - no tags */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * A NAT gateway with one public address. It serves subnets of all zones from its own.
 * Source: https://learn.microsoft.com/azure/nat-gateway/nat-overview
 */
export class NatGateway extends pulumi.ComponentResource {
  /** The address that the internet sees. */
  readonly address: PublicIPAddress;
  readonly gateway: GatewayResource;

  constructor(name: string, { resourceGroupName, location, zone, tags }: NatGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super('llm-infra-kit:azure:NatGateway', name, {}, opts);
    const base = { resourceGroupName, location, ...(zone ? { zones: [zone] } : {}), tags };
    this.address = new PublicIPAddress(
      name,
      { ...base, sku: { name: 'Standard' }, publicIPAllocationMethod: 'Static', publicIPAddressVersion: 'IPv4' },
      { parent: this },
    );
    this.gateway = new GatewayResource(
      name,
      { ...base, sku: { name: 'Standard' }, publicIpAddresses: [{ id: this.address.id }] },
      { parent: this },
    );
    this.registerOutputs({ gatewayId: this.gateway.id });
  }
}
