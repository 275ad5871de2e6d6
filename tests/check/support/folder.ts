import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A temporary folder of this run, for the assemblies. */
    readonly assemblies: string;
  }
}

/** Makes the folder before the first test file and takes it away after the last. */
export default function setup(project: TestProject): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'check-cfn-')));
  project.provide('assemblies', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
