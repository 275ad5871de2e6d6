/** (B7) The components of the support assistant's prod environment under Pulumi's mocks, against the same resources without components. */
import { deepStrictEqual } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordPlatform } from '../../constructs/azure/platform/synthesize.ts';
import { type PlatformSpec, parsePlatformSpec } from '../../constructs/index.ts';
import { rootPath } from '../package/support/run.ts';
import { azureSource } from './azure-source.ts';
import { interleaved, runMetered, type Side } from './measure.ts';
import type { Registration } from './programs/mocks.ts';
import { type Figure, ratioFigure } from './report.ts';

const COMPONENTS: Side = { name: "the kit's components", args: ['azure-components.js'] };
const RAW: Side = { name: 'the same azure-native resources', args: ['azure-raw.js'] };

export async function azureComponents(folder: string): Promise<Figure[]> {
  await prepare(folder);
  const measured = interleaved(folder, [COMPONENTS, RAW], 11);
  return [
    ratioFigure({ id: 'B7', what: 'components of /azure under mocks / raw azure-native resources', aim: 1.15 }, measured, COMPONENTS, RAW),
  ];
}

async function prepare(folder: string): Promise<void> {
  // Mocks are no preview, and a platform with the examples' marker is refused then.
  const text = readFileSync(rootPath('examples/support-assistant/platform.yaml'), 'utf8').replace(
    'seed: example-seed',
    'seed: k7m2-q9xd-4tbn',
  );
  const spec = withoutSubscription(parsePlatformSpec(text, { environment: 'prod' }));
  writeFileSync(join(folder, 'azure-spec.json'), JSON.stringify(spec));

  const ours = registeredBy(folder, COMPONENTS);
  writeFileSync(join(folder, 'azure-raw.js'), azureSource(ours, await recordPlatform(spec)));
  deepStrictEqual(byName(registeredBy(folder, RAW)), byName(ours), `${RAW.name} and ${COMPONENTS.name} register other resources`);
}

/** With the default provider on both sides; one for the file's own subscription is a registration that is no component's. */
function withoutSubscription(spec: PlatformSpec): PlatformSpec {
  const { azure } = spec.clouds;
  if (!azure) throw new Error('the example is not for azure');
  const { subscription: _subscription, ...others } = azure;
  return { ...spec, clouds: { ...spec.clouds, azure: others } };
}

function registeredBy(folder: string, side: Side): Registration[] {
  const file = join(folder, 'registered.json');
  runMetered(folder, { ...side, env: { BENCH_REGISTERED: file } });
  return JSON.parse(readFileSync(file, 'utf8'));
}

function byName(registrations: readonly Registration[]): Record<string, unknown> {
  return Object.fromEntries(registrations.map(({ type, name, inputs }) => [`${type} ${name}`, inputs] as const).sort());
}
