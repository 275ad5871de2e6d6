import { type AzureCheck, isPrivate } from '../rule.ts';
import { hasPrivateEndpoint } from './links.ts';
import { demand, demandFalse, demandWord, isWord, observe, onEach, onProgram } from './observe.ts';
import { ofClass } from './registrations.ts';
import { servicesOf } from './storage-services.ts';

const ACCOUNT = 'storage:StorageAccount';

export const noPublicAccess: readonly AzureCheck[] = [
  // Accounts of older API versions let containers be public unless told otherwise, so it must be written out.
  onEach([ACCOUNT], (account) =>
    demandFalse(account, 'allowBlobPublicAccess', 'Set allowBlobPublicAccess: false; hand blobs out by user delegation SAS.'),
  ),
  onEach(['storage:BlobContainer'], (container) =>
    demand(container, 'publicAccess', (access) => access === undefined || isWord(access, 'None'), {
      allowed: 'None',
      remedy: 'Set publicAccess to None.',
    }),
  ),
];

// HTTPS is the default since API 2019-04-01; the lowest TLS version is 1.0 unless one is named.
// https://learn.microsoft.com/azure/storage/common/transport-layer-security-configure-minimum-version
export const tlsOnly: readonly AzureCheck[] = [
  onEach([ACCOUNT], (account) => [
    ...demand(account, 'enableHttpsTrafficOnly', (only) => only === undefined || only === true, {
      allowed: 'true',
      remedy: 'Set enableHttpsTrafficOnly: true.',
    }),
    ...demandWord(account, 'minimumTlsVersion', ['TLS1_2', 'TLS1_3'], 'Set minimumTlsVersion to TLS1_2.'),
  ]),
];

export const closedAccounts: readonly AzureCheck[] = [
  onEach([ACCOUNT], (account, context) => [
    ...demandFalse(account, 'allowSharedKeyAccess', 'Set allowSharedKeyAccess: false; workloads read and write with their identity.'),
    ...demandWord(account, 'networkRuleSet.defaultAction', ['Deny'], 'Set networkRuleSet.defaultAction to Deny and list who may call.'),
    ...(isPrivate(context)
      ? demandWord(account, 'publicNetworkAccess', ['Disabled'], 'Disable public network access; callers come by private endpoint.')
      : []),
  ]),
  onProgram((registrations, context) =>
    ofClass(registrations, ACCOUNT)
      .filter(() => isPrivate(context))
      .flatMap((account) =>
        servicesOf(registrations, account)
          .filter((service) => !hasPrivateEndpoint(registrations, account, service))
          .map((service) =>
            observe(account, 'publicNetworkAccess', 'no private endpoint', {
              allowed: `a PrivateEndpoint for the group ${service}`,
              remedy: `Add a private endpoint for the ${service}s of the account.`,
            }),
          ),
      ),
  ),
];
