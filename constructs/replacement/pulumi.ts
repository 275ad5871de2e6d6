import { replacingInputs } from '../azure/arm/replacing-inputs.ts';
import type { RecordedResource, RecordedValue, Recording } from '../azure/recorder/recording.ts';
import type { FixedProperty, Footprint, KeptResource } from './footprint.ts';
import { formerUrns } from './former-urns.ts';
import { inOrder, isRecord } from './value.ts';

/** Classes of azure-native that keep something, or are called by their name from outside. */
const STATEFUL: readonly string[] = [
  'azure-native:cognitiveservices:Account',
  'azure-native:cognitiveservices:Deployment',
  'azure-native:cognitiveservices:RaiPolicy',
  'azure-native:containerregistry:Registry',
  'azure-native:keyvault:Key',
  'azure-native:keyvault:Secret',
  'azure-native:keyvault:Vault',
  'azure-native:managedidentity:UserAssignedIdentity',
  'azure-native:network:Subnet',
  'azure-native:network:VirtualNetwork',
  'azure-native:operationalinsights:Workspace',
  'azure-native:resources:ResourceGroup',
  'azure-native:storage:BlobContainer',
  'azure-native:storage:StorageAccount',
  'azure-native:storage:Table',
];

/** What any class may have that puts it somewhere else, for the classes that the kit does not know. */
const PLACES = ['resourceGroupName', 'location'];

/**
 * What a recorded Pulumi program keeps: resources of the listed classes, and any other one that is protected or retained. Of the latter
 * only group, location and disappearance are judged where the kit does not know the class.
 */
export function footprintOfRecording({ resources }: Recording): Footprint {
  const made = resources.filter(({ custom, existing, type }) => custom && !existing && !type.startsWith('pulumi:providers:'));
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const kept = made.filter((resource) => STATEFUL.includes(resource.type) || isGuarded(resource));
  const urns = new Set(kept.map(({ urn }) => urn));
  const entries = kept.map((resource) => [resource.urn, keptResource(resource, urns, formerUrns(resource, byUrn))] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function isGuarded({ protect, retainOnDelete }: RecordedResource): boolean {
  return protect || retainOnDelete;
}

function keptResource(resource: RecordedResource, urns: ReadonlySet<string>, formerly: readonly string[]): KeptResource {
  const { type, inputs, ignoreChanges, propertyDependencies } = resource;
  const replacing = replacingInputs(type)?.map(({ input, replaces }) => ({ input, isCertain: replaces === 'certain' }));
  const fixed = (replacing ?? PLACES.map((input) => ({ input, isCertain: false }))).flatMap(({ input, isCertain }) => {
    const value = inputs[input];
    if (value === undefined) return [];
    const isIgnored = ignoreChanges.includes('*') || ignoreChanges.includes(input);
    const from = (propertyDependencies[input] ?? []).filter((urn) => urns.has(urn));
    const entry: FixedProperty = {
      value: isIgnored || !isKnown(value) ? null : inOrder(value),
      ...(isCertain ? {} : { effect: 'may replace' }),
      ...(from.length > 0 ? { from } : {}),
    };
    return [[input, entry] as const];
  });
  return {
    type,
    fate: isGuarded(resource) ? 'kept' : 'deleted',
    fixed: Object.fromEntries(fixed.sort(([one], [other]) => (one < other ? -1 : 1))),
    ...(formerly.length > 0 ? { formerly } : {}),
  };
}

/** Whether nothing in a value is secret or unknown. */
function isKnown(value: RecordedValue): boolean {
  if (Array.isArray(value)) return value.every(isKnown);
  if (!isRecord(value)) return true;
  return !('$secret' in value) && !('$unknown' in value) && Object.values(value).every((item) => isKnown(item as RecordedValue));
}
