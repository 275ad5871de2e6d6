import { Token } from 'aws-cdk-lib/core';
import { parseCidr } from '../../spec/address-plan.ts';

/** What is wrong with a range that somebody is let in from or out to: it must be one, and not everything. */
export function cidrFaults(path: string, cidr: string, remedy: string): string[] {
  if (Token.isUnresolved(cidr)) return [];
  try {
    return parseCidr(cidr).prefix === 0 ? [`${path} must not be ${cidr}, which is every address; ${remedy}`] : [];
  } catch (error) {
    return [`${path} ${error instanceof Error ? error.message : String(error)}`];
  }
}
