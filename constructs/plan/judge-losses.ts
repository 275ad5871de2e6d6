import { type Footprint, type Loss, lossesBetween, lossRemedy, lossText } from '../replacement/index.ts';
import type { PlanFinding } from './plan-report.ts';

/** The control of stable identity: what keeps something is the same thing after a change. */
const STABLE_IDENTITY = 'REL-02';

/** A warning for each way in which something stateful of what is deployed would be lost. */
export function judgeLosses(deployed: Footprint, planned: Footprint): readonly PlanFinding[] {
  return lossesBetween(deployed, planned).map((loss) => ({
    rule: STABLE_IDENTITY,
    severity: 'warning',
    message: `${loss.type} ${lossText(loss)}`,
    remedy: lossRemedy(loss),
    ...placeOf(loss),
    ...(loss.property === undefined ? {} : { path: loss.property }),
  }));
}

/** Ids of CloudFormation carry their stack, URNs theirs in another way. */
function placeOf({ id }: Loss): Pick<PlanFinding, 'stack' | 'logicalId'> {
  const slash = id.indexOf('/');
  return id.startsWith('urn:') || slash < 0 ? { logicalId: id } : { stack: id.slice(0, slash), logicalId: id.slice(slash + 1) };
}
