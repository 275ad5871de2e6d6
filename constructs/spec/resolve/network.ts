import type { Draft } from '../checks/draft.ts';
import { DEFAULT_CIDR, DEFAULT_FLOW_LOG_DAYS, DEFAULT_ZONES } from '../defaults.ts';
import type { ExistingVpcInput, NetworkBase } from '../platform-file.ts';
import type { AwsNetworkSpec, NewNetworkSpec, NoNetworkSpec } from '../platform-spec.ts';
import type { Cloud } from '../vocabulary.ts';

export type NetworkDraft = NetworkBase & ExistingVpcInput & { readonly kind: 'new' | 'existing' | 'none' };

/** What the file says of the network on one cloud: the shared fields, the cloud's own over them, and the kind by the posture. */
export function networkFor({ file, profile }: Pick<Draft, 'file' | 'profile'>, cloud: Cloud): NetworkDraft {
  const { aws, azure, ...shared } = file.network ?? {};
  const fields = { ...shared, ...(cloud === 'aws' ? aws : azure) };
  const isPrivate = profile === 'prod' || file.dataClassification === 'restricted';
  return { ...fields, kind: fields.kind ?? (isPrivate ? 'new' : 'none') };
}

/** Fills the network's defaults; the file has been checked. */
export function resolveNetwork(draft: Required<Pick<Draft, 'profile'>> & Pick<Draft, 'file'>, cloud: Cloud): AwsNetworkSpec {
  const network = networkFor(draft, cloud);
  switch (network.kind) {
    case 'none':
      return { kind: 'none' };
    case 'new':
      return newNetwork(network, draft.profile);
    case 'existing':
      return {
        kind: 'existing',
        vpcId: network.vpcId ?? '',
        vpcCidr: network.vpcCidr ?? '',
        availabilityZones: network.availabilityZones ?? [],
        subnetIds: network.subnetIds ?? [],
        routeTableIds: network.routeTableIds ?? [],
        existingEndpoints: network.existingEndpoints ?? [],
        clientCidrs: network.clientCidrs ?? [],
      };
  }
}

/** The same for a cloud that offers no existing network yet. */
export function resolveOwnNetwork(
  draft: Required<Pick<Draft, 'profile'>> & Pick<Draft, 'file'>,
  cloud: Cloud,
): NewNetworkSpec | NoNetworkSpec {
  const network = networkFor(draft, cloud);
  return network.kind === 'new' ? newNetwork(network, draft.profile) : { kind: 'none' };
}

function newNetwork(network: NetworkDraft, profile: NonNullable<Draft['profile']>): NewNetworkSpec {
  const zones = network.zones ?? DEFAULT_ZONES[profile];
  const egress = network.egress ?? { kind: 'none' };
  return {
    kind: 'new',
    cidr: network.cidr ?? DEFAULT_CIDR,
    zones: zones === 3 ? 3 : 2,
    egress: egress.kind === 'nat' ? { kind: 'nat', gateways: egress.gateways ?? (profile === 'prod' ? zones : 1) } : egress,
    peers: network.peers ?? [],
    clientCidrs: network.clientCidrs ?? [],
    flowLogDays: network.flowLogDays ?? DEFAULT_FLOW_LOG_DAYS[profile],
  };
}
