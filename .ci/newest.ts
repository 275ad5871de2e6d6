/**
 * `npm run test:newest`: type-checks the repository and runs the block tests of both clouds against the newest peers that npm gives a
 * user of this Node (Pulumi's later SDKs ask for a later one). Nothing is pinned here: what it finds is what a user meets today.
 *
 * .cache/newest is a checkout whose nearest peers are the newest; everything else is found in the repository's node_modules.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NEWEST = join(ROOT, '.cache/newest');
const SOURCES = ['constructs', 'cdk', 'pulumi', 'examples', 'tests', 'tsconfig.json'];
/** What needs .ci and its tools, and what says with which versions the repository itself is tested: neither is about a peer. */
const LEFT_OUT = [
  'tests/check',
  'tests/rehearsal',
  'tests/docs/controls.test.ts',
  'tests/policy/controls.test.ts',
  'tests/azure/platform/tested-sdks.test.ts',
].map((path) => join(ROOT, path));

const { devDependencies: _tested, peerDependencies: peers, ...manifest } = json(join(ROOT, 'package.json'));

rmSync(NEWEST, { recursive: true, force: true });
mkdirSync(NEWEST, { recursive: true });
const versions = install();
console.log(versions);
for (const name of SOURCES) cpSync(join(ROOT, name), join(NEWEST, name), { recursive: true, filter: (path) => !LEFT_OUT.includes(path) });
// Our own name and exports, so that `llm-infra-kit/azure` is this copy, and the versions that the tests then ask for.
writeFileSync(join(NEWEST, 'package.json'), JSON.stringify({ ...manifest, dependencies: versions }, null, 2));
run(join(ROOT, 'node_modules/.bin/tsc'), '--noEmit');
run(join(ROOT, 'node_modules/.bin/vitest'), 'run', '--config', 'tests/vitest.config.ts', 'tests/aws', 'tests/azure', 'tests/support');

/** Installs the newest of each peer's range; gives their versions. */
function install(): Record<string, string> {
  writeFileSync(join(NEWEST, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies: peers }));
  run('npm', 'install', '--loglevel=error', '--no-audit', '--no-fund');
  return Object.fromEntries(Object.keys(peers).map((name) => [name, json(join(NEWEST, 'node_modules', name, 'package.json')).version]));
}

function json(path: string) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** CI=true lets vitest compare snapshots and never write one. */
function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { cwd: NEWEST, stdio: 'inherit', env: { ...process.env, CI: 'true' } });
  if (status !== 0) process.exit(status ?? 1);
}
