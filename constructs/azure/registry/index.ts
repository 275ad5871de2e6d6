export { type IRegistry, Registry, type RegistryArgs, type RegistryAttributes, type RegistrySku } from './registry.ts';
export { RegistryGrants, type RegistryPermissions } from './registry-grants.ts';
