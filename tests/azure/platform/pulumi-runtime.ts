/** The kit's own programs under Pulumi's language runtime, from source as pulumi/Pulumi.yaml runs them. */
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RuntimeOptions, type RuntimeResult, runPulumi } from '../../support/pulumi-runtime.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export interface ProgramOptions extends Pick<RuntimeOptions, 'project' | 'stack' | 'config' | 'dryRun' | 'subscriptionId'> {
  /** The program, from the root of the checkout. */
  readonly program: string;
}

/** Runs a program as `pulumi up` does, or as `pulumi preview`. */
export function runProgram({ program, ...options }: ProgramOptions): Promise<RuntimeResult> {
  return runPulumi({
    ...options,
    folder: join(ROOT, dirname(program)),
    main: basename(program),
    typescript: false,
    nodeargs: ['--conditions=source', '--import', 'tsx'],
  });
}
