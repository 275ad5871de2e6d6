import type { RoleAssignment } from '@pulumi/azure-native/authorization/roleAssignment.js';
import type * as pulumi from '@pulumi/pulumi';
import type { Principal } from '../identity/index.ts';
import type { GatewayAccess } from './access.ts';
import type { DnsZone } from './dns-zone.ts';

/** A certificate in a key vault, by its secret: `ExternalSecret.fromAttributes` is one. */
export interface VaultCertificate {
  /** `https://<vault>.vault.azure.net/secrets/<name>`, without a version, so that a renewed one is taken. */
  readonly secretUri: pulumi.Input<string>;
  readonly grants: { read(principal: Principal): RoleAssignment };
}

/**
 * A name of one's own for a gateway.
 *
 * - `own-zone`: records and a free certificate are made here, in one deployment.
 * - `foreign-zone`: somebody else makes the records. While they are `missing`, `dnsRecords` says which; with `made`, the name is bound and
 *   gets a free certificate.
 * - `vault-certificate`: the certificate is yours. With `zone` the records are made here, without it they must exist before.
 *
 * A free certificate needs a gateway that its issuer reaches: an allow list has to let DigiCert's addresses in.
 *
 * @see https://learn.microsoft.com/azure/container-apps/custom-domains-managed-certificates
 */
export type GatewayDomain =
  | { readonly kind: 'own-zone'; readonly hostName: string; readonly zone: DnsZone }
  | { readonly kind: 'foreign-zone'; readonly hostName: string; readonly records: 'missing' | 'made' }
  | {
      readonly kind: 'vault-certificate';
      readonly hostName: string;
      readonly certificate: VaultCertificate;
      /** The zone that the records are made in. @default - they exist already */
      readonly zone?: DnsZone;
    };

/** The zone that the records of a domain are made in, if they are made here. */
export function zoneOf(domain: GatewayDomain): DnsZone | undefined {
  return domain.kind === 'foreign-zone' ? undefined : domain.zone;
}

/** A host name within its zone: `llm` for llm.example.com in example.com. */
export function relativeName(hostName: string, zone: DnsZone): string {
  return hostName.slice(0, -(zone.zoneName.length + 1));
}

const HOST_NAME = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** What is wrong with a domain, one sentence a fault. A program in JavaScript can leave parts out. */
export function domainFaults(domain: GatewayDomain, access: GatewayAccess): string[] {
  const { kind, hostName } = domain;
  const faults: string[] = [];
  if (!HOST_NAME.test(hostName)) {
    faults.push(`domain.hostName must be a host in lower case such as llm.example.com, got '${hostName}'; write the host alone`);
  }
  const zone: DnsZone | undefined = zoneOf(domain);
  if (kind === 'own-zone' && zone === undefined) {
    faults.push(
      "domain.zone is missing; pass the zone, or write kind 'foreign-zone' and make the records yourself, or 'vault-certificate' with a certificate",
    );
  }
  if (kind === 'vault-certificate') faults.push(...certificateFaults(domain.certificate));
  if (zone !== undefined && !hostName.endsWith(`.${zone.zoneName}`)) {
    faults.push(
      `domain.hostName must lie below the zone '${zone.zoneName}', got '${hostName}'; the name of a zone itself takes no CNAME, so choose one such as llm.${zone.zoneName}`,
    );
  }
  if (kind !== 'vault-certificate' && access.kind === 'private') {
    faults.push(
      `domain.kind '${kind}' gets a free certificate, which a private gateway cannot have; use 'vault-certificate', or leave domain out: clients in the network use the gateway's own name`,
    );
  }
  return faults;
}

const SECRET_URI = /^https:\/\/[a-z0-9-]+\.vault\.azure\.net\/secrets\/[a-z0-9-]+\/?$/i;

function certificateFaults(certificate: VaultCertificate | undefined): string[] {
  if (certificate === undefined) {
    return ["domain.certificate is missing; pass the secret of a vault's certificate, or choose another domain.kind"];
  }
  const { secretUri } = certificate;
  if (typeof secretUri !== 'string' || SECRET_URI.test(secretUri)) return [];
  return [
    `domain.certificate.secretUri must be https://<vault>.vault.azure.net/secrets/<name> without a version, got '${secretUri}'; take it from 'az keyvault certificate show --query sid' and cut the version off`,
  ];
}
