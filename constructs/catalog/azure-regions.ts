import type { Geography } from './aws-regions.ts';
import { SOURCES } from './sources.ts';

/** A region of the public Azure cloud. */
export interface AzureRegion {
  readonly name: AzureRegionName;
  /** Where its data centres stand: ISO 3166-1, two letters. */
  readonly country: string;
  readonly geography: Geography;
  /** `restricted` regions serve disaster recovery within their country and need a support request. */
  readonly access: 'open' | 'restricted';
}

/** Where the table comes from. */
export const AZURE_REGIONS_SOURCE = SOURCES.azureRegions;

const REGIONS = [
  ['australiacentral', 'AU', 'asia-pacific', 'open'],
  ['australiacentral2', 'AU', 'asia-pacific', 'restricted'],
  ['australiaeast', 'AU', 'asia-pacific', 'open'],
  ['australiasoutheast', 'AU', 'asia-pacific', 'open'],
  ['austriaeast', 'AT', 'europe', 'open'],
  ['belgiumcentral', 'BE', 'europe', 'open'],
  ['brazilsouth', 'BR', 'south-america', 'open'],
  ['brazilsoutheast', 'BR', 'south-america', 'restricted'],
  ['canadacentral', 'CA', 'north-america', 'open'],
  ['canadaeast', 'CA', 'north-america', 'open'],
  ['centralindia', 'IN', 'asia-pacific', 'open'],
  ['centralus', 'US', 'north-america', 'open'],
  ['chilecentral', 'CL', 'south-america', 'open'],
  ['eastasia', 'HK', 'asia-pacific', 'open'],
  ['eastus', 'US', 'north-america', 'open'],
  ['eastus2', 'US', 'north-america', 'open'],
  ['francecentral', 'FR', 'europe', 'open'],
  ['francesouth', 'FR', 'europe', 'restricted'],
  ['germanynorth', 'DE', 'europe', 'restricted'],
  ['germanywestcentral', 'DE', 'europe', 'open'],
  ['indonesiacentral', 'ID', 'asia-pacific', 'open'],
  ['israelcentral', 'IL', 'middle-east', 'open'],
  ['italynorth', 'IT', 'europe', 'open'],
  ['japaneast', 'JP', 'asia-pacific', 'open'],
  ['japanwest', 'JP', 'asia-pacific', 'open'],
  ['koreacentral', 'KR', 'asia-pacific', 'open'],
  ['koreasouth', 'KR', 'asia-pacific', 'restricted'],
  ['malaysiawest', 'MY', 'asia-pacific', 'open'],
  ['mexicocentral', 'MX', 'north-america', 'open'],
  ['newzealandnorth', 'NZ', 'asia-pacific', 'open'],
  ['northcentralus', 'US', 'north-america', 'open'],
  ['northeurope', 'IE', 'europe', 'open'],
  ['norwayeast', 'NO', 'europe', 'open'],
  ['norwaywest', 'NO', 'europe', 'restricted'],
  ['polandcentral', 'PL', 'europe', 'open'],
  ['qatarcentral', 'QA', 'middle-east', 'open'],
  ['southafricanorth', 'ZA', 'africa', 'open'],
  ['southafricawest', 'ZA', 'africa', 'restricted'],
  ['southcentralus', 'US', 'north-america', 'open'],
  ['southeastasia', 'SG', 'asia-pacific', 'open'],
  ['southindia', 'IN', 'asia-pacific', 'open'],
  ['spaincentral', 'ES', 'europe', 'open'],
  ['swedencentral', 'SE', 'europe', 'open'],
  ['swedensouth', 'SE', 'europe', 'restricted'],
  ['switzerlandnorth', 'CH', 'europe', 'open'],
  ['switzerlandwest', 'CH', 'europe', 'restricted'],
  ['uaecentral', 'AE', 'middle-east', 'restricted'],
  ['uaenorth', 'AE', 'middle-east', 'open'],
  ['uksouth', 'GB', 'europe', 'open'],
  ['ukwest', 'GB', 'europe', 'open'],
  ['westcentralus', 'US', 'north-america', 'open'],
  ['westeurope', 'NL', 'europe', 'open'],
  ['westindia', 'IN', 'asia-pacific', 'open'],
  ['westus', 'US', 'north-america', 'open'],
  ['westus2', 'US', 'north-america', 'open'],
  ['westus3', 'US', 'north-america', 'open'],
] as const satisfies readonly (readonly [string, string, Geography, AzureRegion['access']])[];

/** The name of a region of the public Azure cloud. */
export type AzureRegionName = (typeof REGIONS)[number][0];

/** Every region of the public Azure cloud that the kit knows, by name. */
export const AZURE_REGIONS: readonly AzureRegion[] = REGIONS.map(([name, country, geography, access]) => ({
  name,
  country,
  geography,
  access,
}));

/** Regions that are no place for a platform, by a pattern of their name, with the reason. */
export const REFUSED_AZURE_REGIONS: ReadonlyMap<RegExp, string> = new Map([
  [/^germany(central|northeast)$/, 'it belonged to Azure Germany, a cloud that was closed'],
  [/euap$/, 'it is a canary region for early updates of Azure itself'],
  [/stg$/, 'it is a staging region of Azure itself'],
  [/^china/, 'it belongs to Azure China, another cloud with its own endpoints'],
  [/^usgov|^usdod/, 'it belongs to Azure Government, another cloud with its own endpoints'],
]);
