import type * as pulumi from '@pulumi/pulumi';
import type { ModelOutput, PlatformOutputs } from '../../spec/outputs.ts';
import type { ManagedModel } from '../serving/index.ts';
import type { LlmPlatform } from './platform.ts';

/** A value of which any part may be known at the deployment alone. */
export type LateBound<T> = T extends string | number | boolean ? pulumi.Input<T> : { readonly [K in keyof T]: LateBound<T[K]> };

/** What a platform tells those who build on it, from its blocks. A part that it has not is absent. */
export function platformOutputs({
  spec,
  models,
  buckets,
  secrets,
}: Pick<LlmPlatform, 'spec' | 'models' | 'buckets' | 'secrets'>): LateBound<PlatformOutputs> {
  const { azure } = spec.clouds;
  // The flow logs of a platform without data have a bucket too, which is nobody else's business.
  const roles = spec.data?.buckets ?? [];
  return {
    version: 1,
    name: spec.name,
    environment: spec.environment,
    cloud: 'azure',
    region: azure?.location ?? '',
    ...(models.size > 0 ? { models: mapped(models, (model, alias) => modelOutput(model, azure?.models[alias]?.dimensions)) } : {}),
    ...(buckets && roles.length > 0 ? { buckets: Object.fromEntries(roles.map((role) => [role, buckets.url(role)])) } : {}),
    ...(secrets.size > 0 ? { secrets: mapped(secrets, ({ secretUri }) => ({ kind: 'key-vault-secret' as const, uri: secretUri })) } : {}),
  };
}

function modelOutput({ deploymentName, account }: ManagedModel, dimensions: number | undefined): LateBound<ModelOutput> {
  return {
    provider: 'azure-openai',
    id: deploymentName,
    endpoint: account.endpoint,
    ...(dimensions === undefined ? {} : { dimensions }),
  };
}

function mapped<T, R>(map: ReadonlyMap<string, T>, output: (value: T, name: string) => R): Record<string, R> {
  return Object.fromEntries([...map].map(([name, value]) => [name, output(value, name)]));
}
