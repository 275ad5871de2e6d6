/**
 * The kit's own program with a stack behind it that uses everything the platform has, as a gateway will: what a later stack refers to can
 * be taken out of the file, or replaced, in one deployment.
 */
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { AspectPriority, Aspects, CrossStackReferences, ReferenceStrength, Stack } from 'aws-cdk-lib/core';
import { platformApp } from 'llm-infra-kit/aws';
import { ProducerDigests } from '../../../constructs/aws/platform/producer-digests.ts';

const { app, platform } = platformApp();
const { name, environment } = platform.spec;
const { region, account } = platform.spec.clouds.aws ?? {};

/** A stack that is made as the stacks of a platform are. */
function laterStack(id: string, part: string): Stack {
  const stack = new Stack(app, id, { stackName: `${name}-${environment}-${part}`, env: { region, account } });
  CrossStackReferences.of(stack).consume(ReferenceStrength.WEAK);
  Aspects.of(stack).add(new ProducerDigests(), { priority: AspectPriority.READONLY });
  return stack;
}

const stack = laterStack('Consumer', 'consumer');
const used = {
  ...Object.fromEntries([...(platform.buckets?.buckets ?? [])].map(([role, bucket]) => [`BUCKET_${role}`, bucket.bucketName])),
  ...Object.fromEntries([...platform.secrets].map(([key, { secret }]) => [`SECRET_${key.replaceAll('-', '_')}`, secret.secretArn])),
  ...Object.fromEntries([...platform.models].map(([alias, model]) => [`MODEL_${alias}`, model.inferenceProfileArn])),
};

const consumer = new lambda.Function(stack, 'Function', {
  runtime: lambda.Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => process.env;'),
  environment: used,
});
for (const role of platform.buckets?.buckets.keys() ?? []) platform.buckets?.grants(role).read(consumer);
for (const { grants } of platform.secrets.values()) grants.read(consumer);
for (const { grants } of platform.models.values()) grants.invoke(consumer);

// Its template says the same whatever model stands behind the alias: without the digest it would not be deployed again.
new ssm.StringParameter(laterStack('Pointer', 'pointer'), 'Model', {
  parameterName: `/consumer/${name}/${environment}/assistant`,
  stringValue: platform.model('assistant').inferenceProfileArn,
});
