import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { requireRegionalType } from '../bedrock-regions.ts';
import { DRAFT_VERSION, type IGuardrail } from '../guardrail/index.ts';
import type { PropFaults } from '../prop-faults.ts';

/**
 * The models that an enforced guardrail judges. Bedrock refuses calls to a model that takes no guardrail, such as an embedding model,
 * while one is enforced on it: with `all`, embeddings stop working in the account.
 */
export type EnforcedModels =
  | { readonly kind: 'all' }
  | { readonly kind: 'all-except'; readonly modelIds: readonly string[] }
  | { readonly kind: 'only'; readonly modelIds: readonly string[] };

/** `comprehensive` judges the whole text, `selective` only what the caller has tagged. */
export type ContentGuarding = 'comprehensive' | 'selective';

/** Who decides whether one guardrail judges every Bedrock call of the account and region. */
export type EnforcedGuardrail =
  /** Nobody: nothing is written. */
  | { readonly kind: 'none' }
  /** Someone else, for instance the organisation: nothing is written. */
  | { readonly kind: 'existing' }
  /** This baseline. */
  | {
      readonly kind: 'managed';
      /** A guardrail of this account and region, in a published version. Every caller of Bedrock needs permission to apply it. */
      readonly guardrail: IGuardrail;
      readonly models: EnforcedModels;
      /** What of the system prompt is judged. @default 'comprehensive' */
      readonly systemPrompts?: ContentGuarding;
      /** What of the messages is judged. @default 'comprehensive' */
      readonly messages?: ContentGuarding;
    };

export type ManagedEnforcedGuardrail = Extract<EnforcedGuardrail, { kind: 'managed' }>;

const GUARDING = { comprehensive: 'COMPREHENSIVE', selective: 'SELECTIVE' } as const satisfies Record<ContentGuarding, string>;

// IncludedModelId and ExcludedModelId of the Bedrock API, botocore 1.44.8: unlike elsewhere, no second dot.
const MODEL_ID = /^([a-z0-9-]{1,63}\.[a-z0-9-]{1,63})(:[a-z0-9-]{1,63}){0,2}(\/[a-z0-9]{12})?$/;

/** Records every fault in an enforced guardrail. */
export function validateEnforcedGuardrail(faults: PropFaults, scope: Construct, enforced: ManagedEnforcedGuardrail): void {
  requireRegionalType(faults, scope, 'AWS::Bedrock::EnforcedGuardrailConfiguration');
  const { guardrailVersion } = enforced.guardrail;
  faults.require(Token.isUnresolved(guardrailVersion) || /^[1-9][0-9]{0,7}$/.test(guardrailVersion), {
    prop: 'enforcedGuardrail.guardrail',
    got: `version '${guardrailVersion}'`,
    allowed: 'a published version, 1 to 99999999',
    remedy: guardrailVersion === DRAFT_VERSION ? "make the guardrail with version: 'published'" : 'name the number of a published version',
  });
  if (enforced.models.kind === 'all') return;
  const { modelIds } = enforced.models;
  const prop = 'enforcedGuardrail.models.modelIds';
  faults.require(modelIds.length > 0, {
    prop,
    got: 'an empty list',
    allowed: 'one model or more',
    remedy: "write models: { kind: 'all' }",
  });
  const wrong = modelIds.filter((modelId) => !Token.isUnresolved(modelId) && !MODEL_ID.test(modelId));
  faults.require(wrong.length === 0, {
    prop,
    got: `'${wrong.join("', '")}'`,
    allowed: "ids of foundation models like 'amazon.titan-embed-text-v2:0', with one dot",
    remedy: 'write the ids without a profile prefix',
  });
}

/**
 * Has one guardrail judge every Bedrock call of the account and region, whatever guardrail the call names itself; both apply.
 * While it stands, the guardrail cannot be deleted. Deleting its stack ends the enforcement.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-enforcements.html
 */
export function enforceGuardrail(
  scope: Construct,
  id: string,
  enforced: ManagedEnforcedGuardrail,
): bedrock.CfnEnforcedGuardrailConfiguration {
  return new bedrock.CfnEnforcedGuardrailConfiguration(scope, id, {
    guardrailIdentifier: enforced.guardrail.guardrailArn,
    guardrailVersion: enforced.guardrail.guardrailVersion,
    modelEnforcement: renderModels(enforced.models),
    selectiveContentGuarding: {
      system: GUARDING[enforced.systemPrompts ?? 'comprehensive'],
      messages: GUARDING[enforced.messages ?? 'comprehensive'],
    },
  });
}

function renderModels(models: EnforcedModels): bedrock.CfnEnforcedGuardrailConfiguration.ModelEnforcementProperty | undefined {
  switch (models.kind) {
    case 'all':
      return undefined;
    case 'all-except':
      return { includedModels: ['ALL'], excludedModels: [...models.modelIds] };
    case 'only':
      return { includedModels: [...models.modelIds], excludedModels: [] };
  }
}
