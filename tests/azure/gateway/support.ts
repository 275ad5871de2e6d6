import { armTemplate, checkArm } from '../../../constructs/azure/arm/index.ts';
import type { Recording } from '../../../constructs/azure/recorder/index.ts';
import { SCHEMAS } from '../arm/templates.ts';

/** What Azure Resource Manager would refuse of a recording, by the published schemas. */
export function armErrors(recording: Recording): readonly string[] {
  return checkArm(armTemplate(recording), SCHEMAS)
    .filter(({ severity }) => severity === 'error')
    .map(({ name, message }) => `${name}: ${message}`);
}
