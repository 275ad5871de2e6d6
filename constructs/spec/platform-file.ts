import type { Residency } from '../catalog/index.ts';
import type { BucketRole } from './bucket-roles.ts';
import type { CloudsInput } from './clouds-input.ts';
import type { ExternalModelInput } from './external-model-input.ts';
import type { ConsumerInput, GatewayInput, RouteInput } from './gateway-input.ts';
import type { ContentFilter, FilterStrength, PiiKind } from './guardrail-filters.ts';
import type { NetworkInput } from './network-input.ts';
import type { RuleId } from './rule-ids.ts';
import type { Cloud, DataClassification, OwnershipTag, ProcessingScope, Profile } from './vocabulary.ts';

export type * from './clouds-input.ts';
export type * from './external-model-input.ts';
export type * from './gateway-input.ts';
export type * from './network-input.ts';

/** A platform file as a person writes it, in YAML or with `definePlatform`. */
export interface PlatformFile {
  /** Version of the file's grammar. */
  readonly version: 1;
  /** Name of the platform: 3 to 24 lower-case letters, digits and single dashes. A change makes a new platform and leaves the old one behind. */
  readonly name: string;
  /** Who answers for it; becomes tags. */
  readonly owner: OwnerInput;
  /** How sensitive the data is that the platform sees. */
  readonly dataClassification: DataClassification;
  /** Where data may be stored and processed. */
  readonly residency: Residency;
  /** What the physical names are made from. */
  readonly naming: NamingInput;
  /** The clouds to deploy on, one or both. */
  readonly clouds: CloudsInput;
  /** The environments by name: a profile, and whatever differs there (JSON Merge Patch, RFC 7396). A weaker profile gives up what only the stronger one has: network, zones, log places. */
  readonly environments: Readonly<Record<string, EnvironmentInput>>;
  /** An organisation's own tag keys and further tags. @default - the kit's tag keys */
  readonly tags?: TagsInput;
  /** The network. @default - a new one in `prod` and for restricted data, none elsewhere */
  readonly network?: NetworkInput;
  /** The encryption keys that the platform makes. @default - rotated yearly, recoverable for 30 days */
  readonly keys?: KeysInput;
  /** The data buckets. Taking them out leaves them behind. @default - no bucket */
  readonly data?: DataInput;
  /** Credentials of outside providers, by name. Taking one out leaves it behind. @default - none */
  readonly secrets?: Readonly<Record<string, SecretInput>>;
  /** Guardrails by name; `standard` is used where a chat model names none. Taking one out gives up its id. @default - the kit's standard guardrail */
  readonly guardrails?: Readonly<Record<string, GuardrailInput>>;
  /** Models by alias. Taking one out gives up its inference profile or deployment. @default - none */
  readonly models?: Readonly<Record<string, ModelInput>>;
  /** What apps ask for by name at the gateway, each one model or a split of several. @default - none */
  readonly routes?: Readonly<Record<string, RouteInput>>;
  /** The door to the models, OpenAI's API for all of them. @default - none; apps call the models themselves */
  readonly gateway?: GatewayInput;
  /** Who calls the gateway, by name: a team, an app. @default - none */
  readonly consumers?: Readonly<Record<string, ConsumerInput>>;
  /** Findings of the kit's rules that are accepted for a time, with the reason. @default - none */
  readonly exemptions?: readonly ExemptionInput[];
}

export interface OwnerInput {
  /** The team, in its own words. */
  readonly team: string;
  /** Where the team is reached. */
  readonly email: string;
  /** What the cost is booked on. */
  readonly costCenter: string;
}

export interface NamingInput {
  /** A text of 8 to 32 lower-case letters, digits and dashes that no other platform has; `llm-infra init` writes one. A change replaces what carries a physical name. */
  readonly seed: string;
  /** Raised by one when a name is still held by soft delete; replaces what carries a physical name. @default 1 */
  readonly generation?: number;
}

export interface TagsInput {
  /** The organisation's own keys for the tags of ownership. @default - the kit's words: owner, contact, costCenter, … */
  readonly names?: Readonly<Partial<Record<OwnershipTag, string>>>;
  /** Further tags for every resource. @default - none */
  readonly add?: Readonly<Record<string, string>>;
}

/** What differs in an environment: its profile, and any part of the file but version, name and environments. */
export type EnvironmentInput = { readonly profile: Profile } & Readonly<Record<string, unknown>>;

export interface KeysInput {
  /** Days between rotations, 90 to 2560. @default 365 */
  readonly rotationDays?: number;
  /** Days in which a deleted key can be brought back, 7 to 30. @default 30 */
  readonly deletionWindowDays?: number;
}

export interface DataInput {
  /** The roles to make a bucket for. Taking a role away leaves its bucket behind. @default - all; no `logs` where each cloud has a given log place */
  readonly buckets?: readonly BucketRole[];
  /** How long objects live, in days by role. @default - by role, see the table of bucket roles */
  readonly retentionDays?: Readonly<Partial<Record<BucketRole, number>>>;
  /** How long a deleted or overwritten object can be brought back, 1 to 365 days. @default 30 */
  readonly softDeleteDays?: number;
  /** The promise within how many days erased data is gone everywhere; checked against `softDeleteDays`. @default - no promise */
  readonly erasureWithinDays?: number;
  /** The lock on the audit bucket. From or to `none` replaces the bucket on AWS, by its service specification. @default - none in `ephemeral`, else removable for 30 days, in `prod` for 365 */
  readonly auditLock?: AuditLockInput;
  /** What happens to data when the environment is deleted; `destroy` in `ephemeral` alone. @default 'retain', in `ephemeral` 'destroy' */
  readonly removal?: 'retain' | 'destroy';
  /** Whether personal data is taken out before it is stored or shown. @default 'redact' */
  readonly pii?: 'redact' | 'keep';
}

