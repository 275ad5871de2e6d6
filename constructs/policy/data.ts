import { isCustomerKey } from './customer-key.ts';
import { isAnybody, isOpen } from './matching.ts';
import { demandEvery, demandTrue, observe } from './observe.ts';
import { mentions, refersTo } from './references.ts';
import type { Observation, PolicyContext, Rule } from './rule.ts';
import { type Statement, statementsAt } from './statements.ts';
import {
  certainElements,
  elements,
  existsWith,
  field,
  isFalse,
  isSet,
  numberOf,
  type Resource,
  resourcesOfType,
  type Template,
  valuesAt,
} from './template.ts';

const BUCKET = 'AWS::S3::Bucket';
const BUCKET_POLICY = 'AWS::S3::BucketPolicy';

function onBuckets(check: (bucket: Resource, template: Template, context: PolicyContext) => readonly Observation[]) {
  return (template: Template, context: PolicyContext) =>
    resourcesOfType(template, BUCKET).flatMap((bucket) => check(bucket, template, context));
}

/** The statements of a bucket's policy that exist whenever the bucket does. */
function policyStatements(template: Template, bucket: Resource): readonly Statement[] {
  const name = field(bucket.properties, 'BucketName');
  return resourcesOfType(template, BUCKET_POLICY)
    .filter((policy) => {
      const target = field(policy.properties, 'Bucket');
      return refersTo(template, target, bucket.logicalId) || (typeof name === 'string' && name === target);
    })
    .flatMap((policy) =>
      statementsAt(template, policy, ['PolicyDocument']).map((statement) => ({
        ...statement,
        certain: statement.certain && existsWith(policy, bucket),
      })),
    );
}

/**
 * Whether a bucket takes access logs: another bucket names it, or its policy lets the log service write. Log delivery needs the
 * service's own key, so such a bucket is exempt from the customer key, from versions, and from logging into itself.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function takesAccessLogs(template: Template, bucket: Resource): boolean {
  const named = resourcesOfType(template, BUCKET).some(
    (other) =>
      other.logicalId !== bucket.logicalId &&
      valuesAt(other.properties, 'LoggingConfiguration', 'DestinationBucketName').some((value) =>
        refersTo(template, value, bucket.logicalId),
      ),
  );
  return (
    named ||
    policyStatements(template, bucket).some(
      (statement) => statement.allow && statement.certain && statement.principals.includes('Service:logging.s3.amazonaws.com'),
    )
  );
}

const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
const CLOSED_ACLS = [undefined, 'Private', 'BucketOwnerFullControl', 'BucketOwnerRead', 'LogDeliveryWrite'];

const noPublicAccess: Rule = {
  id: 'DAT-01',
  title: 'Data buckets are closed to the public',
  when: 'always',
  source: ['AwsSolutions-S2', 'CKV_AWS_53', 'CKV_AWS_54', 'CKV_AWS_55', 'CKV_AWS_56'],
  checks: {
    aws: onBuckets((bucket, template) => [
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
    ]),
  },
};

const tlsOnly: Rule = {
  id: 'DAT-02',
  title: 'Data buckets refuse plain HTTP',
  when: 'always',
  source: ['AwsSolutions-S10'],
  checks: {
    aws: onBuckets((bucket, template) => {
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
    }),
  },
};

function coversBucket(statement: Statement, bucket: Resource): boolean {
  if (statement.notResources) return false;
  if (statement.resources.includes('*')) return true;
  const own = statement.resources.filter((text) => mentions(text, bucket.logicalId));
  return own.some((text) => text.endsWith('}')) && own.some((text) => text.endsWith('/*'));
}

const customerKey: Rule = {
  id: 'DAT-03',
  title: 'Data buckets are encrypted with a customer key (access-log buckets with the service key, since log delivery takes no other)',
  when: 'private',
  source: ['CKV_AWS_19', 'CKV_AWS_145'],
  checks: {
    aws: onBuckets((bucket, template) => {
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
          ...demandEvery(
            bucket,
            `${path}.SSEAlgorithm`,
            algorithms,
            (algorithm) => algorithm === 'aws:kms' || algorithm === 'aws:kms:dsse',
            { allowed: 'aws:kms', remedy },
          ),
          ...demandEvery(bucket, `${path}.KMSMasterKeyID`, keys, (key) => isCustomerKey(template, key), {
            allowed: "a key of the account's own",
            remedy,
          }),
          ...(layered ? [] : demandTrue(bucket, `${path}.BucketKeyEnabled`, valuesAt(rule, 'BucketKeyEnabled'), remedy)),
        ];
      });
    }),
  },
};

const versioned: Rule = {
  id: 'DAT-04',
  title: 'Data buckets keep versions (not access-log buckets, which are only ever appended to)',
  when: 'always',
  source: ['CKV_AWS_21'],
  checks: {
    aws: onBuckets((bucket, template) =>
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
    ),
  },
};

const accessLogs: Rule = {
  id: 'DAT-05',
  title: 'Data buckets deliver access logs to another bucket',
  when: 'always',
  source: ['AwsSolutions-S1', 'CKV_AWS_18'],
  checks: {
    aws: onBuckets((bucket, template) =>
      takesAccessLogs(template, bucket)
        ? []
        : demandEvery(
            bucket,
            'Properties.LoggingConfiguration.DestinationBucketName',
            valuesAt(bucket.properties, 'LoggingConfiguration', 'DestinationBucketName'),
            (target) => isSet(target) && !refersTo(template, target, bucket.logicalId),
            { allowed: 'another bucket', remedy: 'Add the logs role to the data buckets, or name an existing log bucket.' },
          ),
    ),
  },
};

const lifecycle: Rule = {
  id: 'DAT-06',
  title: 'Data buckets have a lifecycle: unfinished uploads are ended, old versions expire, access logs expire',
  when: 'always',
  source: ['CKV2_AWS_61'],
  checks: {
    aws: onBuckets((bucket, template) => {
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
    }),
  },
};

function isWholeBucketRule(rule: unknown): boolean {
  const narrows = ['Prefix', 'TagFilters', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'];
  return (
    valuesAt(rule, 'Status').every((status) => status === 'Enabled') &&
    narrows.every((key) => valuesAt(rule, key).every((value) => value === undefined || value === ''))
  );
}

/** Rules of the data that is kept. */
export const DATA_RULES: readonly Rule[] = [noPublicAccess, tlsOnly, customerKey, versioned, accessLogs, lifecycle];
