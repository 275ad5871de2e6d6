import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rootPath, run, tarball } from './support/run.ts';

const SOURCES = ['.ci', 'constructs', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'tests/support/arm-schemas', 'tsconfig.json'];

test('packs the same bytes from another folder', () => {
  // Inside the repository, so that the compilers are found in the folders above.
  const checkout = rootPath('.cache/second-checkout/of/another-depth');
  rmSync(checkout, { recursive: true, force: true });
  mkdirSync(checkout, { recursive: true });
  for (const name of SOURCES) cpSync(rootPath(name), join(checkout, name), { recursive: true });

  run('npm', ['run', '--silent', 'build'], { cwd: checkout });
  run('npm', ['run', '--silent', 'package'], { cwd: checkout });

  const [second = ''] = readdirSync(join(checkout, 'dist-package')).filter((name) => name.endsWith('.tgz'));
  expect(readFileSync(join(checkout, 'dist-package', second)).equals(readFileSync(tarball()))).toBe(true);
});
