import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stage } from 'aws-cdk-lib/core';
import { vi } from 'vitest';
import { parse } from 'yaml';
import { APP_CONTEXT } from '../../../constructs/aws/platform/app-context.ts';
import { LlmPlatform } from '../../../constructs/aws/platform/index.ts';
import { mergePatch } from '../../../constructs/spec/overlay.ts';
import { parsePlatformSpec } from '../../../constructs/spec/parse.ts';
import type { PlatformFile } from '../../../constructs/spec/platform-file.ts';
import { PROFILES } from '../../../constructs/spec/vocabulary.ts';
import { examplesOn, ROOT } from '../../examples/example-files.ts';
import { FULL_AWS } from '../../spec/full-files.ts';
import { PLATFORM } from '../../support/platforms.ts';
import { appOfBareBlocks, appOfFullBlocks } from './blocks.ts';

/** An app whose templates the tools judge. */
export interface Subject {
  readonly name: string;
  readonly createApp: (outdir: string) => Promise<App>;
}

/** What no example shows, so that every type that the blocks make is judged: the ways out, the locks, a platform in what exists. */
const VARIANTS: Readonly<Record<string, object>> = {
  nat: { network: { kind: 'new', egress: { kind: 'nat' } } },
  firewall: { network: { kind: 'new', egress: { kind: 'firewall', allowedDomains: ['api.example.com'] } } },
  proxy: {
    network: {
      kind: 'new',
      clientCidrs: ['172.16.0.0/12'],
      egress: { kind: 'proxy', url: 'http://proxy.example.com:3128', cidr: '172.20.0.0/24' },
    },
  },
};

function platform(name: string, file: PlatformFile, environment: string): Subject {
  return {
    name,
    createApp: async (outdir) => {
      const app = new App({ outdir, postCliContext: { ...APP_CONTEXT } });
      new LlmPlatform(app, 'Platform', { spec: parsePlatformSpec(file, { environment }) });
      return app;
    },
  };
}

const patched = (file: PlatformFile, patch: object): PlatformFile => mergePatch(file, patch) as unknown as PlatformFile;

/** Every environment of the platform examples in every profile. */
const EXAMPLE_PLATFORMS = examplesOn('aws').flatMap(({ name, text, environment }) =>
  PROFILES.map((profile) => {
    const file = patched(parse(text), { environments: { [environment]: { profile } } });
    return platform(`examples/${name} ${environment} as ${profile}`, file, environment);
  }),
);

const VARIANT_PLATFORMS = [
  ...Object.entries(VARIANTS).flatMap(([name, patch]) =>
    PROFILES.map((profile) => platform(`${name} as ${profile}`, patched(PLATFORM, patch), profile)),
  ),
  platform('permanent lock', patched(PLATFORM, { data: { auditLock: { kind: 'permanent', days: 400 } } }), 'prod'),
  platform('every key of the file', FULL_AWS, 'prod'),
];

/** The examples that are programs. */
const PROGRAMS = readdirSync(`${ROOT}/examples`, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('app.ts'))
  .map((file): Subject => ({ name: `examples/${file}`, createApp: (outdir) => appOf(file, outdir) }));

/** The app of a program. With CDK_OUTDIR set, as the CDK CLI sets it, an App waits for the end of its process to synthesise itself. */
async function appOf(file: string, outdir: string): Promise<App> {
  const earlier = process.listeners('beforeExit');
  const synth = vi.spyOn(Stage.prototype, 'synth').mockReturnValue(undefined as never);
  try {
    vi.stubEnv('CDK_OUTDIR', outdir);
    await import(/* @vite-ignore */ join(ROOT, 'examples', file));
    for (const synthesize of process.listeners('beforeExit').filter((listener) => !earlier.includes(listener))) {
      process.removeListener('beforeExit', synthesize);
      synthesize(0);
    }
    const [app] = synth.mock.contexts.filter((stage) => App.isApp(stage));
    if (!App.isApp(app)) throw new Error(`${file} makes no App`);
    return app;
  } finally {
    vi.unstubAllEnvs();
    synth.mockRestore();
  }
}

const BLOCKS: readonly Subject[] = [
  { name: 'blocks without props', createApp: async (outdir) => appOfBareBlocks(outdir) },
  { name: 'blocks with every prop', createApp: async (outdir) => appOfFullBlocks(outdir) },
];

export const SUBJECTS: readonly Subject[] = [...EXAMPLE_PLATFORMS, ...VARIANT_PLATFORMS, ...PROGRAMS, ...BLOCKS];

/** The types of resources in the snapshots of the blocks: what the kit can make. */
export function typesOfTheBlocks(): string[] {
  const snapshots = readdirSync(`${ROOT}/tests/aws`, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.snap'));
  const types = snapshots.flatMap((file) =>
    [...readFileSync(`${ROOT}/tests/aws/${file}`, 'utf8').matchAll(/^\s+"Type": "((?:AWS|Custom)::[\w:]+)"/gm)].map(
      ([, type = '']) => type,
    ),
  );
  return [...new Set(types)].sort();
}
