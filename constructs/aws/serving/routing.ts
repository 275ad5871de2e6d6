import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * Where a managed model computes.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/cross-region-inference.html
 */
export type ModelRouting =
  /** In the stack's region. The model must be offered there on demand. */
  | { readonly kind: 'in-region' }
  /** In any region of the system's profile for a geography. */
  | {
      readonly kind: 'geography';
      /** The system's profile: the geography's prefix, a dot and the model's id, `eu.anthropic.claude-sonnet-5-5`. */
      readonly profileId: string;
      /**
       * The regions that the profile routes to. Callers are then allowed the model in these and in the stack's region.
       * @default - not stated: callers are allowed this model in every region, though only through this profile
       */
      readonly regions?: readonly string[];
    }
  /** In any commercial region of the world. */
  | {
      readonly kind: 'global';
      /** The system's profile: `global.` and the model's id. */
      readonly profileId: string;
    };

/** The ARN of a foundation model. An empty region is the model of a global profile; `*` stands for every region. */
export function foundationModelArn(scope: Construct, modelId: string, region?: string): string {
  const { partition, region: own } = Stack.of(scope);
  return `arn:${partition}:bedrock:${region ?? own}::foundation-model/${modelId}`;
}

/** What an application inference profile copies, which decides where it computes. */
export function modelSourceArn(scope: Construct, modelId: string, routing: ModelRouting): string {
  switch (routing.kind) {
    case 'in-region':
      return foundationModelArn(scope, modelId);
    case 'geography':
    case 'global':
      return systemProfileArn(scope, routing.profileId);
  }
}

/** The ARN of a system-defined inference profile, as seen from the stack's region. */
export function systemProfileArn(scope: Construct, profileId: string): string {
  return Stack.of(scope).formatArn({ service: 'bedrock', resource: 'inference-profile', resourceName: profileId });
}

/** The regions of a geography whose model callers need, the stack's own first, or `*` where they are not stated. */
export function geographyRegions(scope: Construct, routing: Extract<ModelRouting, { kind: 'geography' }>): string[] {
  if (!routing.regions) return ['*'];
  return [...new Set([Stack.of(scope).region, ...routing.regions])];
}
