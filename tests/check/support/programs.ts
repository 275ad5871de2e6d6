import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type ToolName, toolPath } from '../../../.ci/tools.ts';

const run = promisify(execFile);

/** Runs a tool in an empty home, so that no configuration of the machine changes what it looks for, and reads its answer. */
export async function runForJson<T>(tool: ToolName, args: readonly string[], folder: string): Promise<T> {
  const { PATH } = process.env;
  const { stdout } = await run(toolPath(tool), args, {
    cwd: folder,
    env: { PATH, HOME: folder, LANG: 'C.UTF-8' },
    maxBuffer: 256 << 20,
    timeout: 110_000,
  });
  return JSON.parse(stdout) as T;
}
