import { cidrFaults } from './cidr-faults.ts';

/** One rule of a subnet's network security group, seen from the subnet. */
export interface NetworkRule {
  /** Unique in its subnet: 1 to 80 letters, digits, `_`, `.` or `-`, beginning with a letter or digit. */
  readonly name: string;
  /** Why it is there, 1 to 140 characters. */
  readonly description: string;
  /** Whether it lets others in or the subnet out. */
  readonly direction: 'inbound' | 'outbound';
  /** `any` includes ICMP. */
  readonly protocol: 'tcp' | 'udp' | 'any';
  /** The other side: one or more ranges, or exactly one service tag such as `AzureMonitor`. */
  readonly remote: readonly string[];
  /** Ports of the side that is called, such as `443` or `8000-8010`; `*` is all. */
  readonly ports: readonly string[];
}

/** Where rules of a user begin; those of the network come first. */
const FIRST_GIVEN_PRIORITY = 1000;
const FIRST_PRIORITY = 100;
const STEP = 10;
/** The last priority there is, before Azure's own rules, which let the whole network and the internet through. */
const LAST_PRIORITY = 4096;

const PROTOCOLS = { tcp: 'Tcp', udp: 'Udp', any: '*' } as const;

const RESERVED_NAMES: readonly string[] = ['DenyAllInbound', 'DenyAllOutbound'];

/** The rules of a security group as ARM takes them: what is named is allowed, all else is denied. */
export function securityRules(cidr: string, own: readonly NetworkRule[], given: readonly NetworkRule[]) {
  return [...prioritize(own, FIRST_PRIORITY, cidr), ...prioritize(given, FIRST_GIVEN_PRIORITY, cidr), deny('Inbound'), deny('Outbound')];
}

function prioritize(rules: readonly NetworkRule[], first: number, cidr: string) {
  return (['inbound', 'outbound'] as const).flatMap((direction) =>
    rules.filter((rule) => rule.direction === direction).map((rule, index) => allow(rule, first + index * STEP, cidr)),
  );
}

function allow({ name, description, direction, protocol, remote, ports }: NetworkRule, priority: number, cidr: string) {
  const inbound = direction === 'inbound';
  return {
    name,
    description,
    priority,
    direction: inbound ? 'Inbound' : 'Outbound',
    access: 'Allow',
    protocol: PROTOCOLS[protocol],
    sourcePortRange: '*',
    ...source(inbound ? remote : [cidr]),
    ...destination(inbound ? [cidr] : remote),
    ...destinationPorts(ports),
  };
}

function deny(direction: 'Inbound' | 'Outbound') {
  return {
    name: `DenyAll${direction}`,
    description: 'Denies what no rule above allows',
    priority: LAST_PRIORITY,
    direction,
    access: 'Deny',
    protocol: '*',
    sourcePortRange: '*',
    sourceAddressPrefix: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: '*',
  };
}

// ARM takes a service tag in the singular form alone, and several ranges in the plural form alone.
function source([first, ...more]: readonly string[]) {
  return more.length === 0 ? { sourceAddressPrefix: first ?? '' } : { sourceAddressPrefixes: [first ?? '', ...more] };
}

function destination([first, ...more]: readonly string[]) {
  return more.length === 0 ? { destinationAddressPrefix: first ?? '' } : { destinationAddressPrefixes: [first ?? '', ...more] };
}

function destinationPorts([first, ...more]: readonly string[]) {
  return more.length === 0 ? { destinationPortRange: first ?? '' } : { destinationPortRanges: [first ?? '', ...more] };
}

const NAME_PATTERN = /^[A-Za-z0-9](?:[\w.-]{0,78}\w)?$/;
const TAG_PATTERN = /^[A-Za-z][A-Za-z0-9.]*$/;
const PORTS_PATTERN = /^(\d{1,5})(?:-(\d{1,5}))?$/;

/** What is wrong with the rules that are added to a subnet, one sentence a fault. */
export function ruleFaults(path: string, rules: readonly NetworkRule[], taken: readonly string[]): string[] {
  const names = [...RESERVED_NAMES, ...taken];
  return rules.flatMap((rule, index) => {
    const at = `${path}[${index}]`;
    const used = names.includes(rule.name);
    names.push(rule.name);
    return [
      ...(used ? [`${at}.name '${rule.name}' is taken; choose another`] : []),
      ...(NAME_PATTERN.test(rule.name) ? [] : [`${at}.name must be 1 to 80 letters, digits, '_', '.' or '-', got '${rule.name}'`]),
      ...(rule.description.length >= 1 && rule.description.length <= 140
        ? []
        : [`${at}.description must be 1 to 140 characters, got ${rule.description.length}; say why the rule is there`]),
      ...remoteFaults(at, rule),
      ...portFaults(at, rule.ports),
    ];
  });
}

function remoteFaults(at: string, { direction, remote }: NetworkRule): string[] {
  if (remote.length === 0) return [`${at}.remote is empty; name ranges, or a service tag`];
  const open = direction === 'inbound' ? remote.filter((name) => name === '*' || name.toLowerCase() === 'internet') : [];
  if (open.length > 0) return [`${at}.remote must not be ${open.join(', ')}, which lets the internet in; name the ranges of the clients`];
  const ranges = remote.filter((name) => !TAG_PATTERN.test(name));
  const tags = remote.length - ranges.length;
  if (tags > 0 && remote.length > 1)
    return [`${at}.remote must be ranges or one service tag, got ${remote.join(', ')}; write a rule for each tag`];
  return ranges.flatMap((range) => cidrFaults(`${at}.remote`, range, 'name the ranges of the other side'));
}

function portFaults(at: string, ports: readonly string[]): string[] {
  if (ports.length === 0) return [`${at}.ports is empty; name the ports`];
  const legal = (text: string) => {
    const [, low, high = low] = PORTS_PATTERN.exec(text) ?? [];
    return low !== undefined && Number(low) <= Number(high) && Number(high) <= 65535;
  };
  const wrong = ports.filter((port) => !(port === '*' && ports.length === 1) && !legal(port));
  return wrong.map((port) => `${at}.ports must be ports from 0 to 65535 or ranges such as 8000-8010, got '${port}'`);
}
