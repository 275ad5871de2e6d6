/** The parts of the ARM id of a storage table. */
export interface TableIdParts {
  readonly accountName: string;
  readonly tableName: string;
}

const TABLE_ID =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Storage\/storageAccounts\/([a-z0-9]{3,24})\/tableServices\/default\/tables\/([A-Za-z][A-Za-z0-9]{2,62})$/i;

/** Reads the ARM id of a storage table. Throws when it is none. */
export function parseTableId(id: string): TableIdParts {
  const [, accountName, tableName] = TABLE_ID.exec(id) ?? [];
  if (accountName && tableName) return { accountName, tableName };
  throw new Error(
    'tableId must be /subscriptions/<id>/resourceGroups/<name>/providers/Microsoft.Storage/storageAccounts/<name>/tableServices/default/tables/<name>, ' +
      `got '${id}'; take the account's from 'az storage account show --query id' and add the rest`,
  );
}
