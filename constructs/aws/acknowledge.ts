import { Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { ToolAcknowledgement } from '../policy/register.ts';

/**
 * Says on a construct which findings of cdk-nag are deliberate there, so that cdk-nag in a user's own app is quiet about them and can
 * report the reasons. The ids name cdk-nag's pack: no other tool reads anything into them.
 */
export function acknowledge(construct: IConstruct, acknowledgements: readonly ToolAcknowledgement[]): void {
  for (const { rule, reason } of acknowledgements) {
    // `acknowledge` of aws-cdk-lib 2.262 refuses a double colon in an id; the metadata it writes takes it.
    if (rule.includes('::')) construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [rule]: reason });
    else Validations.of(construct).acknowledge({ id: rule, reason });
  }
}
