import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlePrograms } from '../../../../.ci/programs.ts';

let made: Promise<string> | undefined;

/** The programs as the build makes them, once a process, in a folder from which no package can be found; it goes with the run's own. */
export function bundles(): Promise<string> {
  made ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'programs-'));
    await bundlePrograms(folder);
    return folder;
  })();
  return made;
}
