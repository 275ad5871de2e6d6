/**
 * Speaks the engine's protocol for resource monitors (proto/pulumi/resource.proto of pulumi/pulumi) from the other end: its messages
 * arrive as objects with getters, since no server stands between.
 */
import { type OutputContext, plausibleIdentity, plausibleOutputs } from './outputs.ts';
import type { RecordOptions } from './record-options.ts';
import type { RecordedAlias, RecordedObject, RecordedResource, Recording } from './recording.ts';
import { merged, recordedObject, revealed, type Struct, struct, type WireObject } from './wire.ts';

export const STACK_TYPE = 'pulumi:pulumi:Stack';

/** All that markers and aliases need, and nothing that opens a port: what is off makes the SDK refuse the option with a message. */
export const FEATURES = {
  supportsSecrets: true,
  supportsResourceReferences: true,
  supportsOutputValues: false,
  supportsDeletedWith: true,
  supportsReplaceWith: true,
  supportsAliasSpecs: true,
  supportsTransforms: false,
  supportsInvokeTransforms: false,
  supportsParameterization: false,
  supportsResourceHooks: false,
  supportsErrorHooks: false,
};

type Callback = (error: unknown, response?: object) => void;

/** The getters that RegisterResourceRequest and ReadResourceRequest have in common. */
interface ResourceRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getDependenciesList(): string[];
}

interface RegisterRequest extends ResourceRequest {
  getCustom(): boolean;
  getObject(): Struct | undefined;
  getPropertydependenciesMap(): { entries(): Iterable<[string, { getUrnsList(): string[] }]> };
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getIgnorechangesList(): string[];
  getAdditionalsecretoutputsList(): string[];
  getAliasesList(): AliasMessage[];
}

interface ReadRequest extends ResourceRequest {
  getId(): string;
  getProperties(): Struct | undefined;
}

interface AliasMessage {
  getUrn(): string;
  getSpec(): { getName(): string; getType(): string; getStack(): string; getProject(): string; getParenturn(): string } | undefined;
}

/** Takes the place of the engine's resource monitor: answers each registration at once and remembers it. */
export class RecordingMonitor {
  private readonly resources = new Map<string, RecordedResource>();
  private stackOutputs: RecordedObject = {};
  private readonly options: RecordOptions;
  private readonly failures: Set<unknown>;

  constructor(options: RecordOptions, failures: Set<unknown>) {
    this.options = options;
    this.failures = failures;
  }

  recording(): Recording {
    const { project, stack, preview } = this.options;
    const resources = [...this.resources.values()]
      .filter(({ type }) => type !== STACK_TYPE)
      .sort((one, other) => (one.urn < other.urn ? -1 : 1));
    return { project, stack, preview: preview ?? false, resources, outputs: this.stackOutputs };
  }

  registerResource(request: RegisterRequest, callback: Callback): void {
    const inputs = request.getObject()?.toJavaScript() ?? {};
    const custom = request.getCustom();
    const made = this.make(request, inputs, custom);
    this.remember({
      ...this.common(request, made, inputs),
      custom,
      existing: false,
      ...(custom && !this.options.preview && { id: made.id }),
      propertyDependencies: sortedDependencies(request),
      protect: request.getProtect(),
      retainOnDelete: request.getRetainondelete(),
      ignoreChanges: request.getIgnorechangesList().toSorted(),
      aliases: request.getAliasesList().flatMap(programAlias),
      additionalSecretOutputs: request.getAdditionalsecretoutputsList().toSorted(),
    });
    callback(null, {
      getUrn: () => made.urn,
      // An empty id is an unknown one.
      getId: () => (custom && !this.options.preview ? made.id : ''),
      getObject: () => struct(made.state),
      getPropertydependenciesMap: () => undefined,
      getResult: () => 0,
      getUnknown: notSkipped,
    });
  }

  readResource(request: ReadRequest, callback: Callback): void {
    const inputs = request.getProperties()?.toJavaScript() ?? {};
    const id = request.getId();
    const made = this.make(request, inputs, true, id);
    this.remember({
      ...this.common(request, made, inputs),
      custom: true,
      existing: true,
      id,
      propertyDependencies: {},
      protect: false,
      retainOnDelete: false,
      ignoreChanges: [],
      aliases: [],
      additionalSecretOutputs: [],
    });
    callback(null, { getUrn: () => made.urn, getProperties: () => struct(made.state), getUnknown: notSkipped });
  }

  registerResourceOutputs(request: { getUrn(): string; getOutputs(): Struct | undefined }, callback: Callback): void {
    const outputs = this.attempt(() => recordedObject(request.getOutputs()?.toJavaScript() ?? {})) ?? {};
    const resource = this.resources.get(request.getUrn());
    if (resource?.type === STACK_TYPE) this.stackOutputs = outputs;
    else if (resource) this.resources.set(resource.urn, { ...resource, outputs });
    callback(null, {});
  }

