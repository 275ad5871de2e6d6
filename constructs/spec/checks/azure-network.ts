import { isSameId, parseArmId } from '../arm-ids.ts';
import { DEFAULT_CIDR } from '../defaults.ts';
import { describeValue } from '../fault.ts';
import { neededEndpointGroups } from '../needed-endpoints.ts';
import { type PrivateEndpointGroup, privateDnsZoneNames } from '../private-dns-zones.ts';
import { reservedOverlaps } from '../reserved-ranges.ts';
import { cloudsWithLogs } from '../resolve/log-places.ts';
import type { NetworkDrafts } from '../resolve/network.ts';
import type { Draft } from './draft.ts';
import { type PathOfField, readRange } from './network-fields.ts';

type VnetFields = NetworkDrafts['azure'];

/** What Azure alone asks of a network: ranges that it keeps for itself, DNS zones, somebody who may call without a network. */
export function checkAzureNetwork(draft: Draft, network: VnetFields, at: PathOfField): void {
  if (network.kind === 'new') checkReserved(draft, network, at);
  if (network.dns?.kind === 'hub' && network.kind !== 'none') checkZones(draft, network.dns.zoneIds);
  checkAllowList(draft, network);
  if (network.kind === 'none') checkReach(draft);
}

/** The parts of a platform that need a private endpoint. */
export function privateEndpointsOf(draft: Draft): readonly PrivateEndpointGroup[] {
  const { models, guardrails, secrets, data, clouds } = draft.file;
  const given = Object.entries(secrets ?? {}).map(([name, { existing }]) => [name, { existing: existing?.azure }] as const);
  return neededEndpointGroups({
    models,
    guardrails,
    secrets: Object.fromEntries(given),
    keyVault: clouds?.azure?.keyVault,
    registry: clouds?.azure?.registry,
    storage: data !== undefined || cloudsWithLogs(draft).includes('azure'),
  });
}

function checkReserved(draft: Draft, { cidr = DEFAULT_CIDR }: VnetFields, at: PathOfField): void {
  const range = readRange(draft, cidr, at('cidr'), false);
  const [reserved] = range ? reservedOverlaps(range) : [];
  if (!reserved) return;
  draft.report({
    path: at('cidr'),
    code: 'CFG-069',
    message: `overlaps ${reserved.range}, which Azure reserves for ${reserved.owner}`,
    got: describeValue(cidr),
    allowed: `a range apart from ${reserved.range}`,
    remedy: `Choose another range, such as ${DEFAULT_CIDR}.`,
  });
}

function checkZones(draft: Draft, zoneIds: Readonly<Record<string, string>>): void {
  const path = ['network', 'azure', 'dns', 'zoneIds'];
  for (const [zone, id] of Object.entries(zoneIds)) {
    const { name } = parseArmId(id);
    if (zone === name.toLowerCase()) continue;
    draft.report({
      path: [...path, zone],
      code: 'CFG-063',
      message: isSameId(zone, name) ? 'a zone is named in lower case' : `the id of another zone, ${name}`,
      got: describeValue(id),
      allowed: "each zone's id under its own name, in lower case",
      remedy: `Write it under '${name.toLowerCase()}'.`,
    });
  }
  if (draft.isFaulty(...path)) return;
  const location = draft.file.clouds?.azure?.location ?? '';
  const needed = [...new Set(privateEndpointsOf(draft).flatMap((group) => privateDnsZoneNames(group, location)))];
  // A zone under another name is told of above.
  const named = Object.entries(zoneIds).flatMap(([name, id]) => [name, parseArmId(id).name]);
  const missing = needed.filter((zone) => !named.some((name) => isSameId(name, zone)));
  if (missing.length === 0) return;
  draft.report({
    path,
    code: 'CFG-071',
    message: `the hub's list lacks DNS zones that the platform needs: ${missing.join(', ')}`,
    got: describeValue(Object.keys(zoneIds)),
    allowed: needed.join(', '),
    remedy: "Add the id of each, or write 'dns: { kind: own }'.",
  });
}

function checkAllowList(draft: Draft, { kind }: VnetFields): void {
  const allowed = draft.file.clouds?.azure?.allowedCidrs;
  if (!allowed || allowed.length === 0 || kind === 'none') return;
  draft.report({
    path: ['clouds', 'azure', 'allowedCidrs'],
    code: 'CFG-103',
    message: `in a network of kind '${kind}' private endpoints alone are called, whatever this list says`,
    got: describeValue(allowed),
    allowed: 'a list for a platform without a network',
    remedy: "Take it out (in an overlay: 'allowedCidrs: null').",
  });
}

/** What people call the services behind private endpoints. */
const SERVICES: Partial<Readonly<Record<PrivateEndpointGroup, string>>> = {
  account: 'models',
  blob: 'buckets',
  registry: 'registry',
  vault: 'vault',
};

/** Everything is closed by default: without a network and without a list of callers a platform comes up and serves nobody. */
function checkReach(draft: Draft): void {
  const { azure } = draft.file.clouds ?? {};
  const isPrivate = draft.profile === 'prod' || draft.file.dataClassification === 'restricted';
  if (isPrivate || (azure?.allowedCidrs ?? []).length > 0 || draft.isFaulty('clouds', 'azure', 'allowedCidrs')) return;
  const closed = privateEndpointsOf(draft).map((group) => SERVICES[group] ?? group);
  if (closed.length === 0) return;
  draft.report({
    severity: 'warning',
    path: ['clouds', 'azure'],
    code: 'CFG-113',
    message: `nobody reaches ${closed.join(', ')} on azure: there is no network, and no address is let in`,
    allowed: 'addresses in allowedCidrs, or a network',
    remedy: `Add the public addresses of those who call it ('allowedCidrs: ["203.0.113.7"]'), or write 'network: { kind: new }'.`,
  });
}
