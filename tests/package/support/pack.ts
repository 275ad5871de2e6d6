import { rootPath, run } from './run.ts';

/** Builds and packs once for all files; `npm run verify` has done so already and says it by PACKED. */
export function setup(): void {
  if (process.env.PACKED) return;
  run('npm', ['run', '--silent', 'build'], { cwd: rootPath() });
  run('npm', ['run', '--silent', 'package'], { cwd: rootPath() });
}
