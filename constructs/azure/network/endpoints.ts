import * as pulumi from '@pulumi/pulumi';
import { isPrivateEndpointGroup, PRIVATE_ENDPOINT_GROUPS, type PrivateEndpointGroup, privateDnsZoneNames } from './endpoint-groups.ts';
import { type HubZones, type PrivateDns, PrivateDnsZones } from './private-dns.ts';
import { type EndpointZone, PrivateEndpoint } from './private-endpoint.ts';

export interface PrivateEndpointsArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  /** The region of the network, by its short name. */
  readonly location: string;
  /** The network that looks names up. */
  readonly vnetId: pulumi.Input<string>;
  /** Where the endpoints have their addresses. */
  readonly subnetId: pulumi.Input<string>;
  /** Who keeps the DNS records. @default { kind: 'own' } */
  readonly dns?: PrivateDns;
  /** What must be finished before the first endpoint is made. @default - the subnet */
  readonly after?: readonly pulumi.Resource[];
  /** @default - no tags */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

export interface PrivateEndpointOptions {
  /** The id of the resource to reach. Changing it replaces the endpoint. */
  readonly resourceId: pulumi.Input<string>;
  /** The part of the resource to reach, such as `vault` or `blob`. */
  readonly groupId: PrivateEndpointGroup;
  /** What must be finished first, such as all children of an AI account, which can't take an endpoint while it changes. @default - nothing */
  readonly dependsOn?: readonly pulumi.Resource[];
}

/**
 * The private endpoints of a network, each with its DNS records. They are made one after the other: Azure refuses an endpoint while its
 * subnet is still taking in another one (`ReferencedResourceNotProvisioned`).
 * Source: https://learn.microsoft.com/azure/private-link/private-endpoint-dns-integration
 */
export class PrivateEndpoints extends pulumi.ComponentResource {
  /** The network's own zones. @default - they are a hub's, or Azure Policy's */
  readonly dnsZones?: PrivateDnsZones;
  private readonly args: PrivateEndpointsArgs;
  private readonly prefix: string;
  private readonly endpoints = new Map<string, PrivateEndpoint>();
  private previous: readonly pulumi.Resource[];

  constructor(name: string, args: PrivateEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('llm-infra-kit:azure:PrivateEndpoints', name, {}, opts);
    this.prefix = name;
    this.args = args;
    this.previous = args.after ?? [];
    if ((args.dns ?? OWN).kind === 'own') this.dnsZones = new PrivateDnsZones(name, args, { parent: this });
    this.registerOutputs({});
  }

  /** The endpoints by name, to reach further than this block does. */
  get all(): ReadonlyMap<string, PrivateEndpoint> {
    return this.endpoints;
  }

  /**
   * Makes a private endpoint with its DNS records. Whoever must find the resource by its private address depends on what is returned.
   * Throws when the name is taken, when the service is not offered, and when a zone is missing from a hub's list.
   */
  add(name: string, { resourceId, groupId, dependsOn = [] }: PrivateEndpointOptions): PrivateEndpoint {
    const faults = this.faults(name, groupId);
    if (faults.length > 0) throw new Error(`PrivateEndpoints ${this.prefix} can't add '${name}':\n- ${faults.join('\n- ')}`);
    const { resourceGroupName, location, subnetId, tags } = this.args;
    const endpoint = new PrivateEndpoint(
      `${this.prefix}-${name}`,
      {
        resourceGroupName,
        location,
        subnetId,
        resourceId,
        groupId,
        after: [...this.previous, ...dependsOn],
        ...this.resolveZones(privateDnsZoneNames(groupId, location)),
        tags,
      },
      { parent: this },
    );
    this.endpoints.set(name, endpoint);
    this.previous = [endpoint.resource];
    return endpoint;
  }

  private resolveZones(names: readonly string[]): { zones?: readonly EndpointZone[]; zonesAfter: readonly pulumi.Resource[] } {
    const { dns = OWN } = this.args;
    switch (dns.kind) {
      case 'own': {
        const own = names.flatMap((name) => (this.dnsZones ? [{ name, ...this.dnsZones.zone(name) }] : []));
        return { zones: own.map(({ name, zone }) => ({ name, id: zone.id })), zonesAfter: own.map(({ link }) => link) };
      }
      case 'hub':
        return { zones: names.map((name) => ({ name, id: dns.zoneIds[name] ?? '' })), zonesAfter: [] };
      case 'policy':
        return { zonesAfter: [] };
    }
  }

  private faults(name: string, groupId: string): string[] {
    const { dns = OWN, location } = this.args;
    const faults = this.endpoints.has(name) ? [`an endpoint of that name exists; choose another name`] : [];
    if (!isPrivateEndpointGroup(groupId)) {
      return [...faults, `groupId '${groupId}' is not offered; use ${PRIVATE_ENDPOINT_GROUPS.join(', ')}`];
    }
    return dns.kind === 'hub' ? [...faults, ...missingZones(dns, groupId, location)] : faults;
  }
}

const OWN: PrivateDns = { kind: 'own' };

/** The zones that an endpoint needs and that a hub's list lacks, one sentence each. */
function missingZones({ zoneIds }: HubZones, groupId: PrivateEndpointGroup, location: string): string[] {
  const known = Object.keys(zoneIds).join(', ') || 'none';
  return privateDnsZoneNames(groupId, location)
    .filter((zone) => !Object.hasOwn(zoneIds, zone))
    .map((zone) => `dns.zoneIds lacks ${zone}, which '${groupId}' needs, it has ${known}; add the zone's id, or use dns { kind: 'own' }`);
}
