import type { AwsOffer, AzureOffer, ModelUse, Residency } from '../catalog/index.ts';
import type { BucketRole } from './bucket-roles.ts';
import type { Fault } from './fault.ts';
import type { ContentFilter, FilterStrengths, PiiKind } from './guardrail-filters.ts';
import type { AuditLockInput, CapacityInput, EgressInput, ExemptionInput, OwnerInput, ResidencyExceptionInput } from './platform-file.ts';
import type { CountersFail, DataClassification, ExternalProvider, OwnershipTag, Profile, StickyBy, VnetTier } from './vocabulary.ts';

/** A platform for one environment: every default filled, every part held against the others. Plain data. */
export interface PlatformSpec {
  readonly version: 1;
  readonly name: string;
  readonly environment: string;
  readonly profile: Profile;
  readonly owner: OwnerInput;
  readonly dataClassification: DataClassification;
  readonly residency: Residency;
  readonly naming: NamingSpec;
  readonly tags: TagsSpec;
  readonly keys: KeysSpec;
  /** Absent where the file has no `data`. */
  readonly data?: DataSpec;
  readonly guardrails: Readonly<Record<string, GuardrailSpec>>;
  /** Models that no cloud runs, by alias; their aliases are none of the clouds' models. */
  readonly externalModels: Readonly<Record<string, ExternalModelSpec>>;
  /** Absent where the file has no `gateway`. */
  readonly gateway?: GatewaySpec;
  readonly exemptions: readonly ExemptionInput[];
  /** What is made on each cloud that the file names. */
  readonly clouds: { readonly aws?: AwsSpec; readonly azure?: AzureSpec };
  /** What is not wrong but worth knowing. */
  readonly warnings: readonly Fault[];
}

export interface NamingSpec {
  readonly seed: string;
  readonly generation: number;
}

export interface TagsSpec {
  /** The key of each tag of ownership, in the organisation's words. */
  readonly names: Readonly<Record<OwnershipTag, string>>;
  /** The tags of every resource, by key; `model` is set where a model is. */
  readonly common: Readonly<Record<string, string>>;
}

export interface KeysSpec {
  readonly rotationDays: number;
  readonly deletionWindowDays: number;
}

export interface DataSpec {
  readonly buckets: readonly BucketRole[];
  readonly retentionDays: Readonly<Partial<Record<BucketRole, number>>>;
  readonly softDeleteDays: number;
  readonly auditLock: AuditLockInput;
  readonly removal: 'retain' | 'destroy';
  readonly pii: 'redact' | 'keep';
}

export interface GuardrailSpec {
  readonly contentFilters: Readonly<Record<ContentFilter, FilterStrengths>>;
  readonly pii: { readonly action: 'anonymize' | 'block' | 'allow'; readonly kinds: readonly PiiKind[] };
  readonly deniedTopics: readonly { readonly name: string; readonly definition: string; readonly examples: readonly string[] }[];
  readonly blockedWords: readonly string[];
  readonly profanity: 'block' | 'allow';
  readonly grounding?: { readonly grounding: number; readonly relevance: number };
  readonly blockedInputMessage: string;
  readonly blockedOutputMessage: string;
  readonly version: 'published' | 'draft';
}

/** Fields that both clouds have, each in its own terms. */
interface CloudSpec<Offer> {
  readonly models: Readonly<Record<string, ModelSpec<Offer>>>;
  readonly secrets: Readonly<Record<string, SecretSpec>>;
}

export interface AwsSpec extends CloudSpec<AwsOffer> {
  readonly region: string;
  readonly account?: string;
  readonly permissionsBoundary?: string;
  readonly encryptionKeys: { readonly data?: string; readonly secrets?: string; readonly logs?: string };
  readonly logBucket?: { readonly name: string };
  readonly network: AwsNetworkSpec;
}

export interface AzureSpec extends CloudSpec<AzureOffer> {
  readonly models: Readonly<Record<string, AzureModelSpec>>;
  readonly location: string;
  readonly subscription?: string;
  /** Names of given resource groups, by what they hold; absent ones are made. */
  readonly resourceGroups: { readonly data?: string; readonly run?: string };
  /** ARM id of a given Log Analytics workspace; absent: one is made. */
  readonly logWorkspace?: { readonly id: string };
  /** ARM id of a given storage account for the flow logs; absent: they go to the platform's own account for logs. */
  readonly flowLogStorage?: { readonly id: string };
  /** ARM id of a given key vault; absent: one is made. */
  readonly keyVault?: { readonly id: string };
  readonly registry: RegistrySpec;
  readonly network: AzureNetworkSpec;
  /** Public ranges that may call vault, storage and models where there is no network. Empty: nobody but services of Azure. */
  readonly allowedCidrs: readonly string[];
}

