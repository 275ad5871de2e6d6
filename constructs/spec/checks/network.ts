import { LONGEST_NETWORK_PREFIX, overlaps, parseCidr, planAddresses } from '../address-plan.ts';
import { describeValue } from '../fault.ts';
import { neededEndpoints } from '../needed-endpoints.ts';
import type { ExistingVpcInput, NetworkBase } from '../platform-file.ts';
import { networkFor } from '../resolve/network.ts';
import { CLOUDS, type Cloud } from '../vocabulary.ts';
import type { Draft } from './draft.ts';
import { isLegalLogRetention, LOG_RETENTION_DAYS, nearestLogRetention } from './log-retention.ts';

/** The largest private range, 10.0.0.0/8: anything wider is the internet. */
const WIDEST_PREFIX = 8;

type Network = NetworkBase & ExistingVpcInput;

/** The fields that belong to one kind of network alone. */
const FIELDS_OF_KIND: Readonly<Record<'new' | 'existing' | 'none', readonly (keyof Network)[]>> = {
  new: ['cidr', 'zones', 'egress', 'peers', 'clientCidrs', 'flowLogDays'],
  existing: ['vpcId', 'vpcCidr', 'availabilityZones', 'subnetIds', 'routeTableIds', 'existingEndpoints', 'missingEndpoints', 'clientCidrs'],
  none: [],
};

/** The network of each cloud: fields that fit its kind, ranges that do not collide, endpoints that are there. */
export function checkNetwork(draft: Draft): void {
  for (const cloud of CLOUDS) {
    if (!draft.file.clouds?.[cloud]) {
      if (draft.file.network?.[cloud])
        draft.report({
          path: ['network', cloud],
          code: 'CFG-104',
          message: `a network on ${cloud}, which clouds does not name`,
          allowed: Object.keys(draft.file.clouds ?? {}).join(', '),
          remedy: `Name clouds.${cloud}, or take this out.`,
        });
      continue;
    }
    const network = networkFor(draft, cloud);
    const at = (field: keyof Network): PropertyKey[] =>
      draft.file.network?.[cloud] && field in draft.file.network[cloud] ? ['network', cloud, field] : ['network', field];
    checkKind(draft, network, at);
    if (network.kind === 'new') checkNew(draft, network, at);
    if (network.kind === 'existing') checkExisting(draft, cloud, network, at);
    for (const [index, range] of (network.clientCidrs ?? []).entries()) checkClientRange(draft, range, [...at('clientCidrs'), index]);
    if (network.kind === 'none' && draft.profile === 'prod') {
      draft.report({
        path: at('kind'),
        code: 'CFG-071',
        message: 'prod is private and needs a network',
        got: "'none'",
        allowed: 'new, existing',
        remedy: "Write 'network: { kind: new }', or name the existing one.",
      });
    }
  }
}

function checkKind(
  draft: Draft,
  network: Network & { kind: 'new' | 'existing' | 'none' },
  at: (field: keyof Network) => PropertyKey[],
): void {
  const allowed = FIELDS_OF_KIND[network.kind];
  for (const field of Object.keys(network) as (keyof Network)[]) {
    if (field === 'kind' || allowed.includes(field)) continue;
    const kinds = (['new', 'existing'] as const).filter((kind) => FIELDS_OF_KIND[kind].includes(field));
    draft.report({
      path: at(field),
      code: 'CFG-103',
      message: `'${field}' belongs to a network of kind ${kinds.join(' or ')}, this one is '${network.kind}'`,
      allowed: allowed.join(', ') || 'nothing more',
      remedy: `Take it out (in an overlay: '${field}: null'), or change the kind.`,
    });
  }
}

