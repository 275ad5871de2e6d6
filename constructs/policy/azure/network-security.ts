import { field, isSet, wordOf } from '../json.ts';
import type { AzureCheck, Observation } from '../rule.ts';
import { refersTo } from './links.ts';
import { isWord, observe, onEach, onProgram } from './observe.ts';
import { classOf, inputAt, isUnknown, listAt, ofClass, type Registration } from './registrations.ts';

const GROUP = 'network:NetworkSecurityGroup';
const RULE_CLASSES = [GROUP, 'network:SecurityRule'];

interface TrafficRule {
  readonly path: string;
  readonly rule: unknown;
}

/** The rules of a group, or the one that a resource of its own is. */
function rulesOf(owner: Registration): readonly TrafficRule[] {
  if (classOf(owner) !== GROUP) return [{ path: '', rule: owner.inputs }];
  return listAt(owner, 'securityRules').map((rule, index) => ({ path: `securityRules[${index}]`, rule }));
}

const isAllow = (rule: unknown, direction: string) => isWord(field(rule, 'access'), 'Allow') && isWord(field(rule, 'direction'), direction);

const at = (path: string, key: string) => (path === '' ? key : `${path}.${key}`);

// Ranges wider than the widest private one are the internet, halves of it too: 10.0.0.0/8 (RFC 1918) and fc00::/7 (RFC 4193).
function isInternet(prefix: unknown): boolean {
  if (isWord(prefix, '*', 'Any', 'Internet')) return true;
  const length = typeof prefix === 'string' ? /\/(\d{1,3})$/.exec(prefix.trim())?.[1] : undefined;
  return length !== undefined && Number(length) < (wordOf(prefix).includes(':') ? 7 : 8);
}

/** What a rule says of one side that reaches the internet. */
function openPrefixes(rule: unknown, side: 'source' | 'destination'): readonly string[] {
  const several = field(rule, `${side}AddressPrefixes`);
  return [field(rule, `${side}AddressPrefix`), ...(Array.isArray(several) ? several : [])].filter(isInternet).map(String);
}

/** No rule that allows lets the internet in; one that denies may well speak of everything. */
export const closedIngress: readonly AzureCheck[] = [
  onEach(RULE_CLASSES, (owner) =>
    rulesOf(owner).flatMap(({ path, rule }) => [
      ...(isAllow(rule, 'Inbound') ? openPrefixes(rule, 'source') : []).map((prefix) =>
        observe(owner, at(path, 'sourceAddressPrefix'), prefix, {
          allowed: 'named ranges, groups and service tags other than Internet',
          remedy: 'Name the ranges that may come in.',
        }),
      ),
      ...(isSet(field(rule, 'description')) || isUnknown(field(rule, 'description'))
        ? []
        : [observe(owner, at(path, 'description'), 'nothing', { allowed: 'a description', remedy: 'Say what the rule is for.' })]),
    ]),
  ),
];

export const closedEgress: readonly AzureCheck[] = [
  onEach(RULE_CLASSES, (owner, { egress = 'none' }) => {
    const remedy = 'Name the ranges or service tags that are needed, or declare network.egress.';
    const allowed = egress === 'none' ? 'named ranges and service tags' : 'named ranges and service tags, or port 443';
    const open = rulesOf(owner)
      .filter(({ rule }) => isAllow(rule, 'Outbound') && !(egress !== 'none' && isOnlyHttps(rule)))
      .flatMap(({ path, rule }) =>
        openPrefixes(rule, 'destination').map((prefix) =>
          observe(owner, at(path, 'destinationAddressPrefix'), prefix, { allowed, remedy }),
        ),
      );
    return [...open, ...(classOf(owner) === GROUP && !isUnknown(inputAt(owner, 'securityRules')) ? unruledEgress(owner) : [])];
  }),
];

function isOnlyHttps(rule: unknown): boolean {
  const several = field(rule, 'destinationPortRanges');
  const ports = [field(rule, 'destinationPortRange'), ...(Array.isArray(several) ? several : [])].filter((port) => port !== undefined);
  return isWord(field(rule, 'protocol'), 'Tcp') && ports.length > 0 && ports.every((port) => wordOf(port) === '443');
}

// Below a group's own rules Azure has one that lets everything out to the internet.
// https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules
function unruledEgress(group: Registration): readonly Observation[] {
  const denies = rulesOf(group).some(
    ({ rule }) =>
      isWord(field(rule, 'access'), 'Deny') &&
      isWord(field(rule, 'direction'), 'Outbound') &&
      isWord(field(rule, 'destinationAddressPrefix'), '*', 'Internet') &&
      isWord(field(rule, 'sourceAddressPrefix'), '*') &&
      isWord(field(rule, 'protocol'), '*') &&
      isWord(field(rule, 'destinationPortRange'), '*'),
  );
  if (denies) return [];
  return [
    observe(group, 'securityRules', 'no rule that denies the rest, which lets everything out', {
      allowed: 'a last rule that denies all outbound traffic',
      remedy: 'Deny outbound traffic from * to * with the last priority.',
    }),
  ];
}

// Subnets of services that take no group, or that say themselves what it must hold.
// https://learn.microsoft.com/azure/virtual-network/virtual-network-for-azure-services
const WITHOUT_GROUP = ['AzureFirewallSubnet', 'AzureFirewallManagementSubnet', 'GatewaySubnet', 'RouteServerSubnet'];

export const guardedNetworks: readonly AzureCheck[] = [
  onEach(['network:Subnet'], (subnet) => groupFaults(subnet, subnet.inputs, 'subnetName', '')),
  onEach(['network:VirtualNetwork'], (network) =>
    listAt(network, 'subnets').flatMap((subnet, index) => groupFaults(network, subnet, 'name', `subnets[${index}]`)),
  ),
  onProgram((registrations) =>
    ofClass(registrations, 'network:VirtualNetwork')
      .filter(
        (network) =>
          !ofClass(registrations, 'network:FlowLog').some(
            (log) => refersTo(log, 'targetResourceId', network) && inputAt(log, 'enabled') !== false,
          ),
      )
      .map((network) =>
        observe(network, 'flowLogs', 'no flow log', { allowed: 'a FlowLog of the network', remedy: 'Add a flow log for the network.' }),
      ),
  ),
];

function groupFaults(owner: Registration, subnet: unknown, nameKey: string, path: string): readonly Observation[] {
  const group = field(subnet, 'networkSecurityGroup');
  if (isWord(field(subnet, nameKey), ...WITHOUT_GROUP) || isUnknown(group)) return [];
  const id = field(group, 'id');
  if (isSet(id)) return [];
  return [
    observe(owner, at(path, 'networkSecurityGroup'), 'nothing', {
      allowed: 'a network security group',
      remedy: 'Give the subnet a security group.',
    }),
  ];
}
