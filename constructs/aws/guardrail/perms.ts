import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { guardrailProfileArn } from './cfn-policies.ts';
import type { GuardrailTier } from './policies.ts';

/** What it takes to have a guardrail judge a text, alone or within a call to a model. */
export const APPLY_ACTIONS = ['bedrock:ApplyGuardrail'];

/** What it takes to use a guardrail that is encrypted with a customer's key. */
export const DECRYPT_ACTIONS = ['kms:Decrypt'];

/** The guardrail that permissions are about. */
export interface GrantedGuardrail {
  readonly guardrailArn: string;
  /** The key it is encrypted with. @default - a key of AWS: callers need no permission on it */
  readonly encryptionKey?: kms.IKey;
  /** Its tier. @default { kind: 'classic' } */
  readonly tier?: GuardrailTier;
}

/** What a principal may do with a guardrail, by verb. Every verb writes policies of the principal alone, never the key's. */
export class GuardrailGrants {
  private readonly scope: Construct;
  private readonly guardrail: GrantedGuardrail;

  constructor(scope: Construct, guardrail: GrantedGuardrail) {
    this.scope = scope;
    this.guardrail = guardrail;
  }

  /** Lets the principal apply the guardrail. */
  apply(grantee: iam.IGrantable): iam.Grant {
    const { encryptionKey } = this.guardrail;
    const grant = iam.Grant.addToPrincipal({
      grantee,
      actions: APPLY_ACTIONS,
      resourceArns: [this.guardrail.guardrailArn, ...this.profileArns()],
    });
    if (!encryptionKey) return grant;
    // https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-kms.html
    return grant.combine(iam.Grant.addToPrincipal({ grantee, actions: DECRYPT_ACTIONS, resourceArns: [encryptionKey.keyArn] }));
  }

  // A guardrail of the standard tier is authorised on its profile too, in the region that the request is routed to.
  // https://docs.aws.amazon.com/bedrock/latest/userguide/guardrail-profiles-permissions.html
  private profileArns(): string[] {
    const { tier } = this.guardrail;
    if (tier?.kind !== 'standard') return [];
    return (tier.regions ?? ['*']).map((region) => guardrailProfileArn(this.scope, tier.guardrailProfileId, region));
  }
}
