import * as pulumi from '@pulumi/pulumi';
import { MARKER_SEED } from '../../spec/defaults.ts';
import { isRecording } from '../recorder/index.ts';
import { userError } from './user-error.ts';

/**
 * Refuses to deploy a platform whose file still holds the seed of the examples: every copy of them would ask for the same names, which are
 * one person's in the whole of Azure. A preview and a recording may have it: nothing is made.
 */
export function refuseMarkerSeed(seed: string): void {
  if (seed !== MARKER_SEED || pulumi.runtime.isDryRun() || isRecording()) return;
  throw userError(
    `naming.seed is '${MARKER_SEED}', the marker of the examples. Run 'llm-infra init <folder>' and take the seed that it writes.`,
  );
}
