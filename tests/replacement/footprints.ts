import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { LlmPlatform } from '../../constructs/aws/platform/index.ts';
import { recordPlatform } from '../../constructs/azure/platform/synthesize.ts';
import { type Footprint, footprintOfRecording, footprintOfTemplates } from '../../constructs/replacement/index.ts';
import { parsePlatformSpec } from '../../constructs/spec/parse.ts';
import type { PlatformSpec } from '../../constructs/spec/platform-spec.ts';
import type { Cloud } from '../../constructs/spec/vocabulary.ts';
import { runApps } from '../docs/support/run-apps.ts';
import { examplesOn, ROOT } from '../examples/example-files.ts';

/** What a platform keeps on a cloud, in one footprint. */
export function platformFootprint(spec: PlatformSpec, cloud: Cloud): Promise<Footprint> | Footprint {
  switch (cloud) {
    case 'aws':
      return awsFootprint(spec);
    case 'azure':
      return recordPlatform(spec).then(footprintOfRecording);
  }
}

function awsFootprint(spec: PlatformSpec): Footprint {
  const app = new App({ analyticsReporting: false, context: { '@aws-cdk/core:validateAgainstDefaultRules': false } });
  new LlmPlatform(app, 'Platform', { spec });
  const templates = app.synth().stacks.map(({ stackName, template }) => ({ stack: stackName, template: template as unknown }));
  return footprintOfTemplates(templates, spec.clouds.aws?.account);
}

export interface KeptExample {
  /** `support-assistant.prod.aws`, the name of its baseline. */
  readonly name: string;
  readonly footprint: () => Promise<Footprint> | Footprint;
}

const PLATFORMS = (['aws', 'azure'] as const).flatMap((cloud) =>
  examplesOn(cloud).map(
    ({ name, environment, text }): KeptExample => ({
      name: `${name}.${environment}.${cloud}`,
      footprint: () => platformFootprint(parsePlatformSpec(text, { environment }), cloud),
    }),
  ),
);

const APPS = ['account-baseline', 'single-block'];
const appFile = (name: string) => join(ROOT, 'examples', name, 'app.ts');
let ran: ReturnType<typeof runApps> | undefined;

function appFootprint(name: string): Footprint {
  ran ??= runApps(APPS.map(appFile));
  const { error, templates = {} } = ran[appFile(name)] ?? { error: 'it was not run' };
  if (error !== undefined) throw new Error(`${appFile(name)}: ${error}`);
  return footprintOfTemplates(Object.entries(templates).map(([stack, template]) => ({ stack, template })));
}

/** Every example with what it keeps: each platform file in each environment on each cloud, and each app. */
export const KEPT_EXAMPLES: readonly KeptExample[] = [
  ...PLATFORMS,
  ...APPS.map((name): KeptExample => ({ name: `${name}.aws`, footprint: () => appFootprint(name) })),
];
