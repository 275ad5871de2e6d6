import { ManagedEnvironment } from '@pulumi/azure-native/app/managedEnvironment.js';
import { PrivateRecordSet } from '@pulumi/azure-native/privatedns/privateRecordSet.js';
import { PrivateZone } from '@pulumi/azure-native/privatedns/privateZone.js';
import { VirtualNetworkLink } from '@pulumi/azure-native/privatedns/virtualNetworkLink.js';
import type * as pulumi from '@pulumi/pulumi';
import { isZoneTagKey } from '../../spec/zone-tags.ts';
import type { ServerlessGatewayArgs } from './serverless-gateway-args.ts';

/** Its containers are billed while they run, and nothing else of it is. */
export const WORKLOAD_PROFILE = 'Consumption';

/**
 * What Azure decides when it makes an environment; an update of it is refused. The old one goes first, since two cannot share a subnet.
 * https://learn.microsoft.com/azure/container-apps/custom-virtual-networks
 */
const REPLACING = { replaceOnChanges: ['vnetConfiguration', 'zoneRedundant'], deleteBeforeReplace: true };

/**
 * The environment that the gateway's app runs in. Logs leave it by a diagnostic setting: the other way asks for the shared key of a
 * workspace, which would lie in the state. https://learn.microsoft.com/azure/container-apps/log-options
 *
 * @param certificateIdentity who reads the certificate of a custom domain from its vault
 */
export function createEnvironment(
  name: string,
  { resourceGroupName, location, access, network, zoneRedundancy, tags }: ServerlessGatewayArgs,
  certificateIdentity: pulumi.Input<string> | undefined,
  opts: pulumi.CustomResourceOptions,
): ManagedEnvironment {
  return new ManagedEnvironment(
    name,
    {
      resourceGroupName,
      location,
      workloadProfiles: [{ name: WORKLOAD_PROFILE, workloadProfileType: 'Consumption' }],
      appLogsConfiguration: { destination: 'azure-monitor' },
      zoneRedundant: zoneRedundancy === 'Enabled',
      // It closes an environment with a public address to all but private endpoints; an internal one has no such address.
      ...(access.kind === 'private' ? {} : { publicNetworkAccess: 'Enabled' }),
      ...(network ? { vnetConfiguration: { internal: access.kind === 'private', infrastructureSubnetId: network.subnetId('app') } } : {}),
      ...(certificateIdentity === undefined ? {} : { identity: { type: 'UserAssigned', userAssignedIdentities: [certificateIdentity] } }),
      tags,
    },
    { ...opts, ...REPLACING },
  );
}

const RECORD_TTL_SECONDS = 300;

/**
 * The names of an internal environment: a zone of its domain, in which every name leads to its address.
 *
 * @see https://learn.microsoft.com/azure/container-apps/networking#dns
 */
export function createPrivateNames(
  name: string,
  { resourceGroupName, tags }: ServerlessGatewayArgs,
  environment: ManagedEnvironment,
  vnetId: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): readonly pulumi.Resource[] {
  const zoneTags = tags && Object.fromEntries(Object.entries(tags).filter(([key]) => isZoneTagKey(key)));
  // Zones and links are global, whatever the region of their group.
  const base = { resourceGroupName, location: 'Global', tags: zoneTags };
  const zone = new PrivateZone(name, { ...base, privateZoneName: environment.defaultDomain }, opts);
  const record = new PrivateRecordSet(
    name,
    {
      resourceGroupName,
      privateZoneName: zone.name,
      recordType: 'A',
      relativeRecordSetName: '*',
      ttl: RECORD_TTL_SECONDS,
      aRecords: [{ ipv4Address: environment.staticIp }],
    },
    opts,
  );
  const link = new VirtualNetworkLink(
    name,
    {
      ...base,
      privateZoneName: zone.name,
      virtualNetworkLinkName: name,
      registrationEnabled: false,
      virtualNetwork: { id: vnetId },
    },
    opts,
  );
  return [record, link];
}
