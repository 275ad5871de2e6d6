import type { Cloud, ProcessingScope } from '../spec/vocabulary.ts';
import { AWS_REGIONS } from './aws-regions.ts';
import { AZURE_REGIONS, type AzureRegion } from './azure-regions.ts';
import { destinationsOf } from './bedrock-profiles.ts';
import type { BedrockOffering, FoundryOffering, FoundrySku, Model } from './model.ts';
import { isRegionWithin, type Residency } from './residency.ts';

/** One way to call a model from one region. */
export type Offer = AwsOffer | AzureOffer;

export interface AwsOffer {
  readonly cloud: 'aws';
  /** Name of the model in the catalogue. */
  readonly model: string;
  readonly region: string;
  readonly processing: ProcessingScope;
  /** Id of the foundation model, without a prefix. */
  readonly modelId: string;
  /** Id of the profile of AWS, `eu.…` for a geography, `global.…` for the world; absent in-region. */
  readonly profileId?: string;
  /** Regions that may run the request, whose foundation-model ARN a policy has to name. */
  readonly destinations: readonly string[] | 'all-commercial';
}

export interface AzureOffer {
  readonly cloud: 'azure';
  /** Name of the model in the catalogue. */
  readonly model: string;
  readonly region: string;
  readonly processing: ProcessingScope;
  /** `properties.model` of the deployment. */
  readonly format: string;
  readonly name: string;
  readonly version: string;
  readonly sku: FoundrySku;
  /** Data zone of the region, for processing in a geography alone. */
  readonly zone?: DataZone;
}

/** A data zone processes within its member countries, wherever in it the request came from. */
export type DataZone = 'eu' | 'us' | 'apac';

/** Every way to call a model from a region, narrowest processing first. Empty where the model is not offered. */
export function offersIn(model: Model, cloud: Cloud, region: string): readonly Offer[] {
  if (cloud === 'aws') return model.aws ? bedrockOffers(model.name, model.aws, region) : [];
  return model.azure ? foundryOffers(model.name, model.azure, region) : [];
}

function bedrockOffers(model: string, offering: BedrockOffering, region: string): readonly AwsOffer[] {
  const base = { cloud: 'aws', model, region, modelId: offering.modelId } as const;
  const inRegion: readonly AwsOffer[] = has(offering.inRegion, region)
    ? [{ ...base, processing: 'in-region', destinations: [region] }]
    : [];
  const profiles = offering.profiles
    .filter(({ sourceRegions }) => has(sourceRegions, region))
    .map((profile): AwsOffer => {
      const processing = profile.prefix === 'global' ? 'global' : 'geography';
      return { ...base, processing, profileId: `${profile.prefix}.${offering.modelId}`, destinations: destinationsOf(profile, region) };
    });
  return [...inRegion, ...profiles].sort((a, b) => breadth(a) - breadth(b));
}

function breadth({ destinations }: AwsOffer): number {
  return destinations === 'all-commercial' ? AWS_REGIONS.length + 1 : destinations.length;
}

const PROCESSING_OF_SKU = {
  Standard: 'in-region',
  DataZoneStandard: 'geography',
  GlobalStandard: 'global',
} as const satisfies Record<FoundrySku, ProcessingScope>;
const SKUS = Object.keys(PROCESSING_OF_SKU) as readonly FoundrySku[];

function foundryOffers(model: string, { format, name, version, skus }: FoundryOffering, region: string): readonly AzureOffer[] {
  return SKUS.filter((sku) => has(skus[sku] ?? [], region)).map((sku) => {
    const zone = sku === 'DataZoneStandard' ? zoneOf(region) : undefined;
    const processing = PROCESSING_OF_SKU[sku];
    return { cloud: 'azure', model, region, processing, format, name, version, sku, ...(zone ? { zone } : {}) };
  });
}

function zoneOf(region: string): DataZone | undefined {
  const geography = AZURE_REGIONS.find(({ name }) => name === region)?.geography;
  return geography && ZONE_OF_GEOGRAPHY[geography];
}

const ZONE_OF_GEOGRAPHY: { readonly [geography in AzureRegion['geography']]?: DataZone } = {
  europe: 'eu',
  'north-america': 'us',
  'asia-pacific': 'apac',
};

/** The residencies that a whole data zone lies within; the zone of Asia Pacific crosses every border that a residency draws. */
const RESIDENCIES_OF_ZONE = { eu: ['eu', 'eea'], us: ['us'], apac: [] } as const satisfies Record<DataZone, readonly Residency[]>;

/** Whether an offer keeps both the data at rest and the processing within a residency. */
export function staysWithin(offer: Offer, residency: Residency): boolean {
  if (residency === 'any') return true;
  if (!isRegionWithin(offer.region, residency, offer.cloud)) return false;
  if (offer.cloud === 'aws') {
    return offer.destinations !== 'all-commercial' && offer.destinations.every((region) => isRegionWithin(region, residency, 'aws'));
  }
  switch (offer.processing) {
    case 'in-region':
      return true;
    case 'geography':
      return offer.zone !== undefined && (RESIDENCIES_OF_ZONE[offer.zone] as readonly Residency[]).includes(residency);
    case 'global':
      return false;
  }
}

/** Regions of a cloud from which a model is callable in any way, in the order of the region tables. */
export function regionsOffering(model: Model, cloud: Cloud): readonly string[] {
  const regions: readonly { readonly name: string }[] = cloud === 'aws' ? AWS_REGIONS : AZURE_REGIONS;
  return regions.map(({ name }) => name).filter((region) => offersIn(model, cloud, region).length > 0);
}

function has(regions: readonly string[], region: string): boolean {
  return regions.includes(region);
}
