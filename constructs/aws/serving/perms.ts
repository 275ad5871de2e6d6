import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { DRAFT_VERSION, type IGuardrail } from '../guardrail/index.ts';
import { foundationModelArn, geographyRegions, type ModelRouting, systemProfileArn } from './routing.ts';

/** What it takes to call a model. The Converse APIs have no actions of their own: they are authorised by these two. */
export const INVOKE_ACTIONS = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

/** What it takes to learn which model stands behind a profile. */
export const DESCRIBE_ACTIONS = ['bedrock:GetInferenceProfile'];

/**
 * Use of a Bedrock API key, one action for each of Bedrock's two endpoints.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-permissions.html
 */
export const BEARER_TOKEN_ACTIONS = ['bedrock:CallWithBearerToken', 'bedrock-mantle:CallWithBearerToken'];

/**
 * Which versions of the guardrail a caller may name: `pinned` this one alone, `any-published` every numbered version of it.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html
 */
export type GuardrailEnforcement = 'pinned' | 'any-published';

/** The model that permissions are about. */
export interface GrantedModel {
  readonly inferenceProfileArn: string;
  readonly modelId: string;
  readonly routing: ModelRouting;
  /** The guardrail that every call must name. @default - calls need none */
  readonly guardrail?: IGuardrail;
  readonly guardrailEnforcement: GuardrailEnforcement;
}

interface Access {
  readonly resourceArns: string[];
  readonly conditions?: Record<string, Record<string, string>>;
}

/** What a principal may do with a managed model, by verb. Every verb writes policies of the principal alone. */
export class ManagedModelGrants {
  private readonly scope: Construct;
  private readonly model: GrantedModel;

  constructor(scope: Construct, model: GrantedModel) {
    this.scope = scope;
    this.model = model;
  }

  /**
   * Lets a role call this model through its profile, with its guardrail, and in no other way: a call to the bare model id or to the
   * system's profile is not allowed, a call without the guardrail and one with a Bedrock API key are denied whatever else allows them.
   *
   * The denial names the foundation model, so a role that may call one model through two profiles needs the same guardrail on both. A role
   * that calls `RetrieveAndGenerate` or `InvokeAgent` must be another one: these make calls of their own without the guardrail.
   */
  invoke(grantee: iam.IGrantable): iam.Grant {
    const { guardrail, inferenceProfileArn } = this.model;
    this.deny(grantee, BEARER_TOKEN_ACTIONS, ['*']);
    if (guardrail) this.denyWithout(guardrail, grantee);
    const grants = [
      ...this.accesses().map((access) => iam.Grant.addToPrincipal({ grantee, actions: INVOKE_ACTIONS, ...access })),
      iam.Grant.addToPrincipal({ grantee, actions: DESCRIBE_ACTIONS, resourceArns: [inferenceProfileArn] }),
      ...(guardrail ? [guardrail.grants.apply(grantee)] : []),
    ];
    return grants.reduce((all, grant) => all.combine(grant));
  }

  // A call is authorised on the profile and on the model in each region it may be routed to. `bedrock:InferenceProfileArn` is set for the
  // models alone, to the profile that was called. Whether the system's profile behind an application profile is judged too is not
  // documented: allowing it opens nothing, since the models are allowed through the application profile only.
  // https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
  private accesses(): Access[] {
    const { inferenceProfileArn, modelId, routing } = this.model;
    const through = { 'bedrock:InferenceProfileArn': inferenceProfileArn };
    switch (routing.kind) {
      case 'in-region':
        return [
          { resourceArns: [inferenceProfileArn] },
          { resourceArns: [foundationModelArn(this.scope, modelId)], conditions: { StringEquals: through } },
        ];
      case 'geography':
        // https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
        return [
          { resourceArns: [inferenceProfileArn, systemProfileArn(this.scope, routing.profileId)] },
          {
            resourceArns: geographyRegions(this.scope, routing).map((region) => foundationModelArn(this.scope, modelId, region)),
            conditions: { StringEquals: through },
          },
        ];
      case 'global': {
        // The model outside the stack's region has an ARN without a region, and its requests the region `unspecified`.
        // https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
        const here = { 'aws:RequestedRegion': Stack.of(this.scope).region };
        return [
          { resourceArns: [inferenceProfileArn, systemProfileArn(this.scope, routing.profileId)], conditions: { StringEquals: here } },
          { resourceArns: [foundationModelArn(this.scope, modelId)], conditions: { StringEquals: { ...here, ...through } } },
          {
            resourceArns: [foundationModelArn(this.scope, modelId, '')],
            conditions: { StringEquals: { 'aws:RequestedRegion': 'unspecified', ...through } },
          },
        ];
      }
    }
  }

  // The key is documented for the foundation model. It is absent from a call without a guardrail, and a negated operator matches an absent
  // key. The region `*` also matches the global model's empty one.
  private denyWithout(guardrail: IGuardrail, grantee: iam.IGrantable): void {
    const models = [foundationModelArn(this.scope, this.model.modelId, '*')];
    const { guardrailArn, guardrailVersion } = guardrail;
    if (guardrailVersion === DRAFT_VERSION) {
      this.deny(grantee, INVOKE_ACTIONS, models, { StringNotEquals: { 'bedrock:GuardrailIdentifier': guardrailArn } });
    } else if (this.model.guardrailEnforcement === 'pinned') {
      this.deny(grantee, INVOKE_ACTIONS, models, {
        StringNotEquals: { 'bedrock:GuardrailIdentifier': `${guardrailArn}:${guardrailVersion}` },
      });
    } else {
      this.deny(grantee, INVOKE_ACTIONS, models, { ArnNotLike: { 'bedrock:GuardrailIdentifier': `${guardrailArn}:*` } });
    }
  }

  private deny(grantee: iam.IGrantable, actions: string[], resources: string[], conditions?: Access['conditions']): void {
    grantee.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions, resources, conditions }));
  }
}
