import type { CliIo, ExitCode } from '../io.ts';
import { loadPlatform, renderFaults } from '../platform-file.ts';

export interface CheckOptions {
  readonly environment?: string;
  readonly asOf: string;
  readonly json?: boolean;
}

/** Checks a file for every environment, or for one, and says everything that is wrong. */
export function check(io: CliIo, file: string, options: CheckOptions): ExitCode {
  const platform = loadPlatform(io, file, options);
  const errors = platform.faults.filter(({ severity }) => severity === 'error').length;
  const warnings = platform.faults.length - errors;
  if (options.json) {
    io.stdout(`${JSON.stringify({ file, asOf: options.asOf, environments: platform.environments, faults: platform.faults }, null, 2)}\n`);
  } else {
    if (platform.faults.length > 0) io.stderr(`${renderFaults(platform)}\n`);
    const counted = `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
    const checked = options.environment ?? platform.environments.join(', ');
    if (errors > 0) io.stderr(`${file} is wrong: ${counted}\n`);
    else io.stdout(`${file} is good for ${checked} as of ${options.asOf}: ${counted}\n`);
  }
  return errors > 0 ? 1 : 0;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
