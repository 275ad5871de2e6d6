import type { RecordedResource, Recording } from '../../constructs/azure/recorder/index.ts';
import { mockId, type Registration } from './programs/mocks.ts';

/** The mark of a secret on the wire: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts */
const SIGNATURE = '4dabf18193072939515e22adb298388d';

/**
 * The text of a Pulumi program that registers resources one by one, as one would write it by hand: by the classes of azure-native,
 * references by output.
 *
 * @param registered what was registered under mocks
 * @param recording the same, with what each depends on
 */
export function azureSource(registered: readonly Registration[], { resources }: Recording): string {
  const recorded = new Map(resources.map((resource) => [keyOf(resource), resource]));
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const ordered = new Map<string, string>();
  const visit = (key: string): void => {
    const registration = registered.find((one) => keyOf(one) === key);
    const record = recorded.get(key);
    if (!registration || !record) throw new Error(`${key} is not both registered and recorded`);
    if (ordered.has(key)) return;
    const targets = (urns: readonly string[] = []) => urns.flatMap((urn) => byUrn.get(urn) ?? []).filter(isAzure);
    for (const target of targets(record.dependencies)) visit(keyOf(target));
    ordered.set(key, resourceSource(registration, record, targets));
  };
  for (const registration of registered) visit(keyOf(registration));
  return [
    `const pulumi = require('@pulumi/pulumi');`,
    `const { underMocks } = require('./mocks.js');`,
    'underMocks(() => {',
    'const made = {};',
    ...ordered.values(),
    '});',
    '',
  ].join('\n');
}

type Targets = (urns?: readonly string[]) => readonly RecordedResource[];

function resourceSource({ type, name, inputs }: Registration, record: RecordedResource, targetsOf: Targets): string {
  const [, module, resource = ''] = type.split(':');
  const file = `@pulumi/azure-native/${module}/${resource.charAt(0).toLowerCase()}${resource.slice(1)}.js`;
  const args = Object.entries(inputs).map(
    ([key, value]) => `${JSON.stringify(key)}: ${argument(value, targetsOf(record.propertyDependencies[key]))}`,
  );
  const inArgs = Object.values(record.propertyDependencies).flat();
  const dependsOn = targetsOf(record.dependencies.filter((urn) => !inArgs.includes(urn))).map(reference);
  const { protect, retainOnDelete, ignoreChanges } = record;
  const options = JSON.stringify({ protect, retainOnDelete, ignoreChanges: [...ignoreChanges] }).slice(1, -1);
  return `${reference(record)} = new (require('${file}').${resource})(${JSON.stringify(name)}, { ${args.join(', ')} }, { ${options}, dependsOn: [${dependsOn.join(', ')}] });`;
}

/** A value with outputs where it came from one: whole texts by the output itself, what is made of one by `apply`. */
function argument(value: unknown, targets: readonly RecordedResource[]): string {
  if (isSecret(value)) return `pulumi.secret(${argument(value.value, targets)})`;
  const used = new Set<RecordedResource>();
  const text = expression(value, targets, used);
  const others = targets.filter((target) => !used.has(target));
  if (others.length === 0) return text;
  return `pulumi.all([${others.map((target) => `${reference(target)}.id`).join(', ')}]).apply(() => (${text}))`;
}

function expression(value: unknown, targets: readonly RecordedResource[], used: Set<RecordedResource>): string {
  if (typeof value === 'string') {
    for (const target of targets) {
      const output = value === mockId(target) ? 'id' : value === target.name ? 'name' : undefined;
      if (output === undefined) continue;
      used.add(target);
      return `${reference(target)}.${output}`;
    }
  }
  if (Array.isArray(value)) return `[${value.map((item) => expression(item, targets, used)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${expression(item, targets, used)}`);
  return `{ ${entries.join(', ')} }`;
}

function isSecret(value: unknown): value is { readonly value: unknown } {
  return typeof value === 'object' && value !== null && SIGNATURE in value;
}

const keyOf = ({ type, name }: Pick<Registration, 'type' | 'name'>): string => `${type} ${name}`;

const isAzure = ({ custom, type }: RecordedResource): boolean => custom && type.startsWith('azure-native:');

const reference = (resource: RecordedResource): string => `made[${JSON.stringify(keyOf(resource))}]`;
