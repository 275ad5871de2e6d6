/** What a planned fault hits: requests of one kind to the resources of a type, or to one of them. */
export interface FaultPlace {
  readonly op: 'create' | 'update' | 'delete';
  /** The logical name in the Pulumi program, or the type token. */
  readonly of: string;
}

/**
 * - `refuse`: Azure refuses the request, nothing is changed.
 * - `half-made`: Azure takes the request, and it fails while the provider waits for its end.
 * - `hang`: Azure takes the request, and no answer ever comes.
 */
export type FaultKind = 'refuse' | 'half-made' | 'hang';

/** Faults that are still to come, each of them once. */
export class PlannedFaults {
  private readonly planned: { readonly place: FaultPlace; readonly kind: FaultKind; readonly hit: () => void }[] = [];

  /** Plans one; the promise resolves when it strikes. */
  plan(kind: FaultKind, place: FaultPlace): Promise<void> {
    return new Promise((hit) => this.planned.push({ place, kind, hit }));
  }

  /** The fault of a request, if one is planned for it. */
  strike(op: string, type: string, name: string): FaultKind | undefined {
    const at = this.planned.findIndex(({ place }) => place.op === op && (place.of === type || place.of === name));
    const [fault] = at < 0 ? [] : this.planned.splice(at, 1);
    fault?.hit();
    return fault?.kind;
  }

  /** What never struck: a rehearsal of a fault that did not happen proves nothing. */
  get open(): readonly FaultPlace[] {
    return this.planned.map(({ place }) => place);
  }
}
