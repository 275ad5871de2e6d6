import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Token } from 'aws-cdk-lib/core';
import { parseCidr } from '../../spec/address-plan.ts';
import { cidrFaults } from '../network/cidr-faults.ts';

/** From where a gateway can be called. A key or a token is needed from everywhere. */
export type GatewayAccess =
  /** From the whole internet. */
  | { readonly kind: 'public' }
  /** From some IPv4 ranges of the internet. */
  | { readonly kind: 'allow-list'; readonly cidrs: readonly string[] }
  /** Through endpoints for `execute-api` alone: from their networks, under the gateway's own name. */
  | { readonly kind: 'private'; readonly endpoints: readonly ec2.IVpcEndpoint[] };

/**
 * The API's own policy. Where it denies, no authorizer is asked; it allows nobody who has no key.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function accessPolicy(access: GatewayAccess): iam.PolicyDocument | undefined {
  switch (access.kind) {
    case 'public':
      return undefined;
    case 'allow-list':
      return allButFrom({ NotIpAddress: { 'aws:SourceIp': [...access.cidrs] } });
    case 'private':
      return allButFrom({ StringNotEquals: { 'aws:SourceVpce': access.endpoints.map(({ vpcEndpointId }) => vpcEndpointId) } });
  }
}

// `execute-api:/*` is this API in every stage, whose id the policy cannot refer to.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
function allButFrom(condition: Record<string, Record<string, string[]>>): iam.PolicyDocument {
  const statement = { principals: [new iam.AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] };
  return new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({ effect: iam.Effect.DENY, ...statement, conditions: condition }),
      new iam.PolicyStatement({ effect: iam.Effect.ALLOW, ...statement }),
    ],
  });
}

/** What is wrong with a way in, one sentence a fault. */
export function accessFaults(access: GatewayAccess): string[] {
  switch (access.kind) {
    case 'public':
      return [];
    case 'allow-list':
      return allowListFaults(access.cidrs);
    case 'private':
      return access.endpoints.length > 0
        ? []
        : [
            "access.endpoints is empty, so that nobody could call; name the network's endpoint for execute-api, or choose another access.kind",
          ];
  }
}

const EVERY_ADDRESS = 2 ** 32;
const FOR_ALL = "name the ranges of your clients, or write access: { kind: 'public' }";

function allowListFaults(cidrs: readonly string[]): string[] {
  if (cidrs.length === 0) return [`access.cidrs is empty, so that nobody could call; ${FOR_ALL}`];
  const faults = cidrs.flatMap((cidr, index) => cidrFaults(`access.cidrs[${index}]`, cidr, FOR_ALL));
  if (faults.length > 0) return faults;
  const plain = [...new Set(cidrs)].filter((cidr) => !Token.isUnresolved(cidr));
  const addresses = plain.reduce((sum, cidr) => sum + 2 ** (32 - parseCidr(cidr).prefix), 0);
  return addresses < EVERY_ADDRESS ? [] : [`access.cidrs are every address together, got ${plain.join(', ')}; ${FOR_ALL}`];
}
