// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html

/** Finding objects: on the bucket. */
export const LIST_ACTIONS = ['s3:GetBucketLocation', 's3:ListBucket'] as const;

/** Reading the newest version of objects. */
export const READ_ACTIONS = ['s3:GetObject'] as const;

/** Adding objects, in parts as well. An object that is written again stays readable as an older version; nothing can be read or deleted. */
export const APPEND_ACTIONS = ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'] as const;

/** Finding every version of objects: on the bucket. */
export const LIST_VERSIONS_ACTIONS = ['s3:ListBucketVersions'] as const;

/** Deleting objects with all their versions. No list of this kit holds `s3:BypassGovernanceRetention`. */
export const ERASE_ACTIONS = ['s3:DeleteObject', 's3:DeleteObjectVersion'] as const;
