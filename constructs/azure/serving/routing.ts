import type { ProcessingScope } from '../../spec/vocabulary.ts';

/**
 * Where a managed model computes. Data at rest stays in the account's geography in every case.
 * Source: https://learn.microsoft.com/azure/ai-foundry/foundry-models/concepts/deployment-types
 */
export type ModelRouting =
  /** In the account's region. */
  | { readonly kind: 'in-region' }
  /** Anywhere in Microsoft's data zone of the account's region. */
  | { readonly kind: 'geography' }
  /** Anywhere in the world. */
  | { readonly kind: 'global' };

/**
 * What a deployment may take.
 * Source: https://learn.microsoft.com/azure/ai-foundry/openai/how-to/quota
 */
export type ModelThroughput =
  | {
      /** Paid by the token, limited by the minute. */
      readonly kind: 'pay-as-you-go';
      /** Share of the subscription's quota: whole units, each 1000 tokens a minute. Changing it is an update in place. */
      readonly capacity: number;
    }
  | {
      /** Paid by the hour, used or not. */
      readonly kind: 'provisioned';
      /** Provisioned throughput units (PTU), in the steps that the model is sold in. Changing it is an update in place. */
      readonly capacity: number;
    };

/** The name of a deployment's SKU. */
export type DeploymentSku = (typeof DEPLOYMENT_SKUS)[ProcessingScope][ModelThroughput['kind']];

const DEPLOYMENT_SKUS = {
  'in-region': { 'pay-as-you-go': 'Standard', provisioned: 'ProvisionedManaged' },
  geography: { 'pay-as-you-go': 'DataZoneStandard', provisioned: 'DataZoneProvisionedManaged' },
  global: { 'pay-as-you-go': 'GlobalStandard', provisioned: 'GlobalProvisionedManaged' },
} as const satisfies Record<ProcessingScope, Record<ModelThroughput['kind'], string>>;

/** The SKU that computes where `routing` says and is paid as `throughput` says. */
export function deploymentSku(routing: ModelRouting, throughput: ModelThroughput): DeploymentSku {
  return DEPLOYMENT_SKUS[routing.kind][throughput.kind];
}

/** What the subscription may deploy in the account's region. Read it with `az cognitiveservices usage list --location <region>`. */
export type CapacityQuota =
  | {
      readonly sku: 'Standard' | 'DataZoneStandard' | 'GlobalStandard';
      /** Name of the model: quotas by the token are counted for each model, all its versions together. */
      readonly model: string;
      /** Units of 1000 tokens a minute. */
      readonly capacity: number;
    }
  | {
      readonly sku: 'ProvisionedManaged' | 'DataZoneProvisionedManaged' | 'GlobalProvisionedManaged';
      /** Units of provisioned throughput, for all models together. */
      readonly capacity: number;
    };
