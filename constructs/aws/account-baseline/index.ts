export { AccountBaseline, type AccountBaselineProps } from './account-baseline.ts';
export type { ApiGatewayLogRole, ApiGatewayLogs } from './api-gateway-logs.ts';
export type { ContentGuarding, EnforcedGuardrail, EnforcedModels, ManagedEnforcedGuardrail } from './enforced-guardrail.ts';
