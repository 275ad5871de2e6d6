import { SpecError } from '../../constructs/spec/fault.ts';
import { parsePlatformSpec } from '../../constructs/spec/parse.ts';
import type { PlatformFile } from '../../constructs/spec/platform-file.ts';
import type { PlatformSpec } from '../../constructs/spec/platform-spec.ts';

/** The spec of a file in its environment `test`, after the parts that are refused have been taken out of it. */
export function acceptedSpec(file: PlatformFile): PlatformSpec | undefined {
  const accepted = acceptedFile(file);
  return accepted && parsePlatformSpec(accepted, { environment: 'test' });
}

/** A file without the parts that are refused in its environment `test`; undefined where nothing good is left. */
export function acceptedFile(file: PlatformFile): PlatformFile | undefined {
  const left = structuredClone(file) as unknown as Record<string, Record<string, unknown>>;
  for (let round = 0; round < 6; round += 1) {
    try {
      parsePlatformSpec(left as unknown as PlatformFile, { environment: 'test' });
      return left as unknown as PlatformFile;
    } catch (error) {
      if (!SpecError.isSpecError(error)) throw error;
      for (const { path } of error.faults.filter(({ severity }) => severity === 'error')) takeOut(left, path);
    }
  }
  return undefined;
}

function takeOut(file: Record<string, Record<string, unknown>>, path: string): void {
  const [part = '', entry = '', field = ''] = path.split(/[.[\]]+/);
  if (part === 'clouds') delete ((file.clouds?.[entry] ?? {}) as Record<string, unknown>)[field];
  else if (entry === '' || part === 'network') delete file[part];
  else delete file[part]?.[entry];
}
