import type * as bedrock from 'aws-cdk-lib/aws-bedrock';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { PropFaults } from '../prop-faults.ts';
import { type ApiGatewayLogRole, ApiGatewayLogs } from './api-gateway-logs.ts';
import { type EnforcedGuardrail, enforceGuardrail, validateEnforcedGuardrail } from './enforced-guardrail.ts';

const BRAND = Symbol.for('llm-infra-kit.aws.AccountBaseline');

export interface AccountBaselineProps {
  /** Who owns API Gateway's log role. From `managed` to `existing`, role and setting stay as they are. @default { kind: 'managed' } */
  readonly apiGatewayLogRole?: ApiGatewayLogRole;
  /** Whether one guardrail judges every Bedrock call of the account and region. @default { kind: 'none' } */
  readonly enforcedGuardrail?: EnforcedGuardrail;
}

/**
 * The settings that an account has once in a region and that every platform in it shares. Deploy it once for each account and region, in a
 * stack of its own, before the platforms; no environment writes them, so that two environments of one account never fight over them.
 *
 * It costs nothing by itself; an enforced guardrail is billed for each text that it judges. A change replaces nothing.
 */
export class AccountBaseline extends Construct {
  /** API Gateway's log role. @default - absent when someone else owns it */
  readonly apiGatewayLogs?: ApiGatewayLogs;
  /** The enforcement, to reach further than this block does. @default - absent when this baseline enforces no guardrail */
  readonly enforcedGuardrail?: bedrock.CfnEnforcedGuardrailConfiguration;

  constructor(scope: Construct, id: string, props: AccountBaselineProps = {}) {
    super(scope, id);
    const { apiGatewayLogRole = { kind: 'managed' }, enforcedGuardrail = { kind: 'none' } } = props;
    this.validate(enforcedGuardrail);
    Object.defineProperty(this, BRAND, { value: true });
    if (apiGatewayLogRole.kind === 'managed') this.apiGatewayLogs = new ApiGatewayLogs(this, 'ApiGatewayLogs');
    if (enforcedGuardrail.kind === 'managed') this.enforcedGuardrail = enforceGuardrail(this, 'EnforcedGuardrail', enforcedGuardrail);
  }

  private validate(enforcedGuardrail: EnforcedGuardrail): void {
    const faults = new PropFaults(`AccountBaseline ${this.node.path}`);
    const other = Stack.of(this)
      .node.findAll()
      .find((construct) => BRAND in construct);
    faults.require(other === undefined, {
      prop: 'scope',
      got: `a stack that has '${other?.node.path}' already`,
      allowed: 'one AccountBaseline for each account and region',
      remedy: 'state all settings in one of them',
    });
    if (enforcedGuardrail.kind === 'managed') validateEnforcedGuardrail(faults, this, enforcedGuardrail);
    faults.throwIfAny();
  }
}
