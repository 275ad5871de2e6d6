import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { rootPath, run, tarball } from '../package/support/run.ts';

const PROGRAMS = rootPath('tests/bench/programs');

/**
 * A folder outside the repository with the packed kit, the packages that it asks for, and the programs to compare, compiled: all sides
 * are plain CommonJS and load the same copies of CDK and Pulumi. Taken away when the process ends.
 */
export async function benchFolder(): Promise<string> {
  // `npm run verify` has built and packed, and says it by PACKED.
  if (!process.env.PACKED) for (const script of ['build', 'package']) run('npm', ['run', '--silent', script], { cwd: rootPath() });
  const folder = mkdtempSync(join(tmpdir(), 'llm-infra-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  unpack(folder);
  await compile(folder);
  return folder;
}

function unpack(folder: string): void {
  const kit = join(folder, 'node_modules/llm-infra-kit');
  mkdirSync(kit, { recursive: true });
  run('tar', ['-xzf', tarball(), '--strip-components', '1', '-C', kit]);
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(kit, 'package.json'), 'utf8'));
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(rootPath('node_modules', name), link);
  }
}

async function compile(folder: string): Promise<void> {
  await build({
    entryPoints: readdirSync(PROGRAMS)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(PROGRAMS, name)),
    outdir: folder,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
  });
}
