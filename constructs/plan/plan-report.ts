import type { Tool } from '../policy/register.ts';
import type { Footprint } from '../replacement/index.ts';
import type { Profile } from '../spec/vocabulary.ts';
import type { GatewayPlan } from './gateway-plan.ts';
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
  /** What keeps something, and by what it is recognised, by id: `plan --against` holds a later plan against it. */
  readonly kept: Footprint;
  readonly findings: readonly PlanFinding[];
  /** What no rule has judged yet, in words: where something stands here, no finding is not the same as none to find. */
  readonly notChecked: readonly string[];
  readonly outputs: PlanOutputs;
  /** Absent where the file has no gateway. */
  readonly gateway?: GatewayPlan;
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
  /** In front of each top key of the contract. Absent where the stack's outputs are the only place. */
  readonly parameters?: string;
}

/** A finding that is accepted, with the reason: by an exemption of the file, or by the kit for the rule of a public tool. */
export interface Acknowledgement {
  /** The tool whose rule it is; `plan` does not run it. @default - a rule of the kit, accepted by an exemption of the file */
  readonly tool?: Tool;
  readonly rule: string;
  readonly reason: string;
  readonly where?: string;
  readonly expires?: string;
  /** How many findings it takes away; of a tool's rule the number of resources that it is about. */
  readonly findings: number;
}
