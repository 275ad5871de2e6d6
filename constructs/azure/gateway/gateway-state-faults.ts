import { correctedName, NAME_RULES, nameFault } from '../../spec/names.ts';
import { publicAccessFaults } from '../data/index.ts';
import type { GatewayStateArgs } from './gateway-state.ts';

// What the ARM schema of Microsoft.Storage says of a table's name and of an account's tags.
const TABLE_NAME = /^[A-Za-z][A-Za-z0-9]{2,62}$/;
const MOST_TAGS = 15;

/** Everything that is wrong with the args, one sentence each. */
export function gatewayStateFaults({ accountName, tableName, publicAccess, tags = {} }: GatewayStateArgs): string[] {
  const faults: string[] = [];
  if (nameFault('storage-account', accountName)) {
    const { words } = NAME_RULES['storage-account'];
    faults.push(
      `accountName must be ${words}, got '${accountName}'; a legal name would be '${correctedName('storage-account', accountName)}'`,
    );
  }
  if (tableName !== undefined && !TABLE_NAME.test(tableName)) {
    faults.push(
      `tableName must be 3 to 63 letters and digits, a letter first, got '${tableName}' (${tableName.length}); leave the others out`,
    );
  }
  const count = Object.keys(tags).length;
  if (count > MOST_TAGS) faults.push(`tags must be at most ${MOST_TAGS} on a storage account, got ${count}; take some out`);
  return [...faults, ...publicAccessFaults('publicAccess', publicAccess)];
}
