import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type EnvironmentPlan, type PlanReport, planEnvironment, planJsonSchema, renderPlan } from '../../plan/index.ts';
import type { PlatformSpec } from '../../spec/platform-spec.ts';
import { CLOUDS } from '../../spec/vocabulary.ts';
import type { CliIo, ExitCode } from '../io.ts';
import { loadPlatform, specsOf } from '../platform-file.ts';
import { synthesize } from './synth.ts';

export interface PlanOptions {
  readonly environment?: string;
  readonly out: string;
  readonly asOf: string;
  readonly json?: boolean;
}

/** Synthesises every environment offline, judges it and writes the report; an error among the findings gives code 1. */
export function plan(io: CliIo, file: string, options: PlanOptions): ExitCode {
  const platform = loadPlatform(io, file, options);
  const specs = specsOf(platform);
  const out = resolve(io.cwd, options.out);
  const environments: EnvironmentPlan[] = [];
  for (const spec of specs) {
    for (const cloud of CLOUDS.filter((name) => spec.clouds[name])) {
      environments.push(cloud === 'aws' ? planAws(spec, dirname(platform.path), out, options.asOf) : notSynthesised(spec));
    }
  }
  const report: PlanReport = { version: 1, asOf: options.asOf, name: specs[0]?.name ?? '', environments };
  writeReport(out, report);
  io.stdout(options.json ? `${JSON.stringify(report, null, 2)}\n` : `${renderPlan(report, relative(io.cwd, out) || '.')}\n`);
  return environments.some(({ findings }) => findings.some(({ severity }) => severity === 'error')) ? 1 : 0;
}

function planAws(spec: PlatformSpec, projectFolder: string, out: string, asOf: string): EnvironmentPlan {
  const folder = `${spec.environment}/aws`;
  const synthesized = synthesize(spec, 'aws', projectFolder, join(out, folder));
  return planEnvironment(spec, synthesized, folder, asOf);
}

/** The file is checked for Azure; what it would make there comes with the Azure constructs. */
function notSynthesised(spec: PlatformSpec): EnvironmentPlan {
  return {
    environment: spec.environment,
    cloud: 'azure',
    profile: spec.profile,
    region: spec.clouds.azure?.location ?? '',
    resources: [],
    validation: 'off',
    findings: [
      {
        rule: 'CFG-100',
        severity: 'warning',
        message: 'the Azure constructs are not in this release: the file is checked, and nothing is synthesised',
        remedy: 'Deploy on aws, or wait for the release that brings them.',
        path: 'clouds.azure',
      },
    ],
    outputs: { stackOutputs: [], parameters: '' },
    files: [],
    acknowledgements: [],
  };
}

function writeReport(out: string, report: PlanReport): void {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'plan.json'), `${JSON.stringify({ $schema: './plan.schema.json', ...report }, null, 2)}\n`);
  writeFileSync(join(out, 'plan.schema.json'), `${JSON.stringify(planJsonSchema(), null, 2)}\n`);
}
