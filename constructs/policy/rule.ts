import type { Residency } from '../catalog/index.ts';
import type { RuleId } from '../spec/rule-ids.ts';
import type { Cloud, EgressKind, Profile } from '../spec/vocabulary.ts';
import type { Template } from './aws/template.ts';
import type { Registration, Registrations } from './azure/registrations.ts';

/**
 * Where a rule holds: everywhere, in the prod profile, or wherever the platform is private (the prod profile, and every environment
 * whose file says private).
 */
export type When = 'always' | 'prod' | 'private';

/** What the rules must know of an environment beside its templates. Plain data: no clock, no account, no file. */
export interface PolicyContext {
  readonly cloud: Cloud;
  readonly profile: Profile;
  /** Whether the environment asks for private endpoints, a network and customer keys. The prod profile always does. */
  readonly private: boolean;
  /** Where data may be kept and processed. @default 'any' */
  readonly residency?: Residency;
  /** The region that the templates are for. @default - not known, so that it is not judged */
  readonly region?: string;
  /** The regions that data may be in. An empty list allows all. */
  readonly regionsAllowed: readonly string[];
  /** The keys, as the organisation spells them, of the tags that every taggable resource must carry. */
  readonly requiredTags: readonly string[];
  /** The way out to the internet that the platform file declares. @default 'none' */
  readonly egress?: EgressKind;
  /** Whether the account enforces a guardrail on every text model, deployed elsewhere. @default false */
  readonly enforcedGuardrail?: boolean;
  /** Who writes the DNS records of private endpoints: the deployment, or a policy of the organisation. @default 'deployment' */
  readonly privateDns?: 'deployment' | 'policy';
}

/** What a check saw: where, what, and what to do. */
export interface Observation {
  /** The resource that breaks the rule: its logical id or name. @default - the template as a whole */
  readonly logicalId?: string;
  /** The URN of a resource of a Pulumi program. @default - there is none */
  readonly urn?: string;
  /** The place in the resource or template, such as `Properties.BucketEncryption`. */
  readonly path: string;
  /** What is there; for a secret its kind, never its value. */
  readonly got: string;
  /** What the rule allows. */
  readonly allowed: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** An observation under the id of the rule that was broken. */
export interface Finding extends Observation {
  readonly rule: string;
}

/** What a rule says of a property that is not as it must be. */
export interface Demand {
  readonly allowed: string;
  readonly remedy: string;
}

/** Judges one subject. Total: it never throws, whatever the subject looks like. */
export type Check<Subject> = (subject: Subject, context: PolicyContext) => readonly Observation[];

/**
 * What is judged of a Pulumi program: resources of some classes, each by itself and before it is made, or what a program registers as a
 * whole, where a control asks for a companion.
 */
export type AzureCheck =
  | {
      readonly kind: 'resource';
      /** Classes of azure-native, such as `storage:StorageAccount`; `all` is every registration, components too. */
      readonly classes: readonly string[] | 'all';
      readonly judge: Check<Registration>;
    }
  | { readonly kind: 'program'; readonly judge: Check<Registrations> };

/** What each cloud judges: a rule without a check for a cloud does not exist there. */
export interface RuleChecks {
  /** Judges one CloudFormation template. */
  readonly aws?: Check<Template>;
  /** Judge what one Pulumi program registers. */
  readonly azure?: readonly AzureCheck[];
}

/** How bad it is that a rule is broken. Each is an error; this says which to mend first. */
export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** One control, with the same id on every cloud. */
export interface Rule {
  readonly id: RuleId;
  /** The control as a sentence that is true where it holds. */
  readonly title: string;
  readonly when: When;
  readonly severity: Severity;
  /** What happens where it does not hold. */
  readonly reason: string;
  /** What to do about it; a finding says it in the cloud's own words. */
  readonly fix: string;
  /** The public rules and vendor documentation that ask for it. */
  readonly source: readonly string[];
  readonly checks: RuleChecks;
}

/** Whether an environment must be private. */
export function isPrivate(context: PolicyContext): boolean {
  return context.private || context.profile === 'prod';
}

/** Whether a rule holds in an environment. */
export function holds(rule: Pick<Rule, 'when'>, context: PolicyContext): boolean {
  switch (rule.when) {
    case 'always':
      return true;
    case 'prod':
      return context.profile === 'prod';
    case 'private':
      return isPrivate(context);
  }
}
