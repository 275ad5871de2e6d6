import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { TLS_POLICY } from './tls-policy.ts';

/** A name of one's own for a gateway. */
export interface GatewayDomain {
  /** The host alone, such as `llm.example.com`. Changing it replaces the domain, not the gateway. */
  readonly domainName: string;
  /** For the name, and of the gateway's region. */
  readonly certificate: acm.ICertificate;
  /** Where the name is to be written to. @default - you point it to `regionalDomainName` yourself */
  readonly hostedZone?: route53.IHostedZone;
}

export interface CustomDomainProps extends GatewayDomain {
  readonly restApi: apigateway.IRestApi;
  readonly stage: apigateway.IStage;
}

/** The gateway under a name of one's own, which leads to its only stage. Costs nothing beside the hosted zone. */
export class CustomDomain extends Construct {
  /** What the name has to point to: a CNAME, or an alias in `regionalHostedZoneId`. */
  readonly regionalDomainName: string;
  readonly regionalHostedZoneId: string;

  constructor(scope: Construct, id: string, { domainName, certificate, hostedZone, restApi, stage }: CustomDomainProps) {
    super(scope, id);
    const domain = new apigateway.CfnDomainName(this, 'Resource', {
      domainName,
      regionalCertificateArn: certificate.certificateArn,
      endpointConfiguration: { types: ['REGIONAL'] },
      securityPolicy: TLS_POLICY,
      endpointAccessMode: 'STRICT',
    });
    new apigateway.CfnBasePathMapping(this, 'Mapping', { domainName: domain.ref, restApiId: restApi.restApiId, stage: stage.stageName });
    this.regionalDomainName = domain.attrRegionalDomainName;
    this.regionalHostedZoneId = domain.attrRegionalHostedZoneId;
    if (hostedZone) this.writeName(hostedZone, domainName);
  }

  private writeName(zone: route53.IHostedZone, recordName: string): void {
    const alias = { dnsName: this.regionalDomainName, hostedZoneId: this.regionalHostedZoneId };
    // The trailing dot keeps the level-2 record from adding the zone's name.
    new route53.ARecord(this, 'Name', {
      zone,
      recordName: `${recordName}.`,
      target: route53.RecordTarget.fromAlias({ bind: () => alias }),
    });
  }
}

/** What is wrong with a domain, one sentence a fault. */
export function domainFaults(scope: Construct, { domainName, certificate }: GatewayDomain): string[] {
  const faults: string[] = [];
  if (!Token.isUnresolved(domainName) && !/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(domainName)) {
    faults.push(
      `domain.domainName must be a host in lower case such as llm.example.com, got '${domainName.slice(0, 80)}'; write the host alone`,
    );
  }
  // A program in JavaScript can leave it out.
  if ((certificate as acm.ICertificate | undefined) === undefined) {
    return [...faults, 'domain.certificate is missing; request one in Certificate Manager in the region of the gateway, and pass it'];
  }
  const { region } = Stack.of(scope);
  const from = certificateRegion(certificate);
  if (from !== undefined && !Token.isUnresolved(region) && from !== region) {
    faults.push(`domain.certificate must be of ${region}, as the gateway is, got one of ${from}; request one in ${region}`);
  }
  return faults;
}

/** Where a certificate is, if that is known. */
function certificateRegion({ certificateArn, env }: acm.ICertificate): string | undefined {
  const region = Token.isUnresolved(certificateArn) ? env.region : Arn.split(certificateArn, ArnFormat.SLASH_RESOURCE_NAME).region;
  return region === undefined || Token.isUnresolved(region) ? undefined : region;
}
