import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { RemovalPolicy, SecretValue, Tags, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { CONSUMER_KEY_ROTATION } from '../../policy/acknowledged-findings.ts';
import { CONSUMER_NAME } from '../../runtime/gateway-bootstrap/consumer-name.ts';
import { CONSUMER_KEYS_TEMPLATE } from '../../runtime/gateway-bootstrap/key-secret.ts';
import type { ConsumerKeysStep } from '../../runtime/gateway-bootstrap/steps.ts';
import { DEFAULT_SECRET_MAX_AGE_DAYS } from '../../spec/defaults.ts';
import { MAX_AGE_TAG } from '../../spec/external-secret.ts';
import { acknowledge } from '../acknowledge.ts';
import { KeyUseGrants } from '../keys/index.ts';
import { SecretGrants } from '../secrets/secret-grants.ts';
import type { BootstrapStep } from './bootstrap-task.ts';
import type { IGatewayState } from './gateway-state.ts';
import { FILL_SECRET_ACTIONS } from './perms.ts';

/** Says of a secret whose keys it holds. */
export const CONSUMER_TAG = 'llm-infra:consumer';

export interface ConsumerKeysProps {
  /** The consumers by name, as the gateway's configuration names them. Taking one away leaves its secret in the account. */
  readonly consumers: readonly string[];
  /** Encrypts the keys. Changing it re-encrypts them. @default - the account's `aws/secretsmanager` key */
  readonly encryptionKey?: kms.IKey;
  /** The age at which a key has to be replaced, 1 to 1000 days. Changing it changes a tag alone. @default 90 */
  readonly maxAgeDays?: number;
  /** What the secrets' names begin with, as in `<prefix>/<consumer>/keys`. Changing it replaces the secrets, and so every key. @default - CloudFormation makes the names */
  readonly secretNamePrefix?: string;
  /** What happens to the secrets when their stack is deleted. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A secret for each consumer of a gateway, with its two live keys: made empty, and filled by the bootstrap, so that no template, no state
 * and no log ever holds a key.
 *
 * Costs a monthly fee for each secret. Only `secretNamePrefix` replaces them.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html
 */
export class ConsumerKeys extends Construct {
  /** The secrets by consumer, to reach further than this block does. */
  readonly secrets: ReadonlyMap<string, secretsmanager.Secret>;
  private readonly encryptionKey: kms.IKey | undefined;

  constructor(scope: Construct, id: string, props: ConsumerKeysProps) {
    super(scope, id);
    const faults = faultsOf(props);
    if (faults.length > 0) throw new Error(`ConsumerKeys '${this.node.path}' cannot be made:\n- ${faults.join('\n- ')}`);
    // A reference: the level-2 secret adds statements for the whole account to the policy of a key that it can reach.
    this.encryptionKey = props.encryptionKey && kms.Key.fromKeyArn(this, 'Key', props.encryptionKey.keyArn);
    this.secrets = new Map(props.consumers.map((consumer) => [consumer, this.createSecret(consumer, props)]));
  }

  /** What principals may do with the keys of a consumer: its own programs read them. */
  grants(consumer: string): SecretGrants {
    return new SecretGrants(this.secret(consumer), this.encryptionKey);
  }

  /** The secret of a consumer. Throws when it is not one of them. */
  secret(consumer: string): secretsmanager.Secret {
    const secret = this.secrets.get(consumer);
    if (secret) return secret;
    throw new Error(
      `ConsumerKeys '${this.node.path}' knows no '${consumer}', it has ${[...this.secrets.keys()].join(', ')}; add it to consumers`,
    );
  }

  /** Fills the secrets at deployment, and writes hashes of the keys to the gateway's rows. */
  bootstrap(state: IGatewayState): BootstrapStep {
    const consumers = [...this.secrets].map(([name, secret]) => ({ name, secret: secret.secretArn }));
    return {
      properties: { kind: 'consumer-keys', table: state.tableName, consumers } satisfies ConsumerKeysStep,
      grant: (grantee) => {
        const resourceArns = consumers.map(({ secret }) => secret);
        iam.Grant.addToPrincipal({ grantee, actions: [...FILL_SECRET_ACTIONS], resourceArns }).assertSuccess();
        if (this.encryptionKey) KeyUseGrants.fromKey(this.encryptionKey).encryptDecrypt(grantee, 'secretsmanager');
        state.grants.bootstrap(grantee);
      },
    };
  }

  private createSecret(consumer: string, props: ConsumerKeysProps): secretsmanager.Secret {
    const { secretNamePrefix: prefix, maxAgeDays, removalPolicy } = props;
    const secret = new secretsmanager.Secret(new Construct(this, consumer), 'Keys', {
      description: `Keys of the gateway's consumer ${consumer}`,
      secretStringValue: SecretValue.unsafePlainText(CONSUMER_KEYS_TEMPLATE),
      removalPolicy: removalPolicy ?? RemovalPolicy.RETAIN,
      // The last part keeps a name such as `…-mobile` from looking like the suffix that Secrets Manager adds.
      ...(prefix === undefined ? {} : { secretName: `${prefix}/${consumer}/keys` }),
      ...(this.encryptionKey ? { encryptionKey: this.encryptionKey } : {}),
    });
    Tags.of(secret).add(CONSUMER_TAG, consumer);
    Tags.of(secret).add(MAX_AGE_TAG, String(maxAgeDays ?? DEFAULT_SECRET_MAX_AGE_DAYS));
    acknowledge(secret, CONSUMER_KEY_ROTATION);
    return secret;
  }
}

function faultsOf({
  consumers,
  maxAgeDays = DEFAULT_SECRET_MAX_AGE_DAYS,
  secretNamePrefix: prefix,
  removalPolicy,
}: ConsumerKeysProps): string[] {
  const faults: string[] = [];
  if (consumers.length === 0) faults.push('consumers is empty; name at least one, or leave the block out');
  for (const [index, name] of consumers.entries()) {
    if (!CONSUMER_NAME.test(name)) {
      faults.push(
        `consumers[${index}] must be 1 to 32 lower-case letters, digits and single hyphens, begun by a letter, got '${name.slice(0, 80)}' (${name.length}); names are not shortened, so choose a shorter one`,
      );
    }
  }
  const twice = new Set(consumers.filter((name, index) => consumers.indexOf(name) !== index));
  if (twice.size > 0) faults.push(`consumers names '${[...twice].join("', '")}' more than once; name each once`);
  if (!Token.isUnresolved(maxAgeDays) && !(Number.isInteger(maxAgeDays) && maxAgeDays >= 1 && maxAgeDays <= 1000)) {
    faults.push(`maxAgeDays must be 1 to 1000 whole days, got ${maxAgeDays}; ${DEFAULT_SECRET_MAX_AGE_DAYS} is usual`);
  }
  // 512 characters in all: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
  if (prefix !== undefined && !Token.isUnresolved(prefix) && !/^[\w+=.@-][\w/+=.@-]{0,471}$/.test(prefix)) {
    faults.push(
      `secretNamePrefix must be 1 to 472 letters, digits or / _ + = . @ -, not begun by /, got '${prefix.slice(0, 80)}' (${prefix.length}); replace the others by -`,
    );
  }
  if (removalPolicy === RemovalPolicy.SNAPSHOT)
    faults.push("removalPolicy is 'snapshot', which a secret cannot have; use RETAIN or DESTROY");
  return faults;
}
