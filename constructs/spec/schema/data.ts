import { z } from 'zod';
import { BUCKET_ROLES } from '../bucket-roles.ts';
import { notes, sentence, wholeNumber } from './primitives.ts';

// KMS: RotationPeriodInDays 90 to 2560, PendingWindowInDays 7 to 30
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-kms-key.html
export const keys = z.strictObject({
  rotationDays: wholeNumber(90, 2560, { code: 'CFG-065', remedy: 'Rotate at least every seven years, at most every 90 days.' }).optional(),
  deletionWindowDays: wholeNumber(7, 30, { code: 'CFG-065', remedy: 'Leave 7 to 30 days to bring a deleted key back.' }).optional(),
});

const MOST_DAYS = 36500;
const role = z.enum(BUCKET_ROLES);
const lockDays = wholeNumber(1, MOST_DAYS, { example: 365 });

const auditLock = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('removable'), days: lockDays }),
    z.strictObject({ kind: z.literal('permanent'), days: lockDays }),
  ])
  .register(notes, { example: { kind: 'removable', days: 365 } });

export const data = z.strictObject({
  buckets: z
    .array(role)
    .min(1)
    .register(notes, { allowed: `one or more of ${BUCKET_ROLES.join(', ')}`, remedy: 'Name a role, or take data out to have no bucket.' })
    .optional(),
  retentionDays: z.partialRecord(role, wholeNumber(1, MOST_DAYS, { code: 'CFG-064' })).optional(),
  // Blob soft delete takes 1 to 365 days; S3 takes any number for noncurrent versions, so the stricter one is the kit's.
  softDeleteDays: wholeNumber(1, 365, { code: 'CFG-065' }).optional(),
  erasureWithinDays: wholeNumber(1, 365).optional(),
  auditLock: auditLock.optional(),
  removal: z.enum(['retain', 'destroy']).optional(),
  pii: z.enum(['redact', 'keep']).optional(),
});

export const secret = z.strictObject({
  maxAgeDays: wholeNumber(1, 730).optional(),
  description: sentence(200).optional(),
  existing: z.strictObject({ aws: z.string().optional(), azure: z.string().optional() }).optional(),
});
