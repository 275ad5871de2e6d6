export { type GatewayPlaces, renderGatewayConfig } from './render-gateway-config.ts';
