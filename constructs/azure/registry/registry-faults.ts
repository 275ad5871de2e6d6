import { publicAccessFaults } from '../data/index.ts';
import type { RegistryArgs } from './registry.ts';

// The pattern and the lengths of the ARM schema of Microsoft.ContainerRegistry.
const REGISTRY_NAME = /^[a-zA-Z0-9]{5,50}$/;

const REGISTRY_ID =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.ContainerRegistry\/registries\/[a-zA-Z0-9]{5,50}$/i;

/** Everything that is wrong with the args, one sentence each. */
export function registryFaults({ registryName, sku }: RegistryArgs): string[] {
  const faults: string[] = [];
  if (!REGISTRY_NAME.test(registryName)) {
    faults.push(`registryName must be 5 to 50 letters and digits, got '${registryName}' (${registryName.length}); leave the others out`);
  }
  return sku?.name === 'Premium' ? [...faults, ...publicAccessFaults('sku.publicAccess', sku.publicAccess)] : faults;
}

/** What is wrong with the ARM id of a registry. What is known at deployment only is left alone. */
export function registryIdFaults(registryId: unknown): string[] {
  if (typeof registryId !== 'string' || REGISTRY_ID.test(registryId)) return [];
  return [
    `registryId must be /subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.ContainerRegistry/registries/<name>, got '${registryId}'; take it from 'az acr show --query id'`,
  ];
}
