import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack, type StackProps } from 'aws-cdk-lib/core';
import { FEATURE_FLAGS } from '../../constructs/aws/feature-flags.ts';

/** The two ends of what a user's own app may have set: every assertion on security holds at both. */
export const FLAG_SETS = { none: {}, all: FEATURE_FLAGS } as const;

// aws-cdk-lib 2.262 has no environment variable that turns its validator off; `npm run verify` runs it over whole platforms.
const WITHOUT_VALIDATION = { '@aws-cdk/core:validateAgainstDefaultRules': false };

export interface TestStackOptions extends StackProps {
  /** Feature flags of the app around the stack. @default 'all' */
  readonly flags?: keyof typeof FLAG_SETS;
}

/** An empty stack in an app of its own, without version reporting and asset metadata. */
export function testStack({ flags = 'all', ...props }: TestStackOptions = {}): Stack {
  const app = new App({ analyticsReporting: false, context: { ...FLAG_SETS[flags], ...WITHOUT_VALIDATION } });
  return new Stack(app, 'Test', props);
}

export interface CfnResourceJson {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads any path of a template
  readonly Properties?: any;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads any path of a template
  readonly Metadata?: any;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** All resources of a stack by logical id. */
export function resourcesOf(stack: Stack): Record<string, CfnResourceJson> {
  return Template.fromStack(stack).toJSON().Resources ?? {};
}

/** The resources of one CloudFormation type. */
export function resourcesOfType(stack: Stack, type: string): CfnResourceJson[] {
  return Object.values(resourcesOf(stack)).filter((resource) => resource.Type === type);
}

/** What a block's snapshot shows: its own resources, no bootstrap rule, no asset hash, no code. */
export function snapshotOf(stack: Stack): unknown {
  const text = JSON.stringify(resourcesOf(stack), (key, value) => (key === 'ZipFile' ? '<code>' : value), 2);
  return JSON.parse(text.replaceAll(/[0-9a-f]{64}/g, '<hash>'));
}
