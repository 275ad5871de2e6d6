import { type Cidr, overlaps, parseCidr } from '../../spec/address-plan.ts';

/** What is wrong with a range that somebody is let in from or out to: it must be one, and not everything. */
export function cidrFaults(path: string, cidr: string, remedy: string): string[] {
  try {
    return parseCidr(cidr).prefix === 0 ? [`${path} must not be ${cidr}, which is every address; ${remedy}`] : [];
  } catch (error) {
    return [`${path} ${error instanceof Error ? error.message : String(error)}`];
  }
}

/**
 * Ranges that a virtual network can't have.
 * Sources: https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq and, for Container Apps,
 * https://learn.microsoft.com/azure/container-apps/custom-virtual-networks
 */
const RESERVED_RANGES: Readonly<Record<string, string>> = {
  '224.0.0.0/4': 'multicast',
  '255.255.255.255/32': 'broadcast',
  '127.0.0.0/8': 'loopback',
  '169.254.0.0/16': 'link-local addresses',
  '168.63.129.16/32': "Azure's own DNS",
  '172.30.0.0/16': 'Container Apps',
  '172.31.0.0/16': 'Container Apps',
  '192.0.2.0/24': 'Container Apps',
  '100.100.0.0/17': 'Container Apps',
  '100.100.128.0/19': 'Container Apps',
  '100.100.160.0/19': 'Container Apps',
  '100.100.192.0/19': 'Container Apps',
};

/** Which reserved ranges a network would overlap, one sentence each. */
export function reservedRangeFaults(path: string, range: Cidr): string[] {
  return Object.entries(RESERVED_RANGES)
    .filter(([reserved]) => overlaps(parseCidr(reserved), range))
    .map(([reserved, owner]) => `${path} overlaps ${reserved}, which is reserved for ${owner}; choose another range, such as 10.20.0.0/16`);
}
