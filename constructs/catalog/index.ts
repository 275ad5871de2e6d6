export { AWS_REGIONS, type AwsRegion, type AwsRegionName, type Geography } from './aws-regions.ts';
export { AZURE_REGIONS, type AzureRegion, type AzureRegionName } from './azure-regions.ts';
export { CATALOG_DATE, daysBetween, type IsoDate } from './catalog-date.ts';
export { chooseOffer, type OfferChoice, type OfferRequest, type OfferWarning } from './choose-offer.ts';
export { isTypeMissing, REGIONAL_AWS_TYPES, type RegionalAwsType } from './cloudformation-gaps.ts';
export { allowsDimensions, findModel, type ModelFilter, modelNames } from './find-model.ts';
export { findRegion, type RegionFinding } from './find-region.ts';
export type {
  BedrockOffering,
  BedrockProfile,
  Dimensions,
  FoundryOffering,
  FoundrySku,
  Model,
  ModelUse,
  ProfilePrefix,
  ProvisionedThroughput,
  PtuStep,
  Retirement,
  Vendor,
} from './model.ts';
export { MODEL_USES } from './model.ts';
export { MODELS } from './models.ts';
export { describeFault, type OfferFault } from './offer-fault.ts';
export { type AwsOffer, type AzureOffer, type DataZone, type Offer, offersIn, regionsOffering, staysWithin } from './offers.ts';
export { allowsUnits, provisionedStep } from './provisioned-throughput.ts';
export { isRegionWithin, RESIDENCIES, type Residency, regionsWithin } from './residency.ts';
export { SOURCES, type Source } from './sources.ts';
