import { Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { PropFaults } from './prop-faults.ts';

/** The Bedrock types of CloudFormation that the kit makes and that some regions lack. */
export type BedrockType = 'ApplicationInferenceProfile' | 'Guardrail' | 'EnforcedGuardrailConfiguration';

const COMMERCIAL_REGIONS = [
  ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2'],
  ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7'],
  ...['ca-central-1', 'ca-west-1', 'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2'],
  ...['eu-west-3', 'il-central-1', 'me-central-1', 'me-south-1', 'mx-central-1', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-1'],
  'us-west-2',
];

const CHINA = ['cn-north-1', 'cn-northwest-1'];

// The regional resource schemas of CloudFormation as cfn-lint 1.51.0 carries them (2026-11). Regions that stand in neither list are not
// judged: other partitions and regions that opened later.
const MISSING_IN: Record<BedrockType, readonly string[]> = {
  ApplicationInferenceProfile: [
    ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-south-2', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7'],
    ...['ca-west-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'il-central-1', 'me-south-1', 'mx-central-1', 'us-west-1', ...CHINA],
  ],
  Guardrail: ['af-south-1', 'ap-east-1', 'ap-southeast-6', 'ca-west-1', 'me-south-1', 'mx-central-1', ...CHINA],
  EnforcedGuardrailConfiguration: [
    ...['af-south-1', 'ap-east-1', 'ap-southeast-6', 'ca-west-1', 'me-central-1', 'me-south-1', 'mx-central-1', ...CHINA],
  ],
};

/** Whether CloudFormation offers a Bedrock type in a region. An unknown region counts as offered. */
export function isBedrockTypeOffered(type: BedrockType, region: string): boolean {
  return !MISSING_IN[type].includes(region);
}

/** Records a fault when the scope's stack stands in a region without the type. A region-agnostic stack is not judged. */
export function requireBedrockType(faults: PropFaults, scope: Construct, type: BedrockType): void {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region)) return;
  const area = `${region.split('-')[0]}-`;
  const offered = COMMERCIAL_REGIONS.filter((candidate) => isBedrockTypeOffered(type, candidate));
  const near = offered.filter((candidate) => candidate.startsWith(area));
  faults.require(isBedrockTypeOffered(type, region), {
    prop: 'region of the stack',
    got: `'${region}', where CloudFormation has no AWS::Bedrock::${type}`,
    allowed: (near.length > 0 ? near : offered).join(', '),
    remedy: 'deploy this stack to one of them',
  });
}
