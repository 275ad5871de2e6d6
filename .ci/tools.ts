/**
 * The tools that `npm run verify` needs beside Node, each pinned by a file in .ci/tools and kept in a cache outside the checkout.
 *
 * `npm run tools` installs what is missing (all that a check needs, or the tools named after `--`); a check asks `toolPath()`, and an absent
 * tool is an error that names this script. What only a comparison of `npm run bench` runs is not installed unless it is named: `litellm`,
 * three quarters of a gigabyte that no check needs. The cache is `$LLM_INFRA_TOOLS`, by default `llm-infra-kit` in `$XDG_CACHE_HOME` or `~/.cache`; a
 * tool's folder has the hash of its pins in its name, so that a changed pin is a new folder.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Tool {
  /** The files that pin it; its cache key. */
  readonly pins: readonly string[];
  /** What a check runs, in the tool's folder. */
  readonly executable: string;
  /** Fills the folder. */
  readonly install: (folder: string) => void;
  /** Installed only where it is named. @default false */
  readonly onlyIfNamed?: boolean;
}

const PINS = fileURLToPath(new URL('./tools/', import.meta.url));
const CACHE = process.env.LLM_INFRA_TOOLS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'llm-infra-kit');

export type ToolName = 'azurite' | 'cfn-lint' | 'checkov' | 'litellm' | 'ministack' | 'node-22' | 'node-24' | 'pulumi';

const TOOLS: Readonly<Record<ToolName, Tool>> = {
  // Its table service alone: blobs and queues are other programs of the same package.
  azurite: fromNpm('azurite', 'azurite-table'),
  'cfn-lint': fromPyPI('cfn-lint.txt', 'cfn-lint'),
  checkov: fromPyPI('checkov.txt', 'checkov'),
  // The newest release whose own pins PyPI serves. Without litellm-enterprise, whose licence is proprietary: the proxy runs without it.
  litellm: { ...fromPyPI('litellm.txt', 'litellm'), onlyIfNamed: true },
  // The emulator is started by a launcher of ours, so what a rehearsal runs is its Python.
  ministack: fromPyPI('ministack.txt', 'python'),
  // What Lambda offers: the programs run on each.
  'node-22': fromNpm('node-22', 'node'),
  'node-24': fromNpm('node-24', 'node'),
  pulumi: { pins: ['pulumi/go.mod', 'pulumi/go.sum'], executable: 'bin/pulumi', install: buildPulumi },
};

/** The absolute path of an installed tool; throws where it is not there, naming what installs it. */
export function toolPath(name: ToolName): string {
  const path = join(folderOf(name), TOOLS[name].executable);
  if (!installed(name)) throw new Error(`${name} is not installed (no ${path}): run \`npm run tools -- ${name}\``);
  return path;
}

function folderOf(name: ToolName): string {
  const hash = createHash('sha256');
  for (const pin of TOOLS[name].pins) hash.update(readFileSync(join(PINS, pin)));
  return join(CACHE, `${name}-${hash.digest('hex').slice(0, 12)}`);
}

/** Written last, so that an interrupted installation is begun anew and never used. */
function marker(name: ToolName): string {
  return join(folderOf(name), '.complete');
}

export function installed(name: ToolName): boolean {
  return existsSync(marker(name));
}

function install(name: ToolName): void {
  if (installed(name)) {
    console.log(`${name}: there`);
    return;
  }
  const folder = folderOf(name);
  const start = performance.now();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  TOOLS[name].install(folder);
  const executable = join(folder, TOOLS[name].executable);
  if (!existsSync(executable)) throw new Error(`${name} has no ${executable} for ${process.platform} on ${process.arch}`);
  writeFileSync(marker(name), '');
  console.log(`${name}: installed in ${((performance.now() - start) / 1000).toFixed(0)} s`);
}

/** A virtual environment of its own for each tool: their dependencies contradict each other. */
function fromPyPI(requirements: string, executable: string): Tool {
  return {
    pins: [requirements],
    executable: join('bin', executable),
    install: (folder) => {
      run('python3', ['-m', 'venv', folder]);
      run(join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', join(PINS, requirements)]);
      run(join(folder, 'bin/pip'), ['check']);
    },
  };
}

/** A folder of its own with a lock of its own, and no script of any package is run. */
function fromNpm(pins: string, executable: string): Tool {
  const files = [join(pins, 'package.json'), join(pins, 'package-lock.json')];
  return {
    pins: files,
    executable: join('node_modules/.bin', executable),
    install: (folder) => {
      for (const file of files) copyFileSync(join(PINS, file), join(folder, basename(file)));
      run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], folder);
    },
  };
}

/** The engine comes as source from Go's module proxy, checked against go.sum: about ten minutes of two cores, once a machine. */
function buildPulumi(folder: string): void {
  const module = 'github.com/pulumi/pulumi';
  const version = /pulumi\/pkg\/v3 (v[\d.]+)/.exec(readFileSync(join(PINS, 'pulumi/go.mod'), 'utf8'))?.[1];
  if (version === undefined) throw new Error('.ci/tools/pulumi/go.mod requires no version of github.com/pulumi/pulumi/pkg/v3');
  // Without the version in the binary the Automation API refuses it as too old.
  const flags = `-s -w -X ${module}/sdk/v3/go/common/version.Version=${version}`;
  const out = join(folder, 'bin/pulumi');
  run('go', ['build', '-mod=readonly', '-trimpath', `-ldflags=${flags}`, '-o', out, `${module}/pkg/v3/cmd/pulumi`], join(PINS, 'pulumi'));
}

function run(command: string, args: readonly string[], cwd?: string): void {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error !== undefined)
    throw new Error(`${command} did not start (${error.message}): the checks need Python 3.11 or later and Go 1.26 or later`);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !(name in TOOLS));
  if (unknown.length > 0) throw new Error(`no such tool: ${unknown.join(', ')}; there are ${Object.keys(TOOLS).join(', ')}`);
  for (const [name, { onlyIfNamed = false }] of Object.entries(TOOLS)) {
    if (asked.length === 0 ? !onlyIfNamed : asked.includes(name)) install(name as ToolName);
  }
}
