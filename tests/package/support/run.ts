import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export function rootPath(...path: string[]): string {
  return join(fileURLToPath(new URL('../../..', import.meta.url)), ...path);
}

/** The folder that `npm run package` staged. */
export const STAGED = rootPath('dist-package/package');

/** The tarball that a user installs. */
export function tarball(): string {
  const [file, ...more] = readdirSync(rootPath('dist-package')).filter((name) => name.endsWith('.tgz'));
  if (!file || more.length > 0) throw new Error('dist-package must hold one tarball; run npm run package');
  return rootPath('dist-package', file);
}

/** Runs a program to its end and gives what it printed; throws with all its output when it fails. */
export function run(command: string, args: readonly string[], options: SpawnSyncOptions = {}): string {
  const { status, stdout, stderr, error } = attempt(command, args, options);
  if (error || status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `exit ${status}`}\n${stdout}${stderr}`);
  return stdout;
}

export function attempt(command: string, args: readonly string[], options: SpawnSyncOptions = {}) {
  return spawnSync(command, args, { ...options, env: foreignEnvironment(options.env), encoding: 'utf8', maxBuffer: 64 << 20 });
}

/** vitest's own NODE_OPTIONS and the validator switch of our unit tests are none of a foreign app's. */
export function foreignEnvironment(added: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, CDK_VALIDATION: _validation, ...env } = process.env;
  return { ...env, ...added };
}
