/** The most zones a network spans. Slices are reserved for all of them, so that a third zone later moves nothing. */
export const MAX_ZONES = 3;

/** The smallest slice a zone of a tier gets: a /28, the smallest subnet that every cloud takes. */
export const SMALLEST_SUBNET_PREFIX = 28;

/** What a subnet is for. */
export const NETWORK_TIERS = ['app', 'serving', 'data', 'endpoints', 'public', 'nat', 'firewall'] as const;
export type NetworkTier = (typeof NETWORK_TIERS)[number];

/** Where a tier lies, in sixteenths of the network. */
interface TierShare {
  readonly start: number;
  readonly length: 1 | 2 | 4;
}

/**
 * The map of every network. A share never moves, so a tier that a network takes into use later moves no other. Each share is a power
 * of two long, starts at a multiple of its own length, and is cut into four equal slices: three zones and one in reserve. The last
 * sixteenth belongs to no tier.
 */
const TIER_SHARES = {
  app: { start: 0, length: 4 },
  serving: { start: 4, length: 4 },
  data: { start: 8, length: 2 },
  endpoints: { start: 10, length: 2 },
  public: { start: 12, length: 1 },
  nat: { start: 13, length: 1 },
  firewall: { start: 14, length: 1 },
} as const satisfies Record<NetworkTier, TierShare>;
const RESERVE_START = 15;

// Sixteen shares to a network, four slices to a share, as powers of two.
const SHARE_BITS = 4;
const ZONE_BITS = 2;

/** The longest prefix of a network whose smallest share still gives slices of the smallest size: a /22. */
export const LONGEST_NETWORK_PREFIX = SMALLEST_SUBNET_PREFIX - SHARE_BITS - ZONE_BITS;

/** A range of IPv4 addresses: the first one as a number, and the prefix length. */
export interface Cidr {
  readonly address: number;
  readonly prefix: number;
}

const CIDR_PATTERN = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** Reads `10.20.0.0/16`. Throws when it is no IPv4 range, or when it names an address inside the range instead of its first. */
export function parseCidr(text: string): Cidr {
  const [, ...parts] = CIDR_PATTERN.exec(text) ?? [];
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN, d = Number.NaN, prefix = Number.NaN] = parts.map(Number);
  if (!(Math.max(a, b, c, d) <= 255 && prefix <= 32)) {
    throw new Error(`'${text}' is no IPv4 range; write four numbers from 0 to 255 and a prefix from 0 to 32, such as 10.20.0.0/16`);
  }
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const offset = address % sizeOf({ prefix });
  if (offset !== 0) {
    throw new Error(`'${text}' has host bits set; the range starts at ${formatCidr({ address: address - offset, prefix })}`);
  }
  return { address, prefix };
}

/** Writes a range the way `parseCidr` reads it. */
export function formatCidr({ address, prefix }: Cidr): string {
  return `${[24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')}/${prefix}`;
}

/** How many addresses a range has. */
export function sizeOf({ prefix }: Pick<Cidr, 'prefix'>): number {
  return 2 ** (32 - prefix);
}

/** Whether all of `inner` lies within `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return inner.prefix >= outer.prefix && inner.address >= outer.address && inner.address < outer.address + sizeOf(outer);
}

/** Whether two ranges share an address. Of two ranges that do, one contains the other. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return contains(a, b) || contains(b, a);
}

export interface AddressPlanOptions {
  /** The addresses of the whole network, for example `10.20.0.0/16`; a /22 or larger. */
  readonly cidr: string;
  /** How many zones the network spans: 2 or 3. */
  readonly zones: number;
}

export interface TierPlan {
  /** The whole share of the tier. */
  readonly cidr: string;
  /** The slices in use, zone 1 first. */
  readonly zones: readonly string[];
}

export interface AddressPlan {
  /** The addresses of the whole network. */
  readonly cidr: string;
  /** The share and the slices of each tier. */
  readonly tiers: Readonly<Record<NetworkTier, TierPlan>>;
  /** Addresses that no tier takes, for what is added by hand. */
  readonly reserve: string;
}

/** What is wrong with the options, one sentence a fault; empty when they can be planned. */
export function addressPlanFaults({ cidr, zones }: AddressPlanOptions): string[] {
  const faults: string[] = [];
  try {
    const network = parseCidr(cidr);
    if (network.prefix > LONGEST_NETWORK_PREFIX) {
      const needed = sizeOf({ prefix: LONGEST_NETWORK_PREFIX });
      faults.push(
        `cidr '${cidr}' is too small: ${NETWORK_TIERS.length} tiers in ${MAX_ZONES} zones need ${needed} addresses, ` +
          `it has ${sizeOf(network)}; use a /${LONGEST_NETWORK_PREFIX} or larger`,
      );
    }
  } catch (error) {
    faults.push(`cidr ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!Number.isInteger(zones) || zones < 2 || zones > MAX_ZONES) {
    faults.push(`zones must be 2 or ${MAX_ZONES}, got ${zones}; one zone is one failure`);
  }
  return faults;
}

/** Gives each tier and zone its addresses. One network always gives the same slices; a third zone only adds. */
export function planAddresses(options: AddressPlanOptions): AddressPlan {
  const faults = addressPlanFaults(options);
  if (faults.length > 0) throw new Error(`Cannot plan the addresses of the network:\n- ${faults.join('\n- ')}`);
  const network = parseCidr(options.cidr);
  const tiers = Object.fromEntries(NETWORK_TIERS.map((tier) => [tier, planTier(network, TIER_SHARES[tier], options.zones)]));
  return {
    cidr: options.cidr,
    tiers: tiers as Record<NetworkTier, TierPlan>,
    reserve: formatCidr(slice(network, SHARE_BITS, RESERVE_START)),
  };
}

function planTier(network: Cidr, { start, length }: TierShare, zones: number): TierPlan {
  const share = slice(network, SHARE_BITS - Math.log2(length), start / length);
  return {
    cidr: formatCidr(share),
    zones: Array.from({ length: zones }, (_, zone) => formatCidr(slice(share, ZONE_BITS, zone))),
  };
}

/** The slice at `index` when a range is cut into 2 to the power of `bits` equal ones. */
function slice({ address, prefix }: Cidr, bits: number, index: number): Cidr {
  const part = prefix + bits;
  return { address: address + index * sizeOf({ prefix: part }), prefix: part };
}
