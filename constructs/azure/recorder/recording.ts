/** Stands for a value that Pulumi keeps secret: its JSON type, never the value. */
export interface SecretMarker {
  readonly $secret: 'string' | 'number' | 'boolean' | 'array' | 'object' | 'null';
}

/** Stands for a value that a preview does not know yet. */
export interface UnknownMarker {
  readonly $unknown: true;
}

/** Stands for a resource that was passed as a value. */
export interface ResourceMarker {
  readonly $resource: string;
}

/** What a program passed, as JSON with sorted keys and the three markers above. */
export type RecordedValue = string | number | boolean | null | readonly RecordedValue[] | RecordedObject | undefined;
export interface RecordedObject {
  readonly [key: string]: RecordedValue;
}

/** Another identity that the resource had before, as given; what the program left open is absent. */
export interface RecordedAlias {
  /** The whole of it. @default - the parts below */
  readonly urn?: string;
  /** @default - as the resource */
  readonly name?: string;
  /** @default - as the resource */
  readonly type?: string;
  /** @default - as the resource */
  readonly stack?: string;
  /** @default - as the resource */
  readonly project?: string;
  /** @default - as the resource */
  readonly parent?: string;
}

/** One registration of a Pulumi program. */
export interface RecordedResource {
  /** Type token: `azure-native:storage:StorageAccount`, `llm-infra-kit:azure:DataBuckets`. */
  readonly type: string;
  /** Logical name in the program. */
  readonly name: string;
  /** The URN that the engine would give. */
  readonly urn: string;
  /** False for a component. */
  readonly custom: boolean;
  /** True where the program reads a resource that exists (`StorageAccount.get`) and does not make it. */
  readonly existing: boolean;
  /** A plausible id, the same at each recording. @default - absent for components, and in a preview for what does not exist yet */
  readonly id?: string;
  /** The name in the cloud: as given, else as Pulumi would make it up. @default - absent for what is no known Azure resource */
  readonly physicalName?: string;
  /** URN of the component that holds it. @default - absent at the top of the stack */
  readonly parent?: string;
  readonly inputs: RecordedObject;
  /** What a component registered as its outputs. @default - absent where it registered none */
  readonly outputs?: RecordedObject;
  /** URNs that it depends on, by value or by word, sorted. */
  readonly dependencies: readonly string[];
  /** URNs by the input that refers to them, sorted. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  /** Aliases of the program; those that azure-native adds for its other API versions are left out. */
  readonly aliases: readonly RecordedAlias[];
  /** Outputs that are to be secret besides those that derive from secrets. */
  readonly additionalSecretOutputs: readonly string[];
  /** URN of the provider given by the program. @default - absent for the default provider */
  readonly provider?: string;
}

/** Everything that one run of a Pulumi program registered, sorted by URN. Holds no secret value. */
export interface Recording {
  readonly project: string;
  readonly stack: string;
  readonly preview: boolean;
  readonly resources: readonly RecordedResource[];
  /** What the program returned: the outputs of its stack. */
  readonly outputs: RecordedObject;
}

/** The resources of one type. */
export function recordedOfType(recording: Recording, type: string): readonly RecordedResource[] {
  return recording.resources.filter((resource) => resource.type === type);
}
