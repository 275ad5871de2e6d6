import { contains, parseCidr } from '../../spec/address-plan.ts';

/**
 * Who reaches a resource from outside a private endpoint.
 *
 * - `none`: nobody.
 * - `allow-list`: who calls from one of the given public addresses and has a role. Nobody else.
 *
 * Trusted services of Azure reach it in both cases, with a role of their own.
 */
export type PublicAccess = { readonly kind: 'none' } | { readonly kind: 'allow-list'; readonly cidrs: readonly string[] };

/** Whoever leaves it open says so. */
export const DEFAULT_PUBLIC_ACCESS: PublicAccess = { kind: 'none' };

/** The firewall in the words that the services share. Rules that nobody passes stand there even where public access is off. */
export function firewallOf(access: PublicAccess): {
  readonly publicNetworkAccess: 'Enabled' | 'Disabled';
  readonly cidrs: readonly string[];
} {
  switch (access.kind) {
    case 'none':
      return { publicNetworkAccess: 'Disabled', cidrs: [] };
    case 'allow-list':
      return { publicNetworkAccess: 'Enabled', cidrs: access.cidrs };
  }
}

// Firewalls of Azure take neither these nor prefixes of 31 and 32: https://learn.microsoft.com/azure/storage/common/storage-network-security-limitations
const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(parseCidr);
const LONGEST_PREFIX = 30;

// Wider than a /8 is no list of known callers any more.
const SHORTEST_PREFIX = 8;

/** Everything that is wrong with an allow list, one sentence each. */
export function publicAccessFaults(path: string, access: PublicAccess | undefined): string[] {
  if (access?.kind !== 'allow-list') return [];
  if (access.cidrs.length === 0) return [`${path}.cidrs is empty; name the addresses that may call, or write { kind: 'none' }`];
  return access.cidrs.flatMap((cidr, index) => {
    const fault = cidrFault(cidr);
    return fault ? [`${path}.cidrs[${index}] ${fault}`] : [];
  });
}

function cidrFault(text: string): string | undefined {
  const isAddress = !text.includes('/');
  try {
    const range = parseCidr(isAddress ? `${text}/32` : text);
    if (PRIVATE_RANGES.some((one) => contains(one, range)))
      return `is private, got '${text}'; name the public addresses that the calls come from`;
    if (isAddress) return undefined;
    if (range.prefix > LONGEST_PREFIX)
      return `must have a prefix of at most ${LONGEST_PREFIX}, got '${text}'; write single addresses without a prefix`;
    if (range.prefix < SHORTEST_PREFIX)
      return `must have a prefix of at least ${SHORTEST_PREFIX}, got '${text}'; name the ranges that may call`;
    return undefined;
  } catch (error) {
    return `is not a range: ${error instanceof Error ? error.message : String(error)}`;
  }
}
