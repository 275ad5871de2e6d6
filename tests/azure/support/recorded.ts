import {
  type PulumiProgram,
  type RecordedResource,
  type Recording,
  record,
  recordedOfType,
} from '../../../constructs/azure/recorder/index.ts';

export const AT = { resourceGroupName: 'rg-data', location: 'swedencentral' } as const;
export const SUBSCRIPTION = '00000000-0000-0000-0000-000000000000';
export const PRINCIPAL_ID = '11111111-2222-3333-4444-555555555555';
export const TENANT_ID = '99999999-8888-7777-6666-555555555555';

/** Runs a program as `pulumi up` of the stack `test/dev` would, or as its preview. */
export function recorded(program: PulumiProgram, { preview = false } = {}): Promise<Recording> {
  return record(program, { project: 'test', stack: 'dev', preview });
}

/** The one resource of a type and a logical name. */
export function resourceOf(recording: Recording, type: string, name?: string): RecordedResource {
  const found = recordedOfType(recording, type).filter((resource) => name === undefined || resource.name === name);
  const [resource] = found;
  if (!resource || found.length > 1) {
    throw new Error(
      `${found.length} of ${type} ${name ?? ''} in ${recording.resources.map((each) => `${each.type} ${each.name}`).join(', ')}`,
    );
  }
  return resource;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads any path of what was registered
export function inputsOf(recording: Recording, type: string, name?: string): any {
  return resourceOf(recording, type, name).inputs;
}

/** What a block's snapshot shows: what it registers, by type and name, with the options that are set. */
export function snapshotOf(recording: Recording): Record<string, unknown> {
  return Object.fromEntries(
    recording.resources.map(({ type, name, custom, inputs, outputs, retainOnDelete, protect, ignoreChanges }) => [
      `${type.replace('azure-native:', '')} ${name}`,
      {
        ...(custom ? inputs : { outputs }),
        ...(retainOnDelete ? { retainOnDelete } : {}),
        ...(protect ? { protect } : {}),
        ...(ignoreChanges.length > 0 ? { ignoreChanges } : {}),
      },
    ]),
  );
}
