import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as firewall from 'aws-cdk-lib/aws-networkfirewall';
import { Fn, Names, type RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { MOST_DOMAINS } from './egress.ts';
import { createLogGroup } from './log-groups.ts';
import type { SubnetTier, ZoneSubnet } from './subnet-tier.ts';

export interface DomainFirewallProps {
  readonly vpcId: string;
  /** The network's range: who may go out. */
  readonly cidr: string;
  /** The subnets of the firewall endpoints, one a zone. */
  readonly tier: SubnetTier;
  /** Domains that may be reached. */
  readonly allowedDomains: readonly string[];
  /** How long alerts are kept. */
  readonly logRetention: logs.RetentionDays;
  /** Encrypts the alerts. @default - CloudWatch's own key */
  readonly logEncryptionKey?: kms.IKey;
  readonly removalPolicy: RemovalPolicy;
}

const HTTPS = { fromPort: 443, toPort: 443 };
const TCP = 6;

/**
 * AWS Network Firewall that lets out HTTPS to named domains and drops all else: other ports and protocols by stateless rules, other
 * server names by a stateful domain list. Dropped connections are logged as alerts.
 *
 * Each zone has a firewall of its own under one policy. It costs what one firewall with an endpoint in each zone costs, since endpoints
 * are billed; but a firewall with several endpoints returns them in no stated order, so that a route could lead into another zone, and
 * the firewall drops a connection of which it sees one direction only.
 *
 * The check reads the name that a client states in its TLS handshake, as every domain list does, and sees no DNS query.
 * Source: https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html
 */
export class DomainFirewall extends Construct {
  /** Dropped connections. */
  readonly alerts: logs.ILogGroup;
  private readonly endpointIds: readonly string[];

  constructor(scope: Construct, id: string, props: DomainFirewallProps) {
    super(scope, id);
    this.alerts = createLogGroup(this, 'Alerts', props);
    const policy = this.createPolicy(props);
    this.endpointIds = props.tier.zones.map((zone, index) => this.createFirewall(`Zone${index + 1}`, zone, policy, props));
  }

  /** The endpoint that inspects a zone's traffic. */
  ofZone(index: number): string {
    const endpointId = this.endpointIds[index];
    if (!endpointId) throw new Error(`No firewall inspects zone ${index + 1}`);
    return endpointId;
  }

  private createPolicy(props: DomainFirewallProps): firewall.CfnFirewallPolicy {
    return new firewall.CfnFirewallPolicy(this, 'Policy', {
      firewallPolicyName: this.nameOf('Policy'),
      firewallPolicy: {
        statelessDefaultActions: ['aws:drop'],
        statelessFragmentDefaultActions: ['aws:drop'],
        statelessRuleGroupReferences: [{ priority: 1, resourceArn: this.createPortRules(props).attrRuleGroupArn }],
        statefulEngineOptions: { ruleOrder: 'STRICT_ORDER', streamExceptionPolicy: 'DROP' },
        statefulRuleGroupReferences: [{ priority: 1, resourceArn: this.createDomainRules(props).attrRuleGroupArn }],
        // The plain `established` actions drop the first packet of a handshake that spans two, as post-quantum key shares make it.
        // https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
        statefulDefaultActions: ['aws:drop_established_app_layer', 'aws:alert_established_app_layer'],
      },
    });
  }

  /** Hands HTTPS of the network to the stateful rules, in both directions; what they do not name is dropped. */
  private createPortRules({ cidr }: DomainFirewallProps): firewall.CfnRuleGroup {
    const network = [{ addressDefinition: cidr }];
    const internet = [{ addressDefinition: '0.0.0.0/0' }];
    const actions = ['aws:forward_to_sfe'];
    return new firewall.CfnRuleGroup(this, 'Ports', {
      ruleGroupName: this.nameOf('Ports'),
      type: 'STATELESS',
      capacity: 10,
      ruleGroup: {
        rulesSource: {
          statelessRulesAndCustomActions: {
            statelessRules: [
              {
                priority: 1,
                ruleDefinition: {
                  actions,
                  matchAttributes: { protocols: [TCP], sources: network, destinations: internet, destinationPorts: [HTTPS] },
                },
              },
              {
                priority: 2,
                ruleDefinition: {
                  actions,
                  matchAttributes: { protocols: [TCP], sources: internet, sourcePorts: [HTTPS], destinations: network },
                },
              },
            ],
          },
        },
      },
    });
  }

  private createDomainRules({ allowedDomains }: DomainFirewallProps): firewall.CfnRuleGroup {
    return new firewall.CfnRuleGroup(this, 'Domains', {
      ruleGroupName: this.nameOf('Domains'),
      type: 'STATEFUL',
      // Fixed at creation, so it has room for every list that is accepted: a changed capacity would replace the rule group.
      // https://docs.aws.amazon.com/network-firewall/latest/developerguide/nwfw-rule-group-capacity.html
      capacity: 2 * MOST_DOMAINS,
      ruleGroup: {
        statefulRuleOptions: { ruleOrder: 'STRICT_ORDER' },
        rulesSource: { rulesSourceList: { generatedRulesType: 'ALLOWLIST', targetTypes: ['TLS_SNI'], targets: [...allowedDomains] } },
      },
    });
  }

  private createFirewall(id: string, zone: ZoneSubnet, policy: firewall.CfnFirewallPolicy, { vpcId }: DomainFirewallProps): string {
    const child = new Construct(this, id);
    const resource = new firewall.CfnFirewall(child, 'Resource', {
      firewallName: this.nameOf(id),
      firewallPolicyArn: policy.attrFirewallPolicyArn,
      vpcId,
      subnetMappings: [{ subnetId: zone.subnetId }],
    });
    new firewall.CfnLoggingConfiguration(child, 'Logging', {
      firewallArn: resource.attrFirewallArn,
      loggingConfiguration: {
        logDestinationConfigs: [
          { logType: 'ALERT', logDestinationType: 'CloudWatchLogs', logDestination: { logGroup: this.alerts.logGroupName } },
        ],
      },
    });
    // 'eu-central-1a:vpce-0123456789abcdef0': the zone and the endpoint of the one subnet.
    return Fn.select(1, Fn.split(':', Fn.select(0, resource.attrEndpointIds)));
  }

  /** These resources must be given a name: letters, digits and dashes, at most 128. */
  private nameOf(part: string): string {
    return `${Names.uniqueResourceName(this, { maxLength: 112, separator: '-', allowedSpecialCharacters: '-' })}-${part}`;
  }
}
