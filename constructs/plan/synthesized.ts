import type { Registrations } from '../policy/index.ts';
import type { Footprint } from '../replacement/index.ts';
import type { Cloud } from '../spec/vocabulary.ts';

/** What a cloud's synthesis made of a platform, in terms that every cloud has. */
export interface SynthesizedPlatform {
  readonly cloud: Cloud;
  readonly templates: readonly { readonly stack: string; readonly file: string; readonly template: unknown }[];
  readonly resources: readonly SynthesizedResource[];
  /** What a Pulumi program registers. Absent where the templates say it all. */
  readonly registrations?: Registrations;
  /** What keeps something, and by what it is recognised: a later plan is held against it. */
  readonly kept: Footprint;
  /** The stack outputs of the outputs contract. */
  readonly outputs: readonly { readonly stack: string; readonly output: string }[];
  /** Where the outputs are also found, a path in front of each key. Absent where the stack's outputs are the only place. */
  readonly parameters?: string;
  /** Whether the cloud's own validation of the templates ran; the environment variable CDK_VALIDATION can switch CDK's off. */
  readonly validation: 'ran' | 'off';
  /** What the cloud's own validation of the templates found. */
  readonly findings: readonly SynthesisFinding[];
}

export interface SynthesizedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** The path of the construct or the component, to name it in an exemption. */
  readonly path: string;
  /** The URN of what Pulumi manages. */
  readonly urn?: string;
  readonly block: string;
}

export interface SynthesisFinding {
  readonly rule: string;
  /** Absent where the rule's name says it, as those of CloudFormation do. */
  readonly severity?: 'error' | 'warning';
  /** Which validator found it. */
  readonly source: string;
  readonly message: string;
  readonly template?: string;
  readonly logicalId?: string;
  readonly path?: string;
}
