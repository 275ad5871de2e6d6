import { type Cidr, parseCidr } from '../../spec/address-plan.ts';
import { reservedOverlaps } from '../../spec/reserved-ranges.ts';

/** What is wrong with a range that somebody is let in from or out to: it must be one, and not everything. */
export function cidrFaults(path: string, cidr: string, remedy: string): string[] {
  try {
    return parseCidr(cidr).prefix === 0 ? [`${path} must not be ${cidr}, which is every address; ${remedy}`] : [];
  } catch (error) {
    return [`${path} ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Which reserved ranges a network would overlap, one sentence each. */
export function reservedRangeFaults(path: string, network: Cidr): string[] {
  return reservedOverlaps(network).map(
    ({ range, owner }) => `${path} overlaps ${range}, which is reserved for ${owner}; choose another range, such as 10.20.0.0/16`,
  );
}
