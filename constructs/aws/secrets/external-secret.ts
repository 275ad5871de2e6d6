import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { RemovalPolicy, SecretValue, Tags } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { EXTERNAL_SECRET_ROTATION } from '../../policy/acknowledged-findings.ts';
import { EXTERNAL_SECRET_TEMPLATE, MAX_AGE_TAG } from '../../spec/external-secret.ts';
import { acknowledge } from '../acknowledge.ts';
import { completeArnFaults, externalSecretFaults } from './external-secret-faults.ts';
import { SecretGrants } from './secret-grants.ts';

/** A credential of an outside provider in Secrets Manager. */
export interface IExternalSecret extends IConstruct {
  /** The secret, to hand to other constructs. */
  readonly secret: secretsmanager.ISecret;
  /** What principals may do with it, by verb. */
  readonly grants: SecretGrants;
}

export interface ExternalSecretAttributes {
  /** The ARN with the six characters that Secrets Manager added to the name. */
  readonly secretCompleteArn: string;
  /** The customer key that the secret is encrypted with; it must trust its account's IAM policies. @default - the account's `aws/secretsmanager` key */
  readonly encryptionKey?: kms.IKey;
}

export interface ExternalSecretProps {
  /** The age at which the credential has to be replaced, 1 to 1000 days. Changing it changes a tag alone. */
  readonly maxAgeDays: number;
  /** Whose credential it is and where to get one, at most 2048 characters. @default - names the construct's path */
  readonly description?: string;
  /** Encrypts the value. Changing it re-encrypts the value, it does not replace the secret. @default - the account's `aws/secretsmanager` key */
  readonly encryptionKey?: kms.IKey;
  /** A name of 1 to 512 letters, digits or / _ + = . @ -, not ending in a hyphen and six characters. Changing it replaces the secret, without its value. @default - CloudFormation makes one */
  readonly secretName?: string;
  /** What happens to the secret when its stack is deleted. With DESTROY its name can stay taken for up to 30 days. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A credential of an outside provider, made empty and set by a person: no template ever holds its value.
 *
 * Costs a monthly fee for each secret and a fee per read. Only `secretName` replaces it. AWS cannot rotate what another provider
 * issued, so the secret carries an age limit instead, which `llm-infra secrets` and monitoring read.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html
 */
export class ExternalSecret extends Construct implements IExternalSecret {
  /** A secret that exists already. Nothing is looked up and nothing about it is changed. */
  static fromAttributes(scope: Construct, id: string, attributes: ExternalSecretAttributes): IExternalSecret {
    return new ExistingSecret(scope, id, attributes);
  }

  readonly secret: secretsmanager.Secret;
  readonly grants: SecretGrants;

  constructor(scope: Construct, id: string, props: ExternalSecretProps) {
    super(scope, id);
    refuse(this, externalSecretFaults(props));
    this.secret = this.createSecret(props);
    this.limitAge(props.maxAgeDays);
    this.grants = new SecretGrants(this.secret, props.encryptionKey);
  }

  private createSecret({ description, encryptionKey, secretName, removalPolicy }: ExternalSecretProps): secretsmanager.Secret {
    return new secretsmanager.Secret(this, 'Resource', {
      description: description ?? `External credential of ${this.node.path}`,
      // A reference: the level-2 secret adds statements for the whole account to the policy of a key that it can reach.
      encryptionKey: encryptionKey && kms.Key.fromKeyArn(this, 'Key', encryptionKey.keyArn),
      secretName,
      secretStringValue: SecretValue.unsafePlainText(EXTERNAL_SECRET_TEMPLATE),
      removalPolicy: removalPolicy ?? RemovalPolicy.RETAIN,
    });
  }

  private limitAge(days: number): void {
    Tags.of(this.secret).add(MAX_AGE_TAG, String(days));
    acknowledge(this.secret, EXTERNAL_SECRET_ROTATION);
  }
}

class ExistingSecret extends Construct implements IExternalSecret {
  readonly secret: secretsmanager.ISecret;
  readonly grants: SecretGrants;

  constructor(scope: Construct, id: string, { secretCompleteArn, encryptionKey }: ExternalSecretAttributes) {
    super(scope, id);
    refuse(this, completeArnFaults(secretCompleteArn));
    this.secret = secretsmanager.Secret.fromSecretAttributes(this, 'Resource', { secretCompleteArn, encryptionKey });
    this.grants = new SecretGrants(this.secret, encryptionKey);
  }
}

function refuse(secret: Construct, faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`ExternalSecret '${secret.node.path}' cannot be made:\n- ${faults.join('\n- ')}`);
}
