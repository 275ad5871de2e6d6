import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { BUCKET_ROLE_RULES, type BucketRole } from '../../spec/bucket-roles.ts';
import { KeyUseGrants } from '../keys/index.ts';
import { APPEND_ACTIONS, ERASE_ACTIONS, LIST_ACTIONS, LIST_VERSIONS_ACTIONS, READ_ACTIONS } from './perms.ts';

/**
 * What principals may do with the bucket of a role, by verb, through their own policies alone: neither the bucket's policy nor the
 * key's changes. `objectsKeyPattern` narrows the objects, for example to `tenant-a/*`; listing always shows every key.
 */
export class BucketGrants {
  private readonly role: BucketRole;
  private readonly bucket: s3.IBucket;

  constructor(role: BucketRole, bucket: s3.IBucket) {
    this.role = role;
    this.bucket = bucket;
  }

  /** List the bucket and read objects. */
  read(grantee: iam.IGrantable, objectsKeyPattern = '*'): iam.Grant {
    const grants = [this.onBucket(grantee, LIST_ACTIONS), this.onObjects(grantee, READ_ACTIONS, objectsKeyPattern)];
    if (this.bucket.encryptionKey) grants.push(KeyUseGrants.fromKey(this.bucket.encryptionKey).decrypt(grantee, 's3'));
    return combine(grants);
  }

  /** Add objects, without reading or deleting any. */
  append(grantee: iam.IGrantable, objectsKeyPattern = '*'): iam.Grant {
    const grants = [this.onObjects(grantee, APPEND_ACTIONS, objectsKeyPattern)];
    if (this.bucket.encryptionKey) grants.push(KeyUseGrants.fromKey(this.bucket.encryptionKey).encryptDecrypt(grantee, 's3'));
    return combine(grants);
  }

  /** Find and delete objects with all their versions, as an erasure request asks for. Refused where the role is immutable. */
  erase(grantee: iam.IGrantable, objectsKeyPattern = '*'): iam.Grant {
    if (BUCKET_ROLE_RULES[this.role].immutable) {
      throw new Error(
        `erase cannot be granted on the '${this.role}' bucket, which is immutable; keep subjects out of it by writing hashed ids`,
      );
    }
    return combine([this.onBucket(grantee, LIST_VERSIONS_ACTIONS), this.onObjects(grantee, ERASE_ACTIONS, objectsKeyPattern)]);
  }

  private onBucket(grantee: iam.IGrantable, actions: readonly string[]): iam.Grant {
    return toPrincipal(grantee, actions, this.bucket.bucketArn);
  }

  private onObjects(grantee: iam.IGrantable, actions: readonly string[], objectsKeyPattern: string): iam.Grant {
    return toPrincipal(grantee, actions, this.bucket.arnForObjects(objectsKeyPattern));
  }
}

function toPrincipal(grantee: iam.IGrantable, actions: readonly string[], resourceArn: string): iam.Grant {
  const grant = iam.Grant.addToPrincipal({ grantee, actions: [...actions], resourceArns: [resourceArn] });
  grant.assertSuccess();
  return grant;
}

function combine(grants: readonly iam.Grant[]): iam.Grant {
  return grants.reduce((all, grant) => all.combine(grant));
}
