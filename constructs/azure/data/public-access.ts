import { publicRangeFault } from '../../spec/public-ranges.ts';

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

/** Everything that is wrong with an allow list, one sentence each. */
export function publicAccessFaults(path: string, access: PublicAccess | undefined): string[] {
  if (access?.kind !== 'allow-list') return [];
  if (access.cidrs.length === 0) return [`${path}.cidrs is empty; name the addresses that may call, or write { kind: 'none' }`];
  return access.cidrs.flatMap((cidr, index) => {
    const fault = publicRangeFault(cidr);
    return fault ? [`${path}.cidrs[${index}] ${fault}`] : [];
  });
}
