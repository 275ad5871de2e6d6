import { createHash } from 'node:crypto';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { ArnFormat, Names, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import {
  DEFAULT_BLOCKED_INPUT_MESSAGE,
  DEFAULT_BLOCKED_OUTPUT_MESSAGE,
  DEFAULT_CONTENT_FILTERS,
  DEFAULT_PII_ACTIONS,
  DEFAULT_PROFANITY,
} from '../../spec/guardrail-filters.ts';
import { requireRegionalType } from '../bedrock-regions.ts';
import { PropFaults } from '../prop-faults.ts';
import { type EffectiveContent, type RenderedContent, renderContent } from './cfn-policies.ts';
import { GuardrailGrants } from './perms.ts';
import type { GuardrailContent, GuardrailTier } from './policies.ts';
import { validateContent } from './validation.ts';

/** The version that the service calls the guardrail's working copy. It changes with every update. */
export const DRAFT_VERSION = 'DRAFT';

/** A Bedrock guardrail, made here or elsewhere. */
export interface IGuardrail extends IConstruct {
  readonly guardrailId: string;
  readonly guardrailArn: string;
  /** The version to call with: a number, or `DRAFT`. */
  readonly guardrailVersion: string;
  /** What a principal may do with the guardrail. */
  readonly grants: GuardrailGrants;
}

/** What is known of a guardrail that is made elsewhere. */
export interface GuardrailAttributes {
  readonly guardrailArn: string;
  /** The version to call with: a number, or `DRAFT`. */
  readonly guardrailVersion: string;
  /** The key it is encrypted with. @default - a key of AWS: callers need no permission on it */
  readonly encryptionKey?: kms.IKey;
  /** Its tier, which decides whether callers need permission on a guardrail profile. @default { kind: 'classic' } */
  readonly tier?: GuardrailTier;
}

export interface GuardrailProps extends GuardrailContent {
  /**
   * Physical name, 1 to 50 of letters, digits, `-` and `_`; unique in the account and region. Changing it is an update in place.
   * @default - a unique name made from the construct's path
   */
  readonly guardrailName?: string;
  /** What the guardrail is for, 1 to 200 characters. @default - no description */
  readonly description?: string;
  /** Encrypts the guardrail's definition. @default - a key of AWS */
  readonly encryptionKey?: kms.IKey;
  /**
   * What callers use: `published` freezes each change as a numbered version, `draft` lets every change act at once on all callers and
   * has nothing to roll back to. @default 'published'
   */
  readonly version?: 'published' | 'draft';
  /**
   * What becomes of a version when a newer one takes its place. A retained version can still be called, so a caller that is rolled back
   * works; Bedrock keeps at most 20 versions of a guardrail, then old ones must be deleted by hand. @default 'retain'
   */
  readonly previousVersions?: 'retain' | 'delete';
  /** What happens to the guardrail, with all its versions, when its stack is deleted. It holds no data. @default RemovalPolicy.DESTROY */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A Bedrock guardrail with stated filters, and a published version of its content.
 *
 * Without props it has the kit's default content: all content filters, prompt attacks at full strength, personal data masked. Every change
 * of the content publishes a new version in the same deployment, and `guardrailVersion` follows it. No change replaces the guardrail.
 * It costs nothing by itself; each judged text is billed by text units and by filter.
 *
 * Callers can leave parts of a prompt unjudged by input tags; an enforced guardrail of the account (`AccountBaseline`) ignores them.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails.html
 */
export class Guardrail extends Construct implements IGuardrail {
  /** Refers to a guardrail that is made elsewhere. Looks nothing up. */
  static fromAttributes(scope: Construct, id: string, attributes: GuardrailAttributes): IGuardrail {
    return new ImportedGuardrail(scope, id, attributes);
  }

  readonly guardrailId: string;
  readonly guardrailArn: string;
  readonly guardrailVersion: string;
  readonly grants: GuardrailGrants;
  /** Digest of the content: it changes exactly when a new version is published. */
  readonly contentDigest: string;
  /** The guardrail itself, to reach further than this block does. */
  readonly resource: bedrock.CfnGuardrail;
  /** The version of the present content. @default - absent when `version` is `draft` */
  readonly publishedVersion?: bedrock.CfnGuardrailVersion;

  constructor(scope: Construct, id: string, props: GuardrailProps = {}) {
    super(scope, id);
    const content = withDefaults(props);
    this.validate(props, content);
    const rendered = renderContent(this, content);
    this.contentDigest = this.digest(rendered, props.tier);
    this.resource = this.createGuardrail(props, rendered);
    this.publishedVersion = (props.version ?? 'published') === 'published' ? this.publishVersion(props) : undefined;
    this.guardrailId = this.resource.attrGuardrailId;
    this.guardrailArn = this.resource.attrGuardrailArn;
    this.guardrailVersion = this.publishedVersion?.attrVersion ?? DRAFT_VERSION;
    this.grants = new GuardrailGrants(this, { guardrailArn: this.guardrailArn, encryptionKey: props.encryptionKey, tier: props.tier });
  }

  private validate(props: GuardrailProps, content: GuardrailContent): void {
    const faults = new PropFaults(`Guardrail ${this.node.path}`);
    requireRegionalType(faults, this, 'AWS::Bedrock::Guardrail');
    faults.text('guardrailName', props.guardrailName, { min: 1, max: 50, pattern: /^[0-9a-zA-Z_-]+$/, form: 'letters, digits, - and _' });
    faults.text('description', props.description, { min: 1, max: 200 });
    validateContent(faults, content);
    faults.throwIfAny();
  }

  private createGuardrail(props: GuardrailProps, rendered: RenderedContent): bedrock.CfnGuardrail {
    const guardrail = new bedrock.CfnGuardrail(this, 'Resource', {
      // CloudFormation makes no name of its own: the property is required.
      name: props.guardrailName ?? Names.uniqueResourceName(this, { maxLength: 50, separator: '-' }),
      description: props.description,
      kmsKeyArn: props.encryptionKey?.keyArn,
      ...rendered,
    });
    guardrail.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.DESTROY);
    return guardrail;
  }

  // Both properties of a version are create-only, so a new digest in the description makes CloudFormation publish a new version after the
  // guardrail is updated, and only then drop the old one, which its UpdateReplacePolicy keeps. Deleting the guardrail deletes them all.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-bedrock-guardrailversion.html
  private publishVersion(props: GuardrailProps): bedrock.CfnGuardrailVersion {
    const version = new bedrock.CfnGuardrailVersion(this, 'Version', {
      guardrailIdentifier: this.resource.attrGuardrailId,
      description: `content ${this.contentDigest}`,
    });
    version.applyRemovalPolicy((props.previousVersions ?? 'retain') === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    return version;
  }

  // The profile's ARN is left out for its id: it reads differently once a stack's account and region are stated.
  private digest({ crossRegionConfig: _, ...rendered }: RenderedContent, tier: GuardrailTier | undefined): string {
    const content = Stack.of(this).resolve({
      ...rendered,
      guardrailProfileId: tier?.kind === 'standard' ? tier.guardrailProfileId : undefined,
    });
    return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
  }
}

function withDefaults(content: GuardrailContent): EffectiveContent {
  return {
    ...content,
    contentFilters: content.contentFilters ?? DEFAULT_CONTENT_FILTERS,
    pii: content.pii ?? DEFAULT_PII_ACTIONS,
    profanity: content.profanity ?? DEFAULT_PROFANITY,
    blockedInputMessaging: content.blockedInputMessaging ?? DEFAULT_BLOCKED_INPUT_MESSAGE,
    blockedOutputsMessaging: content.blockedOutputsMessaging ?? DEFAULT_BLOCKED_OUTPUT_MESSAGE,
  };
}

class ImportedGuardrail extends Construct implements IGuardrail {
  readonly guardrailId: string;
  readonly guardrailArn: string;
  readonly guardrailVersion: string;
  readonly grants: GuardrailGrants;

  constructor(scope: Construct, id: string, attributes: GuardrailAttributes) {
    super(scope, id);
    const { resourceName } = Stack.of(this).splitArn(attributes.guardrailArn, ArnFormat.SLASH_RESOURCE_NAME);
    if (!resourceName)
      throw new Error(`guardrailArn must end with guardrail/<id>, got '${attributes.guardrailArn}'; use the guardrail's ARN`);
    this.guardrailId = resourceName;
    this.guardrailArn = attributes.guardrailArn;
    this.guardrailVersion = attributes.guardrailVersion;
    this.grants = new GuardrailGrants(this, attributes);
  }
}
