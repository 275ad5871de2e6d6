import { contains, parseCidr } from './address-plan.ts';

// Firewalls of Azure take neither these nor prefixes of 31 and 32: https://learn.microsoft.com/azure/storage/common/storage-network-security-limitations
const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(parseCidr);
const LONGEST_PREFIX = 30;

// Wider than a /8 is no list of known callers any more.
const SHORTEST_PREFIX = 8;

/** What is wrong with a public address or range that a firewall of Azure shall let in, or undefined. */
export function publicRangeFault(text: string): string | undefined {
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
