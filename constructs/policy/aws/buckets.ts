import { field } from '../json.ts';
import type { Observation, PolicyContext } from '../rule.ts';
import { refersTo } from './references.ts';
import { type Statement, statementsAt } from './statements.ts';
import { existsWith, type Resource, resourcesOfType, type Template, valuesAt } from './template.ts';

const BUCKET = 'AWS::S3::Bucket';
const BUCKET_POLICY = 'AWS::S3::BucketPolicy';

/** Judges every bucket of a template. */
export function onBuckets(check: (bucket: Resource, template: Template, context: PolicyContext) => readonly Observation[]) {
  return (template: Template, context: PolicyContext) =>
    resourcesOfType(template, BUCKET).flatMap((bucket) => check(bucket, template, context));
}

/** The statements of a bucket's policy that exist whenever the bucket does. */
export function policyStatements(template: Template, bucket: Resource): readonly Statement[] {
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
