import type { PlatformFile } from '../platform-file.ts';
import type { DataFault } from '../schema-faults.ts';
import type { Cloud, Profile } from '../vocabulary.ts';

/** A platform for one environment on its way to a spec: what of it has the right shape, and the faults so far. */
export interface Draft {
  /** The parts of the file that have the right shape; what has a fault is left out, so that the rest is still checked. */
  readonly file: Partial<PlatformFile>;
  /** Whether something was left out at a path or below it: then its absence says nothing. */
  isFaulty(...path: PropertyKey[]): boolean;
  readonly environment: string;
  /** Absent where the environment's own entry has a fault. */
  readonly profile?: Profile;
  /** The day against which retirements and expiries are judged, YYYY-MM-DD. */
  readonly asOf: string;
  /** Notes a fault. */
  report(fault: Omit<DataFault, 'severity'> & { readonly severity?: DataFault['severity'] }): void;
}

/** The items of a list with their places; one that was left out keeps its place. */
export function itemsOf<T>(list: readonly T[] | undefined): (readonly [place: number, item: T])[] {
  return Object.entries(list ?? []).map(([place, item]) => [Number(place), item] as const);
}

/** Whether the file names a cloud, be it with a faulty entry. A file that names none has that fault alone. */
export function namesCloud({ file, isFaulty }: Pick<Draft, 'file' | 'isFaulty'>, cloud: Cloud): boolean {
  const namesNone = Object.keys(file.clouds ?? {}).length === 0;
  return namesNone || file.clouds?.[cloud] !== undefined || isFaulty('clouds', cloud);
}
