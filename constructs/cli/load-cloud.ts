import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Cloud } from '../spec/vocabulary.ts';
import { UsageError } from './io.ts';
import { type PeerName, rangeOf, takesVersion } from './peer-versions.ts';

/** The packages of each cloud that the user installs. */
const PACKAGES = {
  aws: ['aws-cdk-lib', 'constructs'],
  azure: ['@pulumi/pulumi', '@pulumi/azure-native'],
} as const satisfies Record<Cloud, readonly PeerName[]>;

type AwsModule = Pick<typeof import('../aws/index.ts'), 'synthesizePlatform'>;
type AzureModule = Pick<typeof import('../azure/index.ts'), 'synthesizePlatform'>;

/** Loads the AWS half of the kit, see `loadCloud`. */
export function loadAws(folder: string): AwsModule {
  return loadCloud('aws', folder) as AwsModule;
}

/** Loads the Azure half of the kit, see `loadCloud`. */
export function loadAzure(folder: string): AzureModule {
  return loadCloud('azure', folder) as AzureModule;
}

/**
 * Loads one half of the kit as the folder of the platform file sees it, never as this program does: the constructs and CDK, or Pulumi,
 * must be the copies that the user's own app has, in versions that the kit takes.
 */
function loadCloud(cloud: Cloud, folder: string): unknown {
  const require = createRequire(join(folder, 'package.json'));
  const kit = `llm-infra-kit/${cloud}`;
  const missing = [...PACKAGES[cloud].map((name) => [name, `${name}/package.json`] as const), ['llm-infra-kit', kit] as const]
    .filter(([, request]) => !resolves(require, request))
    .map(([name]) => name);
  if (missing.length > 0) {
    throw new UsageError(`${missing.join(' and ')} cannot be found from ${folder}; run 'npm install ${missing.join(' ')}' there`);
  }
  const others = PACKAGES[cloud].map((name) => ({ name, version: versionOf(require, name) })).filter(isNotTaken);
  if (others.length > 0) {
    const found = others.map(({ name, version }) => `${name} is ${version}, the kit takes ${rangeOf(name)}`).join('; ');
    throw new UsageError(`${found}; run 'npm install ${others.map(({ name }) => `"${name}@${rangeOf(name)}"`).join(' ')}' in ${folder}`);
  }
  return require(kit);
}

interface InstalledPackage {
  readonly name: PeerName;
  readonly version: string;
}

const isNotTaken = ({ name, version }: InstalledPackage): boolean => !takesVersion(name, version);

function versionOf(require: NodeJS.Require, name: PeerName): string {
  const { version }: { readonly version: string } = JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8'));
  return version;
}

function resolves(require: NodeJS.Require, request: string): boolean {
  try {
    require.resolve(request);
    return true;
  } catch {
    return false;
  }
}
