/**
 * `npm run package`: stages the published package in dist-package/package and packs it into dist-package/*.tgz.
 *
 * It is made from dist/ and has a package.json of its own, so that nothing of the repository's tooling reaches a user.
 * `npm publish dist-package/*.tgz` publishes exactly what the tests have seen; the repository itself is private.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'dist-package');
const STAGE = join(OUT, 'package');
const COPIED = ['README.md', 'LICENSE', 'CHANGELOG.md', 'dist'];

interface Condition {
  readonly source?: string;
  readonly types: string;
  readonly default: string;
}

stage();
pack();

function stage(): void {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(STAGE, { recursive: true });
  for (const name of COPIED) cpSync(join(ROOT, name), join(STAGE, name), { recursive: true });
  writeFileSync(join(STAGE, 'package.json'), `${JSON.stringify(publishedPackage(), null, 2)}\n`);
}

function publishedPackage(): object {
  const {
    private: _private,
    scripts: _scripts,
    devDependencies: _dev,
    allowScripts: _allow,
    exports,
    ...kept
  } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const published = Object.entries<Condition | string>(exports).map(([path, target]) => {
    if (typeof target === 'string') return [path, target];
    const { source: _source, ...conditions } = target;
    return [path, conditions];
  });
  return {
    ...kept,
    type: 'commonjs',
    files: ['dist', 'CHANGELOG.md'],
    exports: Object.fromEntries(published),
    ...legacyResolution(exports),
  };
}

/** TypeScript's `node10` resolution (older CDK apps) reads no `exports`. */
function legacyResolution(exports: Record<string, Condition | string>): object {
  const subpaths = Object.entries(exports)
    .filter(([path]) => path !== '.')
    .map(([path, target]) => [path.slice('./'.length), [typeof target === 'string' ? target : target.types]]);
  const root = exports['.'] as Condition;
  return { main: root.default, types: root.types, typesVersions: { '*': Object.fromEntries(subpaths) } };
}

function pack(): void {
  execFileSync('npm', ['pack', STAGE, '--silent', '--pack-destination', OUT], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
}
