import { parseCidr } from '../../spec/address-plan.ts';
import { accessFaults } from './access.ts';
import { timingFaults } from './config-timing.ts';
import { domainFaults } from './gateway-domain.ts';
import { imageFaults } from './image.ts';
import { isPlainConfig } from './plain-config.ts';
import type { ServerlessGatewayArgs } from './serverless-gateway-args.ts';

// https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.ContainerApp.Name
const APP_NAME = /^(?=.{2,32}$)[a-z](?:[a-z0-9]|-(?!-))*[a-z0-9]$/;

// https://learn.microsoft.com/azure/container-apps/scale-app#scale-definition
const MOST_REPLICAS = 1000;
export const DEFAULT_MAX_REPLICAS = 10;

// https://learn.microsoft.com/azure/container-apps/containers#allocations
const CPU_STEP = 0.25;
const MOST_CPU = 4;

/** Everything that is wrong with the args, one sentence each. What is known at deployment only is left alone. */
export function serverlessGatewayFaults(args: ServerlessGatewayArgs): string[] {
  return [
    ...nameFaults(args),
    ...(args.image === undefined ? [] : imageFaults(args.image)),
    ...accessFaults(args.access),
    ...(args.domain ? domainFaults(args.domain, args.access) : []),
    ...networkFaults(args),
    ...scaleFaults(args),
    ...timeFaults(args),
  ];
}

function nameFaults({ appName }: ServerlessGatewayArgs): string[] {
  if (APP_NAME.test(appName)) return [];
  return [
    `appName must be 2 to 32 lower-case letters, digits and single hyphens, a letter first and no hyphen last, got '${appName}' (${appName.length}); it is the first part of the gateway's address`,
  ];
}

function networkFaults({ access, network, location, subnetCidr, zoneRedundancy, maxReplicas }: ServerlessGatewayArgs): string[] {
  const faults: string[] = [];
  if (network === undefined) {
    if (access.kind === 'private')
      faults.push('network is missing, from which a private gateway is called; pass one, or choose another access.kind');
    if (zoneRedundancy === 'Enabled') faults.push("zoneRedundancy 'Enabled' needs a network; pass one, or leave zoneRedundancy out");
    if (subnetCidr !== undefined) faults.push('subnetCidr has no network; pass network, or take subnetCidr out');
    return faults;
  }
  if (typeof location === 'string' && location !== network.location) {
    faults.push(
      `location must be that of the network, ${network.location}, got ${location}; an environment lies in the region of its subnet`,
    );
  }
  return subnetCidr === undefined ? faults : [...faults, ...subnetFaults(subnetCidr, maxReplicas ?? DEFAULT_MAX_REPLICAS)];
}

// An environment with workload profiles. https://learn.microsoft.com/azure/container-apps/custom-virtual-networks#subnet
const LONGEST_PREFIX = 27;
const TAKEN_ADDRESSES = 14;
const REPLICAS_AN_ADDRESS = 10;

function subnetFaults(subnetCidr: string, maxReplicas: number): string[] {
  const prefix = prefixOf(subnetCidr);
  if (typeof prefix !== 'number') return [`subnetCidr ${prefix.fault}`];
  if (prefix > LONGEST_PREFIX) {
    return [
      `subnetCidr must be a /${LONGEST_PREFIX} or larger for an environment with workload profiles, got '${subnetCidr}'; Azure never resizes it, so give it room`,
    ];
  }
  // A new revision stands beside the old one for a while.
  const most = Math.floor((2 ** (32 - prefix) - TAKEN_ADDRESSES) / 2) * REPLICAS_AN_ADDRESS;
  if (maxReplicas <= most) return [];
  return [
    `maxReplicas must be at most ${most} in the subnet ${subnetCidr}, got ${maxReplicas}; take fewer, or a larger subnet in a new environment`,
  ];
}

function prefixOf(cidr: string): number | { readonly fault: string } {
  try {
    return parseCidr(cidr).prefix;
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function scaleFaults({ minReplicas = 0, maxReplicas = DEFAULT_MAX_REPLICAS, concurrentRequests, cpu }: ServerlessGatewayArgs): string[] {
  const faults = [
    ...wholeFaults('minReplicas', minReplicas, 0, MOST_REPLICAS),
    ...wholeFaults('maxReplicas', maxReplicas, 1, MOST_REPLICAS),
    ...wholeFaults('concurrentRequests', concurrentRequests, 1, MOST_REPLICAS),
  ];
  if (minReplicas > maxReplicas)
    faults.push(`minReplicas must be at most maxReplicas ${maxReplicas}, got ${minReplicas}; raise maxReplicas`);
  if (cpu !== undefined && !(cpu >= CPU_STEP && cpu <= MOST_CPU && Number.isInteger(cpu / CPU_STEP))) {
    faults.push(`cpu must be ${CPU_STEP} to ${MOST_CPU} in steps of ${CPU_STEP}, got ${cpu}; 0.5 is the default`);
  }
  return faults;
}

function timeFaults(args: ServerlessGatewayArgs): string[] {
  return [
    ...wholeFaults('cooldownSeconds', args.cooldownSeconds, 1, 86_400),
    ...wholeFaults('terminationGracePeriodSeconds', args.terminationGracePeriodSeconds, 1, 3600),
    ...(isPlainConfig(args.config) ? timingFaults(args.config, args) : []),
  ];
}

function wholeFaults(path: string, value: number | undefined, least: number, most: number): string[] {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return [];
  const nearest = Number.isNaN(value) ? least : Math.min(most, Math.max(least, Math.round(value)));
  return [`${path} must be a whole number from ${least} to ${most}, got ${value}; the nearest is ${nearest}`];
}
