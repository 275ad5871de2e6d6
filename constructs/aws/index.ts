export {
  AccountBaseline,
  type AccountBaselineProps,
  type ApiGatewayLogRole,
  type ContentGuarding,
  type EnforcedGuardrail,
  type EnforcedModels,
} from './account-baseline/index.ts';
export { type AuditLock, type BucketGrants, DataBuckets, type DataBucketsProps } from './data/index.ts';
export { FEATURE_FLAGS } from './feature-flags.ts';
export {
  type CallableModel,
  type GatewayAccess,
  type GatewayConfig,
  type GatewayDomain,
  type GatewayFirewall,
  type GatewayMetricOptions,
  type GatewayMetrics,
  GatewayState,
  type GatewayStateAttributes,
  type GatewayStateGrants,
  type GatewayStateProps,
  type GatewayThrottle,
  type IGatewayState,
  type ReadableSecret,
  ServerlessGateway,
  type ServerlessGatewayProps,
} from './gateway/index.ts';
export {
  type DeniedTopic,
  type GroundingThresholds,
  Guardrail,
  type GuardrailAttributes,
  type GuardrailContent,
  type GuardrailProps,
  type GuardrailTier,
  type IGuardrail,
  type SensitivePattern,
} from './guardrail/index.ts';
export { type KeyService, type KeyUseGrants, PlatformKey, type PlatformKeyProps } from './keys/index.ts';
export {
  type BucketDestination,
  createNetwork,
  type EgressRoute,
  type EndpointOptions,
  type ExistingEndpointOptions,
  ExistingNetwork,
  type ExistingNetworkProps,
  type FirewallEgress,
  type FlowLogDestination,
  type GatewayService,
  type INetwork,
  type InterfaceService,
  type NatEgress,
  type NetworkConfig,
  type NetworkEgress,
  NewNetwork,
  type NewNetworkProps,
  type NoEgress,
  type ProxyEgress,
  type WorkloadTier,
} from './network/index.ts';
export {
  LlmPlatform,
  type LlmPlatformProps,
  type PlatformAppProps,
  type PlatformStacks,
  platformApp,
  type StackPart,
  synthesizePlatform,
} from './platform/index.ts';
export { ExternalSecret, type ExternalSecretAttributes, type ExternalSecretProps, type IExternalSecret } from './secrets/index.ts';
export {
  type IManagedModel,
  ManagedModel,
  type ManagedModelAttributes,
  type ManagedModelProps,
  type ModelRouting,
  type ModelUse,
} from './serving/index.ts';
