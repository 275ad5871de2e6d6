import { type Cidr, overlaps, parseCidr } from './address-plan.ts';

/**
 * Ranges that a virtual network of Azure can't have.
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

/** A range that Azure keeps for something. */
export interface ReservedRange {
  readonly range: string;
  readonly owner: string;
}

/** The reserved ranges that a network on Azure would overlap. */
export function reservedOverlaps(range: Cidr): readonly ReservedRange[] {
  return Object.entries(RESERVED_RANGES)
    .filter(([reserved]) => overlaps(parseCidr(reserved), range))
    .map(([reserved, owner]) => ({ range: reserved, owner }));
}
