import { AWS_REGIONS, type AwsRegionName } from './aws-regions.ts';
import type { BedrockProfile, ProfilePrefix } from './model.ts';
import { SOURCES } from './sources.ts';

/** What the tables of profiles rest on. */
export const BEDROCK_PROFILES_SOURCES = [SOURCES.bedrockApi, SOURCES.sonnet55Card, SOURCES.haiku45Card, SOURCES.geographicInference];

/**
 * Where a profile of AWS runs a request, whatever region it came from. The six regions of `eu` are all in member states of the European
 * Union: neither London (`eu-west-2`) nor Zurich (`eu-central-2`) is a destination, unless the request came from there.
 */
export const HOME_REGIONS = {
  us: ['us-east-1', 'us-east-2', 'us-west-2'],
  eu: ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3'],
  apac: ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'],
  jp: ['ap-northeast-1', 'ap-northeast-3'],
  au: ['ap-southeast-2', 'ap-southeast-4'],
  ca: ['ca-central-1', 'ca-west-1'],
  in: ['ap-south-1', 'ap-south-2'],
} as const satisfies Record<Exclude<ProfilePrefix, 'global'>, readonly AwsRegionName[]>;

/**
 * Regions that may run a request which a profile took in `source`: the home regions of the profile, and `source` itself. A policy that
 * grants the profile has to name the foundation model in each of them.
 */
export function destinationsOf(profile: BedrockProfile, source: string): readonly string[] | 'all-commercial' {
  if (profile.prefix === 'global') return 'all-commercial';
  const home: readonly string[] = profile.homeRegions ?? HOME_REGIONS[profile.prefix];
  return home.includes(source) ? home : [...home, source].sort();
}

/** North American regions that a `us` profile is callable from, without `ca-west-1`. */
export const US_SOURCES = ['ca-central-1', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'] as const satisfies AwsRegionName[];

/** European regions that an `eu` profile is callable from, as far as AWS has published a list. */
export const EU_SOURCES = [...HOME_REGIONS.eu, 'eu-central-2', 'eu-west-2'] as const satisfies AwsRegionName[];

/** The 17 regions that every account has without opting in. */
export const DEFAULT_REGIONS = [
  ...(['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ca-central-1'] as const),
  ...(['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'sa-east-1'] as const),
  ...(['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'] as const),
] as const satisfies AwsRegionName[];

/** Every commercial region but Hong Kong: the sources of the newest global profiles. */
export const GLOBAL_SOURCES: readonly AwsRegionName[] = AWS_REGIONS.map(({ name }) => name).filter((name) => name !== 'ap-east-1');

/** The part of `EU_SOURCES` that every account has without opting in. */
export const EU_DEFAULT_SOURCES = ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3'] as const satisfies AwsRegionName[];
