import { correctedName, NAME_RULES, nameFault } from '../../spec/names.ts';
import { publicAccessFaults } from '../data/index.ts';
import type { KeyVaultArgs } from './key-vault.ts';

// https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview
const LEAST_SOFT_DELETE_DAYS = 7;
const MOST_SOFT_DELETE_DAYS = 90;

// The pattern of the ARM schema of Microsoft.KeyVault.
const TENANT_ID = /^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/;

/** Everything that is wrong with the args, one sentence each. What is known at deployment only is left alone. */
export function keyVaultFaults({ vaultName, tenantId, softDeleteDays, publicAccess }: KeyVaultArgs): string[] {
  const faults: string[] = [];
  if (nameFault('key-vault', vaultName)) {
    faults.push(
      `vaultName must be ${NAME_RULES['key-vault'].words}, got '${vaultName}'; a legal name would be '${correctedName('key-vault', vaultName)}'`,
    );
  }
  if (typeof tenantId === 'string' && !TENANT_ID.test(tenantId)) {
    faults.push(`tenantId must be a GUID, got '${tenantId}'; pass the tenantId of a WorkloadIdentity, or that of 'az account show'`);
  }
  if (softDeleteDays !== undefined && !isSoftDelete(softDeleteDays)) {
    faults.push(
      `softDeleteDays must be ${LEAST_SOFT_DELETE_DAYS} to ${MOST_SOFT_DELETE_DAYS} whole days, got ${softDeleteDays}; 90 is usual`,
    );
  }
  return [...faults, ...publicAccessFaults('publicAccess', publicAccess)];
}

function isSoftDelete(days: number): boolean {
  return Number.isInteger(days) && days >= LEAST_SOFT_DELETE_DAYS && days <= MOST_SOFT_DELETE_DAYS;
}
