/**
 * An app of somebody's own that takes two blocks of the kit for a function that summarises documents: private buckets, and a model behind
 * a guardrail that this function alone may call.
 */
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { DataBuckets, Guardrail, ManagedModel } from 'llm-infra-kit/aws';

const app = new App();
const stack = new Stack(app, 'Summaries', { env: { region: 'eu-central-1' } });

const documents = new DataBuckets(stack, 'Documents', { roles: ['raw', 'logs'], retention: { raw: Duration.days(30) } });

const guardrail = new Guardrail(stack, 'Guardrail');
const model = new ManagedModel(stack, 'Model', {
  modelId: 'anthropic.claude-sonnet-5-5',
  routing: {
    kind: 'geography',
    profileId: 'eu.anthropic.claude-sonnet-5-5',
    regions: ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3'],
  },
  use: 'chat',
  guardrail,
});

const summarise = new lambda.Function(stack, 'Summarise', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => { /* calls MODEL_ID */ };'),
  environment: {
    DOCUMENTS: documents.bucket('raw').bucketName,
    MODEL_ID: model.inferenceProfileArn,
    // A call that does not name the guardrail is denied.
    GUARDRAIL_ID: guardrail.guardrailId,
    GUARDRAIL_VERSION: guardrail.guardrailVersion,
  },
});
documents.grants('raw').read(summarise);
model.grants.invoke(summarise);
