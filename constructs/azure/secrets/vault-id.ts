/** The parts of a vault's ARM id. */
export interface VaultIdParts {
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  readonly vaultName: string;
}

const VAULT_ID = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.KeyVault\/vaults\/([a-zA-Z0-9-]{3,24})$/i;

/** Reads the ARM id of a vault. Throws when it is none. */
export function parseVaultId(id: string): VaultIdParts {
  const [, subscriptionId, resourceGroupName, vaultName] = VAULT_ID.exec(id) ?? [];
  if (subscriptionId && resourceGroupName && vaultName) return { subscriptionId, resourceGroupName, vaultName };
  throw new Error(
    `vaultId must be /subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.KeyVault/vaults/<name>, got '${id}'; take it from 'az keyvault show --query id'`,
  );
}
