import type { Profile } from '../spec/vocabulary.ts';
import type { SynthesizedPlatform, SynthesizedResource } from './synthesized.ts';

/** The offline report on a platform, written to `plan.json`: equal for equal file, release and `asOf`. */
export interface PlanReport {
  /** Version of this form. */
  readonly version: 1;
  /** The day against which retirements and expiries were judged, YYYY-MM-DD. */
  readonly asOf: string;
  readonly name: string;
  readonly environments: readonly EnvironmentPlan[];
}

/** One environment on one cloud. */
export interface EnvironmentPlan {
  readonly environment: string;
  readonly cloud: SynthesizedPlatform['cloud'];
  readonly profile: Profile;
  readonly region: string;
  readonly resources: readonly SynthesizedResource[];
  /** Whether the cloud's own validation of the templates ran. */
  readonly validation: SynthesizedPlatform['validation'];
  readonly findings: readonly PlanFinding[];
  readonly outputs: PlanOutputs;
  /** The files written, relative to the output folder. */
  readonly files: readonly string[];
  readonly acknowledgements: readonly Acknowledgement[];
}

export interface PlanFinding {
  /** Id of the rule: a control of the kit, a code of the file, or a rule of the cloud's own validation. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly remedy?: string;
  readonly stack?: string;
  readonly logicalId?: string;
  /** Where in the resource, the template or the file. */
  readonly path?: string;
}

/** Where the outputs contract is found after the deployment. */
export interface PlanOutputs {
  readonly stackOutputs: SynthesizedPlatform['outputs'];
  /** In front of each top key of the contract. */
  readonly parameters: string;
}

/** A finding that is accepted, with the reason. */
export interface Acknowledgement {
  readonly rule: string;
  readonly reason: string;
  readonly where?: string;
  readonly expires?: string;
  /** How many findings it takes away. */
  readonly findings: number;
}
