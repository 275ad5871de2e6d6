import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressPlanFaults,
  contains,
  formatCidr,
  LONGEST_NETWORK_PREFIX,
  MAX_ZONES,
  NETWORK_TIERS,
  overlaps,
  parseCidr,
  planAddresses,
  SMALLEST_SUBNET_PREFIX,
  sizeOf,
} from '../../constructs/spec/address-plan.ts';

/** Any well-formed range of a prefix length between two bounds. */
const range = (shortest: number, longest: number) =>
  fc
    .tuple(fc.integer({ min: shortest, max: longest }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
    .map(([prefix, address]) => ({ prefix, address: address - (address % sizeOf({ prefix })) }));

const network = range(8, LONGEST_NETWORK_PREFIX).map(formatCidr);
const zones = fc.integer({ min: 2, max: MAX_ZONES });

describe('A range', () => {
  test('is written the way it is read', () => {
    fc.assert(
      fc.property(range(0, 32), (cidr) => {
        expect(parseCidr(formatCidr(cidr))).toEqual(cidr);
      }),
    );
  });

  test.each([
    '',
    '10.0.0.0',
    '10.0.0/16',
    '10.0.0.0/33',
    '10.0.0.256/32',
    '256.0.0.0/8',
    'fd00::/8',
    ' 10.0.0.0/16',
    '10.0.0.0/16/8',
    '1e1.0.0.0/8',
  ])('is refused when it is no IPv4 range: %j', (text) => expect(() => parseCidr(text)).toThrow(`'${text}' is no IPv4 range`));

  test('is refused with host bits set, and the error names its start', () => {
    expect(() => parseCidr('10.20.1.7/16')).toThrow("'10.20.1.7/16' has host bits set; the range starts at 10.20.0.0/16");
  });

  test.each([
    ['10.0.0.0/8', '10.255.0.0/16', true],
    ['10.0.0.0/16', '10.0.0.0/16', true],
    ['10.0.0.0/16', '10.0.0.0/8', false],
    ['10.0.0.0/16', '10.1.0.0/16', false],
    ['0.0.0.0/0', '255.255.255.255/32', true],
  ])('%s contains %s: %s', (outer, inner, expected) => expect(contains(parseCidr(outer), parseCidr(inner))).toBe(expected));

  test('overlaps another exactly when they share an address', () => {
    const end = (cidr: ReturnType<typeof parseCidr>) => cidr.address + sizeOf(cidr);
    fc.assert(
      fc.property(range(0, 6), range(0, 6), (a, b) => {
        expect(overlaps(a, b)).toBe(Math.max(a.address, b.address) < Math.min(end(a), end(b)));
      }),
    );
  });
});

describe('An address plan', () => {
  test('is the same from release to release', () => {
    expect(planAddresses({ cidr: '10.20.0.0/16', zones: 3 })).toEqual({
      cidr: '10.20.0.0/16',
      tiers: {
        app: { cidr: '10.20.0.0/18', zones: ['10.20.0.0/20', '10.20.16.0/20', '10.20.32.0/20'] },
        serving: { cidr: '10.20.64.0/18', zones: ['10.20.64.0/20', '10.20.80.0/20', '10.20.96.0/20'] },
        data: { cidr: '10.20.128.0/19', zones: ['10.20.128.0/21', '10.20.136.0/21', '10.20.144.0/21'] },
        endpoints: { cidr: '10.20.160.0/19', zones: ['10.20.160.0/21', '10.20.168.0/21', '10.20.176.0/21'] },
        public: { cidr: '10.20.192.0/20', zones: ['10.20.192.0/22', '10.20.196.0/22', '10.20.200.0/22'] },
        nat: { cidr: '10.20.208.0/20', zones: ['10.20.208.0/22', '10.20.212.0/22', '10.20.216.0/22'] },
        firewall: { cidr: '10.20.224.0/20', zones: ['10.20.224.0/22', '10.20.228.0/22', '10.20.232.0/22'] },
      },
      reserve: '10.20.240.0/20',
    });
  });

  test('keeps every slice within its tier, and every tier within the network', () => {
    fc.assert(
      fc.property(network, zones, (cidr, count) => {
        const plan = planAddresses({ cidr, zones: count });
        for (const tier of NETWORK_TIERS) {
          const share = parseCidr(plan.tiers[tier].cidr);
          expect(contains(parseCidr(cidr), share)).toBe(true);
          for (const slice of plan.tiers[tier].zones) expect(contains(share, parseCidr(slice))).toBe(true);
        }
        expect(contains(parseCidr(cidr), parseCidr(plan.reserve))).toBe(true);
      }),
    );
  });

  test('never gives an address twice', () => {
    fc.assert(
      fc.property(network, zones, (cidr, count) => {
        const plan = planAddresses({ cidr, zones: count });
        const slices = [...NETWORK_TIERS.flatMap((tier) => plan.tiers[tier].zones), plan.reserve].map(parseCidr);
        for (const [index, slice] of slices.entries()) {
          for (const other of slices.slice(index + 1)) expect(overlaps(slice, other)).toBe(false);
        }
      }),
    );
  });

  test('moves nothing when a third zone is added', () => {
    fc.assert(
      fc.property(network, (cidr) => {
        const [two, three] = [planAddresses({ cidr, zones: 2 }), planAddresses({ cidr, zones: 3 })];
        for (const tier of NETWORK_TIERS) expect(three.tiers[tier].zones.slice(0, 2)).toEqual(two.tiers[tier].zones);
        expect(three.reserve).toBe(two.reserve);
      }),
    );
  });

  test('never cuts a slice smaller than the smallest subnet', () => {
    fc.assert(
      fc.property(network, (cidr) => {
        const plan = planAddresses({ cidr, zones: MAX_ZONES });
        for (const tier of NETWORK_TIERS) {
          for (const slice of plan.tiers[tier].zones) expect(parseCidr(slice).prefix).toBeLessThanOrEqual(SMALLEST_SUBNET_PREFIX);
        }
      }),
    );
  });

  test('fits a /22 and says what a /23 lacks', () => {
    expect(addressPlanFaults({ cidr: '10.20.0.0/22', zones: 2 })).toEqual([]);
    expect(() => planAddresses({ cidr: '10.20.0.0/23', zones: 2 })).toThrow(
      "cidr '10.20.0.0/23' is too small: 7 tiers in 3 zones need 1024 addresses, it has 512; use a /22 or larger",
    );
  });

  test.each([1, 4, 2.5, Number.NaN])('rejects %d zones', (count) => {
    expect(() => planAddresses({ cidr: '10.20.0.0/16', zones: count })).toThrow(`zones must be 2 or 3, got ${count}`);
  });

  test('names all faults at once', () => {
    expect(addressPlanFaults({ cidr: '10.20.0.1/16', zones: 1 })).toHaveLength(2);
  });
});
