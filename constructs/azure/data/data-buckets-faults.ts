import { BUCKET_ROLES } from '../../spec/bucket-roles.ts';
import { correctedName, NAME_RULES, nameFault } from '../../spec/names.ts';
import { DEFAULT_AUDIT_LOCK } from './audit-lock.ts';
import type { DataBucketsArgs } from './data-buckets.ts';
import { publicAccessFaults } from './public-access.ts';
import { accountsOf, STORAGE_ACCOUNTS } from './storage-accounts.ts';

// The ranges of the ARM schema of Microsoft.Storage: deleteRetentionPolicy.days, immutabilityPeriodSinceCreationInDays.
const MOST_SOFT_DELETE_DAYS = 365;
const MOST_LOCK_DAYS = 146000;

// One bound serves the lifecycle and the lock.
const MOST_RETENTION_DAYS = MOST_LOCK_DAYS;

// What the ARM schema of Microsoft.Storage says of `tags`.
const MOST_TAGS = 15;

/** Everything that is wrong with the args, one sentence each. */
export function dataBucketsFaults(args: DataBucketsArgs): string[] {
  return [
    ...roleFaults(args),
    ...accountNameFaults(args),
    ...retentionFaults(args),
    ...lockFaults(args),
    ...publicAccessFaults('publicAccess', args.publicAccess),
    ...tagFaults(args),
  ];
}

function roleFaults({ roles }: DataBucketsArgs): string[] {
  const faults: string[] = [];
  if (roles.length === 0) faults.push(`roles is empty; name at least one of ${BUCKET_ROLES.join(', ')}`);
  const unknown = roles.filter((role) => !BUCKET_ROLES.includes(role));
  if (unknown.length > 0) {
    faults.push(`roles has '${unknown.join("', '")}', allowed are ${BUCKET_ROLES.join(', ')}; make other containers with azure-native`);
  }
  const twice = new Set(roles.filter((role, index) => roles.indexOf(role) !== index));
  if (twice.size > 0) faults.push(`roles names '${[...twice].join("', '")}' more than once; name each once`);
  return faults;
}

function accountNameFaults({ roles, accountNames }: DataBucketsArgs): string[] {
  const needed = accountsOf(roles);
  const faults = STORAGE_ACCOUNTS.flatMap((kind) => {
    const name = accountNames[kind];
    if (name === undefined) {
      return needed.includes(kind)
        ? [`accountNames.${kind} is missing; name the account for ${kind}, of ${NAME_RULES['storage-account'].words}`]
        : [];
    }
    if (!needed.includes(kind)) return [`accountNames.${kind} has no role; add one to roles or take the name out`];
    if (!nameFault('storage-account', name)) return [];
    const { words } = NAME_RULES['storage-account'];
    return [`accountNames.${kind} must be ${words}, got '${name}'; a legal name would be '${correctedName('storage-account', name)}'`];
  });
  const names = Object.values(accountNames);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? faults : [...faults, `accountNames has '${twice}' more than once; give each account a name of its own`];
}

function retentionFaults({ roles, retentionDays = {}, noncurrentDays }: DataBucketsArgs): string[] {
  const faults: string[] = [];
  for (const role of BUCKET_ROLES) {
    const days = retentionDays[role];
    if (days === undefined) continue;
    if (!roles.includes(role)) faults.push(`retentionDays.${role} has no container; add '${role}' to roles or take it out`);
    faults.push(...periodFaults(`retentionDays.${role}`, days, MOST_RETENTION_DAYS));
  }
  if (noncurrentDays !== undefined) faults.push(...periodFaults('noncurrentDays', noncurrentDays, MOST_SOFT_DELETE_DAYS));
  return faults;
}

function lockFaults({ roles, retentionDays, auditLock }: DataBucketsArgs): string[] {
  if (!roles.includes('audit')) return auditLock ? ["auditLock has no container; add 'audit' to roles or take it out"] : [];
  const lock = auditLock ?? DEFAULT_AUDIT_LOCK;
  if (lock.kind === 'none') return [];
  const faults = periodFaults('auditLock.days', lock.days, MOST_LOCK_DAYS);
  const days = retentionDays?.audit;
  if (faults.length > 0 || days === undefined || days > lock.days) return faults;
  return [
    `retentionDays.audit must be longer than the lock of ${lock.days} days, got ${days}; keep records longer or pass a shorter auditLock`,
  ];
}

function tagFaults({ tags = {} }: DataBucketsArgs): string[] {
  const count = Object.keys(tags).length;
  return count > MOST_TAGS ? [`tags must be at most ${MOST_TAGS} on a storage account, got ${count}; take some out`] : [];
}

function periodFaults(path: string, days: number, most: number): string[] {
  if (Number.isInteger(days) && days >= 1 && days <= most) return [];
  const nearest = Number.isNaN(days) ? 1 : Math.min(most, Math.max(1, Math.round(days)));
  return [`${path} must be 1 to ${most} whole days, got ${days}; the nearest is ${nearest}`];
}
