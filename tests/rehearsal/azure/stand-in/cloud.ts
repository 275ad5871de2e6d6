import { PlannedFaults } from './faults.ts';
import { idKey, idsIn, liesIn } from './ids.ts';
import { deletionFaults, locksOf, putFaults } from './rules.ts';
import { softDeletedName } from './soft-delete.ts';
import { standInType } from './types.ts';

export type Values = Readonly<Record<string, unknown>>;

/** A resource that the imaginary Azure holds. */
export interface HeldResource {
  readonly id: string;
  readonly type: string;
  /** What the last request held, without secret marks. */
  readonly inputs: Values;
  /** What Azure answers. */
  readonly outputs: Values;
  /** Tells it from those that had its id before. */
  readonly incarnation: number;
}

/** A request that came, and how it ended. */
export interface CloudRequest {
  readonly op: 'create' | 'update' | 'delete';
  readonly id: string;
  readonly type: string;
  /** Milliseconds of the process's clock. */
  readonly start: number;
  end: number;
  outcome: 'open' | 'done' | 'refused';
}

/** An answer of Azure that is an error. */
export class AzureError extends Error {}

interface Put {
  readonly op: 'create' | 'update';
  readonly resource: HeldResource;
}

/** An imaginary Azure: one subscription with what was made in it, and the rules by which Azure refuses. */
export class StandInCloud {
  readonly subscriptionId = '11111111-2222-4333-8444-555555555555';
  readonly tenantId = '99999999-8888-4777-8666-555555555555';
  readonly faults = new PlannedFaults();
  readonly requests: CloudRequest[] = [];
  /** Names that soft-deleted resources hold: `<type> <name or id>`. */
  readonly softDeleted = new Set<string>();
  /** From where the provider calls: a closed network takes calls of its data planes from inside alone. */
  caller: 'inside' | 'outside' = 'outside';
  /** How long each request takes, in milliseconds. */
  delayMs = 2;
  private readonly resources = new Map<string, HeldResource>();
  private readonly given = new Set<string>();
  private readonly locks = new Set<string>();

  get all(): readonly HeldResource[] {
    return [...this.resources.values()];
  }

  get(id: string): HeldResource | undefined {
    return this.resources.get(idKey(id));
  }

  ofType(type: string): readonly HeldResource[] {
    return this.all.filter((resource) => resource.type === type);
  }

  /** Something that an organisation has, or that Azure makes by itself. */
  give(...ids: readonly string[]): void {
    for (const id of ids) this.given.add(idKey(id));
  }

  /** Whether there is anything of that id, made here or given. Role definitions are Azure's own. */
  has(id: string): boolean {
    return this.resources.has(idKey(id)) || this.given.has(idKey(id));
  }

  /** The resources whose inputs name an id. */
  usersOf(id: string): readonly HeldResource[] {
    return this.all.filter((user) => idKey(user.id) !== idKey(id) && idsIn(user.inputs).some((named) => idKey(named) === idKey(id)));
  }

  /** Somebody changes a resource by other means. */
  drift(id: string, change: (resource: HeldResource) => HeldResource | undefined): void {
    const resource = this.get(id);
    if (!resource) throw new Error(`nothing drifts at ${id}: there is none`);
    const changed = change(resource);
    if (changed) this.resources.set(idKey(id), changed);
    else this.resources.delete(idKey(id));
  }

  /** A full PUT: what the request does not hold is gone afterwards. */
  async put({ op, resource }: Put): Promise<void> {
    await this.during({ op, ...resource }, locksOf(resource), putFaults(this, op, resource), () => {
      this.resources.set(idKey(resource.id), resource);
      if (resource.type === 'azure-native:network:VirtualNetwork') this.addNetworkWatcher(resource);
    });
  }

  async delete(resource: HeldResource): Promise<void> {
    // What is gone already is no fault: the provider takes 404 for done.
    if (!this.get(resource.id)) return;
    await this.during({ op: 'delete', ...resource }, locksOf(resource), deletionFaults(this, resource), () => {
      if (standInType(resource.type).singleton) this.resources.set(idKey(resource.id), { ...resource, inputs: {}, outputs: {} });
      else this.remove(resource);
    });
  }

  private async during(
    { op, id, type }: Pick<CloudRequest, 'op' | 'id' | 'type'>,
    locks: readonly string[],
    faults: readonly string[],
    change: () => void,
  ): Promise<void> {
    const request: CloudRequest = { op, id, type, start: performance.now(), end: 0, outcome: 'open' };
    this.requests.push(request);
    const busy = locks.filter((lock) => this.locks.has(lock));
    const refused = [...faults, ...busy.map((lock) => `RequestConflict: another operation is in progress on ${lock}`)];
    if (refused.length > 0) {
      Object.assign(request, { end: request.start, outcome: 'refused' });
      throw new AzureError(refused.join('; '));
    }
    for (const lock of locks) this.locks.add(lock);
    await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    for (const lock of locks) this.locks.delete(lock);
    change();
    Object.assign(request, { end: performance.now(), outcome: 'done' });
  }

  private remove(resource: HeldResource): void {
    for (const gone of this.all.filter(({ id }) => idKey(id) === idKey(resource.id) || liesIn(id, resource.id))) {
      this.resources.delete(idKey(gone.id));
      const held = softDeletedName(gone);
      if (held !== undefined) this.softDeleted.add(held);
    }
  }

  // https://learn.microsoft.com/azure/network-watcher/network-watcher-create: with the first network of a region
  private addNetworkWatcher({ inputs }: HeldResource): void {
    const group = `/subscriptions/${this.subscriptionId}/resourceGroups/NetworkWatcherRG`;
    this.give(group, `${group}/providers/Microsoft.Network/networkWatchers/NetworkWatcher_${inputs.location}`);
  }
}
