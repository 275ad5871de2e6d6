import type { Draft } from '../checks/draft.ts';
import { DEFAULT_CIDR, DEFAULT_FLOW_LOG_DAYS, DEFAULT_ZONES } from '../defaults.ts';
import type { AzureNetworkInput, ExistingVpcInput, NetworkBase, NetworkInput } from '../platform-file.ts';
import type { AwsNetworkSpec, AzureNetworkSpec, NewNetworkSpec } from '../platform-spec.ts';
import type { Cloud, Profile } from '../vocabulary.ts';

export type NetworkKind = NonNullable<NetworkBase['kind']>;

interface Decided {
  readonly kind: NetworkKind;
}

/** What a file says of the network on each cloud. */
export interface NetworkDrafts {
  readonly aws: NetworkBase & ExistingVpcInput & Decided;
  readonly azure: NetworkBase & Omit<AzureNetworkInput, keyof NetworkBase> & Decided;
}

/** What the file says of the network on one cloud: the shared fields, the cloud's own over them, and the kind by the posture. */
export function networkFor<C extends Cloud>({ file, profile }: Pick<Draft, 'file' | 'profile'>, cloud: C): NetworkDrafts[C] {
  const { aws, azure, ...shared }: NetworkInput = file.network ?? {};
  const fields: NetworkBase = { ...shared, ...{ aws, azure }[cloud] };
  const isPrivate = profile === 'prod' || file.dataClassification === 'restricted';
  return { ...fields, kind: fields.kind ?? (isPrivate ? 'new' : 'none') };
}

type CheckedDraft = Required<Pick<Draft, 'profile'>> & Pick<Draft, 'file'>;

/** Fills the defaults of the network on AWS; the file has been checked. */
export function resolveAwsNetwork(draft: CheckedDraft): AwsNetworkSpec {
  const network = networkFor(draft, 'aws');
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

/** Fills the defaults of the network on Azure; the file has been checked. */
export function resolveAzureNetwork(draft: CheckedDraft): AzureNetworkSpec {
  const network = networkFor(draft, 'azure');
  const dns = network.dns ?? { kind: 'own' };
  switch (network.kind) {
    case 'none':
      return { kind: 'none' };
    case 'new': {
      const { egress, ...resolved } = newNetwork(network, draft.profile);
      // The number of gateways is AWS's alone.
      return { ...resolved, egress: egress.kind === 'nat' ? { kind: 'nat' } : egress, dns };
    }
    case 'existing':
      return {
        kind: 'existing',
        vnetId: network.vnetId ?? '',
        vnetCidr: network.vnetCidr ?? '',
        subnetIds: network.subnetIds ?? {},
        dns,
      };
  }
}

function newNetwork(network: NetworkBase, profile: Profile): NewNetworkSpec {
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
