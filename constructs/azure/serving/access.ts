/**
 * From where an account can be called. An allow-list opens it to these addresses alone; every caller still needs a role.
 * Source: https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks
 */
export type ModelAccountAccess =
  /** Through private endpoints alone. */
  | { readonly kind: 'private' }
  /** From the listed public addresses, and through private endpoints. */
  | {
      readonly kind: 'allow-list';
      /** IPv4 addresses, `203.0.113.7`, or ranges, `203.0.113.0/24`. */
      readonly addresses: readonly string[];
    };

/** The network settings of an account. Nothing passes by default, trusted services of Microsoft neither. */
export function networkSettings(access: ModelAccountAccess = { kind: 'private' }) {
  const addresses = access.kind === 'allow-list' ? access.addresses : [];
  return {
    publicNetworkAccess: access.kind === 'allow-list' ? 'Enabled' : 'Disabled',
    networkAcls: { defaultAction: 'Deny', bypass: 'None', ipRules: addresses.map((value) => ({ value })), virtualNetworkRules: [] },
  };
}
