export type { GatewayAccess } from './access.ts';
export { ConsumerKeys, type ConsumerKeysArgs, type VaultKeyPlace } from './consumer-keys.ts';
export { AzureDnsZone, type AzureDnsZoneAttributes, type DnsRecord, type DnsZone } from './dns-zone.ts';
export type { GatewayDomain, VaultCertificate } from './gateway-domain.ts';
export { GatewayState, type GatewayStateArgs, type IGatewayState } from './gateway-state.ts';
export type { InitProgram } from './init-program.ts';
export { type PrivateDnsNeeds, ServerlessGateway } from './serverless-gateway.ts';
export type { CallableModel, ReadableSecret, ServerlessGatewayArgs } from './serverless-gateway-args.ts';
export type { GatewayStateGrants } from './state-grants.ts';
