import type { PlatformFile } from '../platform-file.ts';
import type { DataFault } from '../schema-faults.ts';
import type { Profile } from '../vocabulary.ts';

/** A platform for one environment on its way to a spec: what of it has the right shape, and the faults so far. */
export interface Draft {
  /** The parts of the file that have the right shape; a part with a fault is left out, so that the others are still checked. */
  readonly file: Partial<PlatformFile>;
  readonly environment: string;
  /** Absent where the environment's own entry has a fault. */
  readonly profile?: Profile;
  /** The day against which retirements and expiries are judged, YYYY-MM-DD. */
  readonly asOf: string;
  /** Notes a fault. */
  report(fault: Omit<DataFault, 'severity'> & { readonly severity?: DataFault['severity'] }): void;
}
