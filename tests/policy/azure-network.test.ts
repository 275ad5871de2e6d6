import { describe, expect, test } from 'vitest';
import { findingsIn, judges } from './judge.ts';
import { AZURE_DEV, AZURE_PROD, account, endpoint, idOf, reg, UNKNOWN } from './registrations.ts';

type Fields = Readonly<Record<string, unknown>>;

const DENY_OUT = {
  ...{ access: 'Deny', direction: 'Outbound', protocol: '*', description: 'the rest' },
  ...{ sourceAddressPrefix: '*', destinationAddressPrefix: '*', destinationPortRange: '*' },
};
const ruled = (...rules: readonly Fields[]) => [reg('network:NetworkSecurityGroup', 'app', { securityRules: [...rules, DENY_OUT] })];
const inbound = (change: Fields) => ({
  ...{ access: 'Allow', direction: 'Inbound', protocol: 'Tcp', description: 'clients', sourceAddressPrefix: '10.0.0.0/16' },
  ...{ destinationAddressPrefix: '10.1.0.0/16', destinationPortRange: '443' },
  ...change,
});
const outbound = (change: Fields) => ({
  ...{ access: 'Allow', direction: 'Outbound', protocol: 'Tcp', description: 'services', sourceAddressPrefix: '10.1.0.0/16' },
  ...{ destinationAddressPrefix: 'AzureMonitor', destinationPortRange: '443' },
  ...change,
});

describe('NET-02', () => {
  judges('NET-02', 'azure', {
    allows: [
      ['a named range', ruled(inbound({}))],
      ['a service tag', ruled(inbound({ sourceAddressPrefix: 'AzureLoadBalancer' }))],
      ['a Deny of everything', ruled({ ...inbound({ sourceAddressPrefix: '*' }), access: 'Deny' })],
      ['everything as the source of what goes out', ruled(outbound({ sourceAddressPrefix: '*' }))],
    ],
    finds: [
      ['anybody', ruled(inbound({ sourceAddressPrefix: '*' }))],
      ['the internet', ruled(inbound({ sourceAddressPrefix: 'internet' }))],
      ['all addresses', ruled(inbound({ sourceAddressPrefix: '0.0.0.0/0' }))],
      ['half of all addresses', ruled(inbound({ sourceAddressPrefix: '128.0.0.0/1' }))],
      ['all IPv6 addresses', ruled(inbound({ sourceAddressPrefix: '::/0' }))],
      ['anybody among others', ruled(inbound({ sourceAddressPrefix: undefined, sourceAddressPrefixes: ['10.0.0.0/16', '0.0.0.0/0'] }))],
      ['anybody in dev', ruled(inbound({ sourceAddressPrefix: 'Any' })), AZURE_DEV],
      ['a rule of its own', [reg('network:SecurityRule', 'open', inbound({ sourceAddressPrefix: '*' }))]],
      ['a rule without a description', ruled(inbound({ description: undefined }))],
    ],
  });
});

