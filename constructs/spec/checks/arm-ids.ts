import { isSameId, parseArmId } from '../arm-ids.ts';
import { describeValue } from '../fault.ts';
import type { Draft } from './draft.ts';

/** What exists lies in the subscription that the platform is deployed to, where the file names it. */
export function checkSubscription(draft: Draft, id: string, path: readonly PropertyKey[], what: string): void {
  const subscription = draft.file.clouds?.azure?.subscription;
  if (subscription === undefined || isSameId(parseArmId(id).subscription, subscription)) return;
  draft.report({
    path,
    code: 'CFG-063',
    message: `the ${what} lies in another subscription`,
    got: describeValue(id),
    allowed: `subscription ${subscription}`,
    remedy: `Name a ${what} of subscription ${subscription}.`,
  });
}
