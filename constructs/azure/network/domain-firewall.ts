import { AzureFirewall } from '@pulumi/azure-native/network/azureFirewall.js';
import { FirewallPolicy } from '@pulumi/azure-native/network/firewallPolicy.js';
import { FirewallPolicyRuleCollectionGroup } from '@pulumi/azure-native/network/firewallPolicyRuleCollectionGroup.js';
import { PublicIPAddress } from '@pulumi/azure-native/network/publicIPAddress.js';
import { RouteTable } from '@pulumi/azure-native/network/routeTable.js';
import { Subnet } from '@pulumi/azure-native/network/subnet.js';
import * as pulumi from '@pulumi/pulumi';
import type { AvailabilityZone } from './egress.ts';

export interface DomainFirewallArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: pulumi.Input<string>;
  readonly vnetName: pulumi.Input<string>;
  /** The firewall's own subnet, a /26 or larger. */
  readonly cidr: string;
  /** The ranges whose traffic it lets out. */
  readonly sourceCidrs: readonly string[];
  /** Bare names; a leading dot takes the name and all below it. */
  readonly allowedDomains: readonly string[];
  /** Whether a Container Apps environment lies behind it, which needs names of its own. */
  readonly containerApps: boolean;
  /** The zones that the firewall and its address span. @default - none */
  readonly zones?: readonly AvailabilityZone[];
  /** @default - no tags */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * The names that Container Apps needs for its system containers and for managed identities.
 * Source: https://learn.microsoft.com/azure/container-apps/use-azure-firewall
 */
const CONTAINER_APPS_NAMES = [
  'mcr.microsoft.com',
  '*.data.mcr.microsoft.com',
  '*.identity.azure.net',
  'login.microsoftonline.com',
  '*.login.microsoftonline.com',
  '*.login.microsoft.com',
];

/**
 * Azure Firewall that lets HTTPS out to named domains and denies all else, and the route table that leads to it. It reads the server
 * name that a client states and does not decrypt. Changing the domains updates the rules in place; changing `zones` replaces the
 * firewall.
 * Source: https://learn.microsoft.com/azure/firewall/overview
 */
export class DomainFirewall extends pulumi.ComponentResource {
  /** The address that the internet sees. */
  readonly address: PublicIPAddress;
  /** The firewall itself, to send its logs somewhere or to reach further than this block does. */
  readonly firewall: AzureFirewall;
  /** The rules; more collections can be added to it. */
  readonly policy: FirewallPolicy;
  /** What subnets take whose traffic goes through the firewall. */
  readonly routeTable: RouteTable;
  /** The firewall's own subnet. */
  readonly subnet: Subnet;

  constructor(name: string, args: DomainFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super('llm-infra-kit:azure:DomainFirewall', name, {}, opts);
    this.subnet = this.createSubnet(name, args);
    this.address = this.createAddress(name, args);
    this.policy = this.createPolicy(name, args);
    const rules = this.createRules(name, args);
    this.firewall = this.createFirewall(name, args, rules);
    this.routeTable = this.createRouteTable(name, args);
    this.registerOutputs({ firewallId: this.firewall.id });
  }

  // Its name is fixed, and Azure refuses a security group on it. https://learn.microsoft.com/azure/firewall/firewall-faq
  private createSubnet(name: string, { resourceGroupName, vnetName, cidr }: DomainFirewallArgs): Subnet {
    return new Subnet(
      name,
      { resourceGroupName, virtualNetworkName: vnetName, subnetName: 'AzureFirewallSubnet', addressPrefix: cidr },
      { parent: this },
    );
  }

  private createAddress(name: string, args: DomainFirewallArgs): PublicIPAddress {
    return new PublicIPAddress(
      name,
      {
        ...this.base(args),
        ...zonesOf(args),
        sku: { name: 'Standard' },
        publicIPAllocationMethod: 'Static',
        publicIPAddressVersion: 'IPv4',
      },
      { parent: this },
    );
  }

  private createPolicy(name: string, args: DomainFirewallArgs): FirewallPolicy {
    return new FirewallPolicy(name, { ...this.base(args), sku: { tier: 'Standard' }, threatIntelMode: 'Deny' }, { parent: this });
  }

  private createRules(name: string, args: DomainFirewallArgs): FirewallPolicyRuleCollectionGroup {
    const { resourceGroupName, sourceCidrs, allowedDomains, containerApps } = args;
    const rule = (ruleName: string, description: string, targetFqdns: readonly string[]) => ({
      ruleType: 'ApplicationRule' as const,
      name: ruleName,
      description,
      protocols: [{ protocolType: 'Https', port: 443 }],
      sourceAddresses: [...sourceCidrs],
      targetFqdns: [...targetFqdns],
    });
    return new FirewallPolicyRuleCollectionGroup(
      name,
      {
        resourceGroupName,
        firewallPolicyName: this.policy.name,
        priority: 1000,
        ruleCollections: [
          {
            ruleCollectionType: 'FirewallPolicyFilterRuleCollection',
            name: 'AllowDomains',
            priority: 1000,
            action: { type: 'Allow' },
            rules: [
              rule('AllowedDomains', 'What the workloads may reach', allowedDomains.flatMap(targetNames)),
              ...(containerApps ? [rule('ContainerApps', 'What the environment itself needs', CONTAINER_APPS_NAMES)] : []),
            ],
          },
        ],
      },
      { parent: this },
    );
  }

  private createFirewall(name: string, args: DomainFirewallArgs, rules: pulumi.Resource): AzureFirewall {
    return new AzureFirewall(
      name,
      {
        ...this.base(args),
        ...zonesOf(args),
        sku: { name: 'AZFW_VNet', tier: 'Standard' },
        firewallPolicy: { id: this.policy.id },
        ipConfigurations: [{ name: 'public', subnet: { id: this.subnet.id }, publicIPAddress: { id: this.address.id } }],
      },
      // A policy takes no rules while a firewall is taking it up.
      { parent: this, dependsOn: [rules] },
    );
  }

  private createRouteTable(name: string, args: DomainFirewallArgs): RouteTable {
    // A preview may not know it yet; Azure refuses a route to an appliance without an address.
    const nextHopIpAddress = this.firewall.ipConfigurations.apply((configurations) => configurations?.[0]?.privateIPAddress ?? '');
    return new RouteTable(
      name,
      {
        ...this.base(args),
        // A route that a peered gateway announces must not lead around the firewall.
        disableBgpRoutePropagation: true,
        routes: [{ name: 'default', addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress }],
      },
      { parent: this },
    );
  }

  private base({ resourceGroupName, location, tags }: DomainFirewallArgs) {
    return { resourceGroupName, location, tags };
  }
}

function zonesOf({ zones = [] }: DomainFirewallArgs) {
  return zones.length > 0 ? { zones: [...zones] } : {};
}

/** `.example.com` is the name and all below it; the firewall's asterisk takes what is below alone. */
function targetNames(domain: string): readonly string[] {
  return domain.startsWith('.') ? [domain.slice(1), `*${domain}`] : [domain];
}
