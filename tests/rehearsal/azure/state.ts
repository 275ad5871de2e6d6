import type { Deployment } from '@pulumi/pulumi/automation/index.js';

/** A resource as the state has it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** URNs of what it needs. */
  readonly dependencies?: readonly string[];
  readonly parent?: string;
  /** URN and id of its provider. */
  readonly provider?: string;
  /** Why it is not as it should be. */
  readonly initErrors?: readonly string[];
}

interface StateDocument {
  readonly resources?: readonly StateResource[];
  readonly pending_operations?: readonly { readonly type: string; readonly resource: StateResource }[];
}

/** The resources of an exported state. */
export function readState({ deployment }: Deployment): readonly StateResource[] {
  return (deployment as StateDocument).resources ?? [];
}

/** What the engine had begun when it ended. */
export function pendingOperations({ deployment }: Deployment): NonNullable<StateDocument['pending_operations']> {
  return (deployment as StateDocument).pending_operations ?? [];
}

/** Those that Azure has. */
export function azureResources(resources: readonly StateResource[]): readonly StateResource[] {
  return resources.filter(({ custom, type }) => custom && type.startsWith('azure-native:'));
}

/** The ids of resources by URN: what must never change for what keeps data. */
export function idsByUrn(resources: readonly StateResource[]): Readonly<Record<string, string>> {
  return Object.fromEntries(azureResources(resources).map(({ urn, id }) => [urn, id ?? '']));
}

/** The logical name. */
export const nameOf = ({ urn }: StateResource): string => urn.split('::').at(-1) ?? '';
