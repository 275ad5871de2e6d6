import type * as pulumi from '@pulumi/pulumi';
import { type AddressPlan, addressPlanFaults, MAX_ZONES, parseCidr, planAddresses } from '../../spec/address-plan.ts';
import { locationFaults } from './arm-ids.ts';
import { cidrFaults, reservedRangeFaults } from './cidr-faults.ts';
import { egressFaults, type NetworkEgress } from './egress.ts';
import { type PrivateDns, privateDnsFaults } from './private-dns.ts';
import { type NetworkRule, ruleFaults } from './security-rules.ts';
import { subnetRules, type WorkloadTier } from './subnet-rules.ts';

/** The subnets that are handed over to a service. Azure refuses a change while something lies in the subnet. */
export interface TierDelegations {
  /** `container-apps` for one environment of Azure Container Apps. @default - the subnet belongs to no service */
  readonly app?: 'container-apps';
  /** `container-apps` for one environment of Azure Container Apps. @default - the subnet belongs to no service */
  readonly serving?: 'container-apps';
  /** `postgresql` for flexible servers with private access. @default - the subnet belongs to no service */
  readonly data?: 'postgresql';
}

export interface NewNetworkArgs {
  /** The group of everything that the network makes. Changing it replaces the network. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** The region's short name, such as `swedencentral`; plain, since names of some DNS zones carry it. Changing it replaces the network. */
  readonly location: string;
  /** The network's addresses, a /22 or larger, for example `10.20.0.0/16`. Azure refuses a change while subnets lie in the old range. */
  readonly cidr: string;
  /** The tiers to make a subnet for. One that is added later moves nothing. @default ['app', 'serving', 'data', 'endpoints'] */
  readonly tiers?: readonly WorkloadTier[];
  /** The subnets that are handed over to a service. @default - none */
  readonly delegations?: TierDelegations;
  /** How `app` and `serving` reach the internet. Changing it updates the subnets in place. @default { kind: 'none' } */
  readonly egress?: NetworkEgress;
  /** Who keeps the DNS records of private endpoints. Changing it replaces records, not endpoints. @default { kind: 'own' } */
  readonly dns?: PrivateDns;
  /** Addresses of DNS servers that resolve for the network, such as a hub's. @default - Azure's own */
  readonly dnsServers?: readonly string[];
  /** Ranges outside the network whose hosts may call its workloads and private endpoints, such as an office's. @default - none */
  readonly clientCidrs?: readonly string[];
  /** What a tier lets in and out beside what it must. @default - nothing */
  readonly rules?: Partial<Record<WorkloadTier, readonly NetworkRule[]>>;
  /** Tags of every resource that takes tags. @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

const DEFAULT_TIERS: readonly WorkloadTier[] = ['app', 'serving', 'data', 'endpoints'];

/** What `NewNetworkArgs` come to when the defaults are filled. */
export interface NetworkSettings extends Required<Omit<NewNetworkArgs, 'tags'>> {
  readonly plan: AddressPlan;
  /** @default - none */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Fills the defaults and throws all faults at once. */
export function resolveNetwork(name: string, args: NewNetworkArgs): NetworkSettings {
  const { tiers = DEFAULT_TIERS, delegations = {}, egress = { kind: 'none' }, dns = { kind: 'own' } } = args;
  const { dnsServers = [], clientCidrs = [], rules = {} } = args;
  const faults = [
    ...locationFaults(args.location),
    ...rangeFaults(args.cidr),
    ...tierFaults(tiers, delegations),
    ...egressFaults(egress),
    ...privateDnsFaults(dns),
    ...dnsServers.flatMap((server, index) => cidrFaults(`dnsServers[${index}]`, `${server}/32`, 'name an address')),
    ...clientCidrs.flatMap((cidr, index) => cidrFaults(`clientCidrs[${index}]`, cidr, 'name the ranges that clients have')),
  ];
  if (faults.length > 0) throw networkError(name, faults);
  // A subnet spans all zones, so it takes the whole share of its tier and the number of zones changes nothing.
  const plan = planAddresses({ cidr: args.cidr, zones: MAX_ZONES });
  const settings = { ...args, tiers, delegations, egress, dns, dnsServers, clientCidrs, rules, plan };
  const wrongRules = givenRuleFaults(settings);
  if (wrongRules.length > 0) throw networkError(name, wrongRules);
  return settings;
}

function networkError(name: string, faults: readonly string[]): Error {
  return new Error(`NewNetwork ${name} can't be made:\n- ${faults.join('\n- ')}`);
}

function rangeFaults(cidr: string): string[] {
  const faults = addressPlanFaults({ cidr, zones: MAX_ZONES });
  return faults.length > 0 ? faults : reservedRangeFaults(`cidr '${cidr}'`, parseCidr(cidr));
}

function tierFaults(tiers: readonly WorkloadTier[], delegations: TierDelegations): string[] {
  const unknown = tiers.filter((tier) => !DEFAULT_TIERS.includes(tier));
  const faults = unknown.map((tier) => `tiers: '${tier}' has no subnet on Azure; use ${DEFAULT_TIERS.join(', ')}`);
  if (!tiers.some((tier) => tier === 'app' || tier === 'serving' || tier === 'data')) {
    faults.push(`tiers must name app, serving or data, got ${tiers.join(', ') || 'none'}`);
  }
  if (new Set(tiers).size < tiers.length) faults.push(`tiers names a tier twice: ${tiers.join(', ')}; name each once`);
  for (const tier of ['app', 'serving', 'data'] as const) {
    if (delegations[tier] && !tiers.includes(tier))
      faults.push(`delegations.${tier} is given, but tiers has no '${tier}'; add it to tiers`);
  }
  return faults;
}

function givenRuleFaults(settings: NetworkSettings): string[] {
  return DEFAULT_TIERS.flatMap((tier) => {
    const given = settings.rules[tier] ?? [];
    if (given.length > 0 && !settings.tiers.includes(tier)) return [`rules.${tier} is given, but tiers has no '${tier}'; add it to tiers`];
    return ruleFaults(
      `rules.${tier}`,
      given,
      rulesOf(settings, tier).map((rule) => rule.name),
    );
  });
}

/** What the network itself lets in and out of a tier. */
export function rulesOf(
  { plan, delegations, egress, clientCidrs, dnsServers }: NetworkSettings,
  tier: WorkloadTier,
): readonly NetworkRule[] {
  const delegation = tier === 'endpoints' ? undefined : delegations[tier];
  return subnetRules({ plan, tier, egress, clientCidrs, dnsServers, ...(delegation ? { delegation } : {}) });
}
