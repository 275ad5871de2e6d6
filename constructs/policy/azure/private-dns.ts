import { field } from '../json.ts';
import type { AzureCheck, Observation } from '../rule.ts';
import { companions, refersTo } from './links.ts';
import { observe, onProgram } from './observe.ts';
import { inputAt, isUnknown, listAt, ofClass, type Registrations } from './registrations.ts';

/**
 * A private endpoint without its DNS records is passed by: clients go on to the public address. A zone answers in the networks that it
 * is linked to alone. Where a policy of the organisation writes the records, there are none here.
 * https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 */
export const privateDns: readonly AzureCheck[] = [
  onProgram((registrations, { privateDns = 'deployment' }) =>
    privateDns === 'policy' ? [] : [...unnamedEndpoints(registrations), ...unlinkedZones(registrations)],
  ),
];

function unnamedEndpoints(registrations: Registrations): readonly Observation[] {
  return ofClass(registrations, 'network:PrivateEndpoint')
    .filter(
      (endpoint) =>
        !companions(registrations, 'network:PrivateDnsZoneGroup', 'privateEndpointName', endpoint).some((group) => {
          const configs = inputAt(group, 'privateDnsZoneConfigs');
          return (
            isUnknown(configs) || listAt(group, 'privateDnsZoneConfigs').some((config) => field(config, 'privateDnsZoneId') !== undefined)
          );
        }),
    )
    .map((endpoint) =>
      observe(endpoint, 'privateDnsZoneGroups', 'no DNS zone group', {
        allowed: 'a PrivateDnsZoneGroup with the zones of the service',
        remedy: 'Add a zone group to the endpoint; without it clients go on to the public address.',
      }),
    );
}

function unlinkedZones(registrations: Registrations): readonly Observation[] {
  const links = ofClass(registrations, 'privatedns:VirtualNetworkLink');
  return ofClass(registrations, 'privatedns:PrivateZone')
    .filter((zone) => !links.some((link) => refersTo(link, 'privateZoneName', zone)))
    .map((zone) =>
      observe(zone, 'virtualNetworkLinks', 'no link to a network', {
        allowed: 'a VirtualNetworkLink',
        remedy: 'Link the zone to the networks of those who call.',
      }),
    );
}
