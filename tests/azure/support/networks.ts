import { createNetwork, NewNetwork, type NewNetworkArgs } from '../../../constructs/azure/network/index.ts';
import {
  type RecordedObject,
  type RecordedResource,
  type Recording,
  record,
  recordedOfType,
} from '../../../constructs/azure/recorder/index.ts';

export const CIDR = '10.20.0.0/16';
export const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000000';
export const VAULT = `${SUBSCRIPTION}/resourceGroups/support-data/providers/Microsoft.KeyVault/vaults/support`;

/** The args of a network, as an app would write them. */
export const NETWORK: NewNetworkArgs = { resourceGroupName: 'support-run', location: 'swedencentral', cidr: CIDR };

/** The address that Azure gives to a firewall. */
export const FIREWALL_ADDRESS = '10.20.224.4';

/** Everything that a program registers. */
export function recordProgram(program: () => void, preview = false): Promise<Recording> {
  return record(program, {
    project: 'support',
    stack: 'dev',
    preview,
    outputs: ({ type }) =>
      type === 'azure-native:network:AzureFirewall' ? { ipConfigurations: [{ privateIPAddress: FIREWALL_ADDRESS }] } : undefined,
  });
}

const networks = new Map<string, Promise<Recording>>();

/** Everything that a program with one new network registers. A network that nothing is done with is recorded once. */
export function recordNetwork(args: Partial<NewNetworkArgs> = {}, use?: (network: NewNetwork) => void): Promise<Recording> {
  const make = () => new NewNetwork('network', { ...NETWORK, ...args });
  if (use) return recordProgram(() => use(make()));
  const key = JSON.stringify(args);
  const recording = networks.get(key) ?? recordProgram(() => void make());
  networks.set(key, recording);
  return recording;
}

/** The error that a program throws, as text. */
export async function errorOf(program: () => void): Promise<string> {
  try {
    await recordProgram(program);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'no error';
}

/** The error of a network with these args. */
export function networkError(args: Partial<NewNetworkArgs>): Promise<string> {
  return errorOf(() => createNetwork('network', { kind: 'new', ...NETWORK, ...args }));
}

/** The resources of a class of azure-native, such as `network:Subnet`. */
export function ofClass(recording: Recording, name: string): readonly RecordedResource[] {
  return recordedOfType(recording, `azure-native:${name}`);
}

/** The one resource of a class and name. */
export function theOne(recording: Recording, className: string, name?: string): RecordedResource {
  const [found, ...more] = ofClass(recording, className).filter((each) => name === undefined || each.name === name);
  if (!found || more.length > 0) throw new Error(`${found ? more.length + 1 : 0} resources of ${className} ${name ?? ''}`);
  return found;
}

/** One rule of a security group, as ARM takes it. */
export interface RecordedRule extends RecordedObject {
  readonly name: string;
  readonly description: string;
  readonly direction: string;
  readonly access: string;
  readonly priority: number;
  readonly sourceAddressPrefix?: string;
  readonly sourceAddressPrefixes?: readonly string[];
  readonly destinationAddressPrefix?: string;
  readonly destinationAddressPrefixes?: readonly string[];
  readonly destinationPortRange?: string;
  readonly destinationPortRanges?: readonly string[];
}

/** The rules of one security group. */
export function rulesOf({ inputs }: RecordedResource): readonly RecordedRule[] {
  return inputs.securityRules as unknown as readonly RecordedRule[];
}

/** The rule of a name, if the security group of a tier has it. */
export function ruleOf(recording: Recording, tier: string, name: string): RecordedRule | undefined {
  return rulesOf(theOne(recording, 'network:NetworkSecurityGroup', `network-${tier}`)).find((rule) => rule.name === name);
}

/** Whether one resource is made after another, directly or through others. */
export function waitsFor(recording: Recording, later: RecordedResource, earlier: RecordedResource): boolean {
  const byUrn = new Map(recording.resources.map((each) => [each.urn, each]));
  const seen = new Set<string>();
  const queue = [...later.dependencies];
  for (let urn = queue.pop(); urn !== undefined; urn = queue.pop()) {
    if (urn === earlier.urn) return true;
    if (seen.has(urn)) continue;
    seen.add(urn);
    queue.push(...(byUrn.get(urn)?.dependencies ?? []));
  }
  return false;
}

/** What a block's snapshot shows: the inputs and options of what it makes, by class and name. */
export function snapshotOf({ resources }: Recording): unknown {
  const custom = resources.filter((each) => each.custom);
  return Object.fromEntries(
    custom.map(({ type, name, inputs, protect, retainOnDelete }) => [
      `${type.slice('azure-native:'.length)} ${name}`,
      { ...inputs, ...(protect ? { $protect: true } : {}), ...(retainOnDelete ? { $retainOnDelete: true } : {}) },
    ]),
  );
}
