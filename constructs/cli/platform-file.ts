import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type CheckedPlatform, checkPlatform, formatFault, SpecError } from '../index.ts';
import type { PlatformSpec } from '../spec/platform-spec.ts';
import type { CliIo } from './io.ts';

export const DEFAULT_FILE = 'platform.yaml';

/** A platform file as the commands take it. */
export interface LoadedPlatform extends CheckedPlatform {
  /** The path as the user wrote it, for messages. */
  readonly file: string;
  /** The absolute path. */
  readonly path: string;
}

export interface LoadOptions {
  readonly environment?: string | undefined;
  readonly asOf?: string | undefined;
}

const LARGEST_BYTES = 1024 * 1024;

/** Reads and checks a platform file; what is wrong with it is in the faults, also that it cannot be read. */
export function loadPlatform(io: CliIo, file: string, { environment, asOf }: LoadOptions): LoadedPlatform {
  const path = resolve(io.cwd, file);
  const text = readText(path, file);
  const checked = checkPlatform(text, { file, ...(environment !== undefined ? { environment } : {}), ...(asOf ? { asOf } : {}) });
  return { ...checked, file, path };
}

function readText(path: string, file: string): string {
  const unreadable = (message: string, got: string) =>
    new SpecError(
      [
        {
          code: 'CFG-009',
          severity: 'error',
          path: '',
          message,
          got,
          allowed: `a YAML file of at most ${LARGEST_BYTES} bytes (1 MiB)`,
          remedy: "Name the platform file, or write one with 'llm-infra init <folder>'.",
        },
      ],
      file,
    );
  try {
    const stat = statSync(path);
    if (!stat.isFile()) throw unreadable('not a file', file);
    if (stat.size > LARGEST_BYTES) throw unreadable('the file is too large', `${stat.size} bytes`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (SpecError.isSpecError(error)) throw error;
    throw unreadable('the file cannot be read', file);
  }
}

/** The specs to work on, in the order of the file. Throws the faults when there is an error among them. */
export function specsOf(platform: LoadedPlatform): PlatformSpec[] {
  if (platform.faults.some(({ severity }) => severity === 'error')) throw new SpecError(platform.faults, platform.file);
  return [...platform.specs.values()];
}

export const renderFaults = ({ faults, file }: LoadedPlatform): string => faults.map((fault) => formatFault(fault, file)).join('\n');