export type AuditLockInput =
  | { readonly kind: 'none' }
  /** People with a special right can take the lock away. */
  | { readonly kind: 'removable'; readonly days: number }
  /** Nobody can, not even the account's owner: the audit data stays, and is paid for, until the days are over. */
  | { readonly kind: 'permanent'; readonly days: number };

export interface SecretInput {
  /** Days after which the credential should be renewed, 1 to 730. @default 90 */
  readonly maxAgeDays?: number;
  /** What it is for. @default - its name */
  readonly description?: string;
  /** A secret that is there already, by cloud: a complete ARN, a Key Vault secret URI. Giving one leaves the platform's own behind. @default - the platform makes an empty one */
  readonly existing?: ExistingSecretInput;
}

export interface ExistingSecretInput {
  /** The complete ARN of a secret, with the six characters at its end; JSON with the credential in the field `value`. @default - the platform makes one on AWS */
  readonly aws?: string;
  /** The URI of a Key Vault secret, without a version, in the vault that `clouds.azure.keyVault` names; JSON with the credential in the field `value`. @default - the platform makes one on Azure */
  readonly azure?: string;
}

/** A guardrail. In a file for Azure, what the filters of Azure cannot do is refused. */
export interface GuardrailInput {
  /** How strictly each kind of harmful content is stopped. @default - medium, prompt attacks high */
  readonly contentFilters?: Readonly<Partial<Record<ContentFilter, FilterStrength>>>;
  /** What happens to personal data in prompts and answers. @default - anonymised as `data.pii` says */
  readonly pii?: GuardrailPiiInput;
  /** Subjects that the model does not talk about. @default - none */
  readonly deniedTopics?: readonly DeniedTopicInput[];
  /** Words that are stopped. @default - none */
  readonly blockedWords?: readonly string[];
  /** Whether the cloud's list of profanities is stopped. @default 'block' */
  readonly profanity?: 'block' | 'allow';
  /** The least scores, 0 to 0.99, of an answer's support by its sources and of its relevance. @default - not checked */
  readonly grounding?: { readonly grounding: number; readonly relevance: number };
  /** What a caller reads instead of a stopped prompt or answer. @default - a neutral sentence */
  readonly blockedMessage?: string;
  /** Whether changes take effect at once (`draft`) or by a new version; `prod` refuses `draft`, which gives up the published version. On Azure they always do at once. @default 'published' */
  readonly version?: 'published' | 'draft';
}

export interface GuardrailPiiInput {
  /** `anonymize` puts a placeholder in its place, `block` stops the text, `allow` lets it through. */
  readonly action: 'anonymize' | 'block' | 'allow';
  /** What counts as personal data; refused with `allow`. @default - what identifies a person or opens an account */
  readonly kinds?: readonly PiiKind[];
}

export interface DeniedTopicInput {
  /** What the topic is called in reports: 1 to 100 letters, digits, spaces and - _ ! ? . */
  readonly name: string;
  /** What belongs to it, in one or two sentences. */
  readonly definition: string;
  /** Up to five questions that would be refused. @default - none */
  readonly examples?: readonly string[];
}

export type ModelInput = ManagedModelInput | ExternalModelInput;

/** A model that the cloud runs: Bedrock, Azure AI Foundry. */
export interface ManagedModelInput {
  /** A model that the cloud runs. */
  readonly kind: 'managed';
  /** Name in the catalogue, one for both clouds or one each. A change replaces the model's inference profile. */
  readonly model: string | ModelByCloudInput;
  /** Where the model computes. @default - the narrowest scope that is offered and honours the residency */
  readonly processing?: ProcessingScope;
  /** Length of an embedding model's vectors. @default - the model's own */
  readonly dimensions?: number;
  /** Name of the guardrail of a chat model. @default 'standard' */
  readonly guardrail?: string;
  /** What a model may take: by use, or reserved in the cloud's own units (Azure: PTU). @default - paid by use */
  readonly capacity?: CapacityInput;
}

export interface ModelByCloudInput {
  /** The model on AWS. @default - required where `clouds` names AWS */
  readonly aws?: string;
  /** The model on Azure. @default - required where `clouds` names Azure */
  readonly azure?: string;
}

export type CapacityInput =
  /** Paid by use. */
  | {
      readonly kind: 'on-demand';
      /** Limit on Azure, in whole thousands; its sum by model is held by the subscription's quota. @default 50000 */
      readonly tokensPerMinute?: number;
    }
  /** Paid by the hour, used or not; on Azure alone. */
  | { readonly kind: 'provisioned'; readonly units: number };

export interface ExemptionInput {
  /** Id of one of the kit's own rules, such as `NET-01`; the README of constructs/policy lists them. */
  readonly rule: RuleId;
  /** The cloud that it holds on. @default - every cloud of the platform */
  readonly cloud?: Cloud;
  /** The environment that it holds in. @default - every environment */
  readonly environment?: string;
  /** A logical id, or a construct's path with everything below it, as `plan.json` gives them. @default - wherever the rule is broken */
  readonly where?: string;
  /** Why the finding is accepted. */
  readonly reason: string;
  /** The last day that it holds, YYYY-MM-DD. */
  readonly expires: string;
}