  invoke(request: { getTok(): string; getArgs(): Struct | undefined }, callback: Callback): void {
    const token = request.getTok();
    const answer = this.attempt(() => {
      if (!this.options.call) throw new Error(`the program calls ${token}: blocks make no look-ups; pass the value in instead`);
      return this.options.call(token, revealed(request.getArgs()?.toJavaScript() ?? {}));
    });
    callback(null, { getReturn: () => struct(answer ?? {}), getFailuresList: () => [], getReturndependenciesMap: () => undefined });
  }

  /** A method of a resource: a function of a provider as well. */
  call(request: { getTok(): string; getArgs(): Struct | undefined }, callback: Callback): void {
    this.invoke(request, callback);
  }

  supportsFeature(request: { getId(): string }, callback: Callback): void {
    const name = `supports${request.getId().charAt(0).toUpperCase()}${request.getId().slice(1)}`;
    callback(null, { getHassupport: () => Object.hasOwn(FEATURES, name) && FEATURES[name as keyof typeof FEATURES] });
  }

  /** The identity of a resource and the outputs that it resolves to. */
  private make(request: ResourceRequest, wireInputs: WireObject, custom: boolean, existingId?: string) {
    const type = request.getType();
    const name = request.getName();
    const urn = urnOf(request, this.options);
    if (!custom) return { urn, id: '', physicalName: undefined, state: {} };
    const { subscriptionId = ZERO_GUID, tenantId = ZERO_GUID } = this.options;
    const inputs = revealed(wireInputs) as Record<string, unknown>;
    const context: OutputContext = { type, name, urn, inputs, subscriptionId, tenantId, existingId };
    const { id, physicalName } = plausibleIdentity(context);
    const own = this.attempt(() => this.options.outputs?.({ type, name, inputs })) ?? {};
    const made = this.options.preview && existingId === undefined ? {} : plausibleOutputs(context);
    return { urn, id, physicalName, state: merged(merged(wireInputs, made), own) };
  }

  private common(request: ResourceRequest, { urn, physicalName }: { urn: string; physicalName?: string }, inputs: WireObject) {
    const parent = request.getParent();
    const provider = request.getProvider();
    return {
      type: request.getType(),
      name: request.getName(),
      urn,
      ...(physicalName !== undefined && { physicalName }),
      ...(parent && parent.split('::')[2] !== STACK_TYPE && { parent }),
      inputs: this.attempt(() => recordedObject(inputs)) ?? {},
      dependencies: request.getDependenciesList().toSorted(),
      // The reference is the URN and the id of the provider.
      ...(provider && { provider: provider.slice(0, provider.lastIndexOf('::')) }),
    };
  }

  private remember(resource: RecordedResource): void {
    if (this.resources.has(resource.urn)) {
      this.failures.add(new Error(`two resources have the URN ${resource.urn}; give one of them another name or parent`));
    }
    this.resources.set(resource.urn, resource);
  }

  /** A fault must not reach the SDK, which would report it once for every resource that waits for the answer. */
  private attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.failures.add(error);
      return undefined;
    }
  }
}

/** Later SDKs (seen in 3.270) ask whether the engine has passed a resource over, so that its outputs are not known. */
const notSkipped = (): boolean => false;

const ZERO_GUID = '00000000-0000-0000-0000-000000000000';

/** As the engine does: the types of the components around it, without the stack's. */
function urnOf(request: ResourceRequest, { stack, project }: RecordOptions): string {
  const around = request.getParent().split('::')[2];
  const type = around && around !== STACK_TYPE ? `${around}$${request.getType()}` : request.getType();
  return `urn:pulumi:${stack}::${project}::${type}::${request.getName()}`;
}

function sortedDependencies(request: RegisterRequest): Record<string, readonly string[]> {
  const entries = [...request.getPropertydependenciesMap().entries()].map(([key, value]) => [key, value.getUrnsList().toSorted()] as const);
  return Object.fromEntries(entries.filter(([, urns]) => urns.length > 0).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Each azure-native class adds an alias for every other API version that the provider has had: those say nothing about the program. */
function programAlias(message: AliasMessage): RecordedAlias[] {
  const spec = message.getSpec();
  if (!spec) return [{ urn: message.getUrn() }];
  const [name, type, stack, project] = [spec.getName(), spec.getType(), spec.getStack(), spec.getProject()];
  if (type.startsWith('azure-native:') && !name && !stack && !project) return [];
  const parent = spec.getParenturn();
  const parts = { name, type, stack, project, parent: parent.split('::')[2] === STACK_TYPE ? '' : parent };
  return [Object.fromEntries(Object.entries(parts).filter(([, value]) => value))];
}
