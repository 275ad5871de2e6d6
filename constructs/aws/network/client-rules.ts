import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { type EgressRoute, proxyPort } from './egress.ts';
import type { GatewayService } from './endpoint-services.ts';
import { HTTPS } from './endpoints.ts';

/**
 * Lets a client out to the interface endpoints. The peer is the group's id and not the group, so that the rule is the client's alone:
 * the endpoints already let in the whole VPC, and a network that refers to its clients could not be deployed before them.
 */
export function allowInterfaceEndpoints(client: ec2.IConnectable, groups: readonly ec2.ISecurityGroup[], cidr: string): void {
  const peers = groups.length > 0 ? groups.map((group) => ec2.Peer.securityGroupId(group.securityGroupId)) : [ec2.Peer.ipv4(cidr)];
  for (const peer of peers) client.connections.allowTo(peer, HTTPS, 'HTTPS to the interface endpoints');
}

/** Lets a client out to the addresses of S3 or DynamoDB in the region. */
export function allowGatewayEndpoint(
  client: ec2.IConnectable,
  service: GatewayService,
  {
    gateways,
    prefixListIds,
  }: { readonly gateways: readonly GatewayService[]; readonly prefixListIds: Partial<Record<GatewayService, string>> },
): void {
  if (!gateways.includes(service)) {
    throw new Error(
      `The network has no gateway endpoint for '${service}', it has ${gateways.join(', ') || 'none'}; add it to endpoints.gateways`,
    );
  }
  const prefixListId = prefixListIds[service];
  if (!prefixListId) {
    throw new Error(
      `The network does not know the prefix list of '${service}'; set endpoints.gatewayPrefixListIds.${service} to the id of ` +
        `com.amazonaws.<region>.${service} in 'aws ec2 describe-managed-prefix-lists'`,
    );
  }
  client.connections.allowTo(ec2.Peer.prefixList(prefixListId), HTTPS, `HTTPS to ${service} through its gateway endpoint`);
}

/** Lets a client out of the network, no wider than its egress takes it. */
export function allowEgress(client: ec2.IConnectable, egress: EgressRoute): void {
  switch (egress.kind) {
    case 'none':
      throw new Error(
        "The network has egress { kind: 'none' }, so a client can't leave it; choose nat, firewall or proxy, or call AWS by endpoints",
      );
    case 'nat':
      client.connections.allowTo(ec2.Peer.anyIpv4(), HTTPS, 'HTTPS to the internet through NAT');
      break;
    case 'firewall':
      client.connections.allowTo(ec2.Peer.anyIpv4(), HTTPS, 'HTTPS to the domains that the firewall allows');
      break;
    case 'proxy':
      client.connections.allowTo(ec2.Peer.ipv4(egress.cidr), ec2.Port.tcp(proxyPort(egress)), 'The egress proxy');
      break;
  }
}
