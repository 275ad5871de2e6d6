import type { AwsRegionName } from './aws-regions.ts';
import { SOURCES } from './sources.ts';

/** Where the table comes from. */
export const CLOUDFORMATION_GAPS_SOURCE = SOURCES.cloudFormationSchemas;

// A type without a schema in a region cannot be deployed there by CloudFormation; the service's own API may still offer it.
const WITHOUT_GUARDRAIL = ['af-south-1', 'ap-east-1', 'ap-southeast-6', 'ca-west-1', 'me-south-1', 'mx-central-1'] as const;

const MISSING_IN = {
  'AWS::Bedrock::ApplicationInferenceProfile': [
    ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-south-2', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7'],
    ...['ca-west-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'il-central-1', 'me-south-1', 'mx-central-1', 'us-west-1'],
  ] as AwsRegionName[],
  'AWS::Bedrock::Guardrail': [...WITHOUT_GUARDRAIL],
  'AWS::Bedrock::GuardrailVersion': [...WITHOUT_GUARDRAIL],
  'AWS::Bedrock::EnforcedGuardrailConfiguration': [...WITHOUT_GUARDRAIL, 'me-central-1'],
} as const satisfies Record<string, readonly AwsRegionName[]>;

/** CloudFormation types of the kit's blocks that some commercial regions lack. */
export type RegionalAwsType = keyof typeof MISSING_IN;
export const REGIONAL_AWS_TYPES = Object.keys(MISSING_IN) as readonly RegionalAwsType[];

/** Whether CloudFormation lacks a type in a region. */
export function isTypeMissing(type: RegionalAwsType, region: string): boolean {
  return (MISSING_IN[type] as readonly string[]).includes(region);
}
