import { rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { SynthesizedPlatform } from '../../plan/index.ts';
import type { PlatformSpec } from '../../spec/platform-spec.ts';
import { CLOUDS, type Cloud } from '../../spec/vocabulary.ts';
import { type CliIo, type ExitCode, UsageError } from '../io.ts';
import { loadAws, loadAzure } from '../load-cloud.ts';
import { loadPlatform, specsOf } from '../platform-file.ts';

export interface SynthOptions {
  readonly environment: string;
  readonly cloud?: string;
  readonly out: string;
  readonly asOf?: string;
  readonly json?: boolean;
}

/** Writes the templates of one environment to `<out>/<environment>/<cloud>`. */
export async function synth(io: CliIo, file: string, options: SynthOptions): Promise<ExitCode> {
  const platform = loadPlatform(io, file, options);
  const [spec] = specsOf(platform);
  if (!spec) throw new UsageError(`no environment '${options.environment}'`);
  const cloud = chooseCloud(spec, options.cloud);
  const folder = resolve(io.cwd, options.out, spec.environment, cloud);
  const { templates } = await synthesize(spec, cloud, dirname(platform.path), folder);
  const files = templates.map((template) => relative(io.cwd, join(folder, template.file)));
  io.stdout(options.json ? `${JSON.stringify({ environment: spec.environment, cloud, files }, null, 2)}\n` : `${files.join('\n')}\n`);
  return 0;
}

/** The cloud asked for; without a word the only one of the file. */
function chooseCloud(spec: PlatformSpec, asked: string | undefined): Cloud {
  const named = CLOUDS.filter((cloud) => spec.clouds[cloud]);
  if (asked === undefined && named.length === 1 && named[0]) return named[0];
  const chosen = named.find((cloud) => cloud === asked);
  if (chosen) return chosen;
  throw new UsageError(`--cloud ${asked ?? 'is needed'}: the file is for ${named.join(' and ')}; name one of them`);
}

/** Synthesises one environment on one cloud into a folder that is emptied first. */
export function synthesize(spec: PlatformSpec, cloud: Cloud, projectFolder: string, folder: string): Promise<SynthesizedPlatform> {
  const synthesizePlatform = synthesizerOf(cloud, projectFolder);
  rmSync(folder, { recursive: true, force: true });
  return synthesizePlatform(spec, folder);
}

type Synthesizer = (spec: PlatformSpec, outdir: string) => Promise<SynthesizedPlatform>;

function synthesizerOf(cloud: Cloud, projectFolder: string): Synthesizer {
  switch (cloud) {
    case 'aws': {
      const { synthesizePlatform } = loadAws(projectFolder);
      return async (spec, outdir) => synthesizePlatform(spec, outdir);
    }
    case 'azure':
      return loadAzure(projectFolder).synthesizePlatform;
  }
}