describe('INF-21', () => {
  const declared = { ...AZURE_PROD, egress: 'firewall' } as const;
  const internet = outbound({ destinationAddressPrefix: 'Internet' });
  judges('INF-21', 'azure', {
    allows: [
      ['named tags', ruled(outbound({}))],
      ['port 443 where an egress is declared', ruled(internet), declared],
      ['an account that may fetch nothing', [account()]],
      [
        'an account that may fetch from named hosts where an egress is declared',
        [account('properties.allowedFqdnList', ['api.example.com'])],
        declared,
      ],
      ['everything in dev', ruled(internet), AZURE_DEV],
      ['rules that a preview does not know yet', [reg('network:NetworkSecurityGroup', 'app', { securityRules: UNKNOWN })]],
    ],
    finds: [
      ['the internet', ruled(internet)],
      ['all addresses among others', ruled(outbound({ destinationAddressPrefixes: ['10.0.0.0/16', '0.0.0.0/0'] }))],
      ['another port where an egress is declared', ruled({ ...internet, destinationPortRange: '80' }), declared],
      [
        'more ports where an egress is declared',
        ruled({ ...internet, destinationPortRanges: ['443', '80'], destinationPortRange: undefined }),
        declared,
      ],
      ['UDP where an egress is declared', ruled({ ...internet, protocol: 'Udp' }), declared],
      ['a group whose rest is not denied', [reg('network:NetworkSecurityGroup', 'app', { securityRules: [outbound({})] })]],
      [
        'a group whose rest is denied for one port',
        [reg('network:NetworkSecurityGroup', 'app', { securityRules: [{ ...DENY_OUT, destinationPortRange: '80' }] })],
      ],
      ['a rule of its own', [reg('network:SecurityRule', 'open', internet)]],
      ['an account that may fetch from anywhere', [account('properties.restrictOutboundNetworkAccess', false)]],
      ['an account that may fetch from a host without an egress', [account('properties.allowedFqdnList', ['api.example.com'])]],
      ['an account that may fetch from every host', [account('properties.allowedFqdnList', ['*'])], declared],
    ],
  });

  test('INF-21 says what the declared egress leaves open, and asks one rule of its own for no last rule', () => {
    const rule = reg('network:SecurityRule', 'open', { ...internet, destinationPortRange: '80' });
    expect(findingsIn('INF-21', [rule]).map(({ got, allowed }) => [got, allowed])).toEqual([['Internet', 'named ranges and service tags']]);
    expect(findingsIn('INF-21', [rule], declared).map(({ allowed }) => allowed)).toEqual(['named ranges and service tags, or port 443']);
  });
});

describe('NET-01', () => {
  const network = (subnets?: readonly Fields[]) => reg('network:VirtualNetwork', 'vnet', { subnets });
  const flows = (change: Fields = {}) => reg('network:FlowLog', 'flows', { enabled: true, targetResourceId: idOf('vnet'), ...change });
  const subnet = (inputs: Fields) => reg('network:Subnet', 'app', { virtualNetworkName: 'vnet', ...inputs });
  const group = { networkSecurityGroup: { id: idOf('group') } };
  judges('NET-01', 'azure', {
    allows: [
      ['a network with a flow log and groups', [network(), flows(), subnet(group)]],
      ['a subnet of the firewall, which takes no group', [network(), flows(), subnet({ subnetName: 'AzureFirewallSubnet' })]],
      ['a group that a preview does not know yet', [network(), flows(), subnet({ networkSecurityGroup: UNKNOWN })]],
      ['a network of dev without either', [network(), subnet({})], AZURE_DEV],
    ],
    finds: [
      ['no flow log', [network(), subnet(group)]],
      ['a flow log that is off', [network(), flows({ enabled: false })]],
      ['the flow log of another network', [network(), flows({ targetResourceId: idOf('other') })]],
      ['a subnet without a group', [network(), flows(), subnet({})]],
      ['a subnet within its network without a group', [network([{ name: 'app' }]), flows()]],
      ['no flow log where dev is private', [network()], { ...AZURE_DEV, private: true }],
    ],
  });
});

describe('NET-03', () => {
  const group = (change: Fields = {}) =>
    reg('network:PrivateDnsZoneGroup', 'names', {
      privateEndpointName: 'to-ai',
      privateDnsZoneConfigs: [{ name: 'x', privateDnsZoneId: idOf('privatelink.openai.azure.com') }],
      ...change,
    });
  const zone = reg('privatedns:PrivateZone', 'privatelink.openai.azure.com', {});
  const link = reg('privatedns:VirtualNetworkLink', 'link', { privateZoneName: 'privatelink.openai.azure.com' });
  judges('NET-03', 'azure', {
    allows: [
      ['an endpoint with its names, in a zone that is linked', [endpoint('ai', 'account'), group(), zone, link]],
      ['zones of a hub', [endpoint('ai', 'account'), group()]],
      ['records that a policy writes', [endpoint('ai', 'account')], { ...AZURE_PROD, privateDns: 'policy' }],
    ],
    finds: [
      ['an endpoint without names', [endpoint('ai', 'account')]],
      ['the names of another endpoint', [endpoint('ai', 'account'), group({ privateEndpointName: 'to-vault' })]],
      ['a group of no zone', [endpoint('ai', 'account'), group({ privateDnsZoneConfigs: [] })]],
      ['a zone that no network sees', [endpoint('ai', 'account'), group(), zone]],
    ],
  });
});
