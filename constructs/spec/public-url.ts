import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * What is no address of the public internet.
 * https://www.iana.org/assignments/iana-ipv4-special-registry, and Azure's own services for a machine behind a public-looking address:
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const SPECIAL_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;

/** https://www.iana.org/assignments/ipv6-address-space: public addresses begin with 2 or 3. */
const GLOBAL_UNICAST = ['2000::', 3] as const;
/** Within those: protocols and tunnels, which may end anywhere, and documentation. https://www.iana.org/assignments/iana-ipv6-special-registry */
const SPECIAL_IPV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const special = new BlockList();
for (const [address, prefix] of SPECIAL_IPV4) special.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of SPECIAL_IPV6) special.addSubnet(address, prefix, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet(...GLOBAL_UNICAST, 'ipv6');

/**
 * Names that no public resolver knows: of one machine, of one link, of one network. `internal` has the metadata services of the clouds.
 * https://www.iana.org/assignments/special-use-domain-names, and for `internal` the resolution 2024.07.29.06 of ICANN's board.
 */
const PRIVATE_DOMAINS = ['localhost', 'local', 'internal', 'home.arpa', 'localdomain', 'test', 'invalid', 'onion'];

// Plain characters alone: what two readers of URLs could read differently is refused before it is read.
const PLAIN_URL = /^https:\/\/[A-Za-z0-9.:[\]-]+(?:\/[A-Za-z0-9._~%/-]*)?$/;

/** What keeps a text from being a public https URL without user, query and fragment, in words that follow it; undefined where nothing does. */
export function publicUrlFault(text: string): string | undefined {
  if (/^http:/i.test(text)) return 'is not encrypted';
  if (text.includes('@')) return 'carries a user';
  if (/[?#]/.test(text)) return 'has a query or a fragment';
  if (!PLAIN_URL.test(text) || !URL.canParse(text)) return 'is no https URL';
  return hostFault(new URL(text).hostname);
}

/** `host` is what the URL parser makes of it: numbers in any base and length are dotted decimals there, and IPv6 is in its shortest form. */
function hostFault(host: string): string | undefined {
  const address = host.replace(/^\[|\]$/g, '');
  if (isIPv4(address)) return special.check(address, 'ipv4') ? 'names an address that is private, local or reserved' : undefined;
  if (isIPv6(address)) {
    const isPublic = globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
    return isPublic ? undefined : 'names an address that is private, local or reserved';
  }
  const name = host.replace(/\.$/, '');
  if (!name.includes('.') || PRIVATE_DOMAINS.some((domain) => name === domain || name.endsWith(`.${domain}`)))
    return 'names a host that is not on the public internet';
  return undefined;
}
