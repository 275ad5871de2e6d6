export type { GatewayConfig } from '../../runtime/gateway/config/gateway-config.ts';
export type { GatewayAccess } from './access.ts';
export type { GatewayDomain } from './custom-domain.ts';
export type { GatewayFirewall } from './firewall.ts';
export { GatewayState, type GatewayStateAttributes, type GatewayStateProps, type IGatewayState } from './gateway-state.ts';
export type { GatewayMetricOptions, GatewayMetrics } from './metrics.ts';
export { ServerlessGateway } from './serverless-gateway.ts';
export type { CallableModel, GatewayThrottle, ReadableSecret, ServerlessGatewayProps } from './serverless-gateway-props.ts';
export type { GatewayStateGrants } from './state-grants.ts';
