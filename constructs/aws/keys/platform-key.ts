import * as kms from 'aws-cdk-lib/aws-kms';
import { Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { KEY_SERVICES, type KeyService, keyServiceStatement } from './key-services.ts';
import { KeyUseGrants } from './key-use-grants.ts';

export interface PlatformKeyProps {
  /** What the key protects, for those who read the key list. @default - names the construct's path */
  readonly description?: string;
  /** A name for people, 1 to 256 characters with its prefix `alias/`, which may be left out. Changing it replaces the alias alone. @default - no alias */
  readonly alias?: string;
  /** How often KMS makes new key material, 90 to 2560 days. Old data stays readable. @default Duration.days(365) */
  readonly rotationPeriod?: Duration;
  /** How long a deleted key can be brought back, 7 to 30 days. @default Duration.days(30) */
  readonly pendingWindow?: Duration;
  /** The AWS services that may use the key in their own name, for resources of this account and region. @default - all of KEY_SERVICES */
  readonly services?: readonly KeyService[];
  /** What happens to the key when its stack is deleted: without it nothing that it encrypted is ever readable again. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A customer-managed KMS key that a platform's data is encrypted with.
 *
 * Its policy is written here, once: the account's IAM policies decide, and the named services may use it for this account. Hand on
 * `key`, which nobody can widen: consumers change role policies alone. Costs a monthly fee and a fee per request. No property replaces
 * the key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export class PlatformKey extends Construct {
  /** The key to hand to other constructs. It is a reference: what they add to its policy changes nothing. */
  readonly key: kms.IKey;
  /** The key itself, to reach further than this block does; its policy can still be extended here. */
  readonly resource: kms.Key;
  /** Lets principals use the key through a service, by their own policies alone. */
  readonly grants: KeyUseGrants;

  constructor(scope: Construct, id: string, props: PlatformKeyProps = {}) {
    super(scope, id);
    this.refuse(faultsOf(props));
    this.resource = this.createKey(props);
    this.admit(props.services ?? KEY_SERVICES);
    this.key = kms.Key.fromKeyArn(this, 'Reference', this.resource.keyArn);
    this.grants = KeyUseGrants.fromKey(this.key);
  }

  private refuse(faults: readonly string[]): void {
    if (faults.length > 0) throw new Error(`PlatformKey '${this.node.path}' cannot be made:\n- ${faults.join('\n- ')}`);
  }

  private createKey({ description, alias, rotationPeriod, pendingWindow, removalPolicy }: PlatformKeyProps): kms.Key {
    return new kms.Key(this, 'Resource', {
      description: description ?? `Encrypts the data of ${this.node.path}`,
      alias,
      enableKeyRotation: true,
      rotationPeriod: rotationPeriod ?? Duration.days(365),
      pendingWindow: pendingWindow ?? Duration.days(30),
      removalPolicy: removalPolicy ?? RemovalPolicy.RETAIN,
    });
  }

  private admit(services: readonly KeyService[]): void {
    for (const service of services) this.resource.addToResourcePolicy(keyServiceStatement(service, Stack.of(this)));
  }
}

// Ranges and alias pattern: https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html,
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-kms-key.html and .../aws-resource-kms-alias.html
function faultsOf({ alias, rotationPeriod, pendingWindow, services, removalPolicy }: PlatformKeyProps): string[] {
  const faults = [...daysFault('rotationPeriod', rotationPeriod, 90, 2560), ...daysFault('pendingWindow', pendingWindow, 7, 30)];
  if (alias !== undefined && !Token.isUnresolved(alias)) faults.push(...aliasFaults(alias));
  const unknown = (services ?? []).filter((service) => !KEY_SERVICES.includes(service));
  if (unknown.length > 0)
    faults.push(`services has '${unknown.join("', '")}', allowed are ${KEY_SERVICES.join(', ')}; add other statements to resource`);
  const twice = (services ?? []).filter((service, index, all) => all.indexOf(service) !== index);
  if (twice.length > 0) faults.push(`services names '${twice.join("', '")}' twice; name each once`);
  if (removalPolicy === RemovalPolicy.SNAPSHOT) faults.push("removalPolicy is 'snapshot', which a key cannot have; use RETAIN or DESTROY");
  return faults;
}

function daysFault(name: string, period: Duration | undefined, least: number, most: number): string[] {
  if (!period || period.isUnresolved()) return [];
  const days = period.toDays({ integral: false });
  if (Number.isInteger(days) && days >= least && days <= most) return [];
  const nearest = Math.min(most, Math.max(least, Math.round(days)));
  return [`${name} must be ${least} to ${most} whole days, got ${days}; the nearest is Duration.days(${nearest})`];
}

function aliasFaults(alias: string): string[] {
  const name = alias.replace(/^alias\//, '');
  if (/^aws\//.test(name)) return [`alias '${alias}' begins with 'aws/', which AWS keeps for its own keys; use another name`];
  if (/^[\w:/-]{1,250}$/.test(name)) return [];
  return [
    `alias must be 1 to 250 letters, digits or : / _ - after 'alias/', got '${alias}' (${name.length}); shorten it or replace the others by -`,
  ];
}
