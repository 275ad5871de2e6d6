import { planEnvironment } from '../../constructs/plan/index.ts';
import type { EnvironmentPlan } from '../../constructs/plan/plan-report.ts';
import type { SynthesisFinding, SynthesizedPlatform } from '../../constructs/plan/synthesized.ts';
import type { PlatformSpec } from '../../constructs/spec/platform-spec.ts';
import { specOf } from '../support/platforms.ts';

export const AS_OF = '2026-11-23';

const TAGS = ['owner', 'contact', 'costCenter', 'dataClassification', 'environment', 'platform'].map((Key) => ({ Key, Value: 'any' }));

/** A key that follows every rule of dev, but for what is changed. */
export const key = (changes: object = {}) => ({
  Type: 'AWS::KMS::Key',
  DeletionPolicy: 'Retain',
  UpdateReplacePolicy: 'Retain',
  ...changes,
  Properties: {
    EnableKeyRotation: true,
    KeyPolicy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' }],
    },
    Tags: TAGS,
  },
});

/** A key whose loss is not guarded against: it breaks REL-01, and that alone. */
export const UNGUARDED = key({ DeletionPolicy: 'Delete' });

/** A platform of one stack with two keys, of which the second may be broken. */
export function synthesizedWith({
  second = key(),
  findings = [],
}: {
  second?: object;
  findings?: readonly SynthesisFinding[];
} = {}): SynthesizedPlatform {
  const resource = (logicalId: string) => ({
    stack: 'assistant-dev-data',
    logicalId,
    type: 'AWS::KMS::Key',
    path: `PlatformData/${logicalId}/Resource`,
    block: 'keys',
  });
  return {
    cloud: 'aws',
    validation: 'ran',
    kept: {},
    templates: [
      { stack: 'assistant-dev-data', file: 'PlatformData.template.json', template: { Resources: { First: key(), Second: second } } },
    ],
    resources: [resource('First'), resource('Second')],
    outputs: [{ stack: 'assistant-dev-data', output: 'Version' }],
    parameters: '/llm-infra/assistant/dev/',
    findings,
  };
}

export const planOf = (
  synthesized: SynthesizedPlatform,
  { spec = specOf(), asOf = AS_OF }: { readonly spec?: PlatformSpec; readonly asOf?: string } = {},
): EnvironmentPlan => planEnvironment(spec, synthesized, 'dev/aws', asOf);
