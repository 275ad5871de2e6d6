import { isFalse, isSet } from '../json.ts';
import type { Check } from '../rule.ts';
import { onBuckets, policyStatements, takesAccessLogs } from './buckets.ts';
import { isAnybody, isOpen } from './matching.ts';
import { demandEvery, demandTrue, observe } from './observe.ts';
import { mentions, refersTo } from './references.ts';
import type { Statement } from './statements.ts';
import { type Resource, type Template, valuesAt } from './template.ts';

const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
const CLOSED_ACLS = [undefined, 'Private', 'BucketOwnerFullControl', 'BucketOwnerRead', 'LogDeliveryWrite'];

export const noPublicAccess: Check<Template> = onBuckets((bucket, template) => [
  ...BLOCKS.flatMap((block) =>
    demandTrue(
      bucket,
      `Properties.PublicAccessBlockConfiguration.${block}`,
      valuesAt(bucket.properties, 'PublicAccessBlockConfiguration', block),
      'Block all public access (blockPublicAccess: BLOCK_ALL); hand objects out by signed URLs.',
    ),
  ),
  ...demandEvery(
    bucket,
    'Properties.AccessControl',
    valuesAt(bucket.properties, 'AccessControl'),
    (acl) => CLOSED_ACLS.some((closed) => closed === acl),
    {
      allowed: 'no canned ACL that lets others in',
      remedy: 'Leave AccessControl out and grant by policy.',
    },
  ),
  ...demandEvery(
    bucket,
    'Properties.WebsiteConfiguration',
    valuesAt(bucket.properties, 'WebsiteConfiguration'),
    (website) => website === undefined,
    {
      allowed: 'no website',
      remedy: 'Serve files through a distribution of its own, not from a data bucket.',
    },
  ),
  ...policyStatements(template, bucket)
    .filter(isOpen)
    .map((statement) =>
      observe(statement.resource, statement.path, 'an Allow for anybody', {
        allowed: 'named principals, or a condition on account, organisation or network',
        remedy: 'Name the principal, or add a condition such as aws:SourceAccount.',
      }),
    ),
]);

export const tlsOnly: Check<Template> = onBuckets((bucket, template) => {
  const refuses = (statement: Statement) =>
    !statement.allow &&
    statement.certain &&
    isAnybody(statement) &&
    !statement.notPrincipals &&
    !statement.notActions &&
    statement.actions.some((action) => action === 's3:*' || action === '*') &&
    statement.conditions.length === 1 &&
    statement.conditions.every(
      ({ operator, key, values }) => operator === 'bool' && key === 'aws:securetransport' && values.every(isFalse),
    ) &&
    coversBucket(statement, bucket);
  if (policyStatements(template, bucket).some(refuses)) return [];
  return [
    observe(bucket, 'Properties', 'no policy that denies requests without TLS', {
      allowed: 'a bucket policy with Deny s3:* for everybody where aws:SecureTransport is false, on the bucket and its objects',
      remedy: 'Set enforceSSL on the bucket.',
    }),
  ];
});

function coversBucket(statement: Statement, bucket: Resource): boolean {
  if (statement.notResources) return false;
  if (statement.resources.includes('*')) return true;
  const own = statement.resources.filter((text) => mentions(text, bucket.logicalId));
  return own.some((text) => text.endsWith('}')) && own.some((text) => text.endsWith('/*'));
}

export const accessLogs: Check<Template> = onBuckets((bucket, template) =>
  takesAccessLogs(template, bucket)
    ? []
    : demandEvery(
        bucket,
        'Properties.LoggingConfiguration.DestinationBucketName',
        valuesAt(bucket.properties, 'LoggingConfiguration', 'DestinationBucketName'),
        (target) => isSet(target) && !refersTo(template, target, bucket.logicalId),
        { allowed: 'another bucket', remedy: 'Add the logs role to the data buckets, or name an existing log bucket.' },
      ),
);
