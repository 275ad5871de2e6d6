import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Stack } from 'aws-cdk-lib/core';
import { DECRYPT_ACTIONS, ENCRYPT_DECRYPT_ACTIONS } from './perms.ts';

/**
 * Lets principals use a key through one AWS service, by their own policies alone: the key's policy never changes, so a consumer in a
 * later stack leaves the stack of the key as it is. The key must trust its account's IAM policies, which the default policy does.
 *
 * `service` is the name in the service's endpoint, `s3` or `secretsmanager`; the key cannot be used past that service.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export class KeyUseGrants {
  /** The grants of any key, owned or imported. */
  static fromKey(key: kms.IKey): KeyUseGrants {
    return new KeyUseGrants(key);
  }

  private readonly key: kms.IKey;

  private constructor(key: kms.IKey) {
    this.key = key;
  }

  /** Read what the service has encrypted with the key. */
  decrypt(grantee: iam.IGrantable, service: string): iam.Grant {
    return this.use(grantee, service, DECRYPT_ACTIONS);
  }

  /** Read and write through the service. */
  encryptDecrypt(grantee: iam.IGrantable, service: string): iam.Grant {
    return this.use(grantee, service, ENCRYPT_DECRYPT_ACTIONS);
  }

  private use(grantee: iam.IGrantable, service: string, actions: readonly string[]): iam.Grant {
    const { region } = Stack.of(this.key);
    const grant = iam.Grant.addToPrincipal({
      grantee,
      actions: [...actions],
      resourceArns: [this.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` } },
    });
    grant.assertSuccess();
    return grant;
  }
}
