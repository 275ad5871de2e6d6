/**
 * `npm run programs`: bundles the programs that blocks deploy into dist/runtime/, each with all that it needs into one file. It runs
 * ahead of a synthesis and never in one; `npm run build` does the same for the package.
 *
 * The same sources give the same bytes in any folder, since the bytes name the deployed asset (tests/runtime/bundle/bundle.test.ts).
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Source by program; a program's folder has its name. */
const PROGRAMS = {
  'gateway/lambda': 'constructs/runtime/gateway/programs/lambda.ts',
  'gateway/container': 'constructs/runtime/gateway/programs/container.ts',
  'gateway-bootstrap/lambda': 'constructs/runtime/gateway-bootstrap/programs/lambda.ts',
} as const;

/** What may be passed on in a bundle as long as its text goes with it. */
const LICENCES = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/** `index.mjs` and the licences of what is in it, for each program; throws where a package of a bundle forbids that or is silent. */
export async function bundlePrograms(folder: string): Promise<void> {
  for (const [name, source] of Object.entries(PROGRAMS)) await bundle(source, join(folder, name));
}

async function bundle(source: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [source],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    minify: true,
    // What stops a program is shown with its line, so a line must be no whole library.
    lineLimit: 160,
    platform: 'node',
    // An ES module, since the function reads its configuration before it exports its handlers.
    format: 'esm',
    target: 'node20',
    // Packages in CommonJS ask for Node's own modules by `require`, which an ES module has not.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    // They stand in a file of their own, whole.
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  writeFileSync(join(folder, 'LICENSES.txt'), licences(packagesOf(metafile)));
}

/** Folders of the packages whose code is in a bundle. */
function packagesOf({ outputs }: Metafile): string[] {
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].map((folder) => join(ROOT, folder));
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

/** Each text once, below the packages that it is for. */
function licences(folders: readonly string[]): string {
  const named = new Map<string, string[]>();
  for (const folder of folders) {
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const text = licenceOf(folder, manifest);
    named.set(text, [...(named.get(text) ?? []), `${manifest.name} ${manifest.version}`]);
  }
  const parts = [...named].map(([text, names]) => `${names.sort().join('\n')}\n\n${text}\n`);
  return parts.sort().join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceOf(folder: string, { name, license = 'none', author }: Manifest): string {
  if (!LICENCES.includes(license)) throw new Error(`${name} has the licence ${license}; a bundle may hold ${LICENCES.join(', ')}`);
  const files = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copyright)/i.test(file))
    .sort();
  if (files.length > 0) return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  const holder = typeof author === 'object' ? author.name : author;
  if (holder === undefined) throw new Error(`${name} has neither a licence file nor an author`);
  return `The package has no licence file. Its package.json says: ${license}, by ${holder}.`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundlePrograms(join(ROOT, 'dist/runtime'));
