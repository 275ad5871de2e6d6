import { LONGEST_NETWORK_PREFIX, overlaps, sizeOf } from '../address-plan.ts';
import { DEFAULT_CIDR, DEFAULT_ZONES } from '../defaults.ts';
import { describeValue } from '../fault.ts';
import type { NetworkBase } from '../platform-file.ts';
import { type NetworkKind, networkFor } from '../resolve/network.ts';
import { CLOUDS, type Cloud } from '../vocabulary.ts';
import { checkAzureNetwork } from './azure-network.ts';
import { type Draft, itemsOf, namesCloud } from './draft.ts';
import { checkExistingVnet } from './existing-vnet.ts';
import { checkExistingVpc } from './existing-vpc.ts';
import { checkFlowLogDays } from './log-retention.ts';
import { type NetworkField, type PathOfField, readRange } from './network-fields.ts';

/** The largest private range, 10.0.0.0/8: anything wider is the internet. */
const WIDEST_PREFIX = 8;
/** The largest network that both clouds take. */
const LARGEST_PREFIX = 16;

const FIELDS_OF_NEW = ['cidr', 'zones', 'egress', 'peers', 'clientCidrs', 'flowLogDays'] as const;

/** The fields that belong to one kind of network alone, by cloud. */
const FIELDS_OF_KIND = {
  aws: {
    new: FIELDS_OF_NEW,
    existing: [
      'vpcId',
      'vpcCidr',
      'availabilityZones',
      'subnetIds',
      'routeTableIds',
      'existingEndpoints',
      'missingEndpoints',
      'clientCidrs',
    ],
    none: [],
  },
  azure: { new: [...FIELDS_OF_NEW, 'dns'], existing: ['vnetId', 'vnetCidr', 'subnetIds', 'dns'], none: [] },
} as const satisfies Record<Cloud, Record<NetworkKind, readonly NetworkField[]>>;

/** The network of each cloud: fields that fit its kind, ranges that do not collide, endpoints that are there. */
export function checkNetwork(draft: Draft): void {
  for (const cloud of CLOUDS) {
    if (!namesCloud(draft, cloud) && draft.file.network?.[cloud]) {
      draft.report({
        path: ['network', cloud],
        code: 'CFG-104',
        message: `a network on ${cloud}, which clouds does not name`,
        allowed: Object.keys(draft.file.clouds ?? {}).join(', '),
        remedy: `Name clouds.${cloud}, or take this out.`,
      });
    }
    if (draft.file.clouds?.[cloud] && isKindCertain(draft, cloud)) checkOnCloud(draft, cloud);
  }
}

/** Whether the kind is stated, or follows from parts that are sound. */
function isKindCertain(draft: Draft, cloud: Cloud): boolean {
  if (draft.isFaulty('network', 'kind') || draft.isFaulty('network', cloud, 'kind')) return false;
  const isStated = (draft.file.network?.[cloud]?.kind ?? draft.file.network?.kind) !== undefined;
  return isStated || (draft.profile !== undefined && draft.file.dataClassification !== undefined);
}

function checkOnCloud(draft: Draft, cloud: Cloud): void {
  const own = draft.file.network?.[cloud];
  const at: PathOfField = (field) => (own && field in own ? ['network', cloud, field] : ['network', field]);
  const { kind } = networkFor(draft, cloud);
  checkKind(draft, cloud, at);
  if (kind === 'new') checkNew(draft, cloud, at);
  if (kind === 'existing') checkExisting(draft, cloud, at);
  if (cloud === 'azure') checkAzureNetwork(draft, networkFor(draft, cloud), at);
  checkForeignRanges(draft, networkFor(draft, cloud), at);
  const isPrivate = draft.profile === 'prod' ? 'prod' : draft.file.dataClassification === 'restricted' && 'restricted data';
  if (kind === 'none' && isPrivate) {
    draft.report({
      path: at('kind'),
      code: 'CFG-071',
      message: `${isPrivate} is private and needs a network`,
      got: "'none'",
      allowed: 'new, existing',
      remedy: "Write 'network: { kind: new }', or name the existing one.",
    });
  }
}

function checkKind(draft: Draft, cloud: Cloud, at: PathOfField): void {
  const network = networkFor(draft, cloud);
  const fields: Record<NetworkKind, readonly NetworkField[]> = FIELDS_OF_KIND[cloud];
  const allowed = fields[network.kind];
  for (const field of Object.keys(network) as NetworkField[]) {
    if (field === 'kind' || allowed.includes(field)) continue;
    const kinds = (['new', 'existing'] as const).filter((kind) => fields[kind].includes(field));
    draft.report({
      path: at(field),
      code: 'CFG-103',
      message: `'${field}' belongs to a network of kind ${kinds.join(' or ')}, this one is '${network.kind}'`,
      allowed: allowed.join(', ') || 'nothing more',
      remedy: `Take it out (in an overlay: '${field}: null'), or change the kind.`,
    });
  }
}

