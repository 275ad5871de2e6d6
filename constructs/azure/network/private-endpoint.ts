import { PrivateDnsZoneGroup } from '@pulumi/azure-native/network/privateDnsZoneGroup.js';
import { PrivateEndpoint as EndpointResource } from '@pulumi/azure-native/network/privateEndpoint.js';
import * as pulumi from '@pulumi/pulumi';
import type { PrivateEndpointGroup } from './endpoint-groups.ts';

/** A zone that holds an endpoint's records. */
export interface EndpointZone {
  readonly name: string;
  readonly id: pulumi.Input<string>;
}

export interface PrivateEndpointArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  /** The region of the network, which may differ from the service's. */
  readonly location: pulumi.Input<string>;
  /** Where the endpoint has its address. Changing it replaces the endpoint. */
  readonly subnetId: pulumi.Input<string>;
  /** The resource to reach. Changing it replaces the endpoint. */
  readonly resourceId: pulumi.Input<string>;
  /** The part of the resource to reach. */
  readonly groupId: PrivateEndpointGroup;
  /** The zones that hold its records. @default - somebody else adds the zone group */
  readonly zones?: readonly EndpointZone[];
  /** What must be finished before the endpoint is made. */
  readonly after: readonly pulumi.Resource[];
  /** What must be finished before names resolve. */
  readonly zonesAfter: readonly pulumi.Resource[];
  /** @default - no tags */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * A private address for one part of one resource, with its DNS records. Billed by the hour and by the gigabyte.
 * Source: https://learn.microsoft.com/azure/private-link/private-endpoint-overview
 */
export class PrivateEndpoint extends pulumi.ComponentResource {
  /** The endpoint itself, to reach further than this block does. */
  readonly resource: EndpointResource;
  /** Its DNS records. @default - Azure Policy makes them */
  readonly zoneGroup?: PrivateDnsZoneGroup;

  constructor(name: string, args: PrivateEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super('llm-infra-kit:azure:PrivateEndpoint', name, {}, opts);
    this.resource = this.createEndpoint(name, args);
    if (args.zones) this.zoneGroup = this.createZoneGroup(name, args.zones, args);
    this.registerOutputs({ endpointId: this.resource.id });
  }

  private createEndpoint(name: string, args: PrivateEndpointArgs): EndpointResource {
    const { resourceGroupName, location, subnetId, resourceId, groupId, after, tags } = args;
    return new EndpointResource(
      name,
      {
        resourceGroupName,
        location,
        subnet: { id: subnetId },
        privateLinkServiceConnections: [{ name: groupId, privateLinkServiceId: resourceId, groupIds: [groupId] }],
        tags,
      },
      { parent: this, dependsOn: [...after] },
    );
  }

  private createZoneGroup(name: string, zones: readonly EndpointZone[], args: PrivateEndpointArgs): PrivateDnsZoneGroup {
    return new PrivateDnsZoneGroup(
      name,
      {
        resourceGroupName: args.resourceGroupName,
        privateEndpointName: this.resource.name,
        privateDnsZoneConfigs: zones.map((zone) => ({ name: zone.name.replaceAll('.', '-'), privateDnsZoneId: zone.id })),
      },
      { parent: this, dependsOn: [...args.zonesAfter] },
    );
  }
}
