import { createHash } from 'node:crypto';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import { ArnFormat, Names, Stack, Tags } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { requireRegionalType } from '../bedrock-regions.ts';
import type { IGuardrail } from '../guardrail/index.ts';
import { PropFaults } from '../prop-faults.ts';
import { type IManagedModel, ManagedModelBase, type ModelUse } from './managed-model-base.ts';
import { type GuardrailEnforcement, ManagedModelGrants } from './perms.ts';
import { type ModelRouting, modelSourceArn } from './routing.ts';
import { validateModel } from './validation.ts';

/** What is known of a model wherever its profile is made. */
export interface ManagedModelOptions {
  /** The foundation model's id, without a profile's prefix: `anthropic.claude-sonnet-5-5`. Changing it replaces the profile. */
  readonly modelId: string;
  /** Where the model computes. Changing the kind or the profile replaces the profile. */
  readonly routing: ModelRouting;
  /** What the model is for. */
  readonly use: ModelUse;
  /**
   * The guardrail that every call must name. A call that names none or another one is denied to every role that `grants` was used for.
   * @default - calls need no guardrail
   */
  readonly guardrail?: IGuardrail;
  /**
   * Which versions of the guardrail a call may name. With `pinned`, publishing a new version denies callers the old one as soon as their
   * role is updated, some time before they run with the new one; with `any-published`, callers of an older version go on.
   * @default 'pinned'
   */
  readonly guardrailEnforcement?: GuardrailEnforcement;
}

export interface ManagedModelProps extends ManagedModelOptions {
  /**
   * Physical name, 1 to 64 letters and digits, each followed by at most one space, `-` or `_`. Changing it replaces the profile and its ARN.
   * @default - a unique name made from the construct's path and from what the profile copies
   */
  readonly inferenceProfileName?: string;
  /** What the profile is for, 1 to 200 characters. Changing it replaces the profile and its ARN. @default - no description */
  readonly description?: string;
  /** Tags of the profile beside those of its stack: Bedrock's costs are attributed by them. @default - the tags of the stack alone */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What is known of a model whose profile is made elsewhere. */
export interface ManagedModelAttributes extends ManagedModelOptions {
  readonly inferenceProfileArn: string;
}

/**
 * A Bedrock foundation model behind an application inference profile of its own, so that its calls, tokens and costs are counted apart and
 * a role can be allowed this model alone.
 *
 * The profile costs nothing; calls cost what the model costs. A change of the model, of the routing, of the name or of the description
 * replaces it: the ARN changes and its metrics begin anew. It keeps no data.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles.html
 */
export class ManagedModel extends ManagedModelBase {
  /** Refers to a model whose profile is made elsewhere. Looks nothing up. */
  static fromAttributes(scope: Construct, id: string, attributes: ManagedModelAttributes): IManagedModel {
    return new ImportedModel(scope, id, attributes);
  }

  readonly inferenceProfileArn: string;
  readonly inferenceProfileId: string;
  readonly modelId: string;
  readonly use: ModelUse;
  /** @default - absent where calls need no guardrail */
  readonly guardrail?: IGuardrail;
  readonly grants: ManagedModelGrants;
  /** The profile itself, to reach further than this block does. */
  readonly resource: bedrock.CfnApplicationInferenceProfile;

  constructor(scope: Construct, id: string, props: ManagedModelProps) {
    super(scope, id);
    this.validate(props);
    this.resource = this.createProfile(props);
    this.inferenceProfileArn = this.resource.attrInferenceProfileArn;
    this.inferenceProfileId = this.resource.attrInferenceProfileId;
    this.modelId = props.modelId;
    this.use = props.use;
    this.guardrail = props.guardrail;
    this.grants = grantsOf(this, this.inferenceProfileArn, props);
  }

  private validate(props: ManagedModelProps): void {
    const faults = new PropFaults(`ManagedModel ${this.node.path}`);
    requireRegionalType(faults, this, 'AWS::Bedrock::ApplicationInferenceProfile');
    validateModel(faults, props);
    faults.throwIfAny();
  }

  private createProfile(props: ManagedModelProps): bedrock.CfnApplicationInferenceProfile {
    const profile = new bedrock.CfnApplicationInferenceProfile(this, 'Resource', {
      inferenceProfileName: props.inferenceProfileName ?? uniqueProfileName(this, props),
      description: props.description,
      modelSource: { copyFrom: modelSourceArn(this, props.modelId, props.routing) },
    });
    for (const [key, value] of Object.entries(props.tags ?? {})) Tags.of(this).add(key, value);
    return profile;
  }
}

class ImportedModel extends ManagedModelBase {
  readonly inferenceProfileArn: string;
  readonly inferenceProfileId: string;
  readonly modelId: string;
  readonly use: ModelUse;
  readonly guardrail?: IGuardrail;
  readonly grants: ManagedModelGrants;

  constructor(scope: Construct, id: string, attributes: ManagedModelAttributes) {
    super(scope, id);
    const faults = new PropFaults(`ManagedModel ${this.node.path}`);
    const { resourceName } = Stack.of(this).splitArn(attributes.inferenceProfileArn, ArnFormat.SLASH_RESOURCE_NAME);
    validateModel(faults, attributes);
    faults.throwIfAny();
    this.inferenceProfileArn = attributes.inferenceProfileArn;
    this.inferenceProfileId = resourceName ?? attributes.inferenceProfileArn;
    this.modelId = attributes.modelId;
    this.use = attributes.use;
    this.guardrail = attributes.guardrail;
    this.grants = grantsOf(this, this.inferenceProfileArn, attributes);
  }
}

// CloudFormation makes no name of its own: the property is required. The digest of what is create-only gives a replacement another name,
// since it is made before the old profile is deleted. A name that CDK shortens in its middle may get two dashes in a row, which Bedrock
// refuses.
function uniqueProfileName(scope: Construct, { modelId, routing, description }: ManagedModelProps): string {
  const source = [modelId, routing.kind, 'profileId' in routing ? routing.profileId : '', description ?? ''];
  const digest = createHash('sha256').update(JSON.stringify(source)).digest('hex').slice(0, 8);
  const name = Names.uniqueResourceName(scope, { maxLength: 64 - digest.length - 1, separator: '-' }).replaceAll(/-{2,}/g, '-');
  return `${name}-${digest}`;
}

function grantsOf(scope: Construct, inferenceProfileArn: string, options: ManagedModelOptions): ManagedModelGrants {
  const { modelId, routing, guardrail, guardrailEnforcement = 'pinned' } = options;
  return new ManagedModelGrants(scope, { inferenceProfileArn, modelId, routing, guardrail, guardrailEnforcement });
}
