import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import { CfnOutput, RemovalPolicy, Stack, type StackProps, Tags } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { parameter } from './parameter.ts';

const CONTENT = ['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'];

const PERSONAL_DATA = [
  'ADDRESS',
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'CA_HEALTH_NUMBER',
  'CA_SOCIAL_INSURANCE_NUMBER',
  'CREDIT_DEBIT_CARD_CVV',
  'CREDIT_DEBIT_CARD_EXPIRY',
  'CREDIT_DEBIT_CARD_NUMBER',
  'DRIVER_ID',
  'EMAIL',
  'INTERNATIONAL_BANK_ACCOUNT_NUMBER',
  'LICENSE_PLATE',
  'NAME',
  'PASSWORD',
  'PHONE',
  'PIN',
  'UK_NATIONAL_HEALTH_SERVICE_NUMBER',
  'UK_NATIONAL_INSURANCE_NUMBER',
  'UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER',
  'US_BANK_ACCOUNT_NUMBER',
  'US_PASSPORT_NUMBER',
  'US_SOCIAL_SECURITY_NUMBER',
  'US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER',
  'VEHICLE_IDENTIFICATION_NUMBER',
];

/** The guardrail and the models. aws-cdk-lib has no stable level-2 construct for Bedrock, so these are level 1. */
export class ServingStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const guardrail = this.createGuardrail();
    const version = new bedrock.CfnGuardrailVersion(this, 'GuardrailVersion', {
      guardrailIdentifier: guardrail.attrGuardrailId,
      description: 'content 92c8485b5a50ecca',
    });
    version.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const assistant = this.createModel('assistant', {
      name: 'assistant-6e070204',
      model: 'claude-sonnet-5.5',
      source: `arn:aws:bedrock:${this.region}:${this.account}:inference-profile/eu.anthropic.claude-sonnet-5-5`,
    });
    const embedder = this.createModel('embedder', {
      name: 'embedder-182d025a',
      model: 'titan-embed-v2',
      source: `arn:aws:bedrock:${this.region}::foundation-model/amazon.titan-embed-text-v2:0`,
    });
    this.publish({
      assistant: {
        provider: 'bedrock',
        id: assistant.attrInferenceProfileArn,
        guardrail: { id: guardrail.attrGuardrailId, version: version.attrVersion },
      },
      embedder: { provider: 'bedrock', id: embedder.attrInferenceProfileArn, dimensions: 1024 },
    });
  }

  private createGuardrail(): bedrock.CfnGuardrail {
    const guardrail = new bedrock.CfnGuardrail(this, 'Guardrail', {
      name: 'support-assistant-prod-standard-1370a97f',
      blockedInputMessaging: 'This request cannot be answered. Please rephrase it.',
      blockedOutputsMessaging: 'The answer to this request was withheld.',
      contentPolicyConfig: {
        contentFiltersTierConfig: { tierName: 'CLASSIC' },
        filtersConfig: [
          ...CONTENT.map((type) => ({ type, inputStrength: 'MEDIUM', outputStrength: 'MEDIUM' })),
          { type: 'PROMPT_ATTACK', inputStrength: 'HIGH', outputStrength: 'NONE' },
        ],
      },
      sensitiveInformationPolicyConfig: { piiEntitiesConfig: PERSONAL_DATA.map((type) => ({ type, action: 'ANONYMIZE' })) },
      wordPolicyConfig: { managedWordListsConfig: [{ type: 'PROFANITY' }] },
    });
    guardrail.applyRemovalPolicy(RemovalPolicy.DESTROY);
    return guardrail;
  }

  private createModel(alias: string, { name, model, source }: Readonly<Record<'name' | 'model' | 'source', string>>) {
    const profile = new bedrock.CfnApplicationInferenceProfile(this, `Model${alias}`, {
      inferenceProfileName: `support-assistant-prod-${name}`,
      modelSource: { copyFrom: source },
    });
    Tags.of(profile).add('model', model);
    return profile;
  }

  private publish(models: object): void {
    for (const [path, value] of leavesOf(models)) new CfnOutput(this, `Output${path}`, { value });
    parameter(this, 'models', this.toJsonString(models));
  }
}

function leavesOf(value: object): [string, string][] {
  return Object.entries(value).flatMap(([key, item]): [string, string][] =>
    typeof item === 'object' ? leavesOf(item).map(([path, leaf]) => [key + path, leaf]) : [[key, String(item)]],
  );
}
