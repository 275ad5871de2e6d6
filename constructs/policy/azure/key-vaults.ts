import { isExpiryTag } from '../expiry-tag.ts';
import { isObject, isTrue, numberOf } from '../json.ts';
import { type AzureCheck, isPrivate } from '../rule.ts';
import { hasPrivateEndpoint } from './links.ts';
import { demand, demandTrue, demandWord, observe, onEach, onProgram } from './observe.ts';
import { inputAt, isUnknown, ofClass, type Registration } from './registrations.ts';

const VAULT = 'keyvault:Vault';
const SECRET = 'keyvault:Secret';

const rightsByRole = (vault: Registration) =>
  demandTrue(vault, 'properties.enableRbacAuthorization', 'Set enableRbacAuthorization: true and grant roles on the vault or the secret.');

/** A vault is encrypted by the service; who reads a secret is decided by roles, and a secret stays when its program goes. */
export const keptSecrets: readonly AzureCheck[] = [
  onEach([VAULT], rightsByRole),
  onEach([SECRET], (secret, { profile }) =>
    profile === 'ephemeral' || secret.protect || secret.retainOnDelete !== false
      ? []
      : [
          observe(secret, 'retainOnDelete', 'false', {
            allowed: 'true',
            remedy: 'Set retainOnDelete; a value that people have set cannot be made again.',
          }),
        ],
  ),
];

export const expiringSecrets: readonly AzureCheck[] = [
  onEach([SECRET], (secret) => {
    const expires = inputAt(secret, 'properties.attributes.expires');
    const tags = inputAt(secret, 'tags');
    const tagged = isObject(tags) && Object.entries(tags).some(([key, value]) => isExpiryTag(key) && value !== '');
    if (isUnknown(expires) || isUnknown(tags) || tagged || (numberOf(expires) ?? 0) > 0) return [];
    return [
      observe(secret, 'properties.attributes.expires', 'no expiry', {
        allowed: 'an expiry, or a tag with it or with the greatest age',
        remedy: 'Give the secret a greatest age (maxAgeDays), or an expiry.',
      }),
    ];
  }),
];

/** The SDK fills in `false` for RBAC and `enabled` for the network, so each is asked for. */
export const hardenedVaults: readonly AzureCheck[] = [
  onEach([VAULT], (vault, context) => [
    ...demandTrue(vault, 'properties.enablePurgeProtection', 'Set enablePurgeProtection: true; it cannot be taken back.'),
    ...demand(vault, 'properties.enableSoftDelete', (on) => on === undefined || isTrue(on), {
      allowed: 'true',
      remedy: 'Leave soft delete on.',
    }),
    ...rightsByRole(vault),
    ...demandWord(vault, 'properties.networkAcls.defaultAction', ['Deny'], 'Set networkAcls.defaultAction to Deny and list who may call.'),
    ...(isPrivate(context)
      ? demandWord(
          vault,
          'properties.publicNetworkAccess',
          ['Disabled'],
          'Disable public network access; callers come by private endpoint.',
        )
      : []),
  ]),
  onProgram((registrations, context) =>
    ofClass(registrations, VAULT)
      .filter((vault) => isPrivate(context) && !hasPrivateEndpoint(registrations, vault, 'vault'))
      .map((vault) =>
        observe(vault, 'properties.publicNetworkAccess', 'no private endpoint', {
          allowed: 'a PrivateEndpoint for the group vault',
          remedy: 'Add a private endpoint for the vault.',
        }),
      ),
  ),
];
