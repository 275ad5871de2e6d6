import { createHash } from 'node:crypto';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Aws, Lazy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { GatewayConfig } from '../../runtime/gateway/config/gateway-config.ts';
import { digestsBehind } from '../platform/producer-digests.ts';
import { READ_PARAMETER_ACTIONS } from './perms.ts';

/** One for each stack; the digest tells its gateways apart. In pseudo parameters, so that what cdk-nag says of it reads the same everywhere. */
const FOLDER = `llm-infra/gateway-config/${Aws.STACK_NAME}`;

/** Most characters of a parameter of the advanced tier. https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
export const MOST_CONFIG_CHARACTERS = 8192;

/**
 * The configuration of a gateway as one parameter whose name carries its digest: environment variables of a function end at 4 KB together.
 *
 * A changed configuration is a parameter of another name, so that the function, whose environment names it, starts anew. CloudFormation
 * makes it before it updates the function and deletes the old one when the whole update has succeeded, so a rollback still finds the old
 * one. It is not kept any longer: a parameter that is left behind would take its name, and going back to an earlier configuration would
 * fail with `AlreadyExists`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html#update-replacement
 */
export class ConfigParameter extends Construct {
  readonly parameterName: string;
  readonly parameter: ssm.CfnParameter;

  constructor(scope: Construct, id: string, config: GatewayConfig) {
    super(scope, id);
    // When the template is written: the resources that the configuration refers to may still change.
    this.parameterName = Lazy.uncachedString({ produce: () => `/${FOLDER}/${this.digestOf(config)}` });
    this.parameter = new ssm.CfnParameter(this, 'Resource', {
      name: this.parameterName,
      description: `Configuration of the gateway ${scope.node.path}, without a secret`.slice(0, 1024),
      type: 'String',
      // The advanced tier, which costs a little, is taken where 4 KB are not enough.
      tier: 'Intelligent-Tiering',
      value: Stack.of(this).toJsonString(config),
    });
  }

  /**
   * Lets a role read every version: it is updated before the function, whose instances of the old version may still start; after it in a
   * rollback.
   */
  grantRead(grantee: iam.IGrantable): iam.Grant {
    const resourceArns = [`arn:${Aws.PARTITION}:ssm:${Aws.REGION}:${Aws.ACCOUNT_ID}:parameter/${FOLDER}/*`];
    const grant = iam.Grant.addToPrincipal({ grantee, actions: [...READ_PARAMETER_ACTIONS], resourceArns });
    grant.assertSuccess();
    return grant;
  }

  // A replaced model has another ARN under the same expression: with the digest of what replaces it, the name changes too.
  private digestOf(config: GatewayConfig): string {
    const expression = Stack.of(this).resolve(config);
    return createHash('sha256')
      .update(JSON.stringify([this.node.path, expression, digestsBehind(this, config)]))
      .digest('hex')
      .slice(0, 16);
  }
}
