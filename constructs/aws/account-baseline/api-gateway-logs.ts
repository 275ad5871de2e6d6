import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { API_GATEWAY_LOG_POLICY } from '../../policy/acknowledged-findings.ts';
import { acknowledge } from '../acknowledge.ts';

/** Who owns the role that API Gateway writes its logs with, one for each account and region. */
export type ApiGatewayLogRole =
  /** This baseline makes the role and names it to API Gateway. It takes the place of a role that was named before. */
  | { readonly kind: 'managed' }
  /** Someone else has made and named it: nothing is written. */
  | { readonly kind: 'existing' };

const LOG_POLICY = 'service-role/AmazonAPIGatewayPushToCloudWatchLogs';

/**
 * The role with which API Gateway writes the logs of all its APIs in this account and region. Without it a stage that asks for logs fails
 * to deploy. Both parts outlive their stack, since every API of the account depends on them.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export class ApiGatewayLogs extends Construct {
  readonly role: iam.Role;
  /** API Gateway's settings of the account, to reach further than this block does. */
  readonly account: apigateway.CfnAccount;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.role = this.createRole();
    this.account = this.nameRole();
  }

  private createRole(): iam.Role {
    const role = new iam.Role(this, 'Role', {
      description: 'Writes the logs of API Gateway in this account and region',
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(LOG_POLICY)],
    });
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    acknowledge(role, API_GATEWAY_LOG_POLICY);
    return role;
  }

  private nameRole(): apigateway.CfnAccount {
    const account = new apigateway.CfnAccount(this, 'Account', { cloudWatchRoleArn: this.role.roleArn });
    account.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return account;
  }
}
