import { field, numberOf } from '../json.ts';
import type { Check, Observation } from '../rule.ts';
import { demandEvery, observe } from './observe.ts';
import { itemsAt, type Resource, resourcesOfType, type Template, valuesAt } from './template.ts';

export const immutableAudit: Check<Template> = (template, context) =>
  context.profile === 'ephemeral' ? [] : resourcesOfType(template, 'AWS::S3::Bucket').filter(isAuditBucket).flatMap(lockFaults);

// A logical id that ends in the construct id `audit`, with CDK's hash behind it or without.
const AUDIT_ID = /audit(?:bucket)?(?:[0-9A-F]{8})?$/i;

/** An audit bucket says so in its construct id or in a tag, or is lockable. */
function isAuditBucket(bucket: Resource): boolean {
  const tags = itemsAt(bucket.properties, 'Tags').map((tag) => field(tag, 'Value'));
  return (
    AUDIT_ID.test(bucket.logicalId) ||
    tags.includes('audit') ||
    valuesAt(bucket.properties, 'ObjectLockEnabled').some((enabled) => enabled !== undefined && enabled !== false)
  );
}

const DAYS_A_YEAR = 365;

function lockFaults(bucket: Resource): readonly Observation[] {
  const retention = ['ObjectLockConfiguration', 'Rule', 'DefaultRetention'];
  const path = `Properties.${retention.join('.')}`;
  const remedy = 'Give the audit bucket an object lock with a default retention.';
  const days = [
    ...valuesAt(bucket.properties, ...retention, 'Days').map(numberOf),
    ...valuesAt(bucket.properties, ...retention, 'Years').map((years) => (numberOf(years) ?? 0) * DAYS_A_YEAR),
  ].filter((value) => value !== undefined && value > 0);
  const longest = Math.max(0, ...days.map(Number));
  const expirations = itemsAt(bucket.properties, 'LifecycleConfiguration', 'Rules')
    .flatMap((rule) => valuesAt(rule, 'ExpirationInDays'))
    .flatMap((value) => numberOf(value) ?? []);
  const early = expirations.find((expiration) => expiration < longest);
  return [
    ...demandEvery(
      bucket,
      'Properties.ObjectLockEnabled',
      valuesAt(bucket.properties, 'ObjectLockEnabled'),
      (value) => value === true || value === 'true',
      { allowed: 'true', remedy },
    ),
    ...demandEvery(
      bucket,
      `${path}.Mode`,
      valuesAt(bucket.properties, ...retention, 'Mode'),
      (mode) => mode === 'GOVERNANCE' || mode === 'COMPLIANCE',
      {
        allowed: 'GOVERNANCE or COMPLIANCE',
        remedy,
      },
    ),
    ...(days.length > 0 ? [] : [observe(bucket, path, 'no duration', { allowed: 'Days or Years', remedy })]),
    ...(early === undefined
      ? []
      : [
          observe(bucket, 'Properties.LifecycleConfiguration.Rules', `${early} days`, {
            allowed: `at least the ${longest} days of the lock`,
            remedy: 'Keep audit objects at least as long as they are locked.',
          }),
        ]),
  ];
}
