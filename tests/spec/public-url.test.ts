import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publicUrlFault } from '../../constructs/spec/public-url.ts';

test.each([
  'https://api.example.com',
  'https://api.example.com/',
  'https://api.example.com:8443/v1',
  'https://API.Example.com/v1',
  'https://xn--bcher-kva.example.com/v1',
  'https://api.example.com./v1',
  'https://api.example.com/v1/models%20all/~team',
  'https://internal.example.com/v1',
  'https://localhost.example.com/v1',
  'https://8.8.8.8/v1',
  'https://100.63.255.255/v1',
  'https://172.32.0.1/v1',
  'https://168.63.129.17/v1',
  'https://[2606:4700:4700::1111]/v1',
])('%s is a public address', (url) => {
  expect(publicUrlFault(url)).toBeUndefined();
});

// The first, the last and any address of what is private, local or reserved.
const RANGES = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['0.0.0.0', 8],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const bytesOf = (value: number): number[] => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256);

const privateNumbers = fc.constantFrom(...RANGES).chain(([address, prefix]) => {
  const first = numberOf(address);
  const last = first + 2 ** (32 - prefix) - 1;
  return fc.oneof(fc.constantFrom(first, last), fc.integer({ min: first, max: last }));
});

/** The ways to write an IPv4 address that a URL takes: https://url.spec.whatwg.org/#concept-ipv4-parser */
const SPELLINGS: Readonly<Record<string, (value: number) => string>> = {
  'as dotted decimals': (value) => bytesOf(value).join('.'),
  'as one number': String,
  'in hexadecimal': (value) => `0x${value.toString(16)}`,
  'in octal': (value) => `0${value.toString(8)}`,
  'in parts of any base': (value) => {
    const [a = 0, b = 0, ...rest] = bytesOf(value);
    return `0x${a.toString(16)}.0${b.toString(8)}.${rest.reduce((sum, part) => sum * 256 + part, 0)}`;
  },
  'within an IPv6 address': (value) => `[::ffff:${bytesOf(value).join('.')}]`,
  'within an IPv6 address, in hexadecimal': (value) =>
    `[0:0:0:0:0:ffff:${Math.floor(value / 65_536).toString(16)}:${(value % 65_536).toString(16)}]`,
  'through NAT64': (value) => `[64:ff9b::${bytesOf(value).join('.')}]`,
};

describe('A private address is refused', () => {
  test.each(Object.entries(SPELLINGS))('%s', (_, spell) => {
    fc.assert(
      fc.property(privateNumbers, fc.constantFrom('', ':8443'), fc.constantFrom('', '/', '/v1'), (value, port, path) => {
        expect(publicUrlFault(`https://${spell(value)}${port}${path}`)).toBeDefined();
      }),
      { seed: 20_261_124, numRuns: 300 },
    );
  });
});

test('any text is judged, and what is accepted is what a URL parser reads as it stands', () => {
  const text = fc.oneof(
    fc.string(),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.string().map((part) => `https://${part}`),
  );
  fc.assert(
    fc.property(text, (url) => {
      if (publicUrlFault(url) !== undefined) return;
      const { protocol, username, password, search, hash } = new URL(url);
      expect({ protocol, username, password, search, hash }).toEqual({
        protocol: 'https:',
        username: '',
        password: '',
        search: '',
        hash: '',
      });
    }),
    { seed: 20_261_124, numRuns: 2_000 },
  );
});
