export { type IRegistry, Registry, type RegistryArgs, type RegistryAttributes, type RegistrySku } from './registry.ts';
export { PULL_GRANTS, RegistryGrants, type RegistryPermissions } from './registry-grants.ts';
