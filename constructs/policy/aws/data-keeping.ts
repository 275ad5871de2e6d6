import { numberOf } from '../json.ts';
import type { Check } from '../rule.ts';
import { onBuckets, takesAccessLogs } from './buckets.ts';
import { isCustomerKey } from './customer-key.ts';
import { demandEvery, demandTrue, observe } from './observe.ts';
import { certainElements, elements, type Template, valuesAt } from './template.ts';

export const customerKey: Check<Template> = onBuckets((bucket, template) => {
  if (takesAccessLogs(template, bucket)) return [];
  const path = 'Properties.BucketEncryption.ServerSideEncryptionConfiguration';
  const remedy = 'Give the bucket a key of yours (encryptionKey) with bucketKeyEnabled.';
  const lists = valuesAt(bucket.properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration');
  if (!lists.every((list) => certainElements(list).length > 0))
    return [observe(bucket, path, 'nothing', { allowed: 'aws:kms with a customer key', remedy })];
  return lists.flatMap(elements).flatMap((rule) => {
    const algorithms = valuesAt(rule, 'ServerSideEncryptionByDefault', 'SSEAlgorithm');
    const keys = valuesAt(rule, 'ServerSideEncryptionByDefault', 'KMSMasterKeyID');
    const layered = algorithms.every((algorithm) => algorithm === 'aws:kms:dsse');
    return [
      ...demandEvery(bucket, `${path}.SSEAlgorithm`, algorithms, (algorithm) => algorithm === 'aws:kms' || algorithm === 'aws:kms:dsse', {
        allowed: 'aws:kms',
        remedy,
      }),
      ...demandEvery(bucket, `${path}.KMSMasterKeyID`, keys, (key) => isCustomerKey(template, key), {
        allowed: "a key of the account's own",
        remedy,
      }),
      ...(layered ? [] : demandTrue(bucket, `${path}.BucketKeyEnabled`, valuesAt(rule, 'BucketKeyEnabled'), remedy)),
    ];
  });
});

export const versioned: Check<Template> = onBuckets((bucket, template) =>
  takesAccessLogs(template, bucket)
    ? []
    : demandEvery(
        bucket,
        'Properties.VersioningConfiguration.Status',
        valuesAt(bucket.properties, 'VersioningConfiguration', 'Status'),
        (status) => status === 'Enabled',
        {
          allowed: 'Enabled',
          remedy: 'Set versioned: true; a noncurrent-version rule bounds the cost.',
        },
      ),
);

export const lifecycle: Check<Template> = onBuckets((bucket, template) => {
  const path = 'Properties.LifecycleConfiguration.Rules';
  const lists = valuesAt(bucket.properties, 'LifecycleConfiguration', 'Rules').map((list) =>
    certainElements(list).filter(isWholeBucketRule),
  );
  const missing = (what: string, remedy: string) =>
    observe(bucket, path, `no ${what}`, { allowed: `an enabled rule for the whole bucket with ${what}`, remedy });
  const has = (...at: readonly string[]) =>
    lists.every((rules) => rules.some((rule) => valuesAt(rule, ...at).every((days) => (numberOf(days) ?? 0) >= 1)));
  const keepsVersions = valuesAt(bucket.properties, 'VersioningConfiguration', 'Status').includes('Enabled');
  const expiresVersions = has('NoncurrentVersionExpiration', 'NoncurrentDays') || has('NoncurrentVersionExpirationInDays');
  return [
    ...(has('AbortIncompleteMultipartUpload', 'DaysAfterInitiation')
      ? []
      : [missing('AbortIncompleteMultipartUpload', 'Set abortIncompleteMultipartUploadAfter.')]),
    ...(!keepsVersions || expiresVersions ? [] : [missing('NoncurrentVersionExpiration', 'Set noncurrentVersionExpiration.')]),
    ...(!takesAccessLogs(template, bucket) || has('ExpirationInDays')
      ? []
      : [missing('ExpirationInDays', 'Set how long access logs are kept (expiration).')]),
  ];
});

function isWholeBucketRule(rule: unknown): boolean {
  const narrows = ['Prefix', 'TagFilters', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'];
  return (
    valuesAt(rule, 'Status').every((status) => status === 'Enabled') &&
    narrows.every((key) => valuesAt(rule, key).every((value) => value === undefined || value === ''))
  );
}
