import { CfnParameter, CfnRule, Fn, type Stack } from 'aws-cdk-lib/core';
import { MARKER_SEED } from '../../spec/defaults.ts';

/**
 * Refuses the creation of a stack whose platform file still holds the seed of the examples: every copy of them would get the same names.
 *
 * The check is a rule of the template, as CDK's own check of the bootstrap version, so synthesis works and CloudFormation refuses before
 * anything is made. It guards creation alone: an update keeps a parameter's earlier value.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export function refuseMarkerSeed(stack: Stack, seed: string): void {
  if (seed !== MARKER_SEED) return;
  const parameter = new CfnParameter(stack, 'NamingSeed', {
    type: 'String',
    default: seed,
    description: 'The seed of the physical names, from naming.seed of the platform file. Do not set it here.',
  });
  new CfnRule(stack, 'CheckNamingSeed', {
    assertions: [
      {
        assert: Fn.conditionNot(Fn.conditionEquals(parameter.valueAsString, MARKER_SEED)),
        assertDescription: `naming.seed is '${MARKER_SEED}', the marker of the examples. Run 'llm-infra init <folder>' and take the seed that it writes.`,
      },
    ],
  });
}
