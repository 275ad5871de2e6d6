import { Token } from 'aws-cdk-lib/core';
import { cidrFaults } from './cidr-faults.ts';

/** No way out: no internet gateway, AWS services by endpoints alone. */
export interface NoEgress {
  readonly kind: 'none';
}

/** Everything on the internet, behind NAT gateways. Billed by the gateway and hour, and by the gigabyte. */
export interface NatEgress {
  readonly kind: 'nat';
  /**
   * How many NAT gateways: 1 to the number of zones. With fewer than zones, the others' traffic crosses zones and one zone's failure
   * cuts them off. Adding one moves no address; taking one away gives up its public address. @default - one in each zone
   */
  readonly gateways?: number;
}

/**
 * HTTPS to named domains alone, by AWS Network Firewall in front of one NAT gateway in each zone. Billed by the firewall endpoint and
 * hour, and by the gigabyte, on top of the NAT gateways.
 */
export interface FirewallEgress {
  readonly kind: 'firewall';
  /** Bare names, such as `api.openai.com`; a leading dot takes the name and all below it, such as `.example.com`. */
  readonly allowedDomains: readonly string[];
}

/** An explicit proxy that the organisation runs. The network makes no route to it: it lies in the VPC, or routes to it exist. */
export interface ProxyEgress {
  readonly kind: 'proxy';
  /** Scheme, host and port, for a client's HTTPS_PROXY, such as `http://proxy.example.com:3128`. */
  readonly url: string;
  /** The proxy's addresses, as narrow as they are: clients may connect to these, on the URL's port. */
  readonly cidr: string;
}

/** How a new network reaches the internet. */
export type NetworkEgress = NoEgress | NatEgress | FirewallEgress | ProxyEgress;

/** What a client needs to know of a network's egress, whoever made it. */
export type EgressRoute = NoEgress | ProxyEgress | { readonly kind: 'nat' } | { readonly kind: 'firewall' };

/** Whether a network has NAT gateways, and with them an internet gateway. */
export function reachesInternet({ kind }: EgressRoute): boolean {
  return kind === 'nat' || kind === 'firewall';
}

/** The port that a proxy listens on. */
export function proxyPort({ url }: ProxyEgress): number {
  const { port, protocol } = new URL(url);
  return port === '' ? { 'http:': 80, 'https:': 443 }[protocol as 'http:' | 'https:'] : Number(port);
}

/** The domains of a rule group are fixed in number at its creation, so it is made with room. */
export const MOST_DOMAINS = 500;

const DOMAIN_PATTERN = /^\.?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

const PROXY_PATTERN = /^https?:\/\/[^\s/:@]+(?::[1-9]\d{0,4})?\/?$/;

/** What is wrong with an egress, one sentence a fault. */
export function egressFaults(egress: NetworkEgress, zones: number): string[] {
  switch (egress.kind) {
    case 'none':
      return [];
    case 'nat':
      return natFaults(egress, zones);
    case 'firewall':
      return firewallFaults(egress);
    case 'proxy':
      return proxyFaults(egress);
  }
}

function natFaults({ gateways }: NatEgress, zones: number): string[] {
  if (gateways === undefined || (Number.isInteger(gateways) && gateways >= 1 && gateways <= zones)) return [];
  return [`egress.gateways must be 1 to ${zones}, the number of zones, got ${gateways}`];
}

function firewallFaults({ allowedDomains }: FirewallEgress): string[] {
  const faults = allowedDomains
    .filter((domain) => !Token.isUnresolved(domain) && !DOMAIN_PATTERN.test(domain))
    .map(
      (domain) =>
        `egress.allowedDomains: '${domain}' is no bare lower-case domain name; write api.example.com, or .example.com for all below`,
    );
  if (allowedDomains.length === 0) faults.push("egress.allowedDomains is empty; name a domain, or use egress { kind: 'none' }");
  if (allowedDomains.length > MOST_DOMAINS) {
    faults.push(
      `egress.allowedDomains must be at most ${MOST_DOMAINS}, got ${allowedDomains.length}; allow a parent domain by a leading dot`,
    );
  }
  return faults;
}

function proxyFaults({ url, cidr }: ProxyEgress): string[] {
  const range = cidrFaults('egress.cidr', cidr, 'name the addresses of the proxy');
  if (Token.isUnresolved(url))
    return ['egress.url must be known at synthesis, since clients are let out to its port; write the URL itself', ...range];
  if (PROXY_PATTERN.test(url) && URL.canParse(url)) return range;
  // The URL is not repeated: a wrong one may hold a password.
  return ['egress.url must be http or https, host and port without a user, such as http://proxy.example.com:3128', ...range];
}
