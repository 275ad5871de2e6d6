import { isObject, shown } from '../json.ts';
import type { AzureCheck } from '../rule.ts';
import { hasPrivateEndpoint } from './links.ts';
import { demand, demandTrue, demandWord, observe, onEach, onProgram } from './observe.ts';
import { isUnknown, listAt, ofClass } from './registrations.ts';

const ACCOUNT = 'cognitiveservices:Account';

/** An account lets in nobody but who is listed. https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks */
export const closedByDefault: readonly AzureCheck[] = [
  onEach([ACCOUNT], (account) =>
    demandWord(account, 'properties.networkAcls.defaultAction', ['Deny'], 'Set networkAcls.defaultAction to Deny and list who may call.'),
  ),
];

export const privateModels: readonly AzureCheck[] = [
  onEach([ACCOUNT], (account) =>
    demandWord(account, 'properties.publicNetworkAccess', ['Disabled'], 'Disable public network access; callers come by private endpoint.'),
  ),
  onProgram((registrations) =>
    ofClass(registrations, ACCOUNT)
      .filter((account) => !hasPrivateEndpoint(registrations, account, 'account'))
      .map((account) =>
        observe(account, 'properties.publicNetworkAccess', 'no private endpoint', {
          allowed: 'a PrivateEndpoint for the group account',
          remedy: 'Add a private endpoint for the account, with the DNS zones of all its names.',
        }),
      ),
  ),
];

/** Without local authentication an account takes tokens of Entra ID alone. https://learn.microsoft.com/azure/ai-services/disable-local-auth */
export const noSharedKeys: readonly AzureCheck[] = [
  onEach([ACCOUNT], (account) =>
    demandTrue(account, 'properties.disableLocalAuth', 'Set disableLocalAuth; workloads call with their managed identity.'),
  ),
];

export const managedIdentity: readonly AzureCheck[] = [
  onEach([ACCOUNT], (account) => [
    ...demand(account, 'identity.type', (type) => typeof type === 'string' && /(?:^|[\s,])UserAssigned$/i.test(type), {
      allowed: 'UserAssigned',
      remedy: 'Give the account a user-assigned identity, whose rights outlive it.',
    }),
    ...demand(account, 'identity.userAssignedIdentities', hasMembers, {
      allowed: 'the id of an identity',
      remedy: 'Name the identity in userAssignedIdentities.',
    }),
  ]),
];

// A list of ids, or a map of them in the older form.
function hasMembers(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isObject(value) && Object.keys(value).length > 0;
}

/** What an account itself may call, as when it fetches a file by its URL. https://learn.microsoft.com/azure/ai-services/cognitive-services-data-loss-prevention */
export const accountEgress: readonly AzureCheck[] = [
  onEach([ACCOUNT], (account, { egress = 'none' }) => [
    ...demandTrue(
      account,
      'properties.restrictOutboundNetworkAccess',
      'Set restrictOutboundNetworkAccess; name in allowedFqdnList what the account may fetch from.',
    ),
    ...listAt(account, 'properties.allowedFqdnList')
      .filter((name) => !isUnknown(name) && (egress === 'none' || name === '*'))
      .map((name) =>
        observe(account, 'properties.allowedFqdnList', shown(name), {
          allowed: egress === 'none' ? 'no name, since no egress is declared' : 'full host names',
          remedy: 'Take the name out, or declare network.egress.',
        }),
      ),
  ]),
];
