import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Aws, Fn, Names, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { createLogGroup, type GatewayLogOptions, plainArnOf } from './gateway-logs.ts';

/** What judges calls before they are authorised. */
export type GatewayFirewall =
  /** Nothing. */
  | { readonly kind: 'none' }
  /** AWS's rules for known attacks and addresses of ill repute, and a limit for each address. Rules on bodies only count. */
  | {
      readonly kind: 'managed';
      /** Calls of one address within five minutes, 10 to 2,000,000,000; beyond it they are refused until they are fewer. @default 10000 */
      readonly requestsPerFiveMinutes?: number;
    }
  /** A regional web ACL that somebody else keeps. */
  | { readonly kind: 'existing'; readonly webAclArn: string };

export type ManagedFirewall = Extract<GatewayFirewall, { kind: 'managed' }>;

export const DEFAULT_FIREWALL: ManagedFirewall = { kind: 'managed' };
// Callers are servers: all programs of a network often share one address.
const DEFAULT_REQUESTS = 10_000;

/**
 * The rules of the common set that look into a body: a prompt may well quote a script, a path or an address, and is longer than 8 KB.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const BODY_RULES = ['CrossSiteScripting_BODY', 'EC2MetaDataSSRF_BODY', 'GenericLFI_BODY', 'GenericRFI_BODY', 'SizeRestrictions_BODY'];

export interface FirewallAclProps extends GatewayLogOptions {
  readonly requestsPerFiveMinutes?: number;
}

/**
 * A web ACL for one gateway. Billed by the month for itself and each of its three rules, and by the million of calls. It logs what it
 * decides, without the header that carries a key; samples of requests, which would show it, are off.
 */
export class FirewallAcl extends Construct {
  readonly webAcl: wafv2.CfnWebACL;

  constructor(scope: Construct, id: string, props: FirewallAclProps) {
    super(scope, id);
    const name = Names.uniqueResourceName(this, { maxLength: 100, separator: '-' });
    this.webAcl = new wafv2.CfnWebACL(this, 'Resource', {
      scope: 'REGIONAL',
      description: `Judges calls of the gateway ${scope.node.path.replaceAll(/[^\w+=:#@/\-,. ]/g, '-')}`.slice(0, 256),
      defaultAction: { allow: {} },
      visibilityConfig: visibility(name),
      rules: rules(props.requestsPerFiveMinutes ?? DEFAULT_REQUESTS).map((rule, priority) => ({
        ...rule,
        priority,
        visibilityConfig: visibility(`${name}-${rule.name}`),
      })),
    });
    this.log(name, props);
  }

  // WAF writes to log groups of this prefix alone. The part of the stack's id makes a name that an earlier stack has not left behind.
  // https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
  private log(name: string, props: GatewayLogOptions): void {
    const generation = Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
    const group = createLogGroup(this, 'LogGroup', props, `aws-waf-logs-${name}-${generation}`);
    new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.webAcl.attrArn,
      logDestinationConfigs: [plainArnOf(group)],
      redactedFields: [{ singleHeader: { Name: 'authorization' } }],
    });
  }
}

type UnplacedRule = Omit<wafv2.CfnWebACL.RuleProperty, 'priority' | 'visibilityConfig'>;

function rules(requestsPerFiveMinutes: number): UnplacedRule[] {
  return [
    {
      name: 'Rate',
      action: { block: {} },
      statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: requestsPerFiveMinutes, evaluationWindowSec: 300 } },
    },
    managed('AWSManagedRulesAmazonIpReputationList', []),
    managed('AWSManagedRulesCommonRuleSet', BODY_RULES),
  ];
}

function managed(name: string, counted: readonly string[]): UnplacedRule {
  const ruleActionOverrides = counted.map((rule) => ({ name: rule, actionToUse: { count: {} } }));
  return {
    name,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name, ...(counted.length > 0 ? { ruleActionOverrides } : {}) } },
  };
}

function visibility(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}

/** What is wrong with a firewall, one sentence a fault. https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html */
export function firewallFaults(firewall: GatewayFirewall): string[] {
  if (firewall.kind === 'none') return [];
  if (firewall.kind === 'existing') {
    const { webAclArn } = firewall;
    if (Token.isUnresolved(webAclArn) || /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[^/]+\/[^/]+$/.test(webAclArn))
      return [];
    return [
      `firewall.webAclArn must be the ARN of a regional web ACL, got '${webAclArn.slice(0, 120)}'; take it from 'aws wafv2 list-web-acls --scope REGIONAL'`,
    ];
  }
  const limit = firewall.requestsPerFiveMinutes ?? DEFAULT_REQUESTS;
  if (Token.isUnresolved(limit) || (Number.isInteger(limit) && limit >= 10 && limit <= 2_000_000_000)) return [];
  return [`firewall.requestsPerFiveMinutes must be 10 to 2000000000, got ${limit}; ${DEFAULT_REQUESTS} is the default`];
}
