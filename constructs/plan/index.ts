export { planEnvironment } from './plan-environment.ts';
export type { Acknowledgement, EnvironmentPlan, PlanFinding, PlanOutputs, PlanReport } from './plan-report.ts';
export { parsePlan, planJsonSchema, planSchema } from './plan-schema.ts';
export { policyContext } from './policy-context.ts';
export { renderPlan } from './render-plan.ts';
export type { SynthesisFinding, SynthesizedPlatform, SynthesizedResource } from './synthesized.ts';
