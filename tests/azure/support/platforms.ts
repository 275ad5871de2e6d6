import { recordPlatform } from '../../../constructs/azure/platform/synthesize.ts';
import type { RecordedResource, Recording } from '../../../constructs/azure/recorder/index.ts';
import { mergePatch } from '../../../constructs/spec/overlay.ts';
import { definePlatform, parsePlatformSpec } from '../../../constructs/spec/parse.ts';
import type { PlatformFile } from '../../../constructs/spec/platform-file.ts';
import type { PlatformSpec } from '../../../constructs/spec/platform-spec.ts';
import type { Profile } from '../../../constructs/spec/vocabulary.ts';

export const LOCATION = 'swedencentral';
export const SUBSCRIPTION = '11111111-2222-4333-8444-555555555555';

/** The id of something that an organisation has already, in the platform's own subscription. */
export function givenId(type: string, name: string, group = 'central'): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/providers/${type}/${name}`;
}

/** A platform with every part, in an environment of each profile. Its seed is its own, so that a deployment would take it. */
export const PLATFORM: PlatformFile = definePlatform({
  version: 1,
  name: 'support-assistant',
  owner: { team: 'support', email: 'llm-platform@example.com', costCenter: '4711' },
  dataClassification: 'confidential',
  residency: 'eu',
  naming: { seed: 'k7m2-q9xd-4tbn' },
  clouds: { azure: { location: LOCATION, registry: { kind: 'new' } } },
  environments: {
    ephemeral: { profile: 'ephemeral', data: { auditLock: { kind: 'none' } } },
    dev: { profile: 'dev' },
    prod: { profile: 'prod', clouds: { azure: { subscription: SUBSCRIPTION } } },
  },
  models: {
    assistant: { kind: 'managed', model: 'gpt-5.1' },
    embedder: { kind: 'managed', model: 'text-embedding-3-large', dimensions: 1024 },
  },
  data: { pii: 'redact' },
  secrets: { 'openai-key': { maxAgeDays: 90 }, 'wandb-key': { maxAgeDays: 180 } },
});

/** The spec of the platform after a JSON Merge Patch, for the environment of a profile. */
export function specOf(patch: object = {}, environment: Profile = 'dev'): PlatformSpec {
  return parsePlatformSpec(mergePatch(PLATFORM, patch) as PlatformFile, { environment });
}

const made = new Map<string, Promise<Recording>>();

/** What the program of the platform after a JSON Merge Patch registers. Many tests look at the same ones, so each is made once. */
export function recordingOf(patch: object = {}, environment: Profile = 'dev'): Promise<Recording> {
  const wanted = JSON.stringify([patch, environment]);
  const recording = made.get(wanted) ?? recordPlatform(specOf(patch, environment));
  made.set(wanted, recording);
  return recording;
}

/** The resources that Azure would get, of a class such as `storage:StorageAccount`. */
export function ofClass({ resources }: Recording, name: string): readonly RecordedResource[] {
  return resources.filter(({ type }) => type === `azure-native:${name}`);
}

/** The resources that Azure would get. */
export function customResources({ resources }: Recording): readonly RecordedResource[] {
  return resources.filter(({ custom, type }) => custom && type.startsWith('azure-native:'));
}

/** The classes of azure-native in a recording, each once with its number. */
export function classesOf(recording: Recording): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of customResources(recording)) {
    const name = type.slice('azure-native:'.length);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)));
}
