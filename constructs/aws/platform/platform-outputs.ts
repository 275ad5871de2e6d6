import { ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import { CfnOutput, type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EXTERNAL_SECRET_FIELD } from '../../spec/external-secret.ts';
import { pascalCase } from '../../spec/names.ts';
import type { ModelOutput, PlatformOutputs } from '../../spec/outputs.ts';
import type { LlmPlatform } from './platform.ts';
import type { PlatformStacks, StackPart } from './platform-stacks.ts';

/** What a platform tells those who build on it, from its blocks. A part that it has not is absent. */
export function platformOutputs({
  spec,
  models,
  buckets,
  secrets,
}: Pick<LlmPlatform, 'spec' | 'models' | 'buckets' | 'secrets'>): PlatformOutputs {
  const region = spec.clouds.aws?.region ?? '';
  return {
    version: 1,
    name: spec.name,
    environment: spec.environment,
    cloud: 'aws',
    region,
    ...(models.size > 0
      ? {
          models: Object.fromEntries(
            [...models].map(([alias, model]) => [alias, modelOutput(model, spec.clouds.aws?.models[alias]?.dimensions)]),
          ),
        }
      : {}),
    ...(buckets ? { buckets: Object.fromEntries([...buckets.buckets].map(([role, bucket]) => [role, bucket.bucketName])) } : {}),
    ...(secrets.size > 0
      ? {
          secrets: Object.fromEntries(
            [...secrets].map(([name, { secret }]) => [
              name,
              { kind: 'secrets-manager' as const, arn: secret.secretArn, field: EXTERNAL_SECRET_FIELD },
            ]),
          ),
        }
      : {}),
  };
}

type PlatformModel = LlmPlatform['models'] extends ReadonlyMap<string, infer M> ? M : never;

function modelOutput({ inferenceProfileArn, guardrail }: PlatformModel, dimensions: number | undefined): ModelOutput {
  return {
    provider: 'bedrock',
    id: inferenceProfileArn,
    ...(guardrail ? { guardrail: { id: guardrail.guardrailId, version: guardrail.guardrailVersion } } : {}),
    ...(dimensions === undefined ? {} : { dimensions }),
  };
}

/** The stack that owns each part of the outputs. */
const OWNERS = {
  version: 'data',
  name: 'data',
  environment: 'data',
  cloud: 'data',
  region: 'data',
  models: 'serving',
  buckets: 'data',
  secrets: 'data',
} as const satisfies Record<keyof PlatformOutputs, StackPart>;

/** Writes the outputs twice: a stack output a leaf for people, a parameter of stable path a top key for app repos. */
export function publishOutputs(stacks: PlatformStacks, outputs: PlatformOutputs): void {
  const prefix = parameterPrefix(outputs);
  for (const [key, owner] of Object.entries(OWNERS)) {
    const value = outputs[key as keyof PlatformOutputs];
    if (value === undefined) continue;
    const stack = stacks.stack(owner);
    for (const [path, leaf] of leaves(value, [key])) writeOutput(stack, path, leaf);
    writeParameter(stack, key, `${prefix}${key}`, typeof value === 'object' ? stack.toJsonString(value) : String(value));
  }
}

/** Where the parameters of a platform's environment lie. */
export function parameterPrefix({ name, environment }: Pick<PlatformOutputs, 'name' | 'environment'>): string {
  return `/llm-infra/${name}/${environment}/`;
}

function leaves(value: unknown, path: readonly string[]): [path: readonly string[], leaf: string][] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]));
}

function writeOutput(stack: Stack, path: readonly string[], value: string): void {
  const scope = child(stack, 'Outputs');
  // The name of an output is public contract, so it has no hash.
  const name = path.map(pascalCase).join('');
  new CfnOutput(scope, name, { value }).overrideLogicalId(name);
}

function writeParameter(stack: Stack, key: string, parameterName: string, stringValue: string): void {
  // A standard parameter holds 4 KB: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
  new StringParameter(child(stack, 'Parameters'), pascalCase(key), { parameterName, stringValue, tier: ParameterTier.INTELLIGENT_TIERING });
}

function child(stack: Stack, id: string): Construct {
  return (stack.node.tryFindChild(id) as Construct | undefined) ?? new Construct(stack, id);
}
