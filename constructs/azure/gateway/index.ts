export { GatewayState, type GatewayStateArgs, type IGatewayState } from './gateway-state.ts';
export type { GatewayStateGrants } from './state-grants.ts';
