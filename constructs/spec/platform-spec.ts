import type { AwsOffer, AzureOffer, Residency } from '../catalog/index.ts';
import type { BucketRole } from './bucket-roles.ts';
import type { Fault } from './fault.ts';
import type { ContentFilter, FilterStrengths, PiiKind } from './guardrail-filters.ts';
import type { AuditLockInput, CapacityInput, EgressInput, ExemptionInput, OwnerInput } from './platform-file.ts';
import type { DataClassification, OwnershipTag, Profile } from './vocabulary.ts';

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
  readonly location: string;
  readonly subscription?: string;
  readonly keyVault?: { readonly name: string };
  readonly logStorage?: { readonly name: string };
  readonly network: NewNetworkSpec | NoNetworkSpec;
}

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

export interface SecretSpec {
  readonly maxAgeDays: number;
  readonly description: string;
  /** The secret that is there already: an ARN or a Key Vault URI. */
  readonly existing?: string;
}
