import type {
  CheckRequest,
  CheckResponse,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  InvokeRequest,
  ReadRequest,
  UpdateRequest,
} from '@pulumi/pulumi/proto/provider_pb.js';
import proto from '@pulumi/pulumi/proto/provider_pb.js';
import { revealed } from '../../../../constructs/azure/recorder/wire.ts';
import { inputFaults, type Made, madeOf, namedInputs, nameOfUrn, previewedUpdate, typeOfUrn } from './azure-native.ts';
import type { StandInCloud, Values } from './cloud.ts';
import { type Change, changesOf } from './diff.ts';
import { halfMade } from './init-failed.ts';
import { refreshedInputs } from './refresh.ts';
import { Empty, Struct, type WireStruct } from './sdk.ts';

const valuesOf = (struct: WireStruct | undefined): Values => struct?.toJavaScript() ?? {};
const plain = (values: Values): Values => revealed(values) as Values;

/** Speaks for azure-native to the engine, and for the engine to an imaginary Azure. */
export class StandInProvider {
  private readonly cloud: StandInCloud;
  private made = 0;

  constructor(cloud: StandInCloud) {
    this.cloud = cloud;
  }

  check(request: CheckRequest): CheckResponse {
    const urn = request.getUrn();
    const type = typeOfUrn(urn);
    const news = valuesOf(request.getNews());
    const inputs = namedInputs(type, urn, valuesOf(request.getOlds()), news, request.getRandomseed_asU8());
    const response = new proto.CheckResponse();
    response.setInputs(Struct.fromJavaScript(inputs));
    for (const { property, reason } of inputFaults(type, inputs)) {
      const failure = new proto.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      response.addFailures(failure);
    }
    return response;
  }

  diff(request: DiffRequest): object {
    const old = plain(valuesOf(request.getOldInputs()));
    // What is unknown stays a text that differs.
    const changes = changesOf(typeOfUrn(request.getUrn()), old, opened(valuesOf(request.getNews())));
    const replaces = changes.filter((change) => change.replaces).map(({ path }) => path);
    const response = new proto.DiffResponse();
    for (const change of changes) response.getDetaileddiffMap().set(change.path, propertyDiff(change));
    response.setHasdetaileddiff(true);
    response.setDiffsList(changes.map(({ path }) => path));
    response.setReplacesList(replaces);
    // As azure-native does: names are taken as long as the old one is there.
    response.setDeletebeforereplace(replaces.length > 0);
    response.setChanges(proto.DiffResponse.DiffChanges[changes.length > 0 ? 'DIFF_SOME' : 'DIFF_NONE']);
    return response;
  }

  async create(request: CreateRequest): Promise<object> {
    const inputs = valuesOf(request.getProperties());
    const response = new proto.CreateResponse();
    // The SDK takes what is missing for unknown.
    if (request.getPreview()) response.setProperties(Struct.fromJavaScript(inputs));
    else {
      this.made += 1;
      const made = await this.put('create', request.getUrn(), inputs, this.made);
      response.setId(made.id);
      response.setProperties(Struct.fromJavaScript(made.outputs));
    }
    return response;
  }

  async update(request: UpdateRequest): Promise<object> {
    const inputs = valuesOf(request.getNews());
    const response = new proto.UpdateResponse();
    const old = valuesOf(request.getOlds());
    if (request.getPreview()) response.setProperties(Struct.fromJavaScript(previewedUpdate(old, inputs)));
    else {
      const made = await this.put('update', request.getUrn(), inputs, this.incarnationOf(request.getId()));
      response.setProperties(Struct.fromJavaScript(made.outputs));
    }
    return response;
  }

  read(request: ReadRequest): object {
    const response = new proto.ReadResponse();
    const held = this.cloud.get(request.getId());
    // An empty answer says that it is gone.
    if (!held) return response;
    const inputs = refreshedInputs(held, valuesOf(request.getInputs()), plain(valuesOf(request.getProperties())));
    response.setId(held.id);
    response.setInputs(Struct.fromJavaScript(inputs));
    response.setProperties(Struct.fromJavaScript(held.outputs));
    return response;
  }

  async delete(request: DeleteRequest): Promise<object> {
    const [urn, id] = [request.getUrn(), request.getId()];
    const held = this.cloud.get(id) ?? { id, type: typeOfUrn(urn), inputs: {}, outputs: {}, incarnation: 0 };
    const fault = this.cloud.faults.strike('delete', held.type, nameOfUrn(urn));
    if (fault === 'refuse') throw new Error(`RequestDisallowedByPolicy: '${id}' was not deleted`);
    await this.cloud.delete(held);
    if (fault === 'hang') await never();
    return new Empty();
  }

  /** Blocks make no look-ups. */
  invoke(request: InvokeRequest): never {
    throw new Error(`the program calls ${request.getTok()}, and no block may look anything up`);
  }

  private async put(op: 'create' | 'update', urn: string, inputs: Values, incarnation: number): Promise<Made> {
    const type = typeOfUrn(urn);
    const made = madeOf(type, urn, inputs, this.cloud, incarnation);
    const faults = inputFaults(type, made.plain);
    if (faults.length > 0) throw new Error(`InvalidRequestContent: ${faults.map(({ reason }) => reason).join('; ')}`);
    const fault = this.cloud.faults.strike(op, type, nameOfUrn(urn));
    if (fault === 'refuse') throw new Error(`InsufficientQuota: '${made.id}' was refused`);
    await this.cloud.put({ op, resource: { id: made.id, type, inputs: made.plain, outputs: made.outputs, incarnation } });
    if (fault === 'hang') await never();
    if (fault === 'half-made') throw halfMade(made, inputs, `'${made.id}' was made, and its provisioning failed`);
    return made;
  }

  private incarnationOf(id: string): number {
    return this.cloud.get(id)?.incarnation ?? 0;
  }
}

/** Without secret marks; what is unknown stays as it is. */
function opened(value: Values): Values {
  const open = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(open);
    if (typeof part !== 'object' || part === null) return part;
    const entries = Object.entries(part);
    if (Object.hasOwn(part, SECRET_SIGNATURE)) return open((part as { readonly value: unknown }).value);
    return Object.fromEntries(entries.map(([key, inner]) => [key, open(inner)]));
  };
  return open(value) as Values;
}

const SECRET_SIGNATURE = '4dabf18193072939515e22adb298388d';

function propertyDiff({ kind, replaces }: Change) {
  const name = `${kind.toUpperCase()}${replaces ? '_REPLACE' : ''}` as keyof typeof proto.PropertyDiff.Kind;
  const diff = new proto.PropertyDiff();
  diff.setKind(proto.PropertyDiff.Kind[name]);
  diff.setInputdiff(true);
  return diff;
}

const never = (): Promise<never> => new Promise<never>(() => {});
