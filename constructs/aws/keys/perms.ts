// What S3 and Secrets Manager ask of a caller: Decrypt to read, GenerateDataKey to write, and Decrypt as well for the parts of a
// multipart upload. https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions

/** Reading what a service has encrypted with a key. */
export const DECRYPT_ACTIONS = ['kms:Decrypt'] as const;

/** Writing through a service that encrypts with a key. */
export const ENCRYPT_DECRYPT_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;
