import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Stack } from 'aws-cdk-lib/core';
import { expect, test } from 'vitest';
import { Guardrail } from '../../constructs/aws/guardrail/index.ts';
import { type GuardrailEnforcement, ManagedModel, type ManagedModelProps } from '../../constructs/aws/serving/index.ts';
import { checkTemplate, type Finding } from '../../constructs/policy/index.ts';
import { PROD } from './templates.ts';

const EU = { region: 'eu-central-1', account: '111122223333' };
const ASSISTANT = {
  modelId: 'anthropic.claude-sonnet-5-5',
  routing: { kind: 'geography', profileId: 'eu.anthropic.claude-sonnet-5-5' },
  use: 'chat',
} as const;
const EMBEDDER = { modelId: 'amazon.titan-embed-text-v2:0', routing: { kind: 'in-region' }, use: 'embedding' } as const;

/** The findings of a caller of a model, in the model's own stack or in another one. */
function findings(place: 'same' | 'other', props: ManagedModelProps, guarded?: GuardrailEnforcement): readonly Finding[] {
  const app = new App({ analyticsReporting: false });
  const serving = new Stack(app, 'Serving', { env: EU });
  const guardrail = Guardrail.fromAttributes(serving, 'Guardrail', {
    guardrailArn: 'arn:aws:bedrock:eu-central-1:111122223333:guardrail/abc',
    guardrailVersion: '2',
  });
  const model = new ManagedModel(serving, 'Model', { ...props, ...(guarded ? { guardrail, guardrailEnforcement: guarded } : {}) });
  const caller = place === 'same' ? serving : new Stack(app, 'Caller', { env: EU });
  model.grants.invoke(new iam.Role(caller, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
  return checkTemplate(Template.fromStack(caller).toJSON(), PROD);
}

test.each(['same', 'other'] as const)("follows every rule with the models block's own grants, the role in the %s stack", (place) => {
  expect(findings(place, ASSISTANT, 'pinned')).toEqual([]);
  expect(findings(place, ASSISTANT, 'any-published')).toEqual([]);
  expect(findings(place, EMBEDDER)).toEqual([]);
});

test.each(['same', 'other'] as const)('finds a text model that is granted without a guardrail, the role in the %s stack', (place) => {
  expect(findings(place, ASSISTANT).map(({ rule }) => rule)).toEqual(['INF-18']);
});
