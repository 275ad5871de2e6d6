/**
 * `npm run test:floor`: type-checks the repository and runs the AWS block tests against the oldest aws-cdk-lib and constructs that
 * the package admits.
 *
 * .cache/cdk-floor is a checkout whose nearest aws-cdk-lib is the floor: Node, TypeScript and vitest all find that copy by
 * themselves, and everything else in the repository's node_modules (tests/support/cdk-version.test.ts proves it). Snapshots must
 * match as they are: a template that depends on the version of aws-cdk-lib would change under a user who updates it.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PINS = join(ROOT, '.ci/cdk-floor');
const FLOOR = join(ROOT, '.cache/cdk-floor');
const SOURCES = ['constructs', 'cdk', 'pulumi', 'examples', 'tests', 'tsconfig.json'];
/** What needs .ci and its tools; none of it is about the version of aws-cdk-lib. */
const LEFT_OUT = [
  'tests/bench',
  'tests/check',
  'tests/rehearsal',
  'tests/runtime',
  'tests/docs/controls.test.ts',
  'tests/policy/controls.test.ts',
].map((folder) => join(ROOT, folder));

mkdirSync(FLOOR, { recursive: true });
install();
copySources();
run(join(ROOT, 'node_modules/.bin/tsc'), '--noEmit');
run(join(ROOT, 'node_modules/.bin/vitest'), 'run', '--config', 'tests/vitest.config.ts', 'tests/aws', 'tests/support');

function install(): void {
  const lock = readFileSync(join(PINS, 'package-lock.json'), 'utf8');
  const done = join(FLOOR, 'node_modules/.installed-lock.json');
  if (existsSync(done) && readFileSync(done, 'utf8') === lock) return;
  cpSync(PINS, FLOOR, { recursive: true });
  run('npm', 'ci', '--loglevel=error', '--no-audit', '--no-fund');
  writeFileSync(done, lock);
}

function copySources(): void {
  for (const name of SOURCES) {
    rmSync(join(FLOOR, name), { recursive: true, force: true });
    cpSync(join(ROOT, name), join(FLOOR, name), { recursive: true, filter: (path) => !LEFT_OUT.includes(path) });
  }
  // Our own name and exports, so that `llm-infra-kit/aws` is this copy, with the floor as the only CDK that is asked for.
  const { devDependencies: _newest, ...manifest } = json(join(ROOT, 'package.json'));
  writeFileSync(join(FLOOR, 'package.json'), JSON.stringify({ ...manifest, ...json(join(PINS, 'package.json')) }, null, 2));
}

function json(path: string) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** CI=true lets vitest compare snapshots and never write one. */
function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { cwd: FLOOR, stdio: 'inherit', env: { ...process.env, CI: 'true' } });
  if (status !== 0) process.exit(status ?? 1);
}
