import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives a run of the tests a temporary folder of its own, which goes with it: a CDK app without an output folder writes to a new one below
 * the system's each time and leaves it there. Workers and the processes they start take the variable over.
 */
export default function setup(): () => void {
  // The real path: where the system's folder is a link, Node and CDK would see two names of one folder.
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'llm-infra-kit-tests-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true });
  };
}
