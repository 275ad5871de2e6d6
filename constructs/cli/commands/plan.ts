import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type EnvironmentPlan, type PlanReport, parsePlan, planEnvironment, planJsonSchema, renderPlan } from '../../plan/index.ts';
import { CLOUDS } from '../../spec/vocabulary.ts';
import { type CliIo, type ExitCode, UsageError } from '../io.ts';
import { loadPlatform, specsOf } from '../platform-file.ts';
import { synthesize } from './synth.ts';

export interface PlanOptions {
  readonly environment?: string;
  readonly out: string;
  readonly asOf: string;
  readonly against?: string;
  readonly json?: boolean;
}

/**
 * Synthesises every environment offline, judges it and writes the report; an error among the findings gives code 1. With `against` each is
 * held against what an earlier report says of it.
 */
export async function plan(io: CliIo, file: string, options: PlanOptions): Promise<ExitCode> {
  const platform = loadPlatform(io, file, options);
  const specs = specsOf(platform);
  // Read before anything is written: it may lie in the same folder.
  const deployed = options.against === undefined ? undefined : readPlan(io, options.against);
  const out = resolve(io.cwd, options.out);
  const environments: EnvironmentPlan[] = [];
  for (const spec of specs) {
    for (const cloud of CLOUDS.filter((name) => spec.clouds[name])) {
      const folder = `${spec.environment}/${cloud}`;
      const synthesized = await synthesize(spec, cloud, dirname(platform.path), join(out, folder));
      const earlier = deployed?.environments.find((plan) => plan.environment === spec.environment && plan.cloud === cloud);
      environments.push(planEnvironment(spec, synthesized, folder, options.asOf, deployed && (earlier?.kept ?? {})));
    }
  }
  const report: PlanReport = { version: 1, asOf: options.asOf, name: specs[0]?.name ?? '', environments };
  writeReport(out, report);
  io.stdout(options.json ? `${JSON.stringify(report, null, 2)}\n` : `${renderPlan(report, relative(io.cwd, out) || '.')}\n`);
  return environments.some(({ findings }) => findings.some(({ severity }) => severity === 'error')) ? 1 : 0;
}

function readPlan(io: CliIo, file: string): PlanReport {
  const unusable = (why: string) =>
    new UsageError(`--against ${file}: ${why}; name the plan.json that 'llm-infra plan' wrote of what is deployed`);
  let text: string;
  try {
    text = readFileSync(resolve(io.cwd, file), 'utf8');
  } catch {
    throw unusable('it cannot be read');
  }
  try {
    return parsePlan(JSON.parse(text));
  } catch {
    throw unusable('it is no report of this release');
  }
}

function writeReport(out: string, report: PlanReport): void {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'plan.json'), `${JSON.stringify({ $schema: './plan.schema.json', ...report }, null, 2)}\n`);
  writeFileSync(join(out, 'plan.schema.json'), `${JSON.stringify(planJsonSchema(), null, 2)}\n`);
}
