export { GatewayState, type GatewayStateAttributes, type GatewayStateProps, type IGatewayState } from './gateway-state.ts';
export type { GatewayStateGrants } from './state-grants.ts';
