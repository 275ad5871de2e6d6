import { PrivateZone } from '@pulumi/azure-native/privatedns/privateZone.js';
import { VirtualNetworkLink } from '@pulumi/azure-native/privatedns/virtualNetworkLink.js';
import * as pulumi from '@pulumi/pulumi';
import { isZoneTagKey } from '../../spec/zone-tags.ts';
import { nameInId, resourceIdFaults } from './arm-ids.ts';

/** Zones of the network's own: each is made when an endpoint first needs it, and linked to the network. Billed by the zone and month. */
export interface OwnZones {
  readonly kind: 'own';
}

/** Zones that somebody else owns, such as a hub's. Linking them to the network, or its DNS servers to them, is the owner's task. */
export interface HubZones {
  readonly kind: 'hub';
  /** The id of each zone by its name, such as `privatelink.vaultcore.azure.net`. */
  readonly zoneIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Azure Policy of the organisation adds the zone group to each endpoint, after it was made. */
export interface PolicyZones {
  readonly kind: 'policy';
}

/** Who keeps the DNS records of the private endpoints. */
export type PrivateDns = OwnZones | HubZones | PolicyZones;

export interface PrivateDnsZonesArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  /** The network that looks names up. */
  readonly vnetId: pulumi.Input<string>;
  /** DNS keeps keys of ASCII letters, digits, `-`, `_` and `.` with no digit in front; others are left out. @default - no tags */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A zone, and what an endpoint waits for until names resolve. */
export interface LinkedZone {
  readonly zone: PrivateZone;
  readonly link: VirtualNetworkLink;
}

/**
 * Private DNS zones of one network, one a name however many endpoints use it. Records come and go with the endpoints.
 * Source: https://learn.microsoft.com/azure/dns/private-dns-overview
 */
export class PrivateDnsZones extends pulumi.ComponentResource {
  private readonly zones = new Map<string, LinkedZone>();
  private readonly args: PrivateDnsZonesArgs;
  private readonly prefix: string;

  constructor(name: string, args: PrivateDnsZonesArgs, opts?: pulumi.ComponentResourceOptions) {
    super('llm-infra-kit:azure:PrivateDnsZones', name, {}, opts);
    this.prefix = name;
    this.args = args;
    this.registerOutputs({});
  }

  /** The zones by name, to reach further than this block does. */
  get all(): ReadonlyMap<string, LinkedZone> {
    return this.zones;
  }

  /** The zone of a name, made and linked when it is first asked for. */
  zone(zoneName: string): LinkedZone {
    const linked = this.zones.get(zoneName) ?? this.createZone(zoneName);
    this.zones.set(zoneName, linked);
    return linked;
  }

  private createZone(zoneName: string): LinkedZone {
    const { resourceGroupName, vnetId, tags } = this.args;
    const name = `${this.prefix}-${zoneName}`;
    // Zones and links are global, whatever the region of their group.
    const base = { resourceGroupName, location: 'Global', tags: zoneTags(tags) };
    const zone = new PrivateZone(name, { ...base, privateZoneName: zoneName }, { parent: this });
    const link = new VirtualNetworkLink(
      name,
      {
        ...base,
        privateZoneName: zone.name,
        virtualNetworkLinkName: this.prefix,
        registrationEnabled: false,
        virtualNetwork: { id: vnetId },
      },
      { parent: this },
    );
    return { zone, link };
  }
}

function zoneTags(tags: PrivateDnsZonesArgs['tags']): PrivateDnsZonesArgs['tags'] {
  return tags && Object.fromEntries(Object.entries(tags).filter(([key]) => isZoneTagKey(key)));
}

/** What is wrong with the choice of zones, one sentence a fault. */
export function privateDnsFaults(dns: PrivateDns): string[] {
  if (dns.kind !== 'hub') return [];
  return Object.entries(dns.zoneIds).flatMap(([zoneName, id]) => {
    const path = `dns.zoneIds['${zoneName}']`;
    const faults = resourceIdFaults(path, id, 'Microsoft.Network/privateDnsZones');
    if (faults.length > 0 || typeof id !== 'string' || nameInId(id).toLowerCase() === zoneName) return faults;
    return [`${path} is the id of ${nameInId(id)}; give each zone's id under its own name, in lower case`];
  });
}
