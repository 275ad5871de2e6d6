import { readFileSync } from 'node:fs';
import { Provider } from '@pulumi/azure-native/provider.js';
import * as pulumi from '@pulumi/pulumi';
import { SpecError } from '../../spec/fault.ts';
import { parsePlatformSpec } from '../../spec/parse.ts';
import type { AzureSpec, PlatformSpec } from '../../spec/platform-spec.ts';
import { LlmPlatform } from './platform.ts';
import { userError } from './user-error.ts';

export interface PlatformProgramArgs {
  /** The platform file. @default - the configuration `platformFile` */
  readonly platformFile?: string | URL;
  /** The environment. @default - the configuration `environment`, else the name of the stack */
  readonly environment?: string;
}

/**
 * The Pulumi program of a platform file, for `pulumi/index.ts`: reads the file for the environment that the stack is named after and
 * registers what it describes. Export its `outputs` as `platform`.
 *
 * This is the edge where file and configuration are read; blocks read nothing. What is wrong with either is told without a stack trace,
 * and nothing is registered.
 */
export function platformProgram(args: PlatformProgramArgs = {}): LlmPlatform {
  try {
    const config = new pulumi.Config();
    const file = args.platformFile ?? config.get('platformFile');
    const environment = args.environment ?? config.get('environment') ?? pulumi.getStack();
    const spec = parsePlatformSpec(readPlatformFile(file), { environment, file: String(file) });
    return registerPlatform(spec);
  } catch (error) {
    if (!SpecError.isSpecError(error)) throw error;
    throw userError(error.message);
  }
}

/** What the program of a spec registers: the platform, by a provider of its own where the file names the subscription. */
export function registerPlatform(spec: PlatformSpec): LlmPlatform {
  const { azure } = spec.clouds;
  if (!azure) return new LlmPlatform('platform', { spec });
  refuseOtherPlaces(azure);
  const { subscription } = azure;
  if (subscription === undefined) return new LlmPlatform('platform', { spec });
  return new LlmPlatform('platform', { spec }, { provider: new Provider('azure', { subscriptionId: subscription }) });
}

/** A configuration that names another place than the file would put a part of the platform there, or all of it. */
function refuseOtherPlaces({ location, subscription }: AzureSpec): void {
  const config = new pulumi.Config('azure-native');
  const faults = [
    ...otherPlace('location', 'location', location, config.get('location'), sameLocation),
    ...(subscription === undefined
      ? []
      : otherPlace('subscriptionId', 'subscription', subscription, config.get('subscriptionId'), sameText)),
  ];
  if (faults.length > 0) throw new SpecError(faults);
}

function otherPlace(
  key: string,
  field: string,
  named: string,
  configured: string | undefined,
  isSame: (one: string, other: string) => boolean,
): ConstructorParameters<typeof SpecError>[0] {
  if (configured === undefined || isSame(named, configured)) return [];
  return [
    {
      code: 'CFG-112',
      severity: 'error',
      path: `clouds.azure.${field}`,
      message: `the stack's configuration 'azure-native:${key}' names another one`,
      got: `'${named}' in the file, '${configured}' in the configuration`,
      allowed: 'the same in both',
      remedy: `Take the configuration away ('pulumi config rm azure-native:${key}'), or select the stack that belongs to it.`,
    },
  ];
}

const sameText = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Azure takes `Sweden Central` for `swedencentral`. */
const sameLocation = (one: string, other: string): boolean => sameText(one.replaceAll(' ', ''), other.replaceAll(' ', ''));

function readPlatformFile(file: string | URL | undefined): string {
  if (file === undefined) throw new SpecError([unreadable('is not named', undefined)]);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new SpecError([unreadable('cannot be read', `'${file}'`)]);
  }
}

function unreadable(what: string, got: string | undefined) {
  return {
    code: 'CFG-009',
    severity: 'error' as const,
    path: '',
    message: `the platform file ${what}`,
    ...(got === undefined ? {} : { got }),
    allowed: 'a YAML file of at most 1 MiB',
    remedy: "Name it by 'pulumi config set platformFile <path>', or write one with 'llm-infra init <folder>'.",
  };
}