function checkNew(draft: Draft, network: Network, at: (field: keyof Network) => PropertyKey[]): void {
  const range = readRange(draft, network.cidr, at('cidr'));
  if (range) {
    // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html: a VPC takes /16 to /28
    if (range.prefix < 16)
      draft.report({
        path: at('cidr'),
        code: 'CFG-069',
        message: `a network of /${range.prefix} is larger than the clouds take`,
        got: describeValue(network.cidr),
        allowed: `/16 to /${LONGEST_NETWORK_PREFIX}`,
        remedy: 'Give a smaller range.',
      });
    else if (range.prefix > LONGEST_NETWORK_PREFIX)
      draft.report({
        path: at('cidr'),
        code: 'CFG-070',
        message: 'too small for the subnets of every tier and zone',
        got: `${describeValue(network.cidr)}, ${2 ** (32 - range.prefix)} addresses`,
        allowed: `/16 to /${LONGEST_NETWORK_PREFIX}: ${2 ** (32 - LONGEST_NETWORK_PREFIX)} addresses at least, of which each subnet loses 5`,
        remedy: `Give a /${LONGEST_NETWORK_PREFIX} or larger.`,
      });
    else planAddresses({ cidr: network.cidr ?? '', zones: network.zones ?? 2 });
  }
  const others = [
    ...(network.peers ?? []).map((text, index) => ({ text, path: [...at('peers'), index], report: true })),
    // Their form is checked for every kind of network.
    ...(network.clientCidrs ?? []).map((text, index) => ({ text, path: [...at('clientCidrs'), index], report: false })),
    ...(network.egress?.kind === 'proxy' ? [{ text: network.egress.cidr, path: [...at('egress'), 'cidr'], report: true }] : []),
  ];
  for (const { text, path, report } of others) {
    const other = readRange(draft, text, path, report);
    if (range && other && other.prefix >= WIDEST_PREFIX && overlaps(range, other))
      draft.report({
        path,
        code: 'CFG-069',
        message: `overlaps the network's own range ${network.cidr}`,
        got: describeValue(text),
        allowed: 'ranges apart from each other',
        remedy: 'Change one of the two ranges.',
      });
  }
  const days = network.flowLogDays;
  if (days !== undefined && !isLegalLogRetention(days)) {
    draft.report({
      path: at('flowLogDays'),
      code: 'CFG-064',
      message: 'not a retention that CloudWatch Logs takes',
      got: String(days),
      allowed: LOG_RETENTION_DAYS.join(', '),
      remedy: `Write ${nearestLogRetention(days)}.`,
    });
  }
  const gateways = network.egress?.kind === 'nat' ? network.egress.gateways : undefined;
  if (gateways !== undefined && gateways > (network.zones ?? 2))
    draft.report({
      path: [...at('egress'), 'gateways'],
      code: 'CFG-069',
      message: `${gateways} gateways in ${network.zones} zones`,
      got: String(gateways),
      allowed: `1 to ${network.zones}`,
      remedy: 'Give at most one gateway a zone.',
    });
}

function checkExisting(draft: Draft, cloud: Cloud, network: Network, at: (field: keyof Network) => PropertyKey[]): void {
  if (cloud === 'azure') {
    draft.report({
      path: at('kind'),
      code: 'CFG-100',
      message: 'an existing network on azure is not offered by this release',
      allowed: 'new, none',
      remedy: 'Take it out; a later release brings it.',
    });
    return;
  }
  for (const field of ['vpcId', 'vpcCidr', 'availabilityZones', 'subnetIds'] as const) {
    if (network[field] === undefined)
      draft.report({
        path: ['network', 'aws', field],
        code: 'CFG-003',
        message: 'an existing network needs it',
        allowed: 'what the VPC has',
        remedy: `Add network.aws.${field}; nothing is looked up at synthesis.`,
      });
  }
  readRange(draft, network.vpcCidr, at('vpcCidr'));
  const { availabilityZones: zones } = network;
  if (zones && zones.length < 2)
    draft.report({
      path: at('availabilityZones'),
      code: 'CFG-069',
      message: 'one zone is one failure',
      got: describeValue(zones),
      allowed: 'two zones or more',
      remedy: 'Name subnets in two zones or more.',
    });
  for (const [index, zone] of (zones ?? []).entries()) {
    const region = draft.file.clouds?.aws?.region;
    if (region && !zone.startsWith(region))
      draft.report({
        path: [...at('availabilityZones'), index],
        code: 'CFG-069',
        message: `not a zone of ${region}`,
        got: describeValue(zone),
        allowed: `${region}a, ${region}b, …`,
        remedy: 'Name a zone of the region.',
      });
  }
  for (const field of ['subnetIds', 'routeTableIds'] as const) {
    const ids = network[field];
    if (!zones || !ids || zones.length === ids.length) continue;
    draft.report({
      path: at(field),
      code: 'CFG-069',
      message: `${ids.length} for ${zones.length} zones`,
      got: describeValue(ids),
      allowed: 'one a zone, in the order of the zones',
      remedy: 'Name one for each zone.',
    });
  }
  checkEndpoints(draft, network, at);
}

function checkEndpoints(draft: Draft, network: Network, at: (field: keyof Network) => PropertyKey[]): void {
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

function checkClientRange(draft: Draft, text: string, path: PropertyKey[]): void {
  const range = readRange(draft, text, path);
  if (range && range.prefix < WIDEST_PREFIX)
    draft.report({
      path,
      code: 'CFG-045',
      message: 'an allow list that lets the whole internet in',
      got: describeValue(text),
      allowed: 'the ranges of your own networks, /8 or smaller',
      remedy: 'Name the ranges that need access.',
    });
}

function readRange(draft: Draft, text: string | undefined, path: readonly PropertyKey[], report = true) {
  if (text === undefined) return undefined;
  try {
    return parseCidr(text);
  } catch (error) {
    // The parser's sentence names the range that was meant.
    if (report)
      draft.report({
        path,
        code: 'CFG-045',
        message: 'not an IPv4 range',
        got: describeValue(text),
        allowed: 'address/prefix with no host bits set',
        remedy: error instanceof Error ? `${error.message}.` : 'Write address/prefix.',
      });
    return undefined;
  }
}
