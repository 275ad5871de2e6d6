import type { AwsRegionName } from './aws-regions.ts';
import type { AzureRegionName } from './azure-regions.ts';
import type { IsoDate } from './catalog-date.ts';
import type { Source } from './sources.ts';

/** What a model is for; the kit serves no other kinds. */
export const MODEL_USES = ['chat', 'embedding'] as const;
export type ModelUse = (typeof MODEL_USES)[number];

/** Who made a model, whoever sells it. */
export type Vendor = 'amazon' | 'anthropic' | 'cohere' | 'meta' | 'mistral' | 'openai';

/** One model under the kit's own name, which is the same on every cloud, with where each cloud offers it. */
export interface Model {
  readonly name: string;
  readonly vendor: Vendor;
  readonly use: ModelUse;
  /** Tokens that one request may hold. */
  readonly contextTokens: number;
  /** Tokens of the longest answer; chat models alone. */
  readonly maxOutputTokens?: number;
  readonly inputs: readonly ('text' | 'image')[];
  /** Whether a chat model calls tools. */
  readonly tools: boolean;
  /** Length of the vectors; embedding models alone. */
  readonly dimensions?: Dimensions;
  readonly aws?: BedrockOffering;
  readonly azure?: FoundryOffering;
  /** What the row rests on, besides the sources of its offerings. */
  readonly sources: readonly Source[];
}

/** Lengths of the vectors that an embedding model makes. */
export interface Dimensions {
  readonly default: number;
  /** The lengths one may ask for: a list, or every whole number of a range. */
  readonly allowed: readonly number[] | { readonly min: number; readonly max: number };
}

/** What Amazon Bedrock offers of a model. */
export interface BedrockOffering {
  /** Id of the foundation model, without the prefix of a profile. */
  readonly modelId: string;
  /** Regions where the bare id is callable on demand; empty for a model that takes profiles alone. */
  readonly inRegion: readonly AwsRegionName[];
  /** The profiles that AWS itself defines for the model. */
  readonly profiles: readonly BedrockProfile[];
  readonly retirement?: Retirement;
  readonly sources: readonly Source[];
}

export const PROFILE_PREFIXES = ['us', 'eu', 'apac', 'jp', 'au', 'ca', 'in', 'global'] as const;
export type ProfilePrefix = (typeof PROFILE_PREFIXES)[number];

/** A cross-region inference profile of AWS. Its id is `<prefix>.<model id>`. */
export interface BedrockProfile {
  readonly prefix: ProfilePrefix;
  /** Regions from which the profile is callable. Where a request then runs follows from the source region: `destinationsOf`. */
  readonly sourceRegions: readonly AwsRegionName[];
  /** Where the profile runs for every source region, when that differs from the usual regions of its geography. */
  readonly homeRegions?: readonly AwsRegionName[];
}

/** What Azure AI Foundry offers of a model: one version, the newest that is generally available. */
export interface FoundryOffering {
  /** `properties.model` of the deployment. */
  readonly format: string;
  readonly name: string;
  readonly version: string;
  /** A preview has no service level. */
  readonly preview?: true;
  /** Regions by deployment type. */
  readonly skus: { readonly [sku in FoundrySku]?: readonly AzureRegionName[] };
  /** In what numbers of units provisioned throughput is sold; absent where it is not, or not known. */
  readonly provisioned?: ProvisionedThroughput;
  readonly retirement?: Retirement;
  readonly sources: readonly Source[];
}

/** Pay-as-you-go deployment types: the region alone, its data zone, the world. */
export type FoundrySku = 'Standard' | 'DataZoneStandard' | 'GlobalStandard';

export interface ProvisionedThroughput {
  /** `ProvisionedManaged`. */
  readonly regional?: PtuStep;
  /** `DataZoneProvisionedManaged` and `GlobalProvisionedManaged`. */
  readonly zoneOrGlobal?: PtuStep;
}

/** Numbers of units that are sold: the smallest, and what may be added to it. */
export interface PtuStep {
  readonly minimum: number;
  readonly increment: number;
}

/** The end of an offering as its cloud announced it. */
export interface Retirement {
  /** First day without the model. A date that a cloud calls "not before" is none and is left out. */
  readonly date: IsoDate;
  /** The model to use instead, by the kit's own name: the replacement the cloud names, else the newest of the same line. */
  readonly successor?: string;
  /** Accounts that have not used the model before can no longer begin to. */
  readonly closedToNewCustomers?: true;
}
