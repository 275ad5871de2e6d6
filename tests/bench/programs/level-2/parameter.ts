import { ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Stack } from 'aws-cdk-lib/core';

/** A part of what applications must know, at a stable path. */
export function parameter(stack: Stack, name: string, stringValue: string): void {
  new StringParameter(stack, `Parameter${name}`, {
    parameterName: `/llm-infra/support-assistant/prod/${name}`,
    stringValue,
    tier: ParameterTier.INTELLIGENT_TIERING,
  });
}
