import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';

// A week is longer than any upload that still runs.
const ABORT_UPLOADS_AFTER_DAYS = 7;

/**
 * The lifecycle of a versioned bucket. Objects are deleted at the end of their retention, which leaves a marker and an older version;
 * older versions go after `noncurrentDays`, their markers with them, and so do uploads that were never finished.
 *
 * Two rules, since S3 takes the clean-up of delete markers and an expiration only apart.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleExpiration.html
 */
export function bucketLifecycle(retention: Duration | undefined, noncurrentDays: number): s3.LifecycleRule[] {
  const housekeeping: s3.LifecycleRule = {
    id: 'Housekeeping',
    abortIncompleteMultipartUploadAfter: Duration.days(ABORT_UPLOADS_AFTER_DAYS),
    expiredObjectDeleteMarker: true,
    noncurrentVersionExpiration: Duration.days(noncurrentDays),
  };
  return retention ? [housekeeping, { id: 'Retention', expiration: retention }] : [housekeeping];
}
