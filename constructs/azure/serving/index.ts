export type { ModelAccountAccess } from './access.ts';
export { AccountChildren } from './account-children.ts';
export type { CapacityExcess, CapacityLedger, CapacityUse } from './capacity.ts';
export {
  ManagedModel,
  type ManagedModelArgs,
  type ManagedModelAttributes,
  type ManagedModelOptions,
  type VersionUpgradeOption,
} from './managed-model.ts';
export type { FoundryModel, IManagedModel, ModelUse } from './managed-model-base.ts';
export type { ManagedModelMetrics, ModelMetric } from './metrics.ts';
export {
  ModelAccount,
  type ModelAccountArgs,
  type ModelAccountAttributes,
  type ModelAccountIdentity,
  type ModelAccountKey,
} from './model-account.ts';
export type { IModelAccount, ModelAccountLimits } from './model-account-base.ts';
export { ManagedModelGrants, ModelAccountGrants } from './perms.ts';
export type { CapacityQuota, DeploymentSku, ModelRouting, ModelThroughput } from './routing.ts';
