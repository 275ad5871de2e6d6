import { DEFAULT_AUDIT_LOCK_DAYS } from '../../spec/bucket-roles.ts';

/**
 * How long nobody can change or delete a record of the `audit` container, from the day it was written.
 *
 * - `none`: the account has no lock. Azure takes a lock only when it makes an account, so a later one needs another account name.
 * - `unlocked`: who manages the account can still shorten the days or end the lock.
 * - `locked`: nobody can, the subscription's owner included; the days can only grow. The account and its cost stay until the last
 *   record is free. Azure makes it from `unlocked` alone: deploy that first, then this.
 *
 * Another number of days holds for new records.
 *
 * @see https://learn.microsoft.com/azure/storage/blobs/immutable-version-level-worm-policies
 */
export type AuditLock =
  | { readonly kind: 'none' }
  | { readonly kind: 'unlocked'; readonly days: number }
  | { readonly kind: 'locked'; readonly days: number };

/** The lock of an audit container where nobody says otherwise: a year that who manages the account can end. */
export const DEFAULT_AUDIT_LOCK: AuditLock = { kind: 'unlocked', days: DEFAULT_AUDIT_LOCK_DAYS };

/** Azure's form of a lock: the policy that every new version of every blob of an account starts with. */
export function accountImmutability(lock: AuditLock) {
  switch (lock.kind) {
    case 'none':
      return undefined;
    case 'unlocked':
      return immutability('Unlocked', lock.days);
    case 'locked':
      return immutability('Locked', lock.days);
  }
}

function immutability(state: 'Unlocked' | 'Locked', days: number) {
  return { enabled: true, immutabilityPolicy: { state, immutabilityPeriodSinceCreationInDays: days } };
}