function checkExisting(draft: Draft, cloud: Cloud, at: PathOfField): void {
  switch (cloud) {
    case 'aws':
      checkExistingVpc(draft, networkFor(draft, cloud), at);
      break;
    case 'azure':
      checkExistingVnet(draft, networkFor(draft, cloud), at);
      break;
  }
}

function checkNew(draft: Draft, cloud: Cloud, at: PathOfField): void {
  const network = networkFor(draft, cloud);
  checkSize(draft, network, at);
  checkOverlaps(draft, network, at);
  if (network.flowLogDays !== undefined) checkFlowLogDays(draft, cloud, network.flowLogDays, at('flowLogDays'));
  if (cloud === 'aws') checkGateways(draft, network, at);
}

function checkSize(draft: Draft, { cidr }: NetworkBase, at: PathOfField): void {
  const range = readRange(draft, cidr, at('cidr'));
  if (!range) return;
  // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html: a VPC takes /16 to /28
  if (range.prefix < LARGEST_PREFIX)
    draft.report({
      path: at('cidr'),
      code: 'CFG-069',
      message: `a network of /${range.prefix} is larger than the clouds take`,
      got: describeValue(cidr),
      allowed: `/${LARGEST_PREFIX} to /${LONGEST_NETWORK_PREFIX}`,
      remedy: 'Give a smaller range.',
    });
  if (range.prefix > LONGEST_NETWORK_PREFIX) {
    const needed = sizeOf({ prefix: LONGEST_NETWORK_PREFIX });
    draft.report({
      path: at('cidr'),
      code: 'CFG-070',
      message: 'too small for the subnets of every tier and zone',
      got: `${describeValue(cidr)}, ${sizeOf(range)} addresses`,
      allowed: `/${LARGEST_PREFIX} to /${LONGEST_NETWORK_PREFIX}: ${needed} addresses at least, of which each subnet loses 5`,
      remedy: `Give a /${LONGEST_NETWORK_PREFIX} or larger.`,
    });
  }
}

/** What the network is connected to lies outside its own range. */
function checkOverlaps(draft: Draft, network: NetworkBase, at: PathOfField): void {
  const cidr = network.cidr ?? DEFAULT_CIDR;
  const own = draft.isFaulty(...at('cidr')) ? undefined : readRange(draft, cidr, at('cidr'), false);
  const others = [
    ...itemsOf(network.peers).map(([place, text]) => ({ text, path: [...at('peers'), place] })),
    ...itemsOf(network.clientCidrs).map(([place, text]) => ({ text, path: [...at('clientCidrs'), place] })),
    ...(network.egress?.kind === 'proxy' ? [{ text: network.egress.cidr, path: [...at('egress'), 'cidr'] }] : []),
  ];
  for (const { text, path } of others) {
    const other = readRange(draft, text, path, false);
    if (own && other && other.prefix >= WIDEST_PREFIX && overlaps(own, other))
      draft.report({
        path,
        code: 'CFG-069',
        message: `overlaps the network's own range ${cidr}`,
        got: describeValue(text),
        allowed: 'ranges apart from each other',
        remedy: 'Change one of the two ranges.',
      });
  }
}

function checkGateways(draft: Draft, network: NetworkBase, at: PathOfField): void {
  const gateways = network.egress?.kind === 'nat' ? network.egress.gateways : undefined;
  const zones = network.zones ?? (draft.profile && DEFAULT_ZONES[draft.profile]);
  if (gateways === undefined || zones === undefined || gateways <= zones || draft.isFaulty(...at('zones'))) return;
  draft.report({
    path: [...at('egress'), 'gateways'],
    code: 'CFG-069',
    message: `${gateways} gateways in ${zones} zones`,
    got: String(gateways),
    allowed: `1 to ${zones}`,
    remedy: 'Give at most one gateway a zone.',
  });
}

/** Ranges that are let in or out: each a range, and none the internet. */
function checkForeignRanges(draft: Draft, network: NetworkBase, at: PathOfField): void {
  const proxy = network.egress?.kind === 'proxy' ? network.egress.cidr : undefined;
  for (const [place, range] of itemsOf(network.clientCidrs)) checkForeignRange(draft, range, [...at('clientCidrs'), place]);
  for (const [place, range] of itemsOf(network.peers)) checkForeignRange(draft, range, [...at('peers'), place]);
  if (proxy !== undefined) checkForeignRange(draft, proxy, [...at('egress'), 'cidr']);
}

function checkForeignRange(draft: Draft, text: string, path: PropertyKey[]): void {
  const range = readRange(draft, text, path);
  if (range && range.prefix < WIDEST_PREFIX)
    draft.report({
      path,
      code: 'CFG-045',
      message: 'a range that holds the whole internet, or much of it',
      got: describeValue(text),
      allowed: `ranges of your own networks, /${WIDEST_PREFIX} or smaller`,
      remedy: 'Name the ranges that are meant.',
    });
}
