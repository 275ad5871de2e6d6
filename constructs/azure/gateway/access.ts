import { contains, parseCidr } from '../../spec/address-plan.ts';
import { publicRangeFault } from '../../spec/public-ranges.ts';

/** From where a gateway can be called. A key or a token is needed from everywhere. */
export type GatewayAccess =
  /** From the whole internet. */
  | { readonly kind: 'public' }
  /** From some IPv4 addresses and ranges of the internet. */
  | { readonly kind: 'allow-list'; readonly cidrs: readonly string[] }
  /** From its network, and from what the network lets in. */
  | {
      readonly kind: 'private';
      /** Who keeps the DNS records of its name: a zone made here and linked to the network, or somebody who is told `privateDns`. @default 'own' */
      readonly dns?: 'own' | 'elsewhere';
    };

/** The ingress's rules. One that allows denies the rest: https://learn.microsoft.com/azure/container-apps/ip-restrictions */
export function ipRestrictions(access: GatewayAccess) {
  switch (access.kind) {
    case 'public':
    case 'private':
      return [];
    case 'allow-list':
      return access.cidrs.map((cidr, index) => ({
        name: `allow-${index + 1}`,
        action: 'Allow',
        ipAddressRange: cidr.includes('/') ? cidr : `${cidr}/32`,
      }));
  }
}

/** What is wrong with a way in, one sentence a fault. */
export function accessFaults(access: GatewayAccess): string[] {
  switch (access.kind) {
    case 'public':
    case 'private':
      return [];
    case 'allow-list':
      return allowListFaults(access.cidrs);
  }
}

const FOR_ALL = "name the ranges of your clients, or write access: { kind: 'public' }";
const EVERYTHING = parseCidr('0.0.0.0/0');

function allowListFaults(cidrs: readonly string[]): string[] {
  if (cidrs.length === 0) return [`access.cidrs is empty, so that everybody could call; ${FOR_ALL}`];
  return cidrs.flatMap((cidr, index) => {
    const path = `access.cidrs[${index}]`;
    if (containsEverything(cidr)) return [`${path} must not be ${cidr}, which is every address; ${FOR_ALL}`];
    const fault = publicRangeFault(cidr);
    return fault ? [`${path} ${fault}`] : [];
  });
}

function containsEverything(cidr: string): boolean {
  try {
    return contains(parseCidr(cidr), EVERYTHING);
  } catch {
    return false;
  }
}
