import { SOURCES } from './sources.ts';

/** A part of the world, for lists and reports; residency is judged by country alone. */
export type Geography = 'europe' | 'north-america' | 'south-america' | 'asia-pacific' | 'middle-east' | 'africa';

/** A region of the commercial AWS partition. */
export interface AwsRegion {
  readonly name: AwsRegionName;
  /** Where its data centres stand: ISO 3166-1, two letters. */
  readonly country: string;
  readonly geography: Geography;
  /** The partition in its ARNs. */
  readonly partition: 'aws';
}

/** Where the table comes from. */
export const AWS_REGIONS_SOURCE = SOURCES.awsPartitions;

// `eu-west-2` and `eu-central-2` carry the prefix of the European Union and lie outside it: no rule may be made from a name.
const REGIONS = [
  ['af-south-1', 'ZA', 'africa'],
  ['ap-east-1', 'HK', 'asia-pacific'],
  ['ap-east-2', 'TW', 'asia-pacific'],
  ['ap-northeast-1', 'JP', 'asia-pacific'],
  ['ap-northeast-2', 'KR', 'asia-pacific'],
  ['ap-northeast-3', 'JP', 'asia-pacific'],
  ['ap-south-1', 'IN', 'asia-pacific'],
  ['ap-south-2', 'IN', 'asia-pacific'],
  ['ap-southeast-1', 'SG', 'asia-pacific'],
  ['ap-southeast-2', 'AU', 'asia-pacific'],
  ['ap-southeast-3', 'ID', 'asia-pacific'],
  ['ap-southeast-4', 'AU', 'asia-pacific'],
  ['ap-southeast-5', 'MY', 'asia-pacific'],
  ['ap-southeast-6', 'NZ', 'asia-pacific'],
  ['ap-southeast-7', 'TH', 'asia-pacific'],
  ['ca-central-1', 'CA', 'north-america'],
  ['ca-west-1', 'CA', 'north-america'],
  ['eu-central-1', 'DE', 'europe'],
  ['eu-central-2', 'CH', 'europe'],
  ['eu-north-1', 'SE', 'europe'],
  ['eu-south-1', 'IT', 'europe'],
  ['eu-south-2', 'ES', 'europe'],
  ['eu-west-1', 'IE', 'europe'],
  ['eu-west-2', 'GB', 'europe'],
  ['eu-west-3', 'FR', 'europe'],
  ['il-central-1', 'IL', 'middle-east'],
  ['me-central-1', 'AE', 'middle-east'],
  ['me-south-1', 'BH', 'middle-east'],
  ['mx-central-1', 'MX', 'north-america'],
  ['sa-east-1', 'BR', 'south-america'],
  ['us-east-1', 'US', 'north-america'],
  ['us-east-2', 'US', 'north-america'],
  ['us-west-1', 'US', 'north-america'],
  ['us-west-2', 'US', 'north-america'],
] as const satisfies readonly (readonly [string, string, Geography])[];

/** The name of a region of the commercial AWS partition. */
export type AwsRegionName = (typeof REGIONS)[number][0];

/** Every region of the commercial AWS partition, by name. */
export const AWS_REGIONS: readonly AwsRegion[] = REGIONS.map(([name, country, geography]) => ({
  name,
  country,
  geography,
  partition: 'aws',
}));

/** Regions of other partitions by the start of their name, with the reason why the kit refuses them. */
export const REFUSED_AWS_REGIONS: ReadonlyMap<RegExp, string> = new Map([
  [/^cn-/, 'it belongs to the partition aws-cn (China), which has no Bedrock and shares nothing with the commercial partition'],
  [/^us-gov-/, 'it belongs to the partition aws-us-gov (GovCloud), which shares nothing with the commercial partition'],
  [/^(us|eu)-iso[a-z]?-/, 'it belongs to an isolated partition, which shares nothing with the commercial partition'],
  [/^eusc-/, 'it belongs to the partition aws-eusc (European Sovereign Cloud), whose models the catalogue does not know'],
]);
