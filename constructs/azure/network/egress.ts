import { cidrFaults } from './cidr-faults.ts';

/** An availability zone of a region, as the subscription numbers them. */
export type AvailabilityZone = '1' | '2' | '3';

/** No way out: no public address, Azure services by private endpoints and the service tags that a delegation needs. */
export interface NoEgress {
  readonly kind: 'none';
}

/** HTTPS to everything on the internet, behind one NAT gateway. Billed by the gateway and hour, and by the gigabyte. */
export interface NatEgress {
  readonly kind: 'nat';
  /**
   * The zone of the gateway and its public address. A gateway lies in one zone; the region must have zones. Changing it replaces both,
   * with a new address. @default - Azure chooses
   */
  readonly zone?: AvailabilityZone;
}

/**
 * HTTPS to named domains alone, by Azure Firewall (Standard). Billed by the firewall and hour, and by the gigabyte.
 */
export interface FirewallEgress {
  readonly kind: 'firewall';
  /** Bare names, such as `api.openai.com`; a leading dot takes the name and all below it, such as `.example.com`. */
  readonly allowedDomains: readonly string[];
  /** The zones that the firewall and its public address span. Changing them replaces both. @default - none, which every region takes */
  readonly zones?: readonly AvailabilityZone[];
}

/** An explicit proxy that the organisation runs. The network makes no route to it: it lies in the network, or routes to it exist. */
export interface ProxyEgress {
  readonly kind: 'proxy';
  /** Scheme, host and port, for a client's HTTPS_PROXY, such as `http://proxy.example.com:3128`. */
  readonly url: string;
  /** The proxy's addresses, as narrow as they are: `app` and `serving` may connect to these, on the URL's port. */
  readonly cidr: string;
}

/** How a new network reaches the internet. */
export type NetworkEgress = NoEgress | NatEgress | FirewallEgress | ProxyEgress;

/** What a client needs to know of a network's egress, whoever made it. */
export type EgressRoute = NoEgress | ProxyEgress | { readonly kind: 'nat' } | { readonly kind: 'firewall' };

/** The port that a proxy listens on. */
export function proxyPort({ url }: ProxyEgress): number {
  const { port, protocol } = new URL(url);
  return port === '' ? { 'http:': 80, 'https:': 443 }[protocol as 'http:' | 'https:'] : Number(port);
}

const ZONES: readonly string[] = ['1', '2', '3'] satisfies readonly AvailabilityZone[];

const DOMAIN_PATTERN = /^\.?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

const PROXY_PATTERN = /^https?:\/\/[^\s/:@]+(?::[1-9]\d{0,4})?\/?$/;

/** What is wrong with an egress, one sentence a fault. */
export function egressFaults(egress: NetworkEgress): string[] {
  switch (egress.kind) {
    case 'none':
      return [];
    case 'nat':
      return egress.zone === undefined ? [] : zoneFaults('egress.zone', [egress.zone]);
    case 'firewall':
      return firewallFaults(egress);
    case 'proxy':
      return proxyFaults(egress);
  }
}

function zoneFaults(path: string, zones: readonly string[]): string[] {
  const faults = zones.filter((zone) => !ZONES.includes(zone)).map((zone) => `${path} must be '1', '2' or '3', got '${zone}'`);
  if (new Set(zones).size < zones.length) faults.push(`${path} names a zone twice; name each once`);
  return faults;
}

function firewallFaults({ allowedDomains, zones = [] }: FirewallEgress): string[] {
  const faults = allowedDomains
    .filter((domain) => !DOMAIN_PATTERN.test(domain))
    .map(
      (domain) =>
        `egress.allowedDomains: '${domain}' is no bare lower-case domain name; write api.example.com, or .example.com for all below`,
    );
  if (allowedDomains.length === 0) faults.push("egress.allowedDomains is empty; name a domain, or use egress { kind: 'none' }");
  return [...faults, ...zoneFaults('egress.zones', zones)];
}

function proxyFaults({ url, cidr }: ProxyEgress): string[] {
  const range = cidrFaults('egress.cidr', cidr, 'name the addresses of the proxy');
  if (PROXY_PATTERN.test(url) && URL.canParse(url)) return range;
  // The URL is not repeated: a wrong one may hold a password.
  return ['egress.url must be http or https, host and port without a user, such as http://proxy.example.com:3128', ...range];
}
