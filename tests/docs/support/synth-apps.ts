/**
 * `node synth-apps.ts <report> <program>…`: runs CDK programs one after the other and writes what each synthesised.
 *
 * With CDK_OUTDIR set, as the CDK CLI does, an App synthesises itself before its process ends; that is awaited here after each program.
 */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// biome-ignore lint/suspicious/noExplicitAny: a test reads any path of a template
export type Template = Record<string, any>;

export interface AppReport {
  /** What it died of. */
  readonly error?: string;
  /** By stack. */
  readonly templates: Readonly<Record<string, Template>>;
}

const [reportFile = '', ...programs] = process.argv.slice(2);
const reports: Record<string, AppReport> = {};
for (const program of programs) reports[program] = await run(program);
writeFileSync(reportFile, JSON.stringify(reports));

async function run(program: string): Promise<AppReport> {
  const outdir = mkdtempSync(join(process.cwd(), 'cdk.out-'));
  process.env.CDK_OUTDIR = outdir;
  const earlier = process.listeners('beforeExit');
  try {
    await import(pathToFileURL(program).href);
    for (const synthesize of process.listeners('beforeExit').filter((listener) => !earlier.includes(listener))) {
      process.removeListener('beforeExit', synthesize);
      synthesize(0);
    }
    return { templates: templatesIn(outdir) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error), templates: {} };
  }
}

function templatesIn(outdir: string): Record<string, Template> {
  const suffix = '.template.json';
  const files = readdirSync(outdir).filter((file) => file.endsWith(suffix));
  return Object.fromEntries(files.map((file) => [file.slice(0, -suffix.length), JSON.parse(readFileSync(join(outdir, file), 'utf8'))]));
}
