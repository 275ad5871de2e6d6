/** The clouds that one platform file can be deployed on. */
export const CLOUDS = ['aws', 'azure'] as const;
export type Cloud = (typeof CLOUDS)[number];

/**
 * The posture of an environment: `ephemeral` may lose everything, `dev` keeps its data and is cheap, `prod` is private, redundant
 * and refuses whatever would lose data or let someone in.
 */
export const PROFILES = ['ephemeral', 'dev', 'prod'] as const;
export type Profile = (typeof PROFILES)[number];

/** How sensitive the data is that the platform sees. `restricted` puts every profile into a private network. */
export const DATA_CLASSIFICATIONS = ['public', 'internal', 'confidential', 'restricted'] as const;
export type DataClassification = (typeof DATA_CLASSIFICATIONS)[number];

/**
 * Where a managed model computes: in the region alone, anywhere in the region's geography (Bedrock geographic profile, Azure data
 * zone), or anywhere in the world (Bedrock global profile, Azure Global deployment).
 */
export const PROCESSING_SCOPES = ['in-region', 'geography', 'global'] as const;
export type ProcessingScope = (typeof PROCESSING_SCOPES)[number];

/** How a workload inside the network reaches the internet. */
export const EGRESS_KINDS = ['none', 'nat', 'firewall', 'proxy'] as const;
export type EgressKind = (typeof EGRESS_KINDS)[number];

/** Who runs an external model: OpenAI, Google's Gemini API, or any server that speaks OpenAI's API. */
export const EXTERNAL_PROVIDERS = ['openai', 'gemini', 'openai-compatible'] as const;
export type ExternalProvider = (typeof EXTERNAL_PROVIDERS)[number];

/** Whom the assignment of a split sticks to: a user of a consumer, the consumer, or nobody. */
export const STICKY_BY = ['user', 'consumer', 'none'] as const;
export type StickyBy = (typeof STICKY_BY)[number];

/** What happens to a call while the counters of the limits cannot be reached. */
export const COUNTERS_FAIL = ['open', 'closed'] as const;
export type CountersFail = (typeof COUNTERS_FAIL)[number];

/** What a subnet of an Azure network is for. */
export const VNET_TIERS = ['app', 'serving', 'data', 'endpoints'] as const;
export type VnetTier = (typeof VNET_TIERS)[number];

/** The tags of ownership that every resource carries; an organisation may give each its own key. */
export const OWNERSHIP_TAGS = ['owner', 'contact', 'costCenter', 'dataClassification', 'environment', 'platform', 'model'] as const;
export type OwnershipTag = (typeof OWNERSHIP_TAGS)[number];
