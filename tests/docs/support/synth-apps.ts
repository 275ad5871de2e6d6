/**
 * `node synth-apps.ts <report> <program>…`: runs programs one after the other and writes what each synthesised or registered.
 *
 * With CDK_OUTDIR set, as the CDK CLI does, an App synthesises itself before its process ends; that is awaited here after each program. A
 * program with blocks for Azure runs in the recorder, and what it registers is held against the published ARM schemas.
 */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { armTemplate, checkArm, formatArmFinding, loadArmSchemas } from '../../../constructs/azure/arm/index.ts';
import { ARM_SCHEMAS_FOLDER } from '../../../constructs/azure/platform/arm-schemas-folder.cjs';
import { record } from '../../../constructs/azure/recorder/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test reads any path of a template
export type Template = Record<string, any>;

export interface AppReport {
  /** What it died of. */
  readonly error?: string;
  /** By stack. */
  readonly templates: Readonly<Record<string, Template>>;
  /** The classes of azure-native that it registered, one a resource. Absent where it is not for Azure. */
  readonly registered?: readonly string[];
  /** What the ARM schemas find in them. */
  readonly findings?: readonly string[];
}

const [reportFile = '', ...programs] = process.argv.slice(2);
const reports: Record<string, AppReport> = {};
for (const program of programs) reports[program] = isForAzure(program) ? await runOnAzure(program) : await run(program);
writeFileSync(reportFile, JSON.stringify(reports));

function isForAzure(program: string): boolean {
  return readFileSync(program, 'utf8').includes("from 'llm-infra-kit/azure'");
}

async function runOnAzure(program: string): Promise<AppReport> {
  try {
    const recording = await record(
      async () => {
        await import(pathToFileURL(program).href);
      },
      { project: 'docs', stack: 'dev' },
    );
    const template = armTemplate(recording);
    const findings = checkArm(template, loadArmSchemas(ARM_SCHEMAS_FOLDER)).map(formatArmFinding);
    return { templates: {}, registered: template.resources.map(({ pulumi }) => pulumi.type), findings };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error), templates: {} };
  }
}

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
