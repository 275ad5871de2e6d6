import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { KeyUseGrants } from '../keys/index.ts';
import { READ_SECRET_ACTIONS } from './perms.ts';

/** What principals may do with a secret, through their own policies alone: neither the secret nor its key gets a policy for them. */
export class SecretGrants {
  private readonly secret: secretsmanager.ISecret;
  private readonly encryptionKey: kms.IKey | undefined;

  constructor(secret: secretsmanager.ISecret, encryptionKey: kms.IKey | undefined) {
    this.secret = secret;
    this.encryptionKey = encryptionKey;
  }

  /** Read the value, and the key through Secrets Manager. */
  read(grantee: iam.IGrantable): iam.Grant {
    const grant = iam.Grant.addToPrincipal({ grantee, actions: [...READ_SECRET_ACTIONS], resourceArns: [this.secret.secretArn] });
    grant.assertSuccess();
    return this.encryptionKey ? grant.combine(KeyUseGrants.fromKey(this.encryptionKey).decrypt(grantee, 'secretsmanager')) : grant;
  }
}
