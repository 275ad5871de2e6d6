import * as iam from 'aws-cdk-lib/aws-iam';
import { Aws } from 'aws-cdk-lib/core';
import type { GatewayService, InterfaceService } from './endpoint-services.ts';

/**
 * Who may use an endpoint: the principals of this account. A stolen key of another account can't carry data out through it.
 *
 * A gateway endpoint takes no principal but everyone, so the account is a condition in all of them; it allows no wildcard in this key.
 * A service without endpoint policies ignores what it is given.
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
function ownPrincipals(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'OwnPrincipals',
    principals: [new iam.AnyPrincipal()],
    actions: ['*'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID } },
  });
}

/**
 * The APIs of this account. A call with a bearer token or an API key has no principal for the endpoint, whatever its authorizer thinks,
 * so the boundary is the resource.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
 */
function ownApis(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'OwnApis',
    principals: [new iam.AnyPrincipal()],
    actions: ['execute-api:Invoke'],
    resources: [`arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:*`],
  });
}

/**
 * The layers of ECR images: a pull follows a link that ECR has signed into a bucket of its own.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
function imageLayers(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'ImageLayers',
    principals: [new iam.AnyPrincipal()],
    actions: ['s3:GetObject'],
    resources: [`arn:${Aws.PARTITION}:s3:::prod-${Aws.REGION}-starport-layer-bucket/*`],
  });
}

/** The policy of an endpoint. */
export function endpointPolicy(service: InterfaceService | GatewayService): iam.PolicyStatement[] {
  if (service === 'execute-api') return [ownApis()];
  if (service === 's3') return [ownPrincipals(), imageLayers()];
  return [ownPrincipals()];
}
