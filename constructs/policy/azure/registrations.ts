import { field } from '../json.ts';

/**
 * One registration of a Pulumi program, as the kit's recorder or a policy pack sees it. Its inputs are JSON of any shape: a value that
 * is kept secret is `{ $secret: type }`, one that a preview does not know yet `{ $unknown: true }`.
 */
export interface Registration {
  /** Type token, such as `azure-native:storage:StorageAccount`. */
  readonly type: string;
  /** Name in the program. */
  readonly name: string;
  readonly urn: string;
  readonly inputs: unknown;
  /** True where the program reads what exists and does not make it. Such a resource is no fault of the program. */
  readonly existing: boolean;
  readonly protect: boolean;
  /** @default - not known: Pulumi does not tell a policy pack */
  readonly retainOnDelete?: boolean;
  /** ARM id. @default - not known */
  readonly id?: string;
  /** Name in Azure. @default - not known */
  readonly physicalName?: string;
  /** URNs by the input that refers to them. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** Everything that a program registers. */
export type Registrations = readonly Registration[];

// A local SDK of one API version has it in its package (`azure-native_storage_v20240101`), older releases in the module (`storage/v2024…`).
const TOKEN = /^azure-native(?:_\w+)?:(\w+)(?:\/v\w+)?:(\w+)$/;

/** The class of azure-native in whatever API version, such as `storage:StorageAccount`. Undefined for anything else. */
export function classOf({ type }: Pick<Registration, 'type'>): string | undefined {
  const [, module, name] = TOKEN.exec(type) ?? [];
  return module === undefined ? undefined : `${module}:${name}`;
}

/** The resources of some classes that a program makes. */
export function ofClass(registrations: Registrations, ...classes: readonly string[]): Registrations {
  return registrations.filter((registration) => !registration.existing && classes.includes(classOf(registration) ?? ''));
}

/** A value in the inputs, by a path such as `properties.networkAcls.defaultAction`. What lies below an unknown value is unknown. */
export function inputAt({ inputs }: Registration, path: string): unknown {
  return path.split('.').reduce((value, key) => (isUnknown(value) ? value : field(value, key)), inputs);
}

/** The items of a list in the inputs; none where there is no list. */
export function listAt(registration: Registration, path: string): readonly unknown[] {
  const list = inputAt(registration, path);
  return Array.isArray(list) ? list : [];
}

/** Whether a value is not known before the deployment, so that nothing can be said of it here. It is judged when it is. */
export function isUnknown(value: unknown): boolean {
  return field(value, '$unknown') === true;
}

/** Whether a value is kept secret. */
export function isSecret(value: unknown): boolean {
  return typeof field(value, '$secret') === 'string';
}