/** Where the platform's images come from. */
export type RegistrySpec =
  | { readonly kind: 'new' }
  /** ARM id and host name of a given registry. */
  | { readonly kind: 'existing'; readonly id: string; readonly loginServer: string }
  | { readonly kind: 'none' };

export type AzureNetworkSpec = NewAzureNetworkSpec | ExistingVnetSpec | NoNetworkSpec;

export type NewAzureNetworkSpec = NewNetworkSpec & { readonly dns: PrivateDnsSpec };

export interface ExistingVnetSpec {
  readonly kind: 'existing';
  readonly vnetId: string;
  readonly vnetCidr: string;
  readonly subnetIds: Readonly<Partial<Record<VnetTier, string>>>;
  readonly dns: PrivateDnsSpec;
}

/** Who keeps the DNS records of private endpoints. */
export type PrivateDnsSpec =
  | { readonly kind: 'own' }
  /** The id of each zone by its name. */
  | { readonly kind: 'hub'; readonly zoneIds: Readonly<Record<string, string>> }
  | { readonly kind: 'policy' };

export type AwsNetworkSpec = NewNetworkSpec | ExistingVpcSpec | NoNetworkSpec;

export interface NoNetworkSpec {
  readonly kind: 'none';
}

export interface NewNetworkSpec {
  readonly kind: 'new';
  readonly cidr: string;
  readonly zones: 2 | 3;
  readonly egress: EgressInput;
  readonly peers: readonly string[];
  readonly clientCidrs: readonly string[];
  readonly flowLogDays: number;
}

export interface ExistingVpcSpec {
  readonly kind: 'existing';
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly availabilityZones: readonly string[];
  readonly subnetIds: readonly string[];
  readonly routeTableIds: readonly string[];
  readonly existingEndpoints: readonly string[];
  readonly clientCidrs: readonly string[];
}

export interface ModelSpec<Offer> {
  readonly kind: 'managed';
  /** Name in the catalogue. */
  readonly model: string;
  readonly use: 'chat' | 'embedding';
  readonly offer: Offer;
  readonly capacity: CapacityInput;
  /** Embedding models alone. */
  readonly dimensions?: number;
  /** Chat models alone. */
  readonly guardrail?: string;
}

/** A model on Azure, with what its deployment may take. */
export interface AzureModelSpec extends ModelSpec<AzureOffer> {
  readonly throughput: ThroughputSpec;
}

export type ThroughputSpec =
  /** Thousands of tokens a minute. */
  | { readonly kind: 'pay-as-you-go'; readonly capacity: number }
  /** Provisioned throughput units (PTU). */
  | { readonly kind: 'provisioned'; readonly capacity: number };

export interface ExternalModelSpec {
  readonly kind: 'external';
  readonly provider: ExternalProvider;
  /** The provider's own name of the model. */
  readonly model: string;
  /** Without a slash at its end; absent: the provider's own. */
  readonly url?: string;
  /** Name of the key in `secrets`; absent: none is sent. */
  readonly secret?: string;
  readonly use: ModelUse;
  readonly contextTokens: number;
  /** Chat models alone. */
  readonly maxOutputTokens?: number;
  readonly images: boolean;
  /** Embedding models alone. */
  readonly dimensions?: number;
  /** Absent where the residency is `any`. */
  readonly residencyException?: ResidencyExceptionInput;
}

/** The gateway with all that it serves. */
export interface GatewaySpec {
  readonly kind: 'serverless';
  /** At least one of the two is on. */
  readonly auth: { readonly apiKeys?: { readonly cacheSeconds: number }; readonly jwt: readonly JwtSpec[] };
  readonly limits: {
    readonly maxBodyBytes: number;
    readonly maxMessages: number;
    readonly maxInputsPerEmbedding: number;
    readonly countersFail: CountersFail;
  };
  readonly timeouts: { readonly totalSeconds: number; readonly firstByteSeconds: number; readonly idleSeconds: number };
  readonly attempts: number;
  readonly corsOrigins: readonly string[];
  /** By name. */
  readonly routes: Readonly<Record<string, RouteSpec>>;
  /** By name. */
  readonly consumers: Readonly<Record<string, ConsumerSpec>>;
}

export interface JwtSpec {
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly consumerClaim: string;
  readonly jwksUri?: string;
}

export interface RouteSpec {
  /** The use of all its models. */
  readonly use: ModelUse;
  /** Shares in percent, by alias; their sum is 100. */
  readonly split: Readonly<Record<string, number>>;
  readonly stickyBy: StickyBy;
  readonly fallbacks: readonly string[];
  /** Name of the experiment that the split is. */
  readonly experiment?: string;
}

export interface ConsumerSpec {
  readonly routes: readonly string[];
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  readonly tokensPerMonth?: number;
  readonly subjects: readonly string[];
}

export interface SecretSpec {
  readonly maxAgeDays: number;
  readonly description: string;
  /** The secret that is there already: an ARN or a Key Vault URI. */
  readonly existing?: string;
}
