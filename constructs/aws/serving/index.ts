export { ManagedModel, type ManagedModelAttributes, type ManagedModelOptions, type ManagedModelProps } from './managed-model.ts';
export type { IManagedModel, ModelUse } from './managed-model-base.ts';
export type { ManagedModelMetrics, ModelMetricOptions } from './metrics.ts';
export type { GrantedModel, GuardrailEnforcement, ManagedModelGrants } from './perms.ts';
export type { ModelRouting } from './routing.ts';
