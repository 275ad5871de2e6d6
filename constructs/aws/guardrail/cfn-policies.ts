import type { CfnGuardrail, CfnGuardrailProps } from 'aws-cdk-lib/aws-bedrock';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { CONTENT_FILTERS, PII_KINDS } from '../../spec/guardrail-filters.ts';
import { BEDROCK_ACTIONS, BEDROCK_CONTENT_FILTERS, BEDROCK_PII_ENTITIES, BEDROCK_STRENGTHS } from './bedrock-names.ts';
import type { GuardrailContent, GuardrailTier } from './policies.ts';

/** The part of a guardrail that a published version freezes, as CloudFormation writes it. */
export type RenderedContent = Omit<CfnGuardrailProps, 'name' | 'description' | 'kmsKeyArn' | 'tags'>;

/** A guardrail's content with every default filled in. */
export type EffectiveContent = GuardrailContent & Required<Pick<GuardrailContent, 'blockedInputMessaging' | 'blockedOutputsMessaging'>>;

/** Writes a guardrail's content in CloudFormation's words. The order is the vocabulary's, never the caller's, so that diffs stay small. */
export function renderContent(scope: Construct, content: EffectiveContent): RenderedContent {
  return {
    blockedInputMessaging: content.blockedInputMessaging,
    blockedOutputsMessaging: content.blockedOutputsMessaging,
    contentPolicyConfig: renderContentFilters(content),
    sensitiveInformationPolicyConfig: renderSensitiveInformation(content),
    topicPolicyConfig: renderTopics(content),
    wordPolicyConfig: renderWords(content),
    contextualGroundingPolicyConfig: renderGrounding(content),
    crossRegionConfig:
      content.tier?.kind === 'standard' ? { guardrailProfileArn: guardrailProfileArn(scope, content.tier.guardrailProfileId) } : undefined,
  };
}

/** The ARN of a system guardrail profile, in the stack's own region or in another one. */
export function guardrailProfileArn(scope: Construct, resourceName: string, region?: string): string {
  return Stack.of(scope).formatArn({ service: 'bedrock', resource: 'guardrail-profile', resourceName, ...(region ? { region } : {}) });
}

function tierName(tier: GuardrailTier | undefined): 'CLASSIC' | 'STANDARD' {
  return tier?.kind === 'standard' ? 'STANDARD' : 'CLASSIC';
}

function renderContentFilters({ contentFilters = {}, tier }: GuardrailContent): CfnGuardrail.ContentPolicyConfigProperty | undefined {
  const filtersConfig = CONTENT_FILTERS.flatMap((filter) => {
    const strengths = contentFilters[filter];
    if (!strengths) return [];
    return [
      {
        type: BEDROCK_CONTENT_FILTERS[filter],
        inputStrength: BEDROCK_STRENGTHS[strengths.input],
        outputStrength: BEDROCK_STRENGTHS[strengths.output],
      },
    ];
  });
  return filtersConfig.length > 0 ? { filtersConfig, contentFiltersTierConfig: { tierName: tierName(tier) } } : undefined;
}

function renderSensitiveInformation({
  pii = {},
  sensitivePatterns = [],
}: GuardrailContent): CfnGuardrail.SensitiveInformationPolicyConfigProperty | undefined {
  const piiEntitiesConfig = PII_KINDS.flatMap((kind) => {
    const action = pii[kind];
    return action ? [{ type: BEDROCK_PII_ENTITIES[kind], action: BEDROCK_ACTIONS[action] }] : [];
  });
  const regexesConfig = sensitivePatterns.map(({ action, ...pattern }) => ({ ...pattern, action: BEDROCK_ACTIONS[action] }));
  if (piiEntitiesConfig.length === 0 && regexesConfig.length === 0) return undefined;
  return { ...(piiEntitiesConfig.length > 0 ? { piiEntitiesConfig } : {}), ...(regexesConfig.length > 0 ? { regexesConfig } : {}) };
}

function renderTopics({ deniedTopics = [], tier }: GuardrailContent): CfnGuardrail.TopicPolicyConfigProperty | undefined {
  if (deniedTopics.length === 0) return undefined;
  return {
    topicsConfig: deniedTopics.map(({ examples, ...topic }) => ({
      ...topic,
      type: 'DENY',
      ...(examples ? { examples: [...examples] } : {}),
    })),
    topicsTierConfig: { tierName: tierName(tier) },
  };
}

function renderWords({ blockedWords = [], profanity }: GuardrailContent): CfnGuardrail.WordPolicyConfigProperty | undefined {
  if (blockedWords.length === 0 && profanity !== 'block') return undefined;
  return {
    ...(blockedWords.length > 0 ? { wordsConfig: blockedWords.map((text) => ({ text })) } : {}),
    ...(profanity === 'block' ? { managedWordListsConfig: [{ type: 'PROFANITY' }] } : {}),
  };
}

function renderGrounding({ grounding = {} }: GuardrailContent): CfnGuardrail.ContextualGroundingPolicyConfigProperty | undefined {
  const filtersConfig = [
    ...(grounding.grounding === undefined ? [] : [{ type: 'GROUNDING', threshold: grounding.grounding }]),
    ...(grounding.relevance === undefined ? [] : [{ type: 'RELEVANCE', threshold: grounding.relevance }]),
  ];
  return filtersConfig.length > 0 ? { filtersConfig } : undefined;
}
