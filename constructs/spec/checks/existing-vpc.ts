import { GATEWAY_ENDPOINTS, INTERFACE_ENDPOINTS } from '../endpoint-services.ts';
import { describeValue, formatPath } from '../fault.ts';
import { nearestNames } from '../nearest.ts';
import { neededEndpoints } from '../needed-endpoints.ts';
import type { NetworkDrafts } from '../resolve/network.ts';
import { type Draft, itemsOf } from './draft.ts';
import { type PathOfField, readRange } from './network-fields.ts';

type VpcFields = NetworkDrafts['aws'];

/** An existing VPC: all that is needed of it is said, one subnet a zone, and the endpoints are there or can be made. */
export function checkExistingVpc(draft: Draft, network: VpcFields, at: PathOfField): void {
  for (const field of ['vpcId', 'vpcCidr', 'availabilityZones', 'subnetIds'] as const) {
    if (network[field] === undefined && !draft.isFaulty('network', 'aws', field))
      draft.report({
        path: ['network', 'aws', field],
        code: 'CFG-003',
        message: 'an existing network needs it',
        allowed: 'what the VPC has',
        remedy: `Add network.aws.${field}; nothing is looked up at synthesis.`,
      });
  }
  readRange(draft, network.vpcCidr, at('vpcCidr'));
  checkZones(draft, network, at);
  checkEndpointNames(draft, network, at);
  checkEndpoints(draft, network, at);
}

function checkZones(draft: Draft, { availabilityZones: zones, subnetIds, routeTableIds }: VpcFields, at: PathOfField): void {
  if (!zones) return;
  const region = draft.file.clouds?.aws?.region;
  if (zones.length < 2)
    draft.report({
      path: at('availabilityZones'),
      code: 'CFG-069',
      message: 'one zone is one failure',
      got: describeValue(zones),
      allowed: 'two zones or more',
      remedy: 'Name subnets in two zones or more.',
    });
  for (const [place, zone] of itemsOf(zones)) {
    const path = [...at('availabilityZones'), place];
    if (region && !(zone.startsWith(region) && /^[a-z]$/.test(zone.slice(region.length))))
      draft.report({
        path,
        code: 'CFG-069',
        message: `not a zone of ${region}`,
        got: describeValue(zone),
        allowed: `${region}a, ${region}b, …`,
        remedy: 'Name a zone of the region.',
      });
    // An endpoint takes one subnet a zone: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
    else if (zones.indexOf(zone) < place)
      draft.report({
        path,
        code: 'CFG-069',
        message: 'the same zone twice, and an endpoint takes one subnet a zone',
        got: describeValue(zone),
        allowed: 'each zone once',
        remedy: 'Name one subnet for each zone.',
      });
  }
  for (const [place, id] of itemsOf(subnetIds)) {
    if (subnetIds?.indexOf(id) === place) continue;
    draft.report({
      path: [...at('subnetIds'), place],
      code: 'CFG-006',
      message: `the same subnet as ${formatPath([...at('subnetIds'), subnetIds?.indexOf(id) ?? 0])}`,
      got: describeValue(id),
      allowed: 'each subnet once',
      remedy: 'Name another subnet.',
    });
  }
  for (const [field, ids] of Object.entries({ subnetIds, routeTableIds })) {
    if (!ids || zones.length === ids.length) continue;
    draft.report({
      path: at(field as 'subnetIds' | 'routeTableIds'),
      code: 'CFG-069',
      message: `${ids.length} for ${zones.length} zones`,
      got: describeValue(ids),
      allowed: 'one a zone, in the order of the zones',
      remedy: 'Name one for each zone.',
    });
  }
}

const ENDPOINTS: readonly string[] = [...INTERFACE_ENDPOINTS, ...GATEWAY_ENDPOINTS].sort();

/** A misspelt endpoint would be made a second time, which the private DNS of the first refuses. */
function checkEndpointNames(draft: Draft, { existingEndpoints }: VpcFields, at: PathOfField): void {
  for (const [place, service] of itemsOf(existingEndpoints)) {
    if (ENDPOINTS.includes(service)) continue;
    const [nearest] = nearestNames(service, ENDPOINTS, 1);
    draft.report({
      path: [...at('existingEndpoints'), place],
      code: 'CFG-071',
      message: 'not the endpoint of a service that the platform calls',
      got: describeValue(service),
      allowed: ENDPOINTS.join(', '),
      remedy: nearest ? `Did you mean '${nearest}'?` : 'Take it out: only endpoints that the platform would make are of interest.',
    });
  }
}

function checkEndpoints(draft: Draft, network: VpcFields, at: PathOfField): void {
  if (draft.isFaulty('network', 'aws', 'existingEndpoints') || draft.isFaulty('network', 'aws', 'routeTableIds')) return;
  const { interfaces, gateways } = neededEndpoints(draft.file);
  const needed = [...interfaces, ...gateways];
  const missing = needed.filter((service) => !(network.existingEndpoints ?? []).includes(service));
  const got = describeValue(network.existingEndpoints ?? []);
  if (network.missingEndpoints === 'refuse' && missing.length > 0) {
    draft.report({
      path: at('existingEndpoints'),
      code: 'CFG-071',
      message: `the network lacks private endpoints that the platform needs: ${missing.join(', ')}`,
      got,
      allowed: needed.join(', '),
      remedy: "Have them made, or write 'missingEndpoints: create'.",
    });
  } else if (missing.includes('s3') && !network.routeTableIds) {
    draft.report({
      path: at('existingEndpoints'),
      code: 'CFG-071',
      message: 'the endpoint of s3 is missing, and to make one the route tables must be known',
      got,
      allowed: needed.join(', '),
      remedy: "Add network.aws.routeTableIds, or name 's3' here if the network has its endpoint.",
    });
  }
}
